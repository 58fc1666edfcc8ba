"""Processes that never outlive the one that started them."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with(parent: int) -> None:
    """Have this process killed when the process `parent`, which started it, ends, however it ends.

    Called by the child itself, or between fork and exec. Linux only; elsewhere nothing happens. Source: prctl(2),
    PR_SET_PDEATHSIG: it is forgotten at a fork and kept by an exec, and means the end of the starting thread, so
    children are started from the main thread.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    # The parent may have ended before the call above.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
