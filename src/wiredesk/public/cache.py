"""Pages kept in memory, bounded in bytes, never older than what the store was known to hold.

A page may change between the moment a thread reads it and the moment it keeps it. So a thread asks for the
generation first, and what it keeps is refused when anything was dropped in between.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable

from wiredesk.public.replies import Entry

Key = tuple[str, str]
"""A page's title and path."""


class Cache:
    """The pages read last. Any thread may use it; a look-up takes no lock."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()
        self.generation = 0
        self.get = self._entries.get
        """The page kept for a key, or None; the caller sets its `used`."""

    @property
    def held(self) -> int:
        """How many bytes are kept."""
        return self._held

    def keep(self, key: Key, entry: Entry, generation: int) -> None:
        """Keep a page that was read in this generation; pages not used since the last round make room for it."""
        if entry.weight > self._limit // 8:
            return
        with self._lock:
            if generation != self.generation:
                return
            self._take(key)
            self._entries[key] = entry
            self._held += entry.weight
            while self._held > self._limit:
                oldest, kept = self._entries.popitem(last=False)
                if kept.used and kept is not entry:
                    kept.used = False
                    self._entries[oldest] = kept
                else:
                    self._held -= kept.weight

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget these pages, and refuse whatever was read before."""
        with self._lock:
            self.generation += 1
            for key in keys:
                self._take(key)

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self.generation += 1
            self._entries.clear()
            self._held = 0

    def _take(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._held -= entry.weight
