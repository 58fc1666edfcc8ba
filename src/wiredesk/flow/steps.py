"""START HERE. The whole journey of a story, from an agency's bytes to a reader's page, on one page.

    collect   ask each service's transport, store what it brings           wire/collect.py
    read      transmissions to wire items, or to quarantine                wire/read.py
    adopt     wire items to versions of stories                            story/adopt.py
    decide    versions to decisions, by rules                              decisions/decide.py
    release   decisions to public records, and withdrawals                 publication/release.py
    deliver   public records to pages, feeds and whatever else shows them  outlets/deliver.py
    picture   fetch, check and re-encode the pictures stories wait for     story/pictures/
    search    what is public to the index that readers' words are looked   publication/search/follower.py
              up in, when no news waits
    relate    find what else is about a story, when no news waits          story/related/relate.py
    follow    lists of such stories to the pages that show them            publication/follow.py
              and running stories to theirs                                publication/follow_threads.py
    file      public stories to the topics that they stand under           publication/under_topics.py
    issues    printed pages without what was withdrawn since, to readers   outlets/epaper/follow.py
    deliver   and those pages out, and the topics' pages                   outlets/deliver.py

Every step is a function of the time and a limit. It selects rows that it has not handled, withdrawals first, and
hands over rows that the next one has not handled. Running one twice changes nothing. What stands between two steps
is the backlog.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import structlog
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import QuerySet

from wiredesk.common.clock import Clock
from wiredesk.common.errors import OWN_FAULTS, WiredeskError
from wiredesk.common.tally import Tally
from wiredesk.decisions.decide import decide
from wiredesk.decisions.models import Standing
from wiredesk.flow.durable import as_durable_as
from wiredesk.flow.locks import turn
from wiredesk.outlets.deliver import deliver, deliver_beside, deliver_topics
from wiredesk.outlets.epaper.follow import follow_issues, mend_pages
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.outlets.website.days import forget_days
from wiredesk.outlets.website.refresh import refresh_sitemaps
from wiredesk.publication.follow import follow
from wiredesk.publication.follow_threads import follow_threads
from wiredesk.publication.models import Change, Issue, IssuePage, PublicStory, Topic
from wiredesk.publication.release import release
from wiredesk.publication.search.follower import SearchFollower
from wiredesk.publication.under_topics import few_to_file, file_topics
from wiredesk.settings.options import Options
from wiredesk.story.adopt import adopt
from wiredesk.story.models import Picture, Related, Thread, Version
from wiredesk.story.related.follower import Follower
from wiredesk.story.related.relate import few_to_relate, relate
from wiredesk.wire.models import Receipt, Transmission, WireItem
from wiredesk.wire.read import read

log = structlog.get_logger()

STEPS_FAULTS = (WiredeskError, DatabaseError, OSError, *OWN_FAULTS)
"""What may go wrong in a step: the machine, the database, or ourselves."""

LIMIT = 50
"""Rows a step takes at once: more would make other writers, and a withdrawal behind them, wait."""

BESIDE_AT_ONCE, A_FEW = 20, 3
"""Changes of what stands beside stories that are pressed at once where nobody waits, and between two looks for news.
Each is a page or some; one at a time they would cost twice as much.
"""
SEARCH = "search"

SEARCHABLE_AT_ONCE = 500
"""Changes that the search index takes in with one commit, which costs as much as a hundred of them."""

FILED_AT_ONCE = 10
"""Stories put under their topics between two looks for news: some milliseconds of reading and counting."""

PRINTED_AT_ONCE = 2
"""Printed pages that are painted over and drawn again at once, each in half a second; a running paper does that on a
thread of its own.
"""

STEPS_CACHE_KIB = 8_000

SITEMAPS_EVERY = 5.0
"""Seconds after which sitemaps follow however long the backlog: a paper that starts with a full one is found early."""


class Paper(msgspec.Struct, frozen=True):
    """One home at work: its options and its page store."""

    options: Options
    store: PagesDb
    related: Follower
    search: SearchFollower

    @property
    def home(self) -> Path:
        """The folder that everything lies in."""
        return self.options.home


def open_paper(options: Options) -> Paper:
    """The home's options and stores, ready to work with on this thread."""
    if on_sqlite():
        room = partial(_room_for_steps, threading.get_ident())
        connection_created.connect(room, weak=False, dispatch_uid="room_for_steps")
        connection.ensure_connection()
        room(connection)
    return Paper(options, PagesDb(options.home / "pages.db"), Follower(options.home), SearchFollower(options.home))


