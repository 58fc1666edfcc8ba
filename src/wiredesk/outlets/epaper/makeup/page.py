"""One page solved: which of the stories offered to it, where, and in which shape."""

from collections.abc import Sequence
from itertools import product

import msgspec
import numpy as np

from wiredesk.outlets.epaper.makeup import slicing
from wiredesk.outlets.epaper.makeup.briefs import BriefsShape, briefs
from wiredesk.outlets.epaper.makeup.looks import Spot, looks
from wiredesk.outlets.epaper.makeup.measured import Story
from wiredesk.outlets.epaper.makeup.offer import Ad
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR, Role, Shape, shapes

ROUNDS = 4
"""How often a page is solved again with its prices shaken; a count, so that every machine ends at the same page."""
_SHAKE = 1400
MOST_STORIES = 7
MOST_BRIEFS = 7
"""More than that make a second column of briefs."""


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


def solve(task: Task, *, plain: bool = False, rounds: int = ROUNDS) -> Solved:
    """The best make-up found; with a notice of the paper's own only where the stories cannot fill the page."""
    tables = _tables(task)
    names = list(range(len(task.wanted))) + [-1] * (len(tables) - len(task.wanted))
    must = sum(1 << index for index, one in enumerate(task.wanted) if one.must)
    paid = sum(
        1 << index for index, table in enumerate(tables) if any(isinstance(shape, AdShape) for shape in table.values())
    )
    drops = [one.drop for one in task.wanted] + [900 * min(MOST_BRIEFS, len(task.briefs))] * (
        len(tables) - len(task.wanted)
    )
    found = _search(task, tables, names, drops, must | paid, plain=plain, rounds=rounds)
    if found is None:
        filler: dict[tuple[int, int], AnyShape] = {
            (columns, rows): FillerShape(columns, rows, 20_000 + 300 * columns * rows)
            for columns in range(1, task.columns + 1)
            for rows in range(4, task.rows + 1)
        }
        found = _search(task, [*tables, filler], [*names, -1], [*drops, 0], must | paid, plain=plain, rounds=0)
    if found is None:
        # Whatever was wanted does not go together: the first stories, what is paid for, and notices round them.
        few = [index for index in range(len(tables)) if index < 3 or paid >> index & 1]
        notices = 1 + 2 * len(task.ads)
        found = _search(
            task,
            [tables[index] for index in few] + [filler] * notices,
            [names[index] for index in few] + [-1] * notices,
            [drops[index] for index in few] + [0] * notices,
            sum(1 << place for place, index in enumerate(few) if paid >> index & 1),
            plain=plain,
            rounds=0,
        )
    assert found is not None, "a notice fills any page"
    return found


def _tables(task: Task) -> list[dict[tuple[int, int], AnyShape]]:
    tables: list[dict[tuple[int, int], AnyShape]] = [
        dict(shapes(one.story, one.role, task.rows, jump=one.jump)) for one in task.wanted
    ]
    tables += [
        dict(briefs(list(task.briefs), first, min(len(task.briefs), first + MOST_BRIEFS), task.rows))
        for first in range(0, len(task.briefs), MOST_BRIEFS)
    ]
    for ad in task.ads:
        across = min(ad.columns, task.columns)
        deep = min(ad.rows + SEPARATOR, task.rows)
        tables.append({(across, deep): AdShape(across, deep, 0, ad)})
    return tables


def _search(
    task: Task,
    tables: list[dict[tuple[int, int], AnyShape]],
    names: list[int],
    drops: list[int],
    must: int,
    *,
    plain: bool,
    rounds: int,
) -> Solved | None:
    prices = np.full((len(tables), task.columns, task.rows + 1), slicing.NEVER, dtype=np.int32)
    for index, table in enumerate(tables):
        for (columns, rows), shape in table.items():
            prices[index, columns - 1, rows] = shape.cost
    best: Solved | None = None
    chance = np.random.RandomState(int.from_bytes(task.seed.encode()[:4], "big"))
    seen: set[slicing.Leaf | slicing.Cut] = set()
    for turn in range(1 + rounds):
        shaken = prices
        if turn:
            shake = chance.randint(0, _SHAKE, size=prices.shape, dtype=np.int32)
            shaken = np.where(prices < slicing.NEVER, prices + shake, prices)
        whole = slicing.filled(shaken, plain=plain)
        chosen, price = slicing.cheapest(whole, drops, must)
        if price >= slicing.NEVER:
            return best
        tree = slicing.traced(whole, chosen, task.columns, task.rows)
        if tree in seen:
            continue
        seen.add(tree)
        found = _arranged(task, tree, tables, names, drops, chosen)
        if best is None or found.price < best.price:
            best = found
    return best


def _spots(
    tree: slicing.Leaf | slicing.Cut, column: int, row: int, turns: Sequence[bool]
) -> list[tuple[int, int, int]]:
    """Where every leaf stands when the cuts are turned so: (leaf's story, column, row)."""
    at = 0
    found: list[tuple[int, int, int]] = []

    def size(node: slicing.Leaf | slicing.Cut) -> tuple[int, int]:
        if isinstance(node, slicing.Leaf):
            return node.columns, node.rows
        one, other = size(node.one), size(node.other)
        return (one[0], one[1] + other[1]) if node.across else (one[0] + other[0], one[1])

    def walk(node: slicing.Leaf | slicing.Cut, column: int, row: int) -> None:
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


def _arranged(
    task: Task,
    tree: slicing.Leaf | slicing.Cut,
    tables: list[dict[tuple[int, int], AnyShape]],
    names: list[int],
    drops: list[int],
    chosen: int,
) -> Solved:
    """The cuts turned so that the page looks best: the lead on top, headlines and pictures kept apart."""
    leaves = _leaves(tree)
    shape_of = {leaf.story: tables[leaf.story][leaf.columns, leaf.rows] for leaf in leaves}
    price = sum(shape.cost for shape in shape_of.values())
    price += sum(drop for index, drop in enumerate(drops) if not chosen >> index & 1)
    best: tuple[int, list[Spot]] | None = None
    for turns in product((False, True), repeat=len(leaves) - 1):
        spots = [Spot(shape_of[story], column, row, story) for story, column, row in _spots(tree, 0, 0, turns)]
        look = looks(spots, task.columns, task.rows, left_hand=task.left_hand)
        if best is None or look < best[0]:
            best = (look, spots)
    assert best is not None
    modules = tuple(
        Module(spot.column, spot.row, spot.shape, names[spot.index])
        for spot in sorted(best[1], key=lambda spot: (names[spot.index] < 0, spot.index))
    )
    shown = {name for index, name in enumerate(names) if chosen >> index & 1}
    left = tuple(index for index in range(len(task.wanted)) if index not in shown)
    taken = {brief.story for spot in best[1] if isinstance(spot.shape, BriefsShape) for brief in spot.shape.briefs}
    return Solved(modules, left, tuple(one for one in range(len(task.briefs)) if one not in taken), price + best[0])


def _leaves(tree: slicing.Leaf | slicing.Cut) -> list[slicing.Leaf]:
    return [tree] if isinstance(tree, slicing.Leaf) else [*_leaves(tree.one), *_leaves(tree.other)]
