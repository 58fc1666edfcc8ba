"""Bodies are waited for in places of their own: so many in all, so many for one address."""

import errno
import io
import threading
import time
from collections.abc import Callable

import pytest

from wiredesk.public.bodies import PLACES, PLACES_OF_ONE, STALLED, Bodies


class Ticks:
    """A clock on which everybody who holds a place has stalled."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 2 * STALLED
        return self.at


class Slow(io.BytesIO):
    """A body that does something else while it is read."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(b"copy")
        self.meanwhile = meanwhile

    def read(self, size: int | None = -1, /) -> bytes:
        self.meanwhile()
        return super().read(size)


def read(bodies: Bodies, address: str, meanwhile: Callable[[], object] = bool) -> bytes:
    return bodies.of({"REMOTE_ADDR": address, "wsgi.input": Slow(meanwhile)}).read()


def filled(bodies: Bodies, addresses: list[str], then: Callable[[], object]) -> bytes:
    """One body of each address, each read while the one before it is, and `then` while all are."""
    if not addresses:
        then()
        return b""
    return read(bodies, addresses[0], lambda: filled(bodies, addresses[1:], then))


def refused(bodies: Bodies, address: str) -> None:
    with pytest.raises(OSError, match="too many") as fault:
        read(bodies, address)
    assert fault.value.errno == errno.EBUSY


def test_one_address_leaves_places_to_the_others() -> None:
    bodies = Bodies(Ticks())

    def meanwhile() -> None:
        refused(bodies, "192.0.2.1")
        assert read(bodies, "192.0.2.2") == b"copy"

    filled(bodies, ["192.0.2.1"] * PLACES_OF_ONE, meanwhile)
    assert read(bodies, "192.0.2.1") == b"copy", "places are given back"


def test_there_are_only_so_many_places() -> None:
    bodies = Bodies(Ticks())
    addresses = [f"192.0.2.{number}" for number in range(PLACES)]
    filled(bodies, addresses, lambda: refused(bodies, "198.51.100.1"))
    assert read(bodies, "198.51.100.1") == b"copy"


def test_a_broken_body_gives_its_place_back() -> None:
    bodies = Bodies(Ticks())

    def broken() -> None:
        raise ConnectionResetError

    for _ in range(PLACES + 1):
        with pytest.raises(ConnectionResetError):
            read(bodies, "192.0.2.1", broken)


def test_a_body_that_is_read_in_a_moment_is_waited_for() -> None:
    bodies = Bodies(time.monotonic)
    reading, waiting = threading.Barrier(PLACES_OF_ONE + 1), threading.Event()

    def meanwhile() -> None:
        reading.wait(10)
        waiting.wait(10)

    held = [threading.Thread(target=read, args=(bodies, "192.0.2.1", meanwhile)) for _ in range(PLACES_OF_ONE)]
    for each in held:
        each.start()
    reading.wait(10)
    threading.Timer(0.01, waiting.set).start()
    assert read(bodies, "192.0.2.1") == b"copy"
    for each in held:
        each.join()


def test_nobody_waits_for_a_body_that_goes_on_but_does_not_end() -> None:
    bodies = Bodies(time.monotonic)
    filled(bodies, ["192.0.2.1"] * PLACES_OF_ONE, lambda: refused(bodies, "192.0.2.1"))
