"""One page solved: which of the stories offered to it, where, and in which shape."""

from collections.abc import Sequence
from functools import partial
from itertools import product
from operator import itemgetter

import msgspec
import numpy as np

from wiredesk.outlets.epaper.makeup import slicing
from wiredesk.outlets.epaper.makeup.briefs import BriefsShape, briefs
from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, looks, marred, pictures_over
from wiredesk.outlets.epaper.makeup.measured import Story
from wiredesk.outlets.epaper.makeup.offer import Ad
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR, Role, Shape, shapes

MOST_STORIES = 7
"""How many are cut up together at most, beside a column of briefs: each more takes three times as long."""
MOST_BRIEFS = 7
"""More than that make a second column of briefs."""
_LARGE = 500
"""A page of more columns times rows is cut in two first, and holds twice as many stories."""
_LOOKED_AT = 4
"""In how many ways the same cuts are turned when it is asked which pictures go over their headlines."""
_BRIEF_LOST = 7000
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


class Part(msgspec.Struct, frozen=True):
    """What is cut up together: all of a page, or of a large one's upper or lower part."""

    tables: tuple[_Table, ...]
    at: tuple[int, ...]
    """The place of each among the stories offered, or more than any."""
    drops: tuple[int, ...]
    must: int

    def some(self, which: Sequence[int], must: int) -> "Part":
        """Only these of it."""
        return Part(
            tuple(self.tables[index] for index in which),
            tuple(self.at[index] for index in which),
            tuple(self.drops[index] for index in which),
            must,
        )

    def filled_up(self, table: _Table, count: int) -> "Part":
        """With so many notices of the paper's own, if they are needed."""
        at = (*self.at, *range(2 * _NO_STORY, 2 * _NO_STORY + count))
        return Part((*self.tables, *[table] * count), at, (*self.drops, *[0] * count), self.must)


Tree = slicing.Leaf | slicing.Cut


def most_stories(columns: int, rows: int) -> int:
    """How many stories a page of that size may be offered."""
    return MOST_STORIES * (2 if columns * rows > _LARGE else 1)


def draft(task: Task, *, plain: bool = False) -> Draft:
    """The cheapest filled page; with a notice of the paper's own only where the stories cannot fill it."""
    whole = whole_of(task)
    parts = _parts(whole, large=task.columns * task.rows > _LARGE)
    cut = cut_up(task, parts, plain=plain)
    if cut is None:
        parts = [*parts[:-1], parts[-1].filled_up(notices_of(task), 1)]
        cut = cut_up(task, parts, plain=plain)
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
    parts = [some.filled_up(notices_of(task), 1 + 2 * len(task.ads))]
    cut = cut_up(task, parts, plain=plain)
    assert cut is not None, "a notice fills any page"
    return Draft(task, _arranged(task, parts, cut, None), ())


def notices_of(task: Task) -> _Table:
    """The paper's own notice in every size, dear enough to be the last resort."""
    return {
        (columns, rows): FillerShape(columns, rows, 40_000 + 300 * columns * rows)
        for columns in range(1, task.columns + 1)
        for rows in range(4, task.rows + 1)
    }


def whole_of(task: Task) -> Part:
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
    return Part(tuple(tables), tuple(at), tuple(drops), must)


def _parts(whole: Part, *, large: bool) -> list[Part]:
    """Where it is too much to be cut up together, what matters most is for the upper part of a page."""
    count = len(whole.tables)
    if not large or count <= MOST_STORIES + 1:
        return [whole]
    upper = -(-count // 2)
    return [
        whole.some(range(first, upto), whole.must >> first & ((1 << upto - first) - 1))
        for first, upto in ((0, upper), (upper, count))
    ]


def cut_up(
    task: Task,
    parts: Sequence[Part],
    *,
    plain: bool,
    chance: np.random.RandomState | None = None,
    shake: int = 0,
) -> tuple[Tree, ...] | None:
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


def _prices(task: Task, part: Part, chance: np.random.RandomState | None, most: int) -> slicing.Prices:
    prices = np.full((len(part.tables), task.columns, task.rows + 1), slicing.NEVER, dtype=np.int32)
    for index, table in enumerate(part.tables):
        for (columns, rows), shape in table.items():
            prices[index, columns - 1, rows] = shape.cost
    if chance is None:
        return prices
    shake = chance.randint(0, most, size=prices.shape, dtype=np.int32)
    return np.where(prices < slicing.NEVER, prices + shake, prices)


def _spots(tree: Tree, column: int, row: int, turns: Sequence[bool]) -> list[tuple[int, int, int]]:
    """Where every leaf stands when the cuts are turned so: (leaf's story, column, row)."""
    at = 0
    found: list[tuple[int, int, int]] = []

    def size(node: Tree) -> tuple[int, int]:
        if isinstance(node, slicing.Leaf):
            return node.columns, node.rows
        one, other = size(node.one), size(node.other)
        return (one[0], one[1] + other[1]) if node.across else (one[0] + other[0], one[1])

    def walk(node: Tree, column: int, row: int) -> None:
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


def _arranged(task: Task, parts: Sequence[Part], cut: Sequence[Tree], facing: Facing | None) -> Solved:
    """The cuts turned so that the page looks best: the lead on top, headlines and pictures kept apart."""
    return arrangements(task, parts, cut, facing, 1)[0]


def arrangements(
    task: Task, parts: Sequence[Part], cut: Sequence[Tree], facing: Facing | None, most: int
) -> list[Solved]:
    """The cuts turned in the ways that look best, the best first; of a page in parts only the last is turned so."""
    spots: list[Spot] = []
    price = deep = 0
    look_of = partial(looks, columns=task.columns, rows=task.rows, left_hand=task.left_hand, facing=facing)
    ways: list[tuple[int, list[Spot]]] = []
    for part, tree in zip(parts, cut, strict=True):
        leaves = _leaves(tree)
        shape_of = {leaf.story: part.tables[leaf.story][leaf.columns, leaf.rows] for leaf in leaves}
        price += sum(shape.cost for shape in shape_of.values())
        ways = []
        for turns in product((False, True), repeat=len(leaves) - 1):
            here = [
                Spot(shape_of[leaf], column, row, part.at[leaf]) for leaf, column, row in _spots(tree, 0, deep, turns)
            ]
            ways.append((look_of([*spots, *here]), here))
        ways.sort(key=lambda way: way[0])
        ways = sorted(
            (pictures_over([*spots, *here], look_of) for _, here in ways[: max(most, _LOOKED_AT)]), key=itemgetter(0)
        )
        spots = ways[0][1]
        deep = max(spot.bottom for spot in spots)
    return [_as_solved(task, here, price + look) for look, here in ways[:most]]


def _as_solved(task: Task, spots: Sequence[Spot], price: int) -> Solved:
    modules = tuple(
        Module(spot.column, spot.row, spot.shape, spot.index if spot.index < _NO_STORY else -1)
        for spot in sorted(spots, key=lambda spot: spot.index)
    )
    shown = {spot.index for spot in spots}
    left = tuple(index for index in range(len(task.wanted)) if index not in shown)
    taken = {brief.story for spot in spots if isinstance(spot.shape, BriefsShape) for brief in spot.shape.briefs}
    return Solved(
        modules, left, tuple(one for one in range(len(task.briefs)) if one not in taken), price, marred(spots)
    )


def _leaves(tree: Tree) -> list[slicing.Leaf]:
    return [tree] if isinstance(tree, slicing.Leaf) else [*_leaves(tree.one), *_leaves(tree.other)]
