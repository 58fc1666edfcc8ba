"""Bodies of requests: whoever sends one slowly holds one of so many places, never a thread that readers need.

The server waits for a body on the thread that answers, for as long as the sender likes. So there are `web_threads`
threads more than places: all places may be held for ever, and pages, the desk and its forms are answered as before.
"""

import errno
import threading
from collections import Counter
from wsgiref.types import InputStream, WSGIEnvironment

PLACES = 16
"""How many bodies are waited for at once."""

PLACES_OF_ONE = 12
"""How many of them for one address, so that one machine alone cannot keep agencies from pushing."""


class Bodies:
    """The places of one process; any thread may use it."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def of(self, environ: WSGIEnvironment) -> "Body":
        """The body of a request, which takes its place when it is first read."""
        return Body(self, environ.get("REMOTE_ADDR", ""), environ["wsgi.input"])

    def enter(self, address: str) -> None:
        """Take a place; raises OSError with EBUSY when this address, or all addresses together, hold enough."""
        with self._lock:
            if self._held.total() >= PLACES or self._held[address] >= PLACES_OF_ONE:
                raise OSError(errno.EBUSY, "too many bodies are being waited for")
            self._held[address] += 1

    def leave(self, address: str) -> None:
        """Give a place back."""
        with self._lock:
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]


class Body:
    """One request's `wsgi.input` (PEP 3333), as far as Django reads it."""

    def __init__(self, bodies: Bodies, address: str, stream: InputStream) -> None:
        self._bodies = bodies
        self._address = address
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """As the server's; raises OSError with EBUSY when there is no place."""
        self._bodies.enter(self._address)
        try:
            return self._stream.read(size)
        finally:
            self._bodies.leave(self._address)

    def readline(self, size: int = -1) -> bytes:
        """As `read`."""
        self._bodies.enter(self._address)
        try:
            return self._stream.readline(size)
        finally:
            self._bodies.leave(self._address)
