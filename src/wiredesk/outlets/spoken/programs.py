"""The two programs that a story is spoken with, as they are on this machine."""

import shutil
import subprocess
from typing import Final

import msgspec

SPEAKER: Final = "espeak-ng"
ENCODER: Final = "lame"


class Programs(msgspec.Struct, frozen=True):
    """Where the programs are."""

    speaker: str
    encoder: str


def missing() -> tuple[str, ...]:
    """Which programs are not there; each is also the name of its Debian package."""
    return tuple(name for name in (SPEAKER, ENCODER) if shutil.which(name) is None)


def found() -> Programs | None:
    """Both programs; None where one is missing."""
    speaker, encoder = shutil.which(SPEAKER), shutil.which(ENCODER)
    return Programs(speaker, encoder) if speaker and encoder else None


def voices(programs: Programs) -> frozenset[str]:
    """The languages that the speaker has a voice for, by first subtag; none where it does not say."""
    try:
        said = subprocess.run(  # noqa: S603  # the program that was found
            [programs.speaker, "--voices"], capture_output=True, check=False, timeout=10, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    rows = (line.split() for line in said.stdout.decode("utf-8", "replace").splitlines()[1:])
    return frozenset(row[1].partition("-")[0] for row in rows if len(row) > 1)
