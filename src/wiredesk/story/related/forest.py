"""Trees scored all at once: what they answer together, without walking down any of them.

Every answer of every tree is one bit of a long number, a tree's answers from left to right within its own lane. A
question that is answered with "above" rules out the answers below it. What a feature's value rules out depends only on
which of the forest's limits it exceeds, so the numbers for all of those are made once; scoring is one search and one
"and" for each feature, and in each lane the lowest bit that is left is the tree's answer. (Lucchese and others,
"QuickScorer", SIGIR 2015.) It is exact: the same answers, added in the same order, as walking gives.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from operator import and_
from struct import Struct
from typing import Protocol

LANES = {8: "B", 16: "H", 32: "I", 64: "Q"}
"""Bits of a lane, and what `struct` calls a number of as many."""

MOST_ANSWERS = max(LANES)


class Questions(Protocol):
    """One tree, as `model.Tree` has it."""

    @property
    def feature(self) -> tuple[int, ...]: ...
    @property
    def limit(self) -> tuple[float, ...]: ...
    @property
    def below(self) -> tuple[int, ...]: ...
    @property
    def above(self) -> tuple[int, ...]: ...
    @property
    def answers(self) -> tuple[float, ...]: ...


class Forest:
    """Some trees, made ready for scoring; none may have more than `MOST_ANSWERS` answers."""

    def __init__(self, trees: Sequence[Questions]) -> None:
        most = max((len(tree.answers) for tree in trees), default=1)
        lane = min(bits for bits in LANES if bits >= most)
        everything = (1 << lane * len(trees)) - 1
        asked: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self._answers: list[dict[int, float]] = []
        for number, tree in enumerate(trees):
            order: list[int] = []
            for feature, limit, ruled_out in _questions(tree, order):
                asked[feature].append((limit, everything ^ ruled_out << lane * number))
            self._answers.append({1 << bit: tree.answers[at] for bit, at in enumerate(order)})
        self._everything = everything
        self._lowest = sum(1 << lane * number for number in range(len(trees)))
        self._lanes = Struct(f"<{len(trees)}{LANES[lane]}")
        self._left: list[tuple[int, float, list[float], list[int]]] = []
        for feature, found in sorted(asked.items()):
            found.sort()
            limits = [limit for limit, _ in found]
            after = list(accumulate((left for _, left in found), and_, initial=-1))
            self._left.append((feature, limits[0], limits, after))

    def score(self, features: Sequence[float]) -> float:
        """The sum of the trees' answers."""
        left = self._everything
        for feature, lowest_limit, limits, after in self._left:
            # Half of the features of most candidates are 0, which rules out nothing.
            if (value := features[feature]) > lowest_limit:
                left &= after[bisect_left(limits, value)]
        # Every lane has a bit left, so taking one from each borrows from none.
        lowest = left & ~(left - self._lowest)
        lanes = self._lanes.unpack(lowest.to_bytes(self._lanes.size, "little"))
        return sum(map(dict.__getitem__, self._answers, lanes), 0.0)


def _questions(tree: Questions, order: list[int]) -> list[tuple[int, float, int]]:
    """A tree's questions, each with the answers that "above" rules out as bits; `order` gets answers left to right."""
    found: list[tuple[int, float, int]] = []

    def walk(at: int) -> None:
        if at < 0:
            order.append(-at - 1)
            return
        first = len(order)
        walk(tree.below[at])
        found.append((tree.feature[at], tree.limit[at], (1 << len(order)) - (1 << first)))
        walk(tree.above[at])

    walk(0 if tree.feature else -1)
    return found
