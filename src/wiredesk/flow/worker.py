"""The worker: runs the steps whenever there is something to do, and is woken when there is.

Six threads. The main one runs the steps from read to deliver and nothing that waits for anybody else's machine;
asking the agencies, fetching pictures, drawing printed pages and speaking stories have a thread each, so that neither a
slow server nor a large page delays a kill. The last one commits the search index, which no step waits for.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import structlog
from django.db import connections

from wiredesk.common.clock import Clock
from wiredesk.common.tally import Tally
from wiredesk.common.wake import WakeSocket, wake
from wiredesk.flow.chores import Chores
from wiredesk.flow.garbage import Room, collect_seldom
from wiredesk.flow.picture import picture
from wiredesk.flow.press import mend, take_over
from wiredesk.flow.pressroom import Pressroom
from wiredesk.flow.speaker import Speaker
from wiredesk.flow.steps import FOLLOWING_IN_PIECES, LIMIT, SEARCH, STEPS_FAULTS, Paper, Step, Timed, my_turn, run_steps
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.follow import find_lines_again
from wiredesk.outlets.website.refresh import refresh_read
from wiredesk.story.pictures.withdraw import sweep
from wiredesk.wire import spool
from wiredesk.wire.collect import Collector

log = structlog.get_logger()

IDLE_WAIT = 0.5
"""Seconds between looks when nobody wakes the worker: the fallback, and how late an embargo's end may be noticed."""

QUIET = 0.2
"""Seconds without news before chores begin: what is pressed now is often pressed again by the item behind it."""

CHORE_EVERY, CHORE_BY = 0.5, 2.0
"""Seconds after which one chore is done between news that comes densely, and after which it waits no more."""

FOLLOW_FOR = 0.1
"""Seconds of what is not news between two looks at everything, such as embargoes that end."""

FOLLOW_EVERY, REST = 0.12, 6
"""Seconds after which a piece of what is not news is done although news never paused, and how many times as long as
that took news then has to itself. The kinds take turns: one of each at once made an item wait four times as long.
"""

SEARCH_EVERY = 0.25
"""Seconds between two commits of the search index, each of which costs as much as relating a story: at ten stories a
second, two or three of them share one, and each is found within a second all the same.
"""

SPEAK_WAIT = 2.0
"""Seconds between two looks for a story to speak."""

FAULT_WAIT = 1.0
"""Seconds to wait after a fault before the same is tried again."""

UNNAMED_AFTER = timedelta(hours=1)
"""Age from which bytes without a row are what a crash left, and not a push under way."""


def _guarded(name: str, work: Callable[[], int], stop: threading.Event) -> int:
    """Do some work; a fault is logged, never raised, and waited out: the work is tried again, and the rest goes on."""
    try:
        return work()
    except STEPS_FAULTS as fault:
        log.error("work_failed", work=name, fault=type(fault).__name__, sentence=str(fault))
        connections.close_all()
        stop.wait(FAULT_WAIT)
        return 0


def _collector(clock: Clock, paper: Paper, stop: threading.Event) -> None:
    """Asks the services that are due, and wakes the steps when something came."""
    with Collector(paper.options) as collect:
        while not stop.is_set():
            tally = Tally("collect")

            def ask() -> int:
                nonlocal tally
                tally = collect(clock(), LIMIT)
                return tally.done

            if _guarded("collect", ask, stop):
                wake(paper.home)
            elif tally.again_at is None or tally.again_at > clock():
                stop.wait(IDLE_WAIT / 5)
    connections.close_all()


