"""The proof: the finished PDF read back and held against the stored stories. What fails it is not published.

Three things are compared, none taken on trust: the stored stories, the lines that the issue says it prints, and the
letters that are in the PDF.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wiredesk.outlets.epaper.makeup.breaking import shares
from wiredesk.outlets.epaper.makeup.furniture import faces
from wiredesk.outlets.epaper.makeup.measured import address
from wiredesk.outlets.epaper.makeup.measures import DEVANAGARI, Grid, Style, grid_of, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.proof import Fault
from wiredesk.outlets.epaper.makeup.prove_places import wrong_places
from wiredesk.outlets.epaper.makeup.prove_rows import planned, rows_of, strayed_signs, wrong_row
from wiredesk.outlets.epaper.makeup.prove_words import wrong_cover, wrong_furniture, wrong_words
from wiredesk.outlets.epaper.makeup.readback import ReadPage, read
from wiredesk.outlets.epaper.makeup.typefaces import Face, measure
from wiredesk.outlets.epaper.printed import Box, Line, Part, Printed, PrintedPage

__all__ = ["Fault", "prove"]

_NEAR = 0.15
"""How far a line may begin from where it was planned, in points, at the size of the body; more in proportion. A letter
may stand twice as far from the one before it, since Typst kerns a few pairs a little otherwise than HarfBuzz does."""


def prove(
    printed: Printed, offers: Sequence[Offered], plan: IssuePlan, *, pages: frozenset[int] | None = None
) -> tuple[Fault, ...]:
    """Everything that is wrong with a finished issue; empty where it may be published.

    `pages` keeps the reading of the PDF to some pages, where the others were proved before from the same sheets.
    """
    by_id = {one.story: one for one in offers}
    style = style_of(plan.language)
    grid = grid_of(plan.format, style, mirrored=plan.direction == "rtl")
    faults: list[Fault] = list(wrong_cover(printed, by_id, plan))
    for place, page in enumerate(printed.pages, 1):
        if pages is not None and page.number not in pages:
            continue
        if page.number != place:
            faults.append(Fault(page=place, sentence=f"Page {place} is numbered {page.number}."))
        faults += wrong_words(page, by_id)
        faults += wrong_furniture(page, plan)
        faults += wrong_places(page, grid, style.indent)
    seen = list(read(printed.pdf, pages))
    if len(seen) != len(printed.pages):
        faults.append(Fault(page=0, sentence=f"The PDF has {len(seen)} pages, the issue {len(printed.pages)}."))
    urls = {one.url for one in offers} | {plan.address} | {ad.url for ad in plan.ads}
    for page, found in zip(printed.pages, seen, strict=False):
        if found is not None:
            check = _wrong_rows if plan.direction == "rtl" else _wrong_letters
            faults += check(page, found, style, grid, plan)
            faults += _wrong_page(page, found, by_id, urls, grid, plan)
    return tuple(faults)


def _face(line: Line, section: str, style: Style, plan: IssuePlan, grid: Grid) -> tuple[Face, float, float]:
    """The face, size and baseline that a line should have, by what it is and how wide."""
    match line.part:
        case Part.BODY:
            return style.body, style.size, line.box.height * style.rise
        case Part.HEADLINE:
            sizes = (*style.front, *style.lead, *style.second, *style.rest, *style.brief)
            kind, size = _as_wide(line, [(style.display, one.points) for one in sizes], plan.language)
            return kind, size, line.box.height * 0.78
        case Part.CAPTION:
            return style.sans, style.caption.points, line.box.height * 0.76
        case Part.BYLINE:
            return style.sans, style.small.points, line.box.height * style.rise
        case _ if line.story:
            return style.sans, style.small.points, line.box.height * style.rise
        case _:
            return *_as_wide(line, faces(section, plan, style, grid), plan.language), line.box.height * 0.76


def _as_wide(line: Line, known: Sequence[tuple[Face, float]], language: str) -> tuple[Face, float]:
    """Which face and size make the line as wide as it is."""
    return min(known, key=lambda one: abs(measure(one[0], one[1], language).places(line.text).width - line.box.width))


def _wrong_letters(page: PrintedPage, found: ReadPage, style: Style, grid: Grid, plan: IssuePlan) -> Iterator[Fault]:
    """Lines whose letters are not in the PDF, or stand elsewhere than planned.

    A line's letters are those on its baseline and within its width, in the order of the page's content: the reader may
    give two columns' lines on one height in either order.
    """
    used = np.zeros(len(found.letters), dtype=bool)
    last, above = -1, Box(0.0, 0.0, 0.0, 0.0)
    joined = style_of(plan.language) is DEVANAGARI
    for index, line in enumerate(page.lines):
        face = _face(line, page.section, style, plan, grid)
        which = np.flatnonzero(_on(line.box, found, line.box.y + face[2]) & ~used)
        used[which] = True
        wanted, got = "".join(line.text.split()), "".join(found.letters[at] for at in which)
        fault = "" if _same(wanted, got) else f"has “{got}” in the PDF"
        fault = fault or _astray(line, found.x[which], face, plan.language)
        if not fault and joined and strayed_signs(line, found.x[which], measure(*face[:2], plan.language)):
            fault = "has signs out of their place"
        if not fault and which[0] < last and not _beside(line.box, above):
            fault = "is read out of its turn"
        if len(which):
            last, above = int(which[0]), line.box
        if fault:
            yield Fault(
                page=page.number,
                story=line.story,
                line=index,
                sentence=f"Page {page.number}: “{line.text}” {fault}.",
            )
    if not used.all():
        more = "".join(found.letters[at] for at in np.flatnonzero(~used)[:60])
        yield Fault(page=page.number, sentence=f"Page {page.number}: letters that are in no line: “{more}”.")


def _beside(one: Box, other: Box) -> bool:
    return one.y < other.y + other.height - 0.1 and other.y < one.y + one.height - 0.1


def _on(box: Box, found: ReadPage, baseline: float) -> NDArray[np.bool_]:
    """Which letters stand on the baseline, within the box's width."""
    there: NDArray[np.bool_] = (
        (np.abs(found.y - baseline) < 0.12) & (found.x > box.x - 1.0) & (found.x < box.x + box.width + 0.5)
    )
    return there


