"""Whether every line stands in its column and its story's part of the page, and none on another."""

from collections.abc import Iterator

from wiredesk.outlets.epaper.makeup.measures import Grid
from wiredesk.outlets.epaper.makeup.proof import Fault
from wiredesk.outlets.epaper.printed import Box, Line, Part, PrintedPage

_HAIR = 0.02


def wrong_places(page: PrintedPage, grid: Grid, indent: float) -> Iterator[Fault]:
    """Lines outside their column or region, regions and lines on each other, anything outside the live area."""
    yield from _regions(page, grid)
    edges = [grid.x(column) for column in range(grid.columns)]
    for index, line in enumerate(page.lines):
        if not _within(line.box, Box(grid.format.margins[3], 16.0, grid.span(grid.columns), page.height - 32.0)):
            yield _fault(page, index, line, "stands outside the live area")
        if not line.story:
            continue
        homes = [one.box for one in page.regions if one.story == line.story]
        if not any(_within(line.box, Box(home.x, home.y - 2.0, home.width, home.height + 2.0)) for home in homes):
            yield _fault(page, index, line, "stands outside its story's part of the page")
        if line.part is Part.BODY and not any(_in_column(line.box, edge, grid, indent) for edge in edges):
            yield _fault(page, index, line, "stands in no column")
    yield from _collisions(page)


def _within(box: Box, home: Box) -> bool:
    return (
        box.x >= home.x - _HAIR
        and box.y >= home.y - _HAIR
        and box.x + box.width <= home.x + home.width + _HAIR
        and box.y + box.height <= home.y + home.height + _HAIR
    )


def _in_column(box: Box, edge: float, grid: Grid, indent: float) -> bool:
    start = edge + grid.column - box.x - box.width if grid.mirrored else box.x - edge
    return (abs(start) <= _HAIR or abs(start - indent) <= _HAIR) and box.width <= grid.column - start + _HAIR


def _fault(page: PrintedPage, index: int, line: Line, what: str) -> Fault:
    return Fault(page=page.number, story=line.story, line=index, sentence=f"Page {page.number}: “{line.text}” {what}.")


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + _HAIR
        and other.x + other.width > one.x + _HAIR
        and one.y + one.height > other.y + _HAIR
        and other.y + other.height > one.y + _HAIR
    )


def _regions(page: PrintedPage, grid: Grid) -> Iterator[Fault]:
    live = Box(grid.format.margins[3], grid.top, grid.span(grid.columns), grid.rows * grid.pitch)
    for index, one in enumerate(page.regions):
        if not _within(one.box, live):
            yield Fault(
                page=page.number,
                story=one.story,
                sentence=f"Page {page.number}: “{one.headline}” leaves the live area.",
            )
        for other in page.regions[index + 1 :]:
            if _overlap(one.box, other.box):
                yield Fault(
                    page=page.number,
                    story=one.story,
                    sentence=f"Page {page.number}: “{one.headline}” and “{other.headline}” lie on each other.",
                )


def _collisions(page: PrintedPage) -> Iterator[Fault]:
    """Lines that lie on each other, found by sweeping down the page."""
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].box.y)
    for place, index in enumerate(order):
        line = page.lines[index]
        for later in order[place + 1 :]:
            other = page.lines[later]
            if other.box.y >= line.box.y + line.box.height - _HAIR:
                break
            if _overlap(line.box, other.box):
                yield _fault(page, later, other, f"lies on “{line.text}”")
