"""One page solved: which of the stories offered to it, where, and in which shape."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import product

import msgspec
import numpy as np

from wiredesk.outlets.epaper.makeup import slicing
from wiredesk.outlets.epaper.makeup.briefs import BriefsShape, briefs
from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, looks, marred
from wiredesk.outlets.epaper.makeup.measured import Story
from wiredesk.outlets.epaper.makeup.offer import Ad
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR, Role, Shape, shapes

ROUNDS = 6
"""How often a page is solved again with its prices shaken; a count, so that every machine ends at the same page."""
MORE_ROUNDS = 24
"""How often again, with larger shakes, where two headlines still stand alike side by side or two pictures touch."""
_SHAKE = 1400
_MARRED = 25_000
"""How much dearer a page may be on which none do, beside the cheapest: less than a lead that does not stand on top."""
MOST_STORIES = 7
"""How many are cut up together at most, beside a column of briefs: each more takes three times as long."""
MOST_BRIEFS = 7
"""More than that make a second column of briefs."""
_LARGE = 500
"""A page of more columns times rows is cut in two first, and holds twice as many stories."""
_BRIEF_LOST = 3000
_NO_STORY = 1000


class AdShape(msgspec.Struct, frozen=True):
    """A fixed module: a picture that was paid for."""

    columns: int
    rows: int
    cost: int
    ad: Ad


class FillerShape(msgspec.Struct, frozen=True):
    """The paper's own notice, where nothing else fills the page."""

    columns: int
    rows: int
    cost: int


AnyShape = Shape | BriefsShape | AdShape | FillerShape


class Wanted(msgspec.Struct, frozen=True):
    """What a page is offered: a story in a role, what leaving it out costs, and whether it may be left out."""

    story: Story
    role: Role
    drop: int
    must: bool = False
    jump: bool = False


class Module(msgspec.Struct, frozen=True):
    """A part of the page: from column and row, in a shape. `story` is its place among those offered; -1 for none."""

    column: int
    row: int
    shape: AnyShape
    story: int


class Solved(msgspec.Struct, frozen=True):
    """A page that is filled to the last row, its modules in reading order."""

    modules: tuple[Module, ...]
    left: tuple[int, ...]
    """Which of the stories offered it has not taken, and which briefs."""
    left_briefs: tuple[int, ...]
    price: int
    marred: tuple[tuple[int, int], ...] = ()
    """The stories, two by two, whose headlines stand alike side by side or whose pictures touch."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One page to solve."""

    wanted: tuple[Wanted, ...]
    briefs: tuple[Story, ...]
    columns: int
    rows: int
    seed: str
    ads: tuple[Ad, ...] = ()
    left_hand: bool = False
    """Whether its outer edge is the one that reading begins at."""


class Draft(msgspec.Struct, frozen=True):
    """A page that is filled, its stories settled and its look not yet."""

    task: Task
    solved: Solved
    parts: tuple[tuple[int, ...], ...]
    """What of all that was offered each part of it has, after it a notice of the paper's own; nothing where what was
    wanted does not go together, and the page stays as it is."""

    @property
    def noticed(self) -> bool:
        """Whether a notice of the paper's own fills some of it."""
        return any(isinstance(one.shape, FillerShape) for one in self.solved.modules)


_Table = dict[tuple[int, int], AnyShape]
_Others = Callable[[int, Role], dict[tuple[int, int], Shape]]


class _Part(msgspec.Struct, frozen=True):
    """What is cut up together: all of a page, or of a large one's upper or lower part."""

    tables: tuple[_Table, ...]
    at: tuple[int, ...]
    """The place of each among the stories offered, or more than any."""
    drops: tuple[int, ...]
    must: int

    def some(self, which: Sequence[int], must: int) -> "_Part":
        """Only these of it."""
        return _Part(
            tuple(self.tables[index] for index in which),
            tuple(self.at[index] for index in which),
            tuple(self.drops[index] for index in which),
            must,
        )

    def filled_up(self, table: _Table, count: int) -> "_Part":
        """With so many notices of the paper's own, if they are needed."""
        at = (*self.at, *range(2 * _NO_STORY, 2 * _NO_STORY + count))
        return _Part((*self.tables, *[table] * count), at, (*self.drops, *[0] * count), self.must)


