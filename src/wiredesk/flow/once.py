"""The paper at work once: every service asked, everything that came taken to its page, then done."""

import time
from collections.abc import Callable, Iterator

from wiredesk.common.clock import Clock
from wiredesk.flow.steps import LIMIT, Paper, Timed, run_until_idle
from wiredesk.story.pictures.step import fetch_pictures
from wiredesk.wire.collect import collect

LONGEST_SETTLE = 30.0
"""Seconds to wait for files that keep growing before the run ends without them."""


def run_once(clock: Clock, paper: Paper, sleep: Callable[[float], None]) -> Iterator[Timed]:
    """Ask every service once, whatever its interval, wait for files to settle, run the steps, fetch the pictures."""
    waited = 0.0
    ask_all = True
    while True:
        began = time.perf_counter()
        tally = collect(clock(), LIMIT, options=paper.options, ask_all=ask_all)
        yield Timed(tally, time.perf_counter() - began)
        yield from run_until_idle(clock, paper)
        if tally.again_at is None or waited >= LONGEST_SETTLE:
            break
        pause = max(0.02, min(1.0, (tally.again_at - clock()).total_seconds()))
        sleep(pause)
        waited += pause
        ask_all = False
    while True:
        began = time.perf_counter()
        tally = fetch_pictures(clock(), LIMIT, options=paper.options)
        yield Timed(tally, time.perf_counter() - began)
        if not tally.seen:
            return
        yield from run_until_idle(clock, paper)
