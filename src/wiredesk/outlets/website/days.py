"""Which days a title has stories of, how many pages each one's archive has, and when it last changed.

Asking the database for every day at every press would cost more with every story ever published. So the days are
read once a process and brought up to date from each batch's own records: a story's day and page never change once
it has them, and whatever changes passes through the outlet.

The days' sitemaps follow a little later (website/refresh.py), so it is remembered here which of them are behind. What
a process forgets by ending is found again by comparing when a sitemap was pressed.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from weakref import WeakKeyDictionary

import msgspec

from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.day import DayCounter
from wiredesk.publication.public import DayCount
from wiredesk.publication.shelf import Shelf


class Day(msgspec.Struct, frozen=True):
    """One day's archive."""

    pages: int
    changed_at: datetime | None


class Days:
    """The days of every title, by title code."""

    def __init__(self) -> None:
        self._days: dict[str, dict[date, Day]] = {}
        self._behind: dict[str, set[date]] = {}
        self._counters: dict[str, DayCounter] = {}
        self._threads_told: set[str] = set()
        """The titles whose running stories stand in their sitemap as this process knows them."""

    def _of(self, shelf: Shelf) -> dict[date, Day]:
        code = shelf.title.code
        if code not in self._days:
            changed = dict(shelf.sitemaps.days())
            self._days[code] = {day: Day(pages, changed.get(day)) for day, pages in shelf.archive_days()}
        return self._days[code]

    def forget(self, shelf: Shelf) -> None:
        """Read this title's days again when they are next asked for."""
        for known in (self._days, self._behind, self._counters):
            known.pop(shelf.title.code, None)
        self.threads_moved(shelf)

    def note(self, shelf: Shelf, places: Mapping[str, tuple[date, int]], changed: Mapping[str, datetime]) -> None:
        """Take in a batch: where its stories stand in the archive, and when each changed last."""
        known, code = self._of(shelf), shelf.title.code
        for story, (day, page) in places.items():
            before = known.get(day, Day(0, None))
            at = max((one for one in (before.changed_at, changed.get(story)) if one), default=None)
            known[day] = Day(max(before.pages, page), at)
            if code in self._behind:
                self._behind[code].add(day)

    def behind(self, shelf: Shelf, pressed_at: Callable[[date], float | None]) -> frozenset[date]:
        """The days whose sitemaps do not show their last change; `pressed_at` says when a day's was pressed, if ever.

        Asked for every day once a process; from then on a day is behind from its change to `caught_up`.
        """
        code = shelf.title.code
        if code not in self._behind:
            changed = {day: at.timestamp() for day, at in self.changed(shelf)}
            self._behind[code] = {day for day, at in changed.items() if (pressed_at(day) or 0.0) <= at}
        return frozenset(self._behind[code])

    def threads_moved(self, shelf: Shelf) -> None:
        """A running story began, went on or ended."""
        self._threads_told.discard(shelf.title.code)

    def threads_behind(self, shelf: Shelf) -> bool:
        """Whether the sitemap of running stories may not show the last change; in a new process it is."""
        return shelf.title.code not in self._threads_told

    def caught_up(self, shelf: Shelf, days: Collection[date]) -> None:
        """The sitemaps of these days were pressed, and that of running stories."""
        self._threads_told.add(shelf.title.code)
        self._behind.get(shelf.title.code, set()).difference_update(days)

    def count(self, shelf: Shelf, now: datetime) -> DayCount:
        """The paper's own day so far."""
        code = shelf.title.code
        if code not in self._counters:
            self._counters[code] = shelf.counter()
        return self._counters[code].count(now)

    def all(self, shelf: Shelf) -> tuple[date, ...]:
        """Every day, oldest first."""
        return tuple(sorted(self._of(shelf)))

    def changed(self, shelf: Shelf) -> tuple[tuple[date, datetime], ...]:
        """Every day that a sitemap stands for, oldest first, with the instant it last changed."""
        return tuple((day, found.changed_at) for day, found in sorted(self._of(shelf).items()) if found.changed_at)

    def pages(self, shelf: Shelf, day: date) -> int:
        """How many pages a day's archive has; 0 when nothing went live."""
        found = self._of(shelf).get(day)
        return found.pages if found else 0

    def before(self, shelf: Shelf, day: date) -> date | None:
        """The last earlier day that has an archive."""
        return max((one for one in self._of(shelf) if one < day), default=None)


_known: WeakKeyDictionary[PageStore, Days] = WeakKeyDictionary()


def forget_days(store: PageStore) -> None:
    """Another process has pressed pages of this home: what this one knows of its days may be old."""
    _known.pop(store, None)


def days_of(store: PageStore) -> Days:
    """What this process knows about the days of the home that a store belongs to."""
    return _known.setdefault(store, Days())
