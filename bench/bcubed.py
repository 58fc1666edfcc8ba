"""BCubed: how well threads agree with the true ones, asked of every story and averaged.

Precision of a story is the share of its thread that truly is in its thread, recall the share of its true thread that is
in its thread; the story itself counts in both. Bagga and Baldwin, 1998. A true thread of one story counts as any other.
"""

from collections import Counter
from collections.abc import Collection, Mapping

import msgspec


class Figures(msgspec.Struct, frozen=True):
    """Means over the stories asked about, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2.0 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}"


def bcubed(found: Mapping[str, str], true: Mapping[str, str], asked: Collection[str] | None = None) -> Figures:
    """The figures of the stories `asked` about (all by default), among all that have a true thread.

    A story without a found thread starts one: its id is the name of that.
    """
    of = {story: found.get(story, story) for story in true}
    ours, theirs = Counter(of.values()), Counter(true.values())
    both = Counter((of[story], true[story]) for story in true)
    stories = [story for story in true if asked is None or story in asked]
    if not stories:
        return Figures(0.0, 0.0)
    shared = [both[of[story], true[story]] for story in stories]
    return Figures(
        sum(count / ours[of[story]] for story, count in zip(stories, shared, strict=True)) / len(stories),
        sum(count / theirs[true[story]] for story, count in zip(stories, shared, strict=True)) / len(stories),
    )
