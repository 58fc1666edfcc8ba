"""What pressing remembers between batches: fragments by what they say, so that a card is rendered once in its life."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

CARDS = 4096
ENTRIES = 1024
NEWS = 1500
BANDS = 64
CHANGES = 128
"""Bounds, not aims: every front of a paper with twenty sections holds some 700 stories. Full entries weigh most."""


_NOTHING: Any = object()


class Remembered:
    """At most `limit` values, the longest unused forgotten first. For one thread, the one that presses."""

    # Jinja2's own cache walks a deque at every hit, which cost more here than some of what it saved.

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value under `key`, made now if there is none; a making that raises leaves nothing behind."""
        found: T = self._values.get(key, _NOTHING)
        if found is not _NOTHING:
            self._values.move_to_end(key)
            return found
        found = self._values[key] = make()
        if len(self._values) > self._limit:
            self._values.popitem(last=False)
        return found


class Memory:
    """Cards, feed entries, changes between versions, lines of the news sitemap, bands of the home page.

    A key names everything that its value depends on.
    """

    def __init__(self) -> None:
        self.cards = Remembered(CARDS)
        self.entries = Remembered(ENTRIES)
        self.changes = Remembered(CHANGES)
        self.news = Remembered(NEWS)
        self.bands = Remembered(BANDS)
        self.boxes: dict[tuple[str, str], tuple[str, ...]] = {}
        """By title and path of a front, the most read stories that it shows."""
