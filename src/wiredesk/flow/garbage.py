"""How often Python looks for what nobody uses any more, and what becomes of the room."""

import ctypes
import gc
import sys
import time
from collections.abc import Callable

TRIM_EVERY = 10.0
"""Seconds between two times that room is given back: it takes some milliseconds."""

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def collect_seldom() -> None:
    """What was loaded to begin with stays, and what a step makes is let go by itself: a tenth of an item's cost."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class Room:
    """Memory that malloc keeps for the next batch, given back to the system when a busy while has passed.

    Linux with glibc only; elsewhere nothing happens. Source: malloc_trim(3).
    """

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._at = ticks()
        self._used = False

    def look(self, *, worked: bool) -> None:
        """Give back what batches since the last time left, now and then."""
        self._used = self._used or worked
        if self._used and (now := self._ticks()) - self._at >= TRIM_EVERY:
            _trim()
            self._at, self._used = now, False


def _trim() -> None:
    trim = getattr(_libc, "malloc_trim", None)
    if trim is not None:
        trim(ctypes.c_size_t(0))
