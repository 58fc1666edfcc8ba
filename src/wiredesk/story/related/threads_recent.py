"""Recent stories by their rare words, in memory: candidates for threads where no stored index is at hand.

What a story costs does not grow with the archive: only its few rarest stems are looked up, only the newest stories that
have a stem are kept under it, and stories older than the window are forgotten.
"""

import heapq
import math
from datetime import datetime, timedelta

from wiredesk.story.related.features import Side, hours_between, side
from wiredesk.story.related.reading import Piece, rarity_of, read

WINDOW = timedelta(days=45)
"""How long a thread is remembered after its newest story."""

RAREST = 6
"""Stems of a headline that are looked up, and as many of the text."""

KEPT = 200
"""Newest stories that are kept under a stem."""

CANDIDATES = 12
"""Stories that are compared in full."""

_LOOKED_AT = 60
_FADING_HOURS = 72.0


class Recent:
    """Stories of the last weeks. For each new one: `read` it, ask what is `like` it, then `add` it."""

    def __init__(self, window: timedelta = WINDOW) -> None:
        self._window = window
        self._counts: dict[str, int] = {}
        self._under: dict[str, list[int]] = {}
        self._stories: dict[int, tuple[Side, float]] = {}
        self._next = 0
        self._oldest = 0

    def rarity(self, stem: str) -> float:
        """How rare a stem is among all stories so far: 0 for one that all had, 1 for one that none had."""
        return rarity_of(self._counts.get(stem, 0), self._next)

    def read(self, piece: Piece) -> Side:
        """A story as it is compared, by what is rare before it."""
        return side(read(piece, self.rarity))

    def like(self, new: Side) -> list[Side]:
        """At most `CANDIDATES` earlier stories, the most alike and most recent first."""
        scores: dict[int, float] = {}
        for stem, weight in _asked(new).items():
            for number in self._under.get(stem, ())[-KEPT:]:
                scores[number] = scores.get(number, 0.0) + weight
        found = []
        for score, number in heapq.nlargest(_LOOKED_AT, zip(scores.values(), scores, strict=True)):
            if number in self._stories:
                older, length = self._stories[number]
                found.append((score / length * _fading(new, older), number))
        return [self._stories[number][0] for _, number in heapq.nlargest(CANDIDATES, found)]

    def add(self, new: Side) -> None:
        """Take a story in, the newest of all."""
        length = math.sqrt(sum(rare * rare for rare in new.rarity.values())) or 1.0
        self._stories[self._next] = (new, length)
        for stem in dict.fromkeys((*new.rarity, *new.reading.whole)):
            self._counts[stem] = self._counts.get(stem, 0) + 1
            under = self._under.setdefault(stem, [])
            under.append(self._next)
            if len(under) > 2 * KEPT:
                del under[:-KEPT]
        self._next += 1
        self._forget(new.reading.at)

    def _forget(self, now: datetime | None) -> None:
        while now is not None:
            oldest = self._stories[self._oldest][0].reading.at
            if oldest is None or now - oldest <= self._window:
                return
            del self._stories[self._oldest]
            self._oldest += 1


def _asked(new: Side) -> dict[str, float]:
    """The stems to look up and what each is worth: the headline's rarest, and those the text leans on most."""
    rarity, whole = new.rarity, new.reading.whole
    asked = {stem: rarity[stem] ** 2 for stem in heapq.nlargest(RAREST, rarity, key=rarity.__getitem__)}
    for stem in heapq.nlargest(RAREST, whole, key=whole.__getitem__):
        asked.setdefault(stem, whole[stem])
    return asked


def _fading(new: Side, older: Side) -> float:
    hours = hours_between(new.reading.at, older.reading.at)
    return 1.0 if hours is None else 1.0 + math.exp(-hours / _FADING_HOURS)
