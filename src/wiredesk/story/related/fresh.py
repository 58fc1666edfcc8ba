"""What came in since the index was last committed: found at once, in memory, and gone with the process."""

import heapq
from collections.abc import Iterable, Sequence

from wiredesk.story.related.remembered import Printed


class Fresh:
    """Stories that no file holds yet, and those whose stored copy counts no longer."""

    def __init__(self) -> None:
        self._kept: dict[str, Printed] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        self._under: dict[str, dict[str, None]] = {}
        self._outdated: set[str] = set()

    def __len__(self) -> int:
        """How many changes there are that a commit would store."""
        return len(self._outdated | self._kept.keys())

    @property
    def new(self) -> int:
        """How many stories there are."""
        return len(self._kept)

    def count(self, stem: str) -> int:
        """How many of them have a stem."""
        return len(self._under.get(stem, ()))

    def ids(self) -> tuple[str, ...]:
        """The stories that they are about."""
        return tuple(self._outdated | self._kept.keys())

    def put(self, story: str, stems: Iterable[str], kept: Printed) -> None:
        """Take a story in, in place of what it was before."""
        self.drop(story)
        self._kept[story], self._stems[story] = kept, tuple(stems)
        for stem in self._stems[story]:
            self._under.setdefault(stem, {})[story] = None

    def drop(self, story: str) -> None:
        """Take a story out; its stored copy does not count from now on."""
        self._outdated.add(story)
        self._kept.pop(story, None)
        for stem in self._stems.pop(story, ()):
            del self._under[stem][story]

    def outdates(self, story: str) -> bool:
        """Whether a stored copy counts no longer."""
        return story in self._outdated

    def kept(self, story: str) -> Printed | None:
        """What was put in, or None."""
        return self._kept.get(story)

    def found(self, asked: Sequence[tuple[str, float]], limit: int) -> list[tuple[float, Printed]]:
        """Stories by the sum of the weights of the stems that they have, most first; equal ones as they came in."""
        weights: dict[str, float] = {}
        for stem, weight in asked:
            for story in self._under.get(stem, ()):
                weights[story] = weights.get(story, 0.0) + weight
        best = heapq.nlargest(limit, weights.items(), key=lambda one: one[1])
        return [(weight, self._kept[story]) for story, weight in best]
