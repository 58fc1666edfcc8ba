"""Who may do what to a home at the same time, across processes. Locks of the kernel: a process that dies holds none.

run      one `wiredesk run` a home
turn     one process at a time takes a step or presses: two would adopt the same item twice, or put back a page
         that a withdrawal has just taken down
using    every command that has the home's database open; `restore` needs that there is none
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wiredesk.common.errors import UsageError

FOLDER = "run"
_PATIENCE = 0.5
"""Seconds to wait for `run.lock`: whoever only looks whether it is held has it for an instant."""


def _open(home: Path, name: str) -> IO[str]:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return (folder / name).open("a+")


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def running(home: Path) -> Iterator[int]:
    """Be the one `wiredesk run` of this home; raises UsageError while there is another one.

    Gives the lock's descriptor, for a program that this process becomes.
    """
    with _open(home, "run.lock") as lock:
        until = time.monotonic() + _PATIENCE
        while not _taken(lock):
            if time.monotonic() > until:
                raise UsageError(f"{home} is running already. Stop that `wiredesk run` first.", fact="running")
            time.sleep(0.02)
        yield lock.fileno()


def is_running(home: Path) -> bool:
    """Whether `wiredesk run` runs on this home just now."""
    with _open(home, "run.lock") as lock:
        return not _taken(lock)


class _Handle(threading.local):
    """This thread's own handle of the turn's lock: opening it cost more than a step that has nothing to do."""

    def __init__(self) -> None:
        self.number = -1
        self.opened: tuple[int, Path] | None = None
        self.taken = False

    def of(self, home: Path) -> int:
        """The handle, opened anew where this is another home or process, or the file is another one by now."""
        opened = (os.getpid(), home)
        path = home / FOLDER / "turn.lock"
        if self.opened == opened and _is_at(self.number, path):
            return self.number
        if self.opened is not None:
            os.close(self.number)
            self.opened = None
        path.parent.mkdir(mode=0o700, exist_ok=True)
        self.number, self.opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), opened
        return self.number


def _is_at(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(handle))


_handle = _Handle()


@contextmanager
def turn(home: Path) -> Iterator[bool]:
    """Be the only process that takes a step or presses pages; waits for the other one's turn to end.

    Gives whether another process had a turn since this one's last.
    """
    mine = str(os.getpid()).encode()
    if _handle.taken:
        # The inner one's end would end both: another process could press back what the outer is taking down.
        raise RuntimeError("This thread has its turn already.")
    lock = _handle.of(home)
    fcntl.flock(lock, fcntl.LOCK_EX)
    _handle.taken = True
    try:
        another = os.pread(lock, 20, 0) != mine
        if another:
            os.ftruncate(lock, 0)
            os.pwrite(lock, mine, 0)
        yield another
    finally:
        _handle.taken = False
        fcntl.flock(lock, fcntl.LOCK_UN)


@contextmanager
def using(home: Path) -> Iterator[None]:
    """Have the home's database open; others may too."""
    with _open(home, "using.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the only command on this home; raises UsageError while there is another one."""
    with running(home), _open(home, "using.lock") as lock:
        if not _taken(lock):
            raise UsageError(f"Another wiredesk command is at work on {home}. Let it end first.", fact="in_use")
        yield
