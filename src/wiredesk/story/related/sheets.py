"""What the index keeps of each story, one after the other in a file, read where it is asked for and not a page more.

tantivy stores documents too, in blocks that it maps into memory: a new story's candidates lie all over the archive, so
after a thousand stories all of a hundred megabytes was the worker's, and each look unpacked a block for one story.

A sheet is found by its place alone, which the index has. Nothing is ever written over: what was put in again lies at
another place, and the old one is room lost until the index is built again.
"""

import errno
import os
from io import BytesIO
from pathlib import Path
from typing import Protocol

from wiredesk.common.derived import IndexBroken

FILE = "sheets"

_LENGTH_BITS = 24


class Sheets(Protocol):
    """Bytes by their places: positive numbers of 63 bits, in no file the same ones."""

    def check(self) -> None:
        """Raise IndexBroken where there is nothing to read from."""

    def append(self, data: bytes) -> int:
        """Keep some bytes, at most 16 MB, and tell their place."""

    def read(self, place: int) -> bytes:
        """The bytes at a place; raises IndexBroken where the file has none there."""

    def commit(self) -> None:
        """Have what was appended on the disk."""

    def close(self) -> None:
        """Let go of the file."""


class SheetFile:
    """The sheets of an index in a folder. One process appends, whichever writes the index; any number read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._reading: int | None = None
        self._appending: int | None = None

    def check(self) -> None:
        """Raise IndexBroken where there is no file."""
        if not self._path.exists():
            raise self._broken("it is not there")

    def append(self, data: bytes) -> int:
        """Keep some bytes and tell their place; raises OSError where the disk is full, and then tells none."""
        if self._appending is None:
            self._appending = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        start = os.fstat(self._appending).st_size
        if os.write(self._appending, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))
        return start << _LENGTH_BITS | len(data)

    def read(self, place: int) -> bytes:
        """The bytes at a place."""
        start, length = place >> _LENGTH_BITS, place & ((1 << _LENGTH_BITS) - 1)
        try:
            if self._reading is None:
                self._reading = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
            data = os.pread(self._reading, length, start)
        except OSError as fault:
            raise self._broken(str(fault)) from fault
        if len(data) != length:
            raise self._broken(f"{len(data)} of {length} bytes at {start}")
        return data

    def commit(self) -> None:
        """Have what was appended on the disk."""
        if self._appending is not None:
            os.fdatasync(self._appending)

    def close(self) -> None:
        """Let go of the file."""
        for number in (self._appending, self._reading):
            if number is not None:
                os.close(number)
        self._appending = self._reading = None

    def _broken(self, fact: str) -> IndexBroken:
        return IndexBroken(
            "What the index of related stories keeps of them cannot be read. It is built again.",
            fact=f"{self._path}: {fact}",
        )


class SheetsInMemory:
    """The sheets of an index that has no folder."""

    def __init__(self) -> None:
        self._all = BytesIO()

    def check(self) -> None:
        """They cannot be lost alone."""

    def append(self, data: bytes) -> int:
        """Keep some bytes and tell their place."""
        start = self._all.seek(0, os.SEEK_END)
        return start << _LENGTH_BITS | self._all.write(data)

    def read(self, place: int) -> bytes:
        """The bytes at a place."""
        self._all.seek(place >> _LENGTH_BITS)
        return self._all.read(place & ((1 << _LENGTH_BITS) - 1))

    def commit(self) -> None:
        """There is no disk."""

    def close(self) -> None:
        """There is no file."""
