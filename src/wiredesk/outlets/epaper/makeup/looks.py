"""What the prices of single stories cannot see: how they stand beside each other on the page."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from wiredesk.outlets.epaper.makeup.briefs import BriefsShape
from wiredesk.outlets.epaper.makeup.shapes import Shape

_LEAD_DOWN, _LEAD_ASIDE, _TOMBSTONE, _PICTURES, _ORDER, _CORNER = 60_000, 2_500, 7_000, 3_500, 2_600, 90_000
_TWIN = 1_500
_ALIKE = 1.3
"""A headline less than so many times as large as another looks like it."""


class Spot(msgspec.Struct, frozen=True):
    """A shape where it might stand; `index` counts from what matters most."""

    shape: Any
    column: int
    row: int
    index: int

    @property
    def right(self) -> int:
        """The column after its last."""
        return self.column + int(self.shape.columns)

    @property
    def bottom(self) -> int:
        """The row after its last."""
        return self.row + int(self.shape.rows)


class Facing(msgspec.Struct, frozen=True):
    """What the page on the other side of the fold looks like from here."""

    columns: int
    rows: int
    """Of its lead."""
    pictures: tuple[tuple[int, int], ...]
    """The rows of those that stand at the fold: from, to."""


def facing(spots: Sequence[Spot], columns: int) -> Facing | None:
    """A page as the next one sees it; None where no story leads it."""
    lead = next((spot.shape for spot in spots if spot.index == 0), None)
    if not isinstance(lead, Shape):
        return None
    pictures = (picture_of(spot) for spot in spots)
    return Facing(lead.columns, lead.rows, tuple(sorted(one[2:] for one in pictures if one and one[1] == columns)))


def picture_of(spot: Spot) -> tuple[int, int, int, int] | None:
    """The columns and rows that a story's picture takes: from, to, from, to."""
    shape = spot.shape
    if not isinstance(shape, Shape) or shape.picture is None:
        return None
    top = spot.row + int(shape.pictured)
    return spot.right - shape.picture.columns, spot.right, top, top + shape.picture.rows


def looks(spots: Sequence[Spot], columns: int, rows: int, *, left_hand: bool, facing: Facing | None = None) -> int:
    """The price of an arrangement, in the same hundredths as the shapes'."""
    price = _across(spots, facing) if facing else 0
    for spot in spots:
        shape = spot.shape
        if isinstance(shape, Shape):
            if spot.index == 0:
                price += _LEAD_DOWN * (spot.row > 0) + _LEAD_ASIDE * (spot.column > 0)
            else:
                price += _ORDER * spot.row // rows // spot.index
        elif isinstance(shape, BriefsShape):
            price += 600 * (spot.bottom < rows) + 500 * (spot.right < columns and spot.column > 0)
        else:
            outer = spot.column == 0 if left_hand else spot.right == columns
            price += _CORNER * (spot.bottom < rows) + _CORNER // 3 * (not outer)
    pictures = [picture_of(spot) for spot in spots]
    for index, spot in enumerate(spots):
        for other in spots[index + 1 :]:
            price += _headlines(spot, other)
    for index, first in enumerate(pictures):
        for second in pictures[index + 1 :]:
            if first and second:
                price += _touching(first, second)
    return price


def pictures_over(spots: Sequence[Spot], price_of: Callable[[Sequence[Spot]], int]) -> tuple[int, list[Spot]]:
    """The same stories, pictures put over their headlines where that looks better; first the price of their looks."""
    best, price = list(spots), price_of(spots)
    for at, spot in enumerate(spots):
        other = spot.shape.swapped() if spot.index and isinstance(spot.shape, Shape) else None
        if other is None:
            continue
        here = list(best)
        here[at] = msgspec.structs.replace(spot, shape=other)
        look = price_of(here)
        if look < price:
            best, price = here, look
    return price, best


def _across(spots: Sequence[Spot], facing: Facing) -> int:
    """Two pages that lie open together: built alike they look like one form filled in twice."""
    price = 0
    for spot in spots:
        shape = spot.shape
        if spot.index == 0 and isinstance(shape, Shape):
            price += _TWIN * (shape.columns == facing.columns and abs(shape.rows - facing.rows) < 6)
        picture = picture_of(spot)
        if picture and picture[0] == 0:
            price += _PICTURES * any(picture[2] < under and over < picture[3] for over, under in facing.pictures)
    return price


def marred(spots: Sequence[Spot]) -> tuple[tuple[int, int], ...]:
    """For what a sub-editor would send a page back: whose headlines stand alike side by side, whose pictures touch."""
    pictures = [picture_of(spot) for spot in spots]
    return tuple(
        (spot.index, other.index)
        for index, (spot, first) in enumerate(zip(spots, pictures, strict=True))
        for other, second in zip(spots[index + 1 :], pictures[index + 1 :], strict=True)
        if _alike(spot, other) or (first is not None and second is not None and _touching(first, second))
    )


def _alike(one: Spot, other: Spot) -> bool:
    """Whether two headlines of nearly one size stand side by side."""
    if not _side_by_side(one, other):
        return False
    sizes = sorted((one.shape.title.size.points, other.shape.title.size.points))
    return bool(sizes[1] < _ALIKE * sizes[0])


def _side_by_side(one: Spot, other: Spot) -> bool:
    """Whether two headlines stand on one height in columns that touch."""
    if not (isinstance(one.shape, Shape) and isinstance(other.shape, Shape)):
        return False
    if one.right != other.column and other.right != one.column:
        return False
    apart = one.row + one.shape.headed - other.row - other.shape.headed
    return bool(abs(apart) <= max(one.shape.title.deep, other.shape.title.deep))


def _headlines(one: Spot, other: Spot) -> int:
    """Two headlines on one height, side by side, read as one."""
    if not _side_by_side(one, other):
        return 0
    top = one.row == 0 or other.row == 0
    return _TOMBSTONE if _alike(one, other) else _TOMBSTONE // (6 if top else 3)


def _touching(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> int:
    beside = (one[1] == other[0] or other[1] == one[0]) and one[2] < other[3] and other[2] < one[3]
    over = one[0] < other[1] and other[0] < one[1] and min(abs(one[3] - other[2]), abs(other[3] - one[2])) < 6
    return _PICTURES * (beside + over)