def _wrong_rows(page: PrintedPage, found: ReadPage, style: Style, grid: Grid, plan: IssuePlan) -> Iterator[Fault]:
    """The same for a script that runs from right to left."""
    set_in = [_face(line, page.section, style, plan, grid) for line in page.lines]
    glyphs = [
        measure(kind, size, plan.language).glyphs(line.text)
        for line, (kind, size, _) in zip(page.lines, set_in, strict=True)
    ]
    places = [planned(line, one, rise) for line, one, (_, _, rise) in zip(page.lines, glyphs, set_in, strict=True)]
    rows, stray = rows_of(page.lines, places, found)
    last, above = -1, Box(0.0, 0.0, 0.0, 0.0)
    for index, (line, which, one) in enumerate(zip(page.lines, rows, glyphs, strict=True)):
        _, size, rise = set_in[index]
        faults = list(wrong_row(line, which, found, one, size, rise))
        if not faults and which[0] < last and not _beside(line.box, above):
            faults = ["is read out of its turn"]
        if len(which):
            last, above = int(which[0]), line.box
        for wrong in faults:
            sentence = f"Page {page.number}: “{line.text}” {wrong}."
            yield Fault(page=page.number, story=line.story, line=index, sentence=sentence)
    if stray:
        yield Fault(page=page.number, sentence=f"Page {page.number}: the PDF has {stray} letters that are in no line.")


def _same(wanted: str, got: str) -> bool:
    """Whether the letters are the same; the reader gives a hyphen at a line's end as U+0002."""
    return wanted == got or (got.endswith("\x02") and wanted == f"{got[:-1]}-")


def _astray(line: Line, x: NDArray[np.float64], face: tuple[Face, float, float], language: str) -> str:
    """How a line's letters stand elsewhere than planned; empty where they do not."""
    kind, size, _ = face
    box = line.box
    known = measure(kind, size, language)
    planned = known.places(line.text)
    if not len(planned.which):
        return ""
    between, tracking = shares(known, box.width - planned.width, planned.gaps, planned.letters)
    along = box.x + planned.natural + planned.spaces * between + planned.steps * tracking
    scale = max(1.0, min(4.0, size / 9.0))
    off = x[planned.which] - along
    close = abs(float(off[0])) <= _NEAR * scale and bool(np.all(np.abs(off) <= 6 * _NEAR * scale))
    steady = bool(np.all(np.abs(np.diff(off)) <= 2 * _NEAR * scale))
    return "" if close and steady else "has letters out of their place"


def _wrong_page(
    page: PrintedPage, found: ReadPage, offers: dict[str, Offered], urls: set[str], grid: Grid, plan: IssuePlan
) -> Iterator[Fault]:
    """Size, fonts, pictures' words and links of a page."""
    number = page.number
    if abs(found.width - page.width) > 0.6 or abs(found.height - page.height) > 0.6:
        yield Fault(page=number, sentence=f"Page {number} is {found.width:.0f} by {found.height:.0f} points.")
    if found.loose:
        yield Fault(page=number, sentence=f"Page {number} has letters in a font that is not embedded.")
    if not found.tagged:
        yield Fault(page=number, sentence=f"Page {number} is not tagged: who listens to it hears nothing.")
    wanted = {(line.story, line.paragraph) for line in page.lines if line.part is Part.CAPTION}
    alts = sorted(offers[story].pictures[index].caption for story, index in wanted if story in offers) + sorted(
        ad.alt for ad in plan.ads if ad.page == number
    )
    if sorted(found.described) != sorted(alts) or found.images != len(alts):
        yield Fault(
            page=number,
            sentence=f"Page {number} has {found.images} pictures, {len(found.described)} described, not {len(alts)}.",
        )
    for link in found.links:
        if link.url not in urls:
            yield Fault(page=number, sentence=f"Page {number} links to {link.url}, which is none of its stories.")
    for region in page.regions:
        if region.story in offers and not any(
            link.url == offers[region.story].url
            and link.box.y >= region.box.y - 30.0
            and link.box.y < region.box.y + region.box.height
            and link.box.x < region.box.x + region.box.width
            and link.box.x + link.box.width > region.box.x
            for link in found.links
        ):
            yield Fault(
                page=number,
                story=region.story,
                sentence=f"Page {number}: “{region.headline}” has no link to {address(offers[region.story].url)}.",
            )
