"""The worker's threads: none of them is missed in silence."""

import threading
from collections.abc import Iterator

import pytest

from wiredesk.flow.worker import _never_alone


@pytest.fixture
def own_hook() -> Iterator[None]:
    """The hook for faults of threads, put back after the test."""
    before = threading.excepthook
    yield
    threading.excepthook = before


@pytest.mark.usefixtures("own_hook")
def test_a_thread_that_ends_by_an_unexpected_fault_ends_the_worker() -> None:
    stop = threading.Event()
    _never_alone(stop)

    def fails() -> None:
        raise KeyError("nobody expected this")

    thread = threading.Thread(target=fails, name="collect")
    thread.start()
    thread.join()
    assert stop.is_set()
