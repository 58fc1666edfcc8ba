"""A story spoken by a process of its own, bounded in time: a finished file, or one clear error."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.spoken.child import FAILED
from wiredesk.outlets.spoken.programs import Programs

SECONDS = 120.0
"""For one story: some two hours of speech, which none is."""

_GRACE = 10.0
_LOOK_EVERY = 0.1
_LEAST = 500
"""Bytes: what is shorter than a tenth of a second says nothing."""


class NotSpoken(WiredeskError):
    """A story was not spoken; nothing of it is kept, and its page is as it was."""


class Stopped(Exception):  # nothing went wrong
    """The paper is being stopped: what is under way is given up."""


def speak(
    text: str, voice: str, target: Path, programs: Programs, stop: threading.Event, *, seconds: float = SECONDS
) -> None:
    """Speak a text into a file. Raises NotSpoken where that cannot be done, and Stopped as soon as `stop` is set."""
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    words = [str(os.getpid()), str(seconds), programs.speaker, voice, programs.encoder, str(target)]
    target.unlink(missing_ok=True)
    # In a file: whoever writes into a pipe waits for the reader, and this one is slow.
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as answer:
        said.write(text.encode("utf-8", "replace"))
        said.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "wiredesk.outlets.spoken.child", *words],
            stdin=said,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            # A latin-1 locale would have the speaker ask for other bytes than UTF-8.
            env=environment | {"LC_ALL": "C.UTF-8"},
        )
        try:
            code = _ended(process, stop, time.monotonic() + seconds + _GRACE)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        answer.seek(0)
        why = answer.read(500).decode("utf-8", "replace").strip()
    if code == FAILED and why:
        raise NotSpoken(f"It could not be spoken: {why}.", fact=why)
    if code != 0:
        raise NotSpoken(f"It could not be spoken: the process that does it ended with {code}.", fact=f"child {code}")
    if not target.is_file() or target.stat().st_size < _LEAST:
        raise NotSpoken("It could not be spoken: the programs said that all was well and made nothing.", fact="empty")


def _ended(process: subprocess.Popen[bytes], stop: threading.Event, until: float) -> int | None:
    """The exit code, or None where the process did not end in time."""
    while process.poll() is None:
        if stop.wait(_LOOK_EVERY):
            raise Stopped
        if time.monotonic() > until:
            return None
    return process.returncode
