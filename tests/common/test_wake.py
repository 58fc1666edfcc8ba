"""Waking the worker: at once where it listens, silently where it does not, in homes of any depth."""

import os
import resource
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from wiredesk.common.wake import WakeSocket, wake


def test_nobody_listening_is_no_error(tmp_path: Path) -> None:
    wake(tmp_path)
    WakeSocket(tmp_path).close()
    wake(tmp_path)
    (tmp_path / "run" / "wake.sock").touch()
    wake(tmp_path)


@pytest.mark.parametrize("depth", [0, 1, 12])
def test_a_call_ends_the_wait_at_once_however_deep_the_home_lies(tmp_path: Path, depth: int) -> None:
    home = tmp_path.joinpath(*["a-long-folder-name"] * depth)
    with WakeSocket(home) as worker:
        assert worker.wait(0) == ()
        wake(home)
        wake(home)
        wake(home, b"stale main /latest/")
        started = time.monotonic()
        assert worker.wait(5) == (b"work", b"stale main /latest/")
        assert time.monotonic() - started < 1
        assert worker.wait(0) == ()


def test_a_full_socket_does_not_hold_up_the_caller(tmp_path: Path) -> None:
    with WakeSocket(tmp_path) as worker:
        for _ in range(2000):
            wake(tmp_path)
        assert worker.wait(0) == (b"work",)


def test_a_worker_that_was_killed_leaves_nothing_in_the_way_of_the_next(tmp_path: Path) -> None:
    killed = WakeSocket(tmp_path)
    with WakeSocket(tmp_path) as worker:
        killed.close()
        wake(tmp_path)
        assert worker.wait(1)
    assert not (tmp_path / "run" / "wake.sock").exists()


def test_a_message_comes_where_a_process_has_more_than_a_thousand_files_open(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2000:
        pytest.skip("this machine lets a process open too few files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2000), hard))
    try:
        with ExitStack() as stack:
            for _ in range(1100):
                stack.enter_context(Path(os.devnull).open("rb"))
            with WakeSocket(tmp_path) as socket_:
                wake(tmp_path, b"news")
                assert socket_.waits()
                assert socket_.wait(5.0) == (b"news",)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
