"""Wakes the worker at once when there is something to do; polling stays as the fallback, so nothing depends on it.

A datagram on a socket in the home: any process that knows the home can send one, nobody waits for it to be read, and
a worker that is not there is no error. A message says what for; one that is lost is found by polling.
"""

import os
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

MESSAGE_BYTES: Final = 4096
_FOLDER: Final = "run"
_NAME: Final = "wake.sock"
_PATH_LIMIT: Final = 100
"""A socket's path may have 108 bytes on Linux, 104 on others, the closing NUL included."""


def wake(home: Path, message: bytes = b"work") -> None:
    """Wake the worker of this home, if there is one. Never waits and never fails; messages of up to 4096 bytes."""
    with suppress(OSError), _address(home) as address, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.settimeout(0)
        sender.sendto(message[:MESSAGE_BYTES], address)


class WakeSocket:
    """The worker's end: `wait` returns early when somebody calls `wake`. One worker a home; the newest one wins."""

    def __init__(self, home: Path) -> None:
        self._path = home / _FOLDER / _NAME
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(0)
        with _address(home) as address:
            self._socket.bind(address)
        self._inode = self._path.stat().st_ino
        # Not `select`: it knows the first 1,024 descriptors of a process only.
        self._ready = select.poll()
        self._ready.register(self._socket, select.POLLIN)

    def fileno(self) -> int:
        """For `select` and friends."""
        return self._socket.fileno()

    def waits(self) -> bool:
        """Whether a message is there that `wait` would return."""
        return bool(self._ready.poll(0))

    def wait(self, seconds: float) -> tuple[bytes, ...]:
        """The messages that came, as soon as the first one does; empty when none came within `seconds`."""
        ready = self._ready.poll(max(0.0, seconds) * 1000.0)
        messages: dict[bytes, None] = {}
        with suppress(BlockingIOError):
            while ready:
                messages[self._socket.recv(MESSAGE_BYTES)] = None
        return tuple(messages)

    def close(self) -> None:
        """Stop listening; the path goes too, unless a newer worker has taken it."""
        self._socket.close()
        with suppress(FileNotFoundError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _address(home: Path) -> Iterator[str]:
    """The socket's path, made short where the home lies deep: through an open folder, as Linux allows."""
    path = home / _FOLDER / _NAME
    if len(os.fsencode(path)) <= _PATH_LIMIT or sys.platform != "linux":
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{_NAME}"
    finally:
        os.close(folder)
