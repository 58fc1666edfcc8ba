"""The process that speaks one story: espeak-ng into lame, both behind everything else that the machine has to do.

Started as `python -m wiredesk.outlets.spoken.child PARENT SECONDS SPEAKER VOICE ENCODER TARGET` with the text on
standard input. It ends with its parent, and both programs with it. Exit code 3 says that one of them failed, and
standard output which and how. It loads next to nothing: it is started once for every story.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial

from wiredesk.common.lifetime import end_with

FAILED = 3
_LARGEST_FILE = 64 << 20
_MEMORY = 512 << 20
_KBIT = "40"
"""A second: enough for speech that comes as 22,050 samples a second, and 300 KB a minute."""


def main(arguments: list[str]) -> int:
    """Speak standard input into a file, or say why not."""
    parent, seconds, speaker, voice, encoder, target = arguments
    end_with(int(parent))
    os.nice(19)
    until = time.monotonic() + float(seconds)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryFile() as said:
        speak = subprocess.Popen(  # noqa: S603  # the text is on standard input, and only there
            [speaker, "-v", voice, "-b", "1", "--stdin", "--stdout"],
            stdout=subprocess.PIPE,
            stderr=said,
            preexec_fn=partial(_within, os.getpid()),  # noqa: PLW1509  # this process has one thread
        )
        encode = subprocess.Popen(  # noqa: S603
            [encoder, "--silent", "-m", "m", "-b", _KBIT, "--cbr", "-", target],
            stdin=speak.stdout,
            stdout=said,
            stderr=said,
            preexec_fn=partial(_within, os.getpid()),  # noqa: PLW1509
        )
        if speak.stdout is not None:
            # Else the speaker would never hear that the encoder has ended.
            speak.stdout.close()
        try:
            for process in (encode, speak):
                process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            encode.kill()
            speak.kill()
            return _failed(f"it takes longer than {seconds} seconds", b"")
        failed = _which(speak.returncode, encode.returncode)
        said.seek(max(0, said.seek(0, os.SEEK_END) - 200))
        return _failed(failed, said.read()) if failed else 0


def _which(speaker: int, encoder: int) -> str:
    """Which of the two failed, and how: where both did, the one that brought the other down; empty where none did."""
    if speaker not in (0, -signal.SIGPIPE):
        return f"espeak-ng ended with {speaker}"
    return f"lame ended with {encoder}" if encoder or speaker else ""


def _within(parent: int) -> None:
    end_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _failed(what: str, said: bytes) -> int:
    last = " ".join(said.decode("utf-8", "replace").split())
    print(f"{what}: {last}" if last else what)
    return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
