"""The best way to cut a page into stories: which of them, in which shape, and where each cut runs, settled together.

A page is cut across or down, each part again, until every part is one story's shape. `table[S][w][h]` is the least
price of filling w + 1 columns by h rows with exactly the stories of S; parts are put one over the other (heights add
up, one width) or side by side (widths add up, one height). All prices are whole numbers, so that numpy and the
compiled loop give the same table, bit for bit.
"""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

Prices = NDArray[np.int32]
NEVER = 100_000_000
"""The price of what cannot be done; two of them still fit the type."""


_OVER, _BESIDE = True, False


class Leaf(msgspec.Struct, frozen=True):
    """One story's part of the page."""

    story: int
    columns: int
    rows: int


class Cut(msgspec.Struct, frozen=True):
    """Two parts, `across` one over the other, else side by side; which comes first is still open."""

    across: bool
    one: "Leaf | Cut"
    other: "Leaf | Cut"


def halves(stories: int) -> list[tuple[int, int]]:
    """Every way to part a set in two, each once: the first part has the lowest story."""
    lowest = stories & -stories
    rest = stories ^ lowest
    found, part = [], rest
    while part:
        part = (part - 1) & rest
        found.append((part | lowest, rest ^ part))
    return found


@cache
def _levels(sets: int) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], ...]:
    """All sets of two stories, of three and so on, each with the halves of every way to part it."""
    found = []
    for size in range(2, sets.bit_length()):
        same = [stories for stories in range(sets) if stories.bit_count() == size]
        parts = np.array([halves(stories) for stories in same])
        found.append((np.array(same), parts[:, :, 0], parts[:, :, 1]))
    return tuple(found)


def _by_numpy(table: Prices) -> None:
    sets, columns, heights = table.shape
    for same, one, other in _levels(sets):
        ones, others, best = table[one], table[other], table[same]
        for wide in range(1, columns):
            for first in range(wide):
                beside = ones[:, :, first] + others[:, :, wide - first - 1]
                np.minimum(best[:, wide], beside.min(axis=1), out=best[:, wide])
        for high in np.flatnonzero((ones < NEVER).any(axis=(0, 1, 2))):
            over = ones[:, :, :, high, None] + others[:, :, :, : heights - high]
            np.minimum(best[:, :, high:], over.min(axis=1), out=best[:, :, high:])
        table[same] = np.minimum(best, NEVER)


@cache
def _filler() -> Callable[[Prices], None]:
    try:
        from wiredesk.outlets.epaper.makeup.slicing_fast import fill_compiled
    except ModuleNotFoundError:
        return _by_numpy
    return fill_compiled


def filled(shapes: Prices, *, plain: bool = False) -> Prices:
    """The whole table for stories priced by [story][columns - 1][rows]; `plain` keeps to numpy."""
    count, columns, heights = shapes.shape
    table: Prices = np.full((1 << count, columns, heights), NEVER, dtype=np.int32)
    for story in range(count):
        table[1 << story] = shapes[story]
    (_by_numpy if plain else _filler())(table)
    return table


def heights(table: Prices, drops: Sequence[int], must: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every height of the whole width the least price, and the set that has it.

    The price counts what leaving out each of the others costs; what is in `must` may not be left out.
    """
    sets = np.arange(table.shape[0])
    price = table[:, -1, :].astype(np.int64)
    for story, drop in enumerate(drops):
        price += np.where(sets >> story & 1, 0, drop)[:, None]
    price[(sets & must) != must] += NEVER
    best = price.argmin(axis=0)
    return price[best, np.arange(price.shape[1])], best


def traced(table: Prices, stories: int, columns: int, rows: int) -> Leaf | Cut:
    """How the price of that set over that rectangle comes about."""
    if stories & (stories - 1) == 0:
        return Leaf(stories.bit_length() - 1, columns, rows)
    price = int(table[stories, columns - 1, rows])
    for one, other in halves(stories):
        both = table[one, columns - 1, : rows + 1] + table[other, columns - 1, rows::-1]
        found = np.flatnonzero(both == price)
        if found.size:
            high = int(found[0])
            return Cut(_OVER, traced(table, one, columns, high), traced(table, other, columns, rows - high))
        for wide in range(1, columns):
            if int(table[one, wide - 1, rows]) + int(table[other, columns - wide - 1, rows]) == price:
                return Cut(_BESIDE, traced(table, one, wide, rows), traced(table, other, columns - wide, rows))
    raise AssertionError("every price in the table has a cut that makes it")