def _photographer(clock: Clock, paper: Paper, stop: threading.Event) -> None:
    """Fetches the pictures that stories wait for; stories never wait for it."""
    while not stop.is_set():
        done = _guarded("picture", lambda: picture(clock(), LIMIT // 10, paper).done, stop)
        if done:
            wake(paper.home)
        else:
            stop.wait(IDLE_WAIT)
    connections.close_all()


def _printer(clock: Clock, paper: Paper, stop: threading.Event) -> None:
    """Takes over what the press left, and paints printed pages over; readers and stories never wait for the drawing."""
    while not stop.is_set():
        mended = _guarded("mend", lambda: mend(clock(), paper).seen, stop)
        if not _guarded("press", lambda: take_over(clock(), paper), stop) and not mended:
            stop.wait(IDLE_WAIT)
    connections.close_all()


def _reads_aloud(clock: Clock, paper: Paper, stop: threading.Event) -> None:
    """Has stories spoken while no news waits; neither steps nor pages ever wait for it."""
    speaker = Speaker(paper, clock, stop)
    while not stop.is_set():
        if not _guarded("speak", speaker.one, stop):
            stop.wait(SPEAK_WAIT)
    connections.close_all()


def _stale_paths(messages: tuple[bytes, ...]) -> list[tuple[str, str]]:
    """The (title, path) of pages that readers found older than an hour."""
    found = []
    for message in messages:
        kind, _, rest = message.decode("utf-8", "replace").partition(" ")
        title, _, path = rest.partition(" ")
        if kind == "stale" and path:
            found.append((title, path))
    return found


class Worker:
    """The main thread's work: steps while there is something to do, chores while there is not."""

    def __init__(self, clock: Clock, paper: Paper, stop: threading.Event, socket: WakeSocket) -> None:
        self.clock, self.paper, self.stop, self.socket = clock, paper, stop, socket
        self.chores = Chores(paper)
        self.pressroom = Pressroom(paper.options)
        self._stale: dict[tuple[str, str], None] = {}
        self._follow_at = self._search_at = 0.0
        self._turns = deque(FOLLOWING_IN_PIECES)

    def step(self) -> int:
        """Every step once; returns how many rows were seen. What is not news gives way to news between two pieces."""
        self._listen(0)
        done = run_steps(self.clock, self.paper)
        if not any(timed.tally.seen for timed in done):
            done += self._follow()
        elif time.monotonic() >= self._follow_at:
            began = time.monotonic()
            done += self._next_piece()
            ended = time.monotonic()
            self._follow_at = ended + max(FOLLOW_EVERY, REST * (ended - began))
        return self._said(done)

    def _follow(self) -> list[Timed]:
        """What is not news, piece by piece, until somebody has news, none of it is left, or a moment is over."""
        done: list[Timed] = []
        end = time.monotonic() + FOLLOW_FOR
        while time.monotonic() < end:
            once: list[Timed] = []
            for piece in FOLLOWING_IN_PIECES:
                if self.socket.waits():
                    return done + once
                once += self._piece(*piece)
            done += once
            if not any(timed.tally.seen for timed in once):
                break
        self._follow_at = time.monotonic() + FOLLOW_EVERY
        return done

    def _next_piece(self) -> list[Timed]:
        """One piece of the first kind that has something to do and has waited longest; nothing where none has."""
        for _ in FOLLOWING_IN_PIECES:
            piece = self._turns[0]
            self._turns.rotate(-1)
            done = self._piece(*piece)
            if any(timed.tally.seen for timed in done):
                return done
        return []

    def _piece(self, name: str, step: Step) -> list[Timed]:
        """One piece; the search index is left until some stories can share a commit, unless it is being filled."""
        if name == SEARCH and not self.paper.search.filling and time.monotonic() < self._search_at:
            return []
        done = run_steps(self.clock, self.paper, ((name, step),))
        if name == SEARCH and any(timed.tally.seen for timed in done):
            self._search_at = time.monotonic() + SEARCH_EVERY
        return done

    def _listen(self, seconds: float) -> None:
        """Wait for a message for so long, and keep which pages readers found old."""
        self._stale.update(dict.fromkeys(_stale_paths(self.socket.wait(seconds))))

    def _said(self, done: list[Timed]) -> int:
        seen = 0
        for timed in done:
            if timed.tally.seen:
                seen += timed.tally.seen
                log.info(
                    "step",
                    step=timed.tally.step,
                    seen=timed.tally.seen,
                    done=timed.tally.done,
                    quarantined=timed.tally.quarantined,
                    seconds=round(timed.seconds, 4),
                )
        return seen

    def run(self) -> None:
        """Work until told to stop; the step in hand is finished."""
        busy, chored_at, room = False, 0.0, Room()
        while not self.stop.is_set():
            worked = _guarded("steps", self.step, self.stop)
            busy = busy or worked > 0
            pause = time.monotonic() - chored_at
            if pause >= CHORE_BY or ((not busy or pause >= CHORE_EVERY) and not self.socket.waits()):
                chored_at = time.monotonic()
                worked += _guarded("chores", self._chore, self.stop)
                worked += _guarded("issues", self._issues, self.stop)
            room.look(worked=worked > 0)
            if worked:
                continue
            self._listen(QUIET if busy else IDLE_WAIT)
            busy = False
            if self._stale:
                stale = list(self._stale)
                self._stale.clear()
                _guarded("refresh", partial(self._refresh, stale), self.stop)

    def _chore(self) -> int:
        with my_turn(self.paper):
            return self.chores.one(self.clock())

    def _issues(self) -> int:
        return self.pressroom.look(self.clock())

    def _refresh(self, paths: list[tuple[str, str]]) -> int:
        with my_turn(self.paper):
            return refresh_read(paths, self.clock(), options=self.paper.options, store=self.paper.store)


def _never_alone(stop: threading.Event) -> None:
    """A thread that ends by a fault nobody expected ends the worker too; its supervisor starts a whole one again."""

    def ended(given: threading.ExceptHookArgs) -> None:
        name = given.thread.name if given.thread is not None else ""
        fault = given.exc_value
        log.error("thread_ended", thread=name, fault=repr(fault), exc_info=fault)
        stop.set()

    threading.excepthook = ended


def work(clock: Clock, paper: Paper, stop: threading.Event) -> None:
    """Work until `stop` is set, then finish what is in hand and return."""
    threads = [
        threading.Thread(target=target, args=(clock, paper, stop), name=name, daemon=True)
        for name, target in (
            ("collect", _collector),
            ("picture", _photographer),
            ("printer", _printer),
            ("speaker", _reads_aloud),
        )
    ]
    _never_alone(stop)
    collect_seldom()
    sweep(paper.home)
    kept.sweep(paper.home)
    find_lines_again(paper.options)
    spool.sweep(paper.home, clock() - UNNAMED_AFTER)
    with WakeSocket(paper.home) as socket, ThreadPoolExecutor(1, "search") as aside:
        paper.search.commit_aside(aside)
        for thread in threads:
            thread.start()
        worker = Worker(clock, paper, stop, socket)
        worker.run()
        paper.search.close()
    worker.pressroom.close()
    with my_turn(paper):
        paper.related.commit()
    paper.related.close()
    for thread in threads:
        thread.join(timeout=timedelta(seconds=5).total_seconds())
    connections.close_all()
