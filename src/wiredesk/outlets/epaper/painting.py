"""Which parts of a page may not be shown, and how a page's files are kept; what shelf.py and follow.py share."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.covering import covered
from wiredesk.outlets.epaper.kept import Kept, PagePicture
from wiredesk.outlets.epaper.pdf_orders import PageMade, PageOrder, Size
from wiredesk.outlets.epaper.printed import Box, PrintedPage, Region
from wiredesk.publication.models import Issue, IssuePage

_page = msgspec.msgpack.Decoder(PrintedPage)


Covers = Sequence[Sequence[float]]
"""Parts that the desk took off a page, each as left, top, width and height in hundredths of it.

Its pages may come again in another size, and what lies under it is where it was.
"""


def page_of(data: bytes, covers: Covers = ()) -> PrintedPage:
    """A stored page with what the desk took off it marked; what may be said of it is told by `unsaid`."""
    return marked(_page.decode(data), covers)


def marked(page: PrintedPage, covers: Covers) -> PrintedPage:
    """A page with each of these as a region of it that shows nothing.

    What stands under them stays known: a killed story's picture goes whole, wherever its words lie.
    """
    across, down = page.width / 100, page.height / 100
    boxes = [Box(left * across, top * down, width * across, height * down) for left, top, width, height in covers]
    regions = (Region(box=box, headline="", covered=True) for box in boxes)
    return msgspec.structs.replace(page, regions=(*page.regions, *regions))


def stories_on(page: PrintedPage) -> set[str]:
    """The ids of the stories of which something is printed on a page."""
    return ({one.story for one in page.regions} | {one.story for one in page.lines}) - {""}


def paints(pages: Iterable[PrintedPage], gone: Iterable[str]) -> tuple[PageOrder, ...]:
    """The pages of which something is not to be shown, with every part of them that is to be painted over."""
    away = {one for one in gone if one}
    found = ((page.number, _boxes(page, away)) for page in pages)
    return tuple(PageOrder(number, boxes) for number, boxes in found if boxes)


def foreign(pages: Iterable[PrintedPage]) -> bool:
    """Whether these are a press's pages, and their PDF its own."""
    return any(page.pictures is not None for page in pages)


def unsaid(page: PrintedPage, gone: Iterable[str]) -> PrintedPage:
    """A page without the lines of these stories, and without what the desk took off it.

    On a press's page without the lines that may be of these stories either.
    """
    away = {one for one in gone if one}
    under = covered(page, away) if page.pictures is not None else ()
    lines = (line for line in page.lines if line.story not in away)
    kept_lines = tuple(line for line in lines if line.story or not any(_middle(line.box, box) for box in under))
    return _less(msgspec.structs.replace(page, lines=kept_lines))


def _less(page: PrintedPage) -> PrintedPage:
    """A page without the words under its covers: a headline of which a part may lie there is not said either."""
    off = [one.box for one in page.regions if one.covered]
    if not off:
        return page
    shown = (one for one in page.regions if one.covered or not any(_middle(one.box, box) for box in off))
    return msgspec.structs.replace(
        page,
        regions=tuple(
            msgspec.structs.replace(one, headline="") if any(_meets(one.box, box) for box in off) else one
            for one in shown
        ),
        lines=tuple(one for one in page.lines if not any(_meets(one.box, box) for box in off)),
    )


def keep_page(home: Path, work: Path, made: PageMade, issue: int) -> Kept:
    """Store the files of a page of an issue for readers."""
    of = f"{issue}/{made.number}"

    def picture(size: Size, name: str) -> PagePicture:
        return PagePicture(kept.keep(home, work / size.file, name, of), size.width, size.height)

    return Kept(
        picture(made.large, "large"),
        picture(made.small, "small"),
        picture(made.thumb, "thumb"),
        kept.keep(home, work / made.pdf, "page", of),
    )


def files_of(issue: int) -> set[str]:
    """Every file that the record of an issue names now, and that readers can fetch."""
    rows = IssuePage.objects.filter(issue=issue).values_list("pictures", flat=True)
    whole = Issue.objects.filter(pk=issue).exclude(pdf_path="").values_list("pdf_path", flat=True)
    return {path for data in rows for path in kept.kept_of(bytes(data)).paths}.union(whole)


def _boxes(page: PrintedPage, away: set[str]) -> tuple[Box, ...]:
    """Its regions, lines of it that stand elsewhere, such as where it is announced on another page, and covers."""
    by_hand = tuple(one.box for one in page.regions if one.covered)
    if page.pictures is not None:
        return (*covered(page, away), *by_hand)
    regions = [one.box for one in page.regions if one.story in away]
    lines = [one.box for one in page.lines if one.story in away and not any(_within(one.box, box) for box in regions)]
    return (*regions, *lines, *by_hand)


def _middle(box: Box, other: Box) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return other.x <= x <= other.x + other.width and other.y <= y <= other.y + other.height


def _meets(box: Box, other: Box) -> bool:
    return (
        box.x < other.x + other.width
        and other.x < box.x + box.width
        and box.y < other.y + other.height
        and other.y < box.y + box.height
    )


def _within(box: Box, other: Box) -> bool:
    return (
        other.x <= box.x
        and other.y <= box.y
        and box.x + box.width <= other.x + other.width
        and box.y + box.height <= other.y + other.height
    )