_Tree = slicing.Leaf | slicing.Cut


def most_stories(columns: int, rows: int) -> int:
    """How many stories a page of that size may be offered."""
    return MOST_STORIES * (2 if columns * rows > _LARGE else 1)


def draft(task: Task, *, plain: bool = False) -> Draft:
    """The cheapest filled page; with a notice of the paper's own only where the stories cannot fill it."""
    whole = _whole(task)
    parts = _parts(whole, large=task.columns * task.rows > _LARGE)
    cut = _cut(task, parts, plain=plain)
    if cut is None:
        parts = [*parts[:-1], parts[-1].filled_up(_notices(task), 1)]
        cut = _cut(task, parts, plain=plain)
    if cut is not None:
        first, chosen = 0, list[tuple[int, ...]]()
        for part, tree in zip(parts, cut, strict=True):
            chosen.append(tuple(sorted(first + leaf.story for leaf in _leaves(tree))))
            first += len(part.tables)
        return Draft(task, _arranged(task, parts, cut, None), tuple(chosen))
    # Whatever was wanted does not go together: the first stories, what is paid for, and notices round them.
    paid = [index for index, place in enumerate(whole.at) if place >= _NO_STORY and whole.must >> index & 1]
    some = whole.some([*range(min(3, len(task.wanted))), *paid], 0)
    some = msgspec.structs.replace(some, must=((1 << len(paid)) - 1) << len(some.tables) - len(paid))
    parts = [some.filled_up(_notices(task), 1 + 2 * len(task.ads))]
    cut = _cut(task, parts, plain=plain)
    assert cut is not None, "a notice fills any page"
    return Draft(task, _arranged(task, parts, cut, None), ())


def _notices(task: Task) -> _Table:
    """The paper's own notice in every size, dear enough to be the last resort."""
    return {
        (columns, rows): FillerShape(columns, rows, 40_000 + 300 * columns * rows)
        for columns in range(1, task.columns + 1)
        for rows in range(4, task.rows + 1)
    }


def polished(page: Draft, facing: Facing | None, *, plain: bool = False, rounds: int = ROUNDS) -> Solved:
    """The page with the same stories, of several make-ups the one that looks best beside the page it faces."""
    task, best = page.task, page.solved
    if not page.parts:
        return best
    whole = _whole(task).filled_up(_notices(task), 1)
    chance: np.random.RandomState | None = None
    seen = set[tuple[_Tree, ...]]()
    clean: Solved | None = None
    others = cache(lambda index, role: dict(shapes(task.wanted[index].story, role, task.rows)))
    for turn in range(1 + rounds + MORE_ROUNDS):
        further = turn > rounds
        if further and not best.marred:
            break
        whole_ = _resized(task, whole, best.marred, turn) if further else whole
        parts = [_steady(whole_.some(which, (1 << len(which)) - 1), page.solved) for which in page.parts]
        cut = _cut(task, parts, plain=plain, chance=chance, shake=_SHAKE * (1 + further))
        chance = chance or np.random.RandomState(int.from_bytes(sha256(task.seed.encode()).digest()[:4]))
        if cut is None or (cut in seen and whole_ is whole):
            continue
        seen.add(cut)
        found = _arranged(task, parts, cut, facing)
        if not turn or found.price < best.price:
            best = found
        if found.marred and clean is None:
            found = _parted(task, found, facing, others)
        if not found.marred and (clean is None or found.price < clean.price):
            clean = found
    if best.marred and clean is not None and clean.price < best.price + _MARRED:
        return clean
    return best


