"""A page looked over: of several ways to make it up from the same stories, the one that a sub-editor would pass."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import product

import msgspec
import numpy as np

from wiredesk.outlets.epaper.makeup.briefs import BriefsShape
from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, looks, marred
from wiredesk.outlets.epaper.makeup.page import (
    Draft,
    Module,
    Part,
    Solved,
    Task,
    Tree,
    arrangements,
    cut_up,
    notices_of,
    whole_of,
)
from wiredesk.outlets.epaper.makeup.shapes import Role, Shape, shapes, shapes_of

ROUNDS = 6
"""How often a page is solved again with its prices shaken; a count, so that every machine ends at the same page."""
MORE_ROUNDS = 24
"""How often again, with larger shakes, where two headlines still stand alike side by side or two pictures touch."""
_SHAKE = 1400
_MARRED = 25_000
"""How much dearer a page may be on which none do, beside the cheapest: less than a lead that does not stand on top."""
_WAYS = 8
"""In how many ways the same cuts are turned while the best of them is none to print."""
_TRIED = (60, 12)
"""How many other shapes of one room are tried of a story alone, and of each of two together."""

_Others = Callable[[int, Shape], tuple[Shape, ...]]


def polished(page: Draft, facing: Facing | None, *, plain: bool = False, rounds: int = ROUNDS) -> Solved:
    """The page with the same stories, of several make-ups the one that looks best beside the page it faces."""
    task, best = page.task, page.solved
    if not page.parts:
        return best
    whole = whole_of(task).filled_up(notices_of(task), 1)
    chance: np.random.RandomState | None = None
    seen = set[tuple[Tree, ...]]()
    clean: Solved | None = None
    others = cache(partial(_others, task))
    for turn in range(1 + rounds + MORE_ROUNDS):
        further = turn > rounds
        if further and not best.marred:
            break
        whole_ = _resized(task, whole, best.marred, turn) if further else whole
        parts = [_steady(whole_.some(which, (1 << len(which)) - 1), page.solved) for which in page.parts]
        cut = cut_up(task, parts, plain=plain, chance=chance, shake=_SHAKE * (1 + further))
        chance = chance or np.random.RandomState(int.from_bytes(sha256(task.seed.encode()).digest()[:4]))
        if cut is None or (cut in seen and whole_ is whole):
            continue
        seen.add(cut)
        ways = arrangements(task, parts, cut, facing, 1 if clean else _WAYS)
        if not turn or ways[0].price < best.price:
            best = ways[0]
        for way in ways:
            found = _parted(task, way, facing, others) if way.marred and clean is None else way
            if not found.marred and (clean is None or found.price < clean.price):
                clean = found
    if best.marred and clean is not None and clean.price < best.price + _MARRED:
        return clean
    return best


def _others(task: Task, index: int, shape: Shape) -> tuple[Shape, ...]:
    """What else a story may look like in the very room that it has, the cheapest first: a lead stays one."""
    one = task.wanted[index]
    roles = (one.role,) if one.role <= Role.LEAD else (Role.SECOND, Role.REST)
    found = [
        other
        for role in roles
        for other in shapes_of(one.story, role, shape.columns, shape.rows, task.rows, jump=one.jump)
        if other.jumps == shape.jumps
    ]
    found.sort(key=lambda other: other.cost)
    return tuple(one for other in found for one in (other, other.swapped()) if one is not None)


def _parted(task: Task, solved: Solved, facing: Facing | None, others: _Others) -> Solved:
    """The same page with one story or two otherwise shaped where they stand, so that no two of them meet alike."""
    spots = [Spot(one.shape, one.column, one.row, one.story) for one in solved.modules]
    look = partial(looks, columns=task.columns, rows=task.rows, left_hand=task.left_hand, facing=facing)
    seen, best = look(spots), solved
    for some in dict.fromkeys(some for pair in solved.marred for some in ((pair[0],), (pair[1],), pair)):
        if len(some) == 2 and not best.marred:
            continue
        for here in _reshaped(spots, some, others):
            still = marred(here)
            if len(still) > len(best.marred):
                continue
            price = solved.price + look(here) - seen + sum(one.shape.cost for one in here)
            price -= sum(one.shape.cost for one in spots)
            if len(still) < len(best.marred) or price < best.price:
                modules = tuple(Module(one.column, one.row, one.shape, one.index) for one in here)
                best = msgspec.structs.replace(solved, modules=modules, price=price, marred=still)
    return best


def _reshaped(spots: Sequence[Spot], some: tuple[int, ...], others: _Others) -> Iterator[list[Spot]]:
    """The page with some of its stories otherwise shaped, in every way that is tried."""
    places = [next(at for at, spot in enumerate(spots) if spot.index == one) for one in some]
    shaped = (others(spots[at].index, spots[at].shape)[: _TRIED[len(some) - 1]] for at in places)
    for shapes_ in product(*shaped):
        here = list(spots)
        for at, shape in zip(places, shapes_, strict=True):
            here[at] = msgspec.structs.replace(spots[at], shape=shape)
        yield here


def _resized(task: Task, whole: Part, marred: Sequence[tuple[int, int]], turn: int) -> Part:
    """The same with one headline of the other ordinary size, of those that stand alike; every third turn as it is."""
    stories = [index for pair in marred for index in pair if task.wanted[index].role > Role.LEAD]
    if turn % 3 == 0 or not stories:
        return whole
    index = stories[turn % len(stories)]
    role = Role.REST if task.wanted[index].role is Role.SECOND else Role.SECOND
    tables = list(whole.tables)
    tables[index] = dict(shapes(task.wanted[index].story, role, task.rows))
    return msgspec.structs.replace(whole, tables=tuple(tables))


def _steady(part: Part, solved: Solved) -> Part:
    """The same, its columns of briefs only with the stories that they have already."""
    there = [_in_brief(one.shape) for one in solved.modules if isinstance(one.shape, BriefsShape)]
    tables = tuple(
        {
            size: shape
            for size, shape in table.items()
            if not isinstance(shape, BriefsShape) or _in_brief(shape) in there
        }
        for table in part.tables
    )
    return msgspec.structs.replace(part, tables=tables)


def _in_brief(shape: BriefsShape) -> set[int]:
    return {brief.story for brief in shape.briefs}
