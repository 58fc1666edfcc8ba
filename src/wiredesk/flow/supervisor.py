"""What `wiredesk run` becomes: it starts two processes, starts them again when they end, and ends them with itself.

Even when it is killed without warning, none of them stays behind. It is there as long as the paper is, so it loads
next to nothing: neither Django nor a web server, nor what reads a command line or the settings.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from types import FrameType
from typing import Self

from wiredesk.common.lifetime import end_with

GRACE = 15.0
"""Seconds that requests under way and the worker's batch are given to finish."""

_FIRST_DELAY = 0.1
_LONGEST_DELAY = 30.0
_SETTLED = 20.0
"""Seconds after which a child that ends counts as having run well before."""

_MALLOC = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "524288",
    "_RJEM_MALLOC_CONF": "narenas:2,dirty_decay_ms:1000,muzzy_decay_ms:0",
}
"""How memory is given back, by glibc and by the jemalloc that Granian brings along: what an index takes for a commit, a
megabyte at a time, stayed with the worker else, and what readers were sent with the web process, for ten seconds.
"""

_TICK = 0.5
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Blocked when it begins, so that none is lost before it listens."""


class _Child:
    """One process that is kept running."""

    def __init__(self, name: str, argv: Sequence[str], environment: dict[str, str]) -> None:
        self.name = name
        self._argv = argv
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._delay = _FIRST_DELAY
        self._started = 0.0
        self.due = 0.0

    def start(self) -> None:
        self._started = time.monotonic()
        # A session of its own: Ctrl-C at the terminal reaches the supervisor alone, which stops its children in order.
        self._process = subprocess.Popen(  # noqa: S603  # our own commands
            self._argv,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(end_with, os.getpid()),  # noqa: PLW1509  # the supervisor has one thread
        )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: int) -> None:
        if self.running and self._process is not None:
            self._process.send_signal(number)

    def see_to(self, now: float) -> float:
        """Start the process if it is time to; returns the seconds until it must be seen to again."""
        if self.running:
            return _TICK
        if self._process is not None:
            code = self._process.returncode
            self._process = None
            if now - self._started > _SETTLED:
                self._delay = _FIRST_DELAY
            self.due = now + self._delay
            print(
                f"The {self.name} process ended ({_ending(code)}); it starts again in {self._delay:g} s.",
                file=sys.stderr,
                flush=True,
            )
            self._delay = min(self._delay * 2, _LONGEST_DELAY)
        if now < self.due:
            return self.due - now
        self.start()
        return _TICK


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1.0):
            return True
    except OSError:
        return False


class _Signals:
    """Wakes the supervisor from its sleep; counts how often it was asked to stop."""

    def __init__(self) -> None:
        self.stops = 0
        self._awake, self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1

    def _child(self, _number: int, _frame: FrameType | None) -> None:
        """Nothing to do: that the sleep ends is enough."""

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._stop) for number in STOP_SIGNALS}
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, self._child)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._awake)
        os.close(self._wake)

    def sleep(self, seconds: float) -> None:
        """Sleep until a signal arrives, or for so long."""
        if select.select([self._awake], [], [], max(seconds, 0.0))[0]:
            os.read(self._awake, 4096)


def _stop(children: Sequence[_Child], signals: _Signals) -> None:
    asked, until = signals.stops, time.monotonic() + GRACE
    for child in children:
        child.signal(signal.SIGTERM)
    while any(child.running for child in children) and time.monotonic() < until and signals.stops == asked:
        signals.sleep(0.1)
    for child in children:
        child.signal(signal.SIGKILL)


def written(line: str) -> str:
    """A line as an argument of a program, whatever the paper is called and whatever the machine's encoding is."""
    return line.encode("unicode_escape").decode("ascii")


def _read(argument: str) -> str:
    return argument.encode("ascii").decode("unicode_escape")


def supervise(host: str, port: int, said: str, worker: Sequence[str] = ()) -> int:
    """Keep the web process and the worker running until SIGTERM, SIGINT or SIGHUP, then return 0.

    A second signal ends it without waiting. The home is WIREDESK_HOME. `said` is printed as soon as the site answers.
    `worker` is the command of the worker, `python -m wiredesk work` where none is given. Called from the main thread.
    """
    environment = os.environ | _MALLOC
    web = [sys.executable, "-m", "wiredesk.public.serve", "--host", host, "--port", str(port)]
    children = [
        _Child("web", web, environment),
        _Child("worker", worker or [sys.executable, "-m", "wiredesk", "work"], environment),
    ]
    answers = False
    with _Signals() as signals:
        while not signals.stops:
            now = time.monotonic()
            wait = min(child.see_to(now) for child in children)
            if not answers:
                answers = children[0].running and _answers(host, port)
                wait = 0.05
                if answers:
                    print(said, flush=True)
            signals.sleep(wait)
        _stop(children, signals)
    return 0


if __name__ == "__main__":
    # No parser: only run.py calls this, and argparse would be a tenth of the process.
    sys.exit(supervise(sys.argv[1], int(sys.argv[2]), _read(sys.argv[3]), sys.argv[4:]))
