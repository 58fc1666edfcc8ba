"""`wiredesk run`: site, desk and worker in one command.

A supervisor that does nothing but start two processes, start them again when they end, and end them with itself:
even when it is killed without warning, none of them stays behind. It loads neither Django nor a web server.
"""

import errno
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import FrameType
from typing import Self

from wiredesk.common.errors import UsageError
from wiredesk.common.lifetime import end_with
from wiredesk.flow.locks import running
from wiredesk.settings.options import Options

GRACE = 15.0
"""Seconds that requests under way and the worker's batch are given to finish."""

_FIRST_DELAY = 0.1
_LONGEST_DELAY = 30.0
_SETTLED = 20.0
"""Seconds after which a child that ends counts as having run well before."""

_MALLOC = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "524288"}
"""How glibc gives memory back: what an index takes for a commit, a megabyte at a time, stayed with the worker else."""

_TICK = 0.5
_FREED = 2.0
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


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


def _free_port(host: str, port: int) -> int:
    """The port to listen on, any free one for 0; raises UsageError where that cannot be.

    Granian lets processes share a port, so it would not notice by itself that another program has it.
    """
    if not 0 <= port < 65536:
        raise UsageError(f"{port} is not a port. Give one from 1 to 65535 with --port, or 0 for any that is free.")
    until = time.monotonic() + _FREED
    while isinstance(found := _listen(host, port), OSError):
        # A run that was killed a moment ago still holds the port while its threads end.
        if found.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise UsageError(
                f"Port {port} on {host} cannot be listened on: {found}. Stop what uses it, or give another --port.",
                fact=f"bind {host}:{port}: {found}",
            ) from found
        time.sleep(0.05)
    return found


def _listen(host: str, port: int) -> int | OSError:
    """The port on which a socket could listen just now, or what is in the way."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
            return int(probe.getsockname()[1])
    except OSError as fault:
        return fault


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
        self._before = {number: signal.signal(number, self._stop) for number in _STOP_SIGNALS}
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, self._child)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
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


def _said(name: str, address: str) -> None:
    print(f"{name}: {address} · desk: {address}desk/", flush=True)


def run(
    options: Options,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    worker: Sequence[str] = (),
    tell: Callable[[str, str], None] = _said,
) -> int:
    """Serve a home until SIGTERM, SIGINT or SIGHUP, then return 0; a second signal ends it without waiting.

    `worker` is the command of the worker, `python -m wiredesk work` where none is given. `tell` gets the paper's name
    and its address as soon as it answers there. Called from the main thread.
    Raises UsageError, with nothing started, when the port is taken or the home runs already.
    """
    environment = os.environ | {"WIREDESK_HOME": str(options.home)} | _MALLOC
    with running(options.home), _Signals() as signals:
        port = _free_port(host, port)
        web = [sys.executable, "-m", "wiredesk.public.serve", "--host", host, "--port", str(port)]
        children = [
            _Child("web", web, environment),
            _Child("worker", worker or [sys.executable, "-m", "wiredesk", "work"], environment),
        ]
        said = False
        while not signals.stops:
            now = time.monotonic()
            wait = min(child.see_to(now) for child in children)
            if not said:
                said = children[0].running and _answers(host, port)
                wait = 0.05
                if said:
                    tell(options.name, f"http://{f'[{host}]' if ':' in host else host}:{port}/")
            signals.sleep(wait)
        _stop(children, signals)
    return 0