def _parted(task: Task, solved: Solved, facing: Facing | None, others: _Others) -> Solved:
    """The same page with one story otherwise shaped in its room, where that parts headlines or pictures that meet."""
    spots = [Spot(one.shape, one.column, one.row, one.story) for one in solved.modules]
    look = partial(looks, columns=task.columns, rows=task.rows, left_hand=task.left_hand, facing=facing)
    best = solved
    for index in sorted({index for pair in solved.marred for index in pair}):
        if task.wanted[index].role <= Role.LEAD:
            continue
        place = next(at for at, spot in enumerate(spots) if spot.index == index)
        there = spots[place]
        for role in (Role.SECOND, Role.REST):
            shape = others(index, role).get((there.shape.columns, there.shape.rows))
            if shape is None or shape == there.shape:
                continue
            tried = [*spots[:place], Spot(shape, there.column, there.row, index), *spots[place + 1 :]]
            if marred(tried):
                continue
            price = solved.price + shape.cost - there.shape.cost + look(tried) - look(spots)
            if best.marred or price < best.price:
                modules = tuple(Module(one.column, one.row, one.shape, one.index) for one in tried)
                best = msgspec.structs.replace(solved, modules=modules, price=price, marred=())
    return best


def _resized(task: Task, whole: _Part, marred: Sequence[tuple[int, int]], turn: int) -> _Part:
    """The same with one headline of the other ordinary size, of those that stand alike; every third turn as it is."""
    stories = [index for pair in marred for index in pair if task.wanted[index].role > Role.LEAD]
    if turn % 3 == 0 or not stories:
        return whole
    index = stories[turn % len(stories)]
    role = Role.REST if task.wanted[index].role is Role.SECOND else Role.SECOND
    tables = list(whole.tables)
    tables[index] = dict(shapes(task.wanted[index].story, role, task.rows))
    return msgspec.structs.replace(whole, tables=tuple(tables))


def _steady(part: _Part, solved: Solved) -> _Part:
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


def _whole(task: Task) -> _Part:
    tables: list[_Table] = [dict(shapes(one.story, one.role, task.rows, jump=one.jump)) for one in task.wanted]
    at, drops = list(range(len(tables))), [one.drop for one in task.wanted]
    must = sum(1 << index for index, one in enumerate(task.wanted) if one.must)
    for first in range(0, len(task.briefs), MOST_BRIEFS):
        upto = min(len(task.briefs), first + MOST_BRIEFS)
        tables.append(dict(briefs(list(task.briefs), first, upto, task.rows)))
        drops.append(_BRIEF_LOST * (upto - first))
    for ad in task.ads:
        across = min(ad.columns, task.columns)
        deep = min(ad.rows + SEPARATOR, task.rows)
        must |= 1 << len(tables)
        tables.append({(across, deep): AdShape(across, deep, 0, ad)})
        drops.append(0)
    at += range(_NO_STORY, _NO_STORY + len(tables) - len(at))
    return _Part(tuple(tables), tuple(at), tuple(drops), must)


