"""Files on their way to readers, in bounded memory: small ones at once, large ones a piece at a time.

A thread waits as long as a reader takes to take most of a large file. So there are a few threads more for them, and
whoever comes when all are held is told to come again: pages, the desk and pushes are answered as before.
"""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from wiredesk.public.ranges import Part

AT_ONCE = 8 << 20
"""Bytes that are read whole, as of a page and of most issues: the server keeps them, and no thread waits."""

PIECE = 1 << 20

PLACES = 2
"""How many large files are sent at once, each on a thread of its own."""


class Sending:
    """The places of one process; any thread may use it."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(PLACES)

    def body(self, file: BinaryIO, part: Part, source: Path) -> "bytes | Sent | None":
        """The part of an open file, which is closed once it is sent; None where every place for a large one is held.

        A large one ends early where `source`, the file that it is or was made of, is taken away meanwhile.
        """
        if part.size <= AT_ONCE:
            with file:
                file.seek(part.start)
                return file.read(part.size)
        if not self._places.acquire(blocking=False):
            file.close()
            return None
        file.seek(part.start)
        return Sent(file, part.size, self._places, source)


class Sent(Iterable[bytes]):
    """A large part of a file as the server asks for it (PEP 3333): its `close` is called however the sending ends."""

    def __init__(self, file: BinaryIO, size: int, places: threading.BoundedSemaphore, source: Path) -> None:
        self._file = file
        self._source = source
        self._left = size
        self._places: threading.BoundedSemaphore | None = places

    def __iter__(self) -> Iterator[bytes]:
        # An open file can be read after it was removed: what is withdrawn goes no further than the piece under way.
        while self._left and self._source.is_file() and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Give the place back; asked twice, it is given back once."""
        self._file.close()
        places, self._places = self._places, None
        if places is not None:
            places.release()
