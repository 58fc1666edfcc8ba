"""What pressing remembers between batches: fragments by what they say, so that a card is rendered once in its life."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from jinja2.utils import LRUCache

T = TypeVar("T")

CARDS = 4096
FEED_ENTRIES = 1024
"""Bounds, not aims: every front of a paper with twenty sections holds some 700 stories. Full entries weigh most."""


class Memory:
    """Bounded; losing it costs time and nothing else. Kept by one thread: the one that presses."""

    def __init__(self, cards: int = CARDS, entries: int = FEED_ENTRIES) -> None:
        self._cards = LRUCache(cards)
        self._entries = LRUCache(entries)

    def card(self, key: Hashable, make: Callable[[], T]) -> T:
        """The card remembered under `key`, made now if there is none; `key` names everything the card depends on."""
        return self._of(self._cards, key, make)

    def entry(self, key: Hashable, make: Callable[[], T]) -> T:
        """The feed entry remembered under `key`; one that raises is not remembered."""
        return self._of(self._entries, key, make)

    @staticmethod
    def _of(cache: LRUCache, key: Hashable, make: Callable[[], T]) -> T:
        if key in cache:
            found: T = cache[key]
            return found
        made = make()
        cache[key] = made
        return made