def _room_for_steps(thread: int, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give the thread that takes the steps, whenever it connects, more of the database in memory than others have.

    An item touches a place of its own in a dozen indexes. Those of a hundred thousand stories do not fit into what a
    reader of one story needs.
    """
    if threading.get_ident() == thread:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{STEPS_CACHE_KIB}")


@contextmanager
def my_turn(paper: Paper) -> Iterator[None]:
    """Be the only process that takes a step or presses pages, knowing nothing that another one may have changed."""
    with turn(paper.home) as another:
        if another:
            forget_days(paper.store)
        yield


Step = Callable[[datetime, Paper], Tally]


def _read(now: datetime, paper: Paper) -> Tally:
    return read(now, LIMIT, home=paper.home, paper_zone=paper.options.time_zone)


def _adopt(now: datetime, paper: Paper) -> Tally:
    return adopt(now, LIMIT, window=timedelta(hours=paper.options.match_text_hours))


def _decide(now: datetime, paper: Paper) -> Tally:
    return decide(now, LIMIT, home=paper.home, paper_zone=paper.options.time_zone)


def _release(now: datetime, paper: Paper) -> Tally:
    return release(now, LIMIT, options=paper.options)


def _deliver(now: datetime, paper: Paper) -> Tally:
    return deliver(now, LIMIT, options=paper.options, store=paper.store)


def _search(_: datetime, paper: Paper) -> Tally:
    done = paper.search.follow(SEARCHABLE_AT_ONCE)
    return Tally(SEARCH, seen=done, done=done)


def _search_few(_: datetime, paper: Paper) -> Tally:
    done = paper.search.follow(LIMIT)
    return Tally(SEARCH, seen=done, done=done)


def _relate(_: datetime, paper: Paper) -> Tally:
    return relate(LIMIT, follower=paper.related)


def _relate_one(_: datetime, paper: Paper) -> Tally:
    return relate(1, follower=paper.related)


def _follow(now: datetime, paper: Paper) -> Tally:
    if not few_to_relate(LIMIT):
        return Tally("follow")
    done = [follow(now, LIMIT), follow_threads(now, LIMIT, options=paper.options)]
    return Tally("follow", seen=sum(one.seen for one in done), done=sum(one.done for one in done))


def _file(_: datetime, paper: Paper) -> Tally:
    return file_topics(LIMIT)


def _file_few(_: datetime, paper: Paper) -> Tally:
    return file_topics(FILED_AT_ONCE)


def _deliver_beside(now: datetime, paper: Paper) -> Tally:
    return deliver_beside(now, BESIDE_AT_ONCE, options=paper.options, store=paper.store)


def _deliver_few_beside(now: datetime, paper: Paper) -> Tally:
    return deliver_beside(now, A_FEW, options=paper.options, store=paper.store)


def _deliver_topics(now: datetime, paper: Paper) -> Tally:
    return _topics(now, BESIDE_AT_ONCE, paper)


def _deliver_few_topics(now: datetime, paper: Paper) -> Tally:
    return _topics(now, A_FEW, paper)


def _topics(now: datetime, limit: int, paper: Paper) -> Tally:
    # A topic's pages cost as much for a hundred new stories as for one: they wait until all of a backlog are under it.
    if not few_to_file(LIMIT):
        return Tally("deliver")
    return deliver_topics(now, limit, options=paper.options, store=paper.store)


def _issues(now: datetime, paper: Paper) -> Tally:
    mended = mend_pages(now, PRINTED_AT_ONCE, options=paper.options, store=paper.store)
    followed = _issue(now, paper)
    return Tally("issues", seen=mended.seen + followed.seen, done=mended.done + followed.done)


def _issue(now: datetime, paper: Paper) -> Tally:
    return follow_issues(now, 1, options=paper.options, store=paper.store)


STEPS: tuple[tuple[str, Step], ...] = (
    ("read", _read),
    ("adopt", _adopt),
    ("decide", _decide),
    ("release", _release),
    ("deliver", _deliver),
)
"""News: what every arrival and every withdrawal goes through."""

FOLLOWING: tuple[tuple[str, Step], ...] = (
    (SEARCH, _search),
    ("relate", _relate),
    ("follow", _follow),
    ("file", _file),
    ("issues", _issues),
    ("deliver_topics", _deliver_topics),
    ("deliver_beside", _deliver_beside),
)
"""What comes after it, where nobody waits."""

FOLLOWING_IN_PIECES: tuple[tuple[str, Step], ...] = (
    (SEARCH, _search_few),
    ("relate", _relate_one),
    ("follow", _follow),
    ("file", _file_few),
    ("issues", _issue),
    ("deliver_topics", _deliver_few_topics),
    ("deliver_beside", _deliver_few_beside),
)
"""The same in a running paper: each piece takes some milliseconds, and news that comes goes before the next."""


class Timed(msgspec.Struct, frozen=True):
    """What one run of one step did, and how long it took (seconds)."""

    tally: Tally
    seconds: float


def run_steps(clock: Clock, paper: Paper, steps: Sequence[tuple[str, Step]] = STEPS) -> list[Timed]:
    """Every step once, in order; a step with nothing to do costs one indexed query.

    Each is taken in this process's turn, so that `flow` and `run` may work on one home side by side. A fault in one
    is raised when all have had their turn: a withdrawal that is further on waits for nobody's fault.
    """
    done, failed = [], None
    for name, step in steps:
        with my_turn(paper):
            began = time.perf_counter()
            try:
                with as_durable_as(name):
                    tally = step(clock(), paper)
                done.append(Timed(tally, time.perf_counter() - began))
            except STEPS_FAULTS as fault:
                log.error("step_failed", step=name, exc_info=fault)
                failed = failed or fault
    if failed is not None:
        raise failed
    return done


def run_until_idle(clock: Clock, paper: Paper) -> list[Timed]:
    """The steps again and again until none of them finds anything to do, and with them the sitemaps that follow."""
    done: list[Timed] = []
    follow_at = time.monotonic() + SITEMAPS_EVERY
    while True:
        once = run_steps(clock, paper)
        if not _any(once):
            once += run_steps(clock, paper, FOLLOWING)
        done += once
        idle = not _any(once)
        if idle or time.monotonic() >= follow_at:
            began = time.perf_counter()
            pages = follow_sitemaps(clock(), paper)
            done.append(Timed(Tally("press", seen=pages, done=pages), time.perf_counter() - began))
            follow_at = time.monotonic() + SITEMAPS_EVERY
        if idle:
            return done


def _any(done: Sequence[Timed]) -> bool:
    return any(timed.tally.seen for timed in done)


def follow_sitemaps(now: datetime, paper: Paper) -> int:
    """Bring the sitemaps in step with what was published, in this process's turn; returns the pages pressed."""
    with my_turn(paper):
        return refresh_sitemaps(now, options=paper.options, store=paper.store)


_NEWS: tuple[QuerySet[Any], ...] = (
    Transmission.objects.filter(read_at__isnull=True),
    WireItem.objects.filter(adopted_at__isnull=True),
    Receipt.objects.filter(adopted_at__isnull=True),
    Version.objects.filter(decided_at__isnull=True),
    Standing.objects.filter(released_at__isnull=True),
    # As one of a set: see outlets/deliver.py.
    Change.objects.filter(delivered_at__isnull=True, beside__in=(False,)),
)


def news_waits() -> bool:
    """Whether an arrival or a withdrawal is on its way: then nothing begins that can wait."""
    return any(unhandled.exists() for unhandled in _NEWS)


_BACKLOG: tuple[tuple[str, QuerySet[Any]], ...] = (
    ("read", Transmission.objects.filter(read_at__isnull=True)),
    ("adopt", WireItem.objects.filter(adopted_at__isnull=True)),
    ("adopt", Receipt.objects.filter(adopted_at__isnull=True)),
    ("decide", Version.objects.filter(decided_at__isnull=True)),
    ("release", Standing.objects.filter(released_at__isnull=True)),
    ("deliver", Change.objects.filter(delivered_at__isnull=True)),
    ("relate", Related.objects.filter(due=True)),
    ("follow", Related.objects.filter(stale=True, due=False)),
    ("follow", Thread.objects.filter(stale=True)),
    ("file", PublicStory.objects.filter(unfiled=True)),
    ("deliver", Topic.objects.filter(stale=True)),
    ("issues", IssuePage.objects.filter(due=True)),
    ("issues", Issue.objects.filter(stale=True)),
    ("picture", Picture.objects.filter(state="wanted", next_try_at__isnull=False)),
)


def backlog() -> dict[str, int]:
    """How many rows each step has not handled yet."""
    counts: dict[str, int] = {}
    for step, unhandled in _BACKLOG:
        counts[step] = counts.get(step, 0) + unhandled.count()
    return counts


def on_sqlite() -> bool:
    """Whether the main database is the home's own file."""
    return connection.vendor == "sqlite"
