"""Pressing everything again from the public records, in batches, and taking down what no record leads to any more."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from wiredesk.outlets.stores.store import PageStore
from wiredesk.outlets.website import threads, topics, touches
from wiredesk.outlets.website.corrections import full_pages
from wiredesk.outlets.website.days import days_of
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.issues.keys import EpaperCity, EpaperCover, EpaperMonth, EpaperSheet
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.outlets.website.site import (
    About,
    ArchiveDay,
    ArchivePage,
    Author,
    Corrections,
    EditionPage,
    Feed,
    Fixed,
    FrontPage,
    PageKey,
    SitemapDay,
)
from wiredesk.outlets.website.story_keys import STORY_MP3
from wiredesk.outlets.website.topic_keys import TopicSitemap
from wiredesk.publication.edition_fronts import parts_of
from wiredesk.publication.shelf import Shelf, shelves
from wiredesk.publication.threads import thread_ids
from wiredesk.settings.options import Options

Turn = Callable[[], AbstractContextManager[object]]
"""What a batch is pressed within, from reading its records to storing its pages: a withdrawal may come between two
batches, and never while one holds records of the story it takes down."""

BATCH = 50
"""Stories pressed between two swaps: memory stays bounded, and readers wait for no lock longer than for a batch."""

THREADS = 10
"""Running stories pressed between two: one may show two hundred."""


def _code(shelf: Shelf) -> str:
    return shelf.title.code


def _fresh(options: Options, code: str) -> Shelf:
    return shelves(options, (code,))[0]


def _fronts(shelf: Shelf) -> Iterator[PageKey]:
    for kind, slug in shelf.fronts():
        front = FrontPage(kind, slug)
        yield front
        for form in FeedFormat:
            yield Feed(front, form)


def _editions(shelf: Shelf) -> tuple[PageKey, ...]:
    """The fronts of editions, and those of their sections."""
    return tuple(EditionPage(*parts_of(slug)) for slug in shelf.editions.slugs())


def _told(shelf: Shelf) -> Iterator[PageKey]:
    for number in range(1, full_pages(shelf.provenance.amendments) + 1):
        yield Corrections(number)
    for provider in shelf.providers:
        yield About(provider.code.lower())


def _days(shelf: Shelf) -> Iterator[tuple[PageKey, ...]]:
    for day, pages in shelf.archive_days():
        yield (ArchiveDay(day), SitemapDay(day), *(ArchivePage(day, number) for number in range(1, pages + 1)))


AUTHORS = 10
"""Authors' pages pressed between two: one may show a hundred stories."""


TOPICS = 10
"""Topics pressed between two: one may show sixty stories."""


class _Run:
    """One title's run: what was kept back, and how many pages were pressed."""

    def __init__(self, outlet: WebsiteOutlet, store: PageStore, options: Options, now: datetime, turn: Turn) -> None:
        self.outlet, self.store, self.options, self.now, self.turn = outlet, store, options, now, turn
        self.kept: set[str] = set()
        self.pressed = 0

    def press(self, shelf: Shelf, keys: tuple[PageKey, ...]) -> None:
        done = self.outlet.press(shelf, keys, self.now)
        self.pressed += len(keys)
        self.kept |= {one.path for one in done.kept_back}

    def stories(self, code: str) -> None:
        after = 0
        while True:
            with self.turn():
                shelf = _fresh(self.options, code)
                before, (after, records) = after, shelf.everything(after, BATCH)
                if after == before:
                    return
                self.press(shelf, tuple(key for record in records for key in touches.whole(record)))

    def moved(self, code: str) -> None:
        """Every old address: some are of stories that never had a page of their own."""
        after = 0
        while True:
            with self.turn():
                shelf = _fresh(self.options, code)
                before, (after, moves) = after, shelf.all_moved(after, BATCH)
                if after == before:
                    return
                self.store.swap(self.outlet.press_for(shelf, self.now).moves(moves))

    def threads(self, code: str) -> None:
        after = ""
        while ids := thread_ids(after, THREADS):
            after = ids[-1]
            with self.turn():
                self.press(_fresh(self.options, code), tuple(key for one in ids for key in threads.pages(one)))
        with self.turn():
            shelf = _fresh(self.options, code)
            if shelf.threads.some():
                self.press(shelf, (Fixed.THREAD_SITEMAP,))

    def topics(self, code: str) -> None:
        with self.turn():
            every = _fresh(self.options, code).topics.every()
        for start in range(0, len(every), TOPICS):
            with self.turn():
                keys = (key for one in every[start : start + TOPICS] for key in topics.pages(one))
                self.press(_fresh(self.options, code), (*keys, *((TopicSitemap(),) if not start else ())))

    def issues(self, code: str) -> None:
        with self.turn():
            found = _fresh(self.options, code).issues
            every = list(found.every())
            lists: tuple[PageKey, ...] = (
                *(EpaperCity(city) for city, _ in found.cities),
                *(EpaperMonth(month) for month in found.months),
            )
        for issue in every:
            with self.turn():
                sheets = (EpaperSheet(issue.city, issue.day, number) for number in range(1, issue.pages + 1))
                keys: tuple[PageKey, ...] = (EpaperCover(issue.city, issue.day), *sheets)
                self.press(_fresh(self.options, code), keys)
        with self.turn():
            self.press(_fresh(self.options, code), lists)

    def authors(self, code: str) -> None:
        with self.turn():
            every = [Author(*one) for one in _fresh(self.options, code).provenance.authors.every()]
        for start in range(0, len(every), AUTHORS):
            with self.turn():
                self.press(_fresh(self.options, code), tuple(every[start : start + AUTHORS]))

    def title(self, code: str) -> None:
        with self.turn():
            shelf = _fresh(self.options, code)
            days_of(self.store).forget(shelf)
            fronts = (*_fronts(shelf), *_editions(shelf))
            standing = dict.fromkeys((*touches.standing(shelf.title), *fronts, *_told(shelf)))
            self.press(shelf, tuple(standing))
        for keys in _days(shelf):
            with self.turn():
                self.press(_fresh(self.options, code), keys)
        self.threads(code)
        self.authors(code)
        self.topics(code)
        self.issues(code)
        self.stories(code)
        self.moved(code)
        with self.turn():
            # Fronts were pressed before it was known which running stories are live.
            self.outlet.follow_live(_fresh(self.options, code), frozenset(), self.now)

    def take_down(self, code: str) -> None:
        """What was not pressed in this run leads to nothing; what another process pressed meanwhile is newer."""
        began = self.now.timestamp()
        old = []
        for path in self.store.paths(code):
            at = self.store.pressed_at(code, path)
            if at is not None and at < began and path.removesuffix(STORY_MP3) not in self.kept:
                old.append((code, path))
        for start in range(0, len(old), BATCH):
            self.store.swap((), old[start : start + BATCH])


def press_all(now: datetime, *, options: Options, store: PageStore, turn: Turn = nullcontext) -> int:
    """Press every page of every title; returns how many. Readers see each old page until its new one is there."""
    outlet = WebsiteOutlet(options, store)
    every = shelves(options)
    outlet.serve(every)
    run = _Run(outlet, store, options, now, turn)
    for shelf in every:
        run.kept.clear()
        run.title(_code(shelf))
        run.take_down(_code(shelf))
    return run.pressed
