"""What a made-up issue is like, in figures: counted from what is printed, so that nobody need believe the make-up."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from wiredesk.outlets.epaper.makeup.breaking import shares
from wiredesk.outlets.epaper.makeup.briefs import HEAD_ROWS
from wiredesk.outlets.epaper.makeup.measured import address
from wiredesk.outlets.epaper.makeup.measures import Grid, grid_of, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR
from wiredesk.outlets.epaper.makeup.typefaces import STRETCHED, Measure, measure
from wiredesk.outlets.epaper.makeup.words import words_of
from wiredesk.outlets.epaper.printed import Line, Part, Printed, PrintedPage

_LOOSE = 2.0


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Shares are of 1. A column is a story's text in one column of its part of the page."""

    pages: int
    stories: int
    offered: int
    lines: int
    filled: float
    """Of the grid of all pages, what stories, briefs under their heads and paid modules take up.

    What is neither this nor a notice is white between briefs, which a column of them spreads to end with its page.
    """
    notices: float
    """Of the grid of all pages, what the paper's own notices fill."""
    blank: float
    """Of the rows of text, how many are white under a story's columns or between briefs."""
    loose: float
    """Lines of body text whose spaces, as printed, are more than twice the natural."""
    spread: float
    """Lines that would be so if their letters were not moved apart a little."""
    hyphens: float
    columns: int
    alone: float
    """Columns that begin with a paragraph's last line or end on a paragraph's first."""
    words_kept: float

    @property
    def placed(self) -> float:
        """The share of the stories offered that are on a page."""
        return self.stories / self.offered if self.offered else 1.0


def figures(issue: Printed, offers: Sequence[Offered], plan: IssuePlan) -> Figures:
    """The figures of an issue."""
    style = style_of(plan.language)
    grid = grid_of(plan.format, style, mirrored=plan.direction == "rtl")
    by_id = {one.story: one for one in offers}
    body = [line for page in issue.pages for line in page.lines if line.part is Part.BODY]
    known = measure(style.body, style.size, plan.language)
    spaces = [_spaces(line, known) for line in body]
    columns = [run for page in issue.pages for run in _columns(page)]
    kept: dict[str, int] = defaultdict(int)
    for line in body:
        kept[line.story] += len(line.text.split())
    words = sum(len(text.split()) for one in by_id.values() for text in one.paragraphs if one.story in kept)
    return Figures(
        pages=len(issue.pages),
        stories=len(kept),
        offered=len(by_id),
        lines=len(body),
        filled=sum(_filled(page, plan, grid) for page in issue.pages) / len(issue.pages),
        notices=sum(_noticed(page, plan, grid) for page in issue.pages) / len(issue.pages),
        blank=sum(_blank(page, plan, grid) for page in issue.pages) / max(1, len(body)),
        loose=sum(space > _LOOSE * known.space + 1e-6 for space, _ in spaces) / max(1, len(body)),
        spread=sum(space > _LOOSE * known.space + 1e-6 for _, space in spaces) / max(1, len(body)),
        hyphens=sum(line.text.endswith("\u2010") for line in body) / max(1, len(body)),
        columns=len(columns),
        alone=sum(
            _alone(run, columns[index + 1] if index + 1 < len(columns) else [], by_id)
            for index, run in enumerate(columns)
        )
        / max(1, len(columns)),
        words_kept=sum(kept.values()) / max(1, words),
    )


def _spaces(line: Line, known: Measure) -> tuple[float, float]:
    """A line's spaces as they are printed, and as they would be if its letters stood at their natural distance."""
    gaps = sum(map(line.text.count, STRETCHED))
    if not gaps:
        return known.space, known.space
    there = known.places(line.text)
    spare = line.box.width - there.width
    between, tracking = shares(known, spare, gaps, there.letters)
    return known.space + tracking + between, known.space + spare / gaps


def _columns(page: PrintedPage) -> list[list[Line]]:
    """The runs of body text that stand under each other, in reading order."""
    runs: list[list[Line]] = []
    for line in page.lines:
        if line.part is not Part.BODY:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.story == line.story and 0 < line.box.y - last.box.y < 1.5 * line.box.height:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _alone(run: list[Line], after: list[Line], offers: dict[str, Offered]) -> bool:
    first, last = run[0], run[-1]
    text = offers[first.story].paragraphs[first.paragraph]
    widow = (
        first.start > 0 and first.end == len(text.rstrip()) and (len(run) == 1 or run[1].paragraph != first.paragraph)
    )
    goes_on = bool(after) and after[0].story == last.story and after[0].paragraph == last.paragraph
    orphan = goes_on and last.start == 0
    return widow or orphan


def _filled(page: PrintedPage, plan: IssuePlan, grid: Grid) -> float:
    """How much of a page's grid its parts take up, each with the row above it that parts it from the next."""
    covered = sum(min(ad.columns, grid.columns) * (ad.rows + SEPARATOR) for ad in plan.ads if ad.page == page.number)
    for region in page.regions:
        columns = round((region.box.width + grid.gutter) / (grid.column + grid.gutter))
        covered += columns * (round(region.box.height / grid.pitch) + SEPARATOR)
    covered += HEAD_ROWS * _said(page, words_of(plan.language).in_brief)
    return covered / (grid.columns * _rows(page, grid))


def _rows(page: PrintedPage, grid: Grid) -> int:
    return grid.rows if page.number > 1 else grid.front_rows


def _noticed(page: PrintedPage, plan: IssuePlan, grid: Grid) -> float:
    """How much of a page its paper's own notices take, told by the address in each: what nothing else covers there."""
    return max(0.0, 1.0 - _filled(page, plan, grid)) if _said(page, address(plan.address)) else 0.0


def _said(page: PrintedPage, text: str) -> int:
    """How often a page has these words of its paper's own as a line."""
    return sum(line.part is Part.FURNITURE and not line.story and line.text == text for line in page.lines)


def _blank(page: PrintedPage, plan: IssuePlan, grid: Grid) -> int:
    """Rows that stay white under the columns of a page's stories, and between its briefs."""
    cells = grid.columns * _rows(page, grid)
    blank = round((1.0 - _filled(page, plan, grid) - _noticed(page, plan, grid)) * cells)
    for region in page.regions:
        foot: dict[int, float] = {}
        for line in page.lines:
            if line.story == region.story and line.part not in (Part.HEADLINE, Part.CAPTION):
                column = int((line.box.x - region.box.x + 1.0) // (grid.column + grid.gutter))
                foot[column] = max(foot.get(column, 0.0), line.box.y + line.box.height)
        blank += sum(
            max(0, round((region.box.y + region.box.height - lowest) / grid.pitch - 0.3)) for lowest in foot.values()
        )
    return blank
