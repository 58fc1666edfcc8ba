"""Bodies are waited for in places of their own: so many in all, so many for one address."""

import errno
import io
from collections.abc import Callable

import pytest

from wiredesk.public.bodies import PLACES, PLACES_OF_ONE, Bodies


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
    bodies = Bodies()

    def meanwhile() -> None:
        refused(bodies, "192.0.2.1")
        assert read(bodies, "192.0.2.2") == b"copy"

    filled(bodies, ["192.0.2.1"] * PLACES_OF_ONE, meanwhile)
    assert read(bodies, "192.0.2.1") == b"copy", "places are given back"


def test_there_are_only_so_many_places() -> None:
    bodies = Bodies()
    addresses = [f"192.0.2.{number}" for number in range(PLACES)]
    filled(bodies, addresses, lambda: refused(bodies, "198.51.100.1"))
    assert read(bodies, "198.51.100.1") == b"copy"


def test_a_broken_body_gives_its_place_back() -> None:
    bodies = Bodies()

    def broken() -> None:
        raise ConnectionResetError

    for _ in range(PLACES + 1):
        with pytest.raises(ConnectionResetError):
            read(bodies, "192.0.2.1", broken)
