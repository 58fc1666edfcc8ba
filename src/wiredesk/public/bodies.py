"""Bodies of requests: whoever sends one slowly holds one of so many places, never a thread that readers need.

The server waits for a body on the thread that answers, for as long as the sender likes. So there are `web_threads`
threads more than places: all places may be held for ever, and pages, the desk and its forms are answered as before.
Places are few because every thread that could answer costs those that do: with sixteen more, a page took a third more
of the processor.
"""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from wsgiref.types import InputStream, WSGIEnvironment

import msgspec

PLACES = 3
"""How many bodies are waited for at once."""

PLACES_OF_ONE = 2
"""How many of them for one address, so that one machine alone cannot keep agencies from pushing."""

STALLED = 0.5
"""Seconds after which a body that is still being sent counts as stalled."""

PATIENCE = 0.05
"""Seconds to wait for a place that is not stalled: a body that lies ready is read in a fraction of that."""


class _Place(msgspec.Struct, frozen=True, eq=False):
    address: str
    since: float


class Bodies:
    """The places of one process; any thread may use it. `ticks` is a monotonic clock in seconds."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._held: list[_Place] = []
        self._left = threading.Condition()

    def of(self, environ: WSGIEnvironment) -> "Body":
        """The body of a request, which takes its place when it is first read."""
        return Body(self, environ.get("REMOTE_ADDR", ""), environ["wsgi.input"])

    def _in_the_way(self, address: str) -> list[_Place]:
        """The places one of which must be left before this address may have one; none when there is room."""
        own = [place for place in self._held if place.address == address]
        if len(own) >= PLACES_OF_ONE:
            return own
        return self._held if len(self._held) >= PLACES else []

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Hold a place, waited for a moment where none is stalled; raises OSError with EBUSY when there is none."""
        with self._left:
            until = self._ticks() + PATIENCE
            while before := self._in_the_way(address):
                now = self._ticks()
                if now >= until or all(now - place.since > STALLED for place in before):
                    raise OSError(errno.EBUSY, "too many bodies are being waited for")
                self._left.wait(until - now)
            mine = _Place(address, self._ticks())
            self._held.append(mine)
        try:
            yield
        finally:
            with self._left:
                self._held.remove(mine)
                self._left.notify_all()


class Body:
    """One request's `wsgi.input` (PEP 3333), as far as Django reads it."""

    def __init__(self, bodies: Bodies, address: str, stream: InputStream) -> None:
        self._bodies = bodies
        self._address = address
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """As the server's; raises OSError with EBUSY when there is no place."""
        with self._bodies.place(self._address):
            return self._stream.read(size)

    def readline(self, size: int = -1) -> bytes:
        """As `read`."""
        with self._bodies.place(self._address):
            return self._stream.readline(size)