def _parts(whole: _Part, *, large: bool) -> list[_Part]:
    """Where it is too much to be cut up together, what matters most is for the upper part of a page."""
    count = len(whole.tables)
    if not large or count <= MOST_STORIES + 1:
        return [whole]
    upper = -(-count // 2)
    return [
        whole.some(range(first, upto), whole.must >> first & ((1 << upto - first) - 1))
        for first, upto in ((0, upper), (upper, count))
    ]


def _cut(
    task: Task,
    parts: Sequence[_Part],
    *,
    plain: bool,
    chance: np.random.RandomState | None = None,
    shake: int = _SHAKE,
) -> tuple[_Tree, ...] | None:
    """Each part's cheapest cuts, where they fill the page together; None where nothing does."""
    tables = [slicing.filled(_prices(task, part, chance, shake), plain=plain) for part in parts]
    rows = task.rows
    ways = [slicing.heights(table, part.drops, part.must) for table, part in zip(tables, parts, strict=True)]
    if len(parts) == 1:
        depths: tuple[int, ...] = (rows,)
        price = int(ways[0][0][rows])
    else:
        both = ways[0][0] + ways[1][0][::-1]
        upper = int(both.argmin())
        depths, price = (upper, rows - upper), int(both[upper])
    if price >= slicing.NEVER:
        return None
    return tuple(
        slicing.traced(table, int(way[1][deep]), task.columns, deep)
        for table, way, deep in zip(tables, ways, depths, strict=True)
    )


def _prices(task: Task, part: _Part, chance: np.random.RandomState | None, most: int) -> slicing.Prices:
    prices = np.full((len(part.tables), task.columns, task.rows + 1), slicing.NEVER, dtype=np.int32)
    for index, table in enumerate(part.tables):
        for (columns, rows), shape in table.items():
            prices[index, columns - 1, rows] = shape.cost
    if chance is None:
        return prices
    shake = chance.randint(0, most, size=prices.shape, dtype=np.int32)
    return np.where(prices < slicing.NEVER, prices + shake, prices)


def _spots(tree: _Tree, column: int, row: int, turns: Sequence[bool]) -> list[tuple[int, int, int]]:
    """Where every leaf stands when the cuts are turned so: (leaf's story, column, row)."""
    at = 0
    found: list[tuple[int, int, int]] = []

    def size(node: _Tree) -> tuple[int, int]:
        if isinstance(node, slicing.Leaf):
            return node.columns, node.rows
        one, other = size(node.one), size(node.other)
        return (one[0], one[1] + other[1]) if node.across else (one[0] + other[0], one[1])

    def walk(node: _Tree, column: int, row: int) -> None:
        nonlocal at
        if isinstance(node, slicing.Leaf):
            found.append((node.story, column, row))
            return
        first, second = (node.other, node.one) if turns[at] else (node.one, node.other)
        at += 1
        wide, high = size(first)
        walk(first, column, row)
        walk(second, column + (0 if node.across else wide), row + (high if node.across else 0))

    walk(tree, column, row)
    return found


def _arranged(task: Task, parts: Sequence[_Part], cut: Sequence[_Tree], facing: Facing | None) -> Solved:
    """The cuts turned so that the page looks best: the lead on top, headlines and pictures kept apart."""
    spots: list[Spot] = []
    price = looked = deep = 0
    for part, tree in zip(parts, cut, strict=True):
        leaves = _leaves(tree)
        shape_of = {leaf.story: part.tables[leaf.story][leaf.columns, leaf.rows] for leaf in leaves}
        price += sum(shape.cost for shape in shape_of.values())
        best: tuple[int, list[Spot]] | None = None
        for turns in product((False, True), repeat=len(leaves) - 1):
            here = [
                Spot(shape_of[leaf], column, row, part.at[leaf]) for leaf, column, row in _spots(tree, 0, deep, turns)
            ]
            look = looks([*spots, *here], task.columns, task.rows, left_hand=task.left_hand, facing=facing)
            if best is None or look < best[0]:
                best = (look, here)
        assert best is not None
        looked, spots = best[0], [*spots, *best[1]]
        deep = max(spot.bottom for spot in spots)
    modules = tuple(
        Module(spot.column, spot.row, spot.shape, spot.index if spot.index < _NO_STORY else -1)
        for spot in sorted(spots, key=lambda spot: spot.index)
    )
    shown = {spot.index for spot in spots}
    left = tuple(index for index in range(len(task.wanted)) if index not in shown)
    taken = {brief.story for spot in spots if isinstance(spot.shape, BriefsShape) for brief in spot.shape.briefs}
    return Solved(
        modules, left, tuple(one for one in range(len(task.briefs)) if one not in taken), price + looked, marred(spots)
    )


def _leaves(tree: _Tree) -> list[slicing.Leaf]:
    return [tree] if isinstance(tree, slicing.Leaf) else [*_leaves(tree.one), *_leaves(tree.other)]
