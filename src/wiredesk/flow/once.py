"""The paper at work once: every service asked, everything that came taken to its page, then done."""

import time
from collections.abc import Callable, Iterator

from wiredesk.common.clock import Clock
from wiredesk.common.tally import Tally
from wiredesk.flow.chores import PRESS_AT_ONCE
from wiredesk.flow.picture import picture
from wiredesk.flow.steps import LIMIT, Paper, Timed, my_turn, run_until_idle
from wiredesk.outlets.website.furniture import Furniture
from wiredesk.wire.collect import collect

LONGEST_SETTLE = 30.0
"""Seconds to wait, beyond the settling time, for files that keep growing before the run ends without them."""


def run_once(clock: Clock, paper: Paper, sleep: Callable[[float], None]) -> Iterator[Timed]:
    """Ask every service once, whatever its interval, wait for files to settle, run the steps, fetch the pictures.

    Last, pages on which an old name or navigation stands are pressed again.
    """
    furniture = Furniture(paper.options, paper.store)
    # What is pressed from here on is known to carry what stands on every page now, and is not pressed twice.
    yield _refurnish(furniture, clock, paper)
    waited, patience = 0.0, LONGEST_SETTLE
    ask_all = True
    while True:
        began = time.perf_counter()
        tally = collect(clock(), LIMIT, options=paper.options, ask_all=ask_all)
        yield Timed(tally, time.perf_counter() - began)
        yield from run_until_idle(clock, paper)
        if tally.again_at is None or waited >= patience:
            break
        coming = (tally.again_at - clock()).total_seconds()
        if ask_all:
            patience += max(0.0, coming)
        pause = max(0.02, min(1.0, coming))
        sleep(pause)
        waited += pause
        ask_all = False
    yield from _pictures(clock, paper)
    while (done := _refurnish(furniture, clock, paper)).tally.seen:
        yield done
        yield from run_until_idle(clock, paper)
    with my_turn(paper):
        paper.related.commit()


def _pictures(clock: Clock, paper: Paper) -> Iterator[Timed]:
    while True:
        began = time.perf_counter()
        tally = picture(clock(), LIMIT, paper)
        yield Timed(tally, time.perf_counter() - began)
        if not tally.seen:
            return
        yield from run_until_idle(clock, paper)


def _refurnish(furniture: Furniture, clock: Clock, paper: Paper) -> Timed:
    with my_turn(paper):
        began = time.perf_counter()
        done = furniture.press(clock(), PRESS_AT_ONCE)
        return Timed(Tally("press", seen=done, done=done), time.perf_counter() - began)
