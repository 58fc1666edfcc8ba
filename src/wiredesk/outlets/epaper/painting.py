"""Which parts of a page may not be shown, and how a page's files are kept; what shelf.py and follow.py share."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.kept import Kept, PagePicture
from wiredesk.outlets.epaper.pdf_orders import PageMade, PageOrder, Size
from wiredesk.outlets.epaper.printed import Box, PrintedPage

_page = msgspec.msgpack.Decoder(PrintedPage)


def page_of(data: bytes) -> PrintedPage:
    """A stored page."""
    return _page.decode(data)


def stories_on(page: PrintedPage) -> set[str]:
    """The ids of the stories of which something is printed on a page."""
    return ({one.story for one in page.regions} | {one.story for one in page.lines}) - {""}


def paints(pages: Iterable[PrintedPage], gone: Iterable[str]) -> tuple[PageOrder, ...]:
    """The pages on which one of these stories stands, with every part of them that is to be painted over."""
    away = {one for one in gone if one}
    found = ((page.number, _boxes(page, away)) for page in pages)
    return tuple(PageOrder(number, boxes) for number, boxes in found if boxes)


def keep_page(home: Path, work: Path, made: PageMade) -> Kept:
    """Store the files of a page for readers."""

    def picture(size: Size, name: str) -> PagePicture:
        return PagePicture(kept.keep(home, work / size.file, name), size.width, size.height)

    return Kept(
        picture(made.large, "large"),
        picture(made.small, "small"),
        picture(made.thumb, "thumb"),
        kept.keep(home, work / made.pdf, "page"),
    )


def _boxes(page: PrintedPage, away: set[str]) -> tuple[Box, ...]:
    """Its regions, and lines of it that stand elsewhere, such as where it is announced on another page."""
    regions = [one.box for one in page.regions if one.story in away]
    lines = [one.box for one in page.lines if one.story in away and not any(_within(one.box, box) for box in regions)]
    return (*regions, *lines)


def _within(box: Box, other: Box) -> bool:
    return (
        other.x <= box.x
        and other.y <= box.y
        and box.x + box.width <= other.x + other.width
        and box.y + box.height <= other.y + other.height
    )
