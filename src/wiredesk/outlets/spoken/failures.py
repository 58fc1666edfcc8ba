"""Which stories could not be spoken, so that none is tried for ever: a small file beside the sound."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from wiredesk.outlets.spoken.files import FOLDER

FILE: Final = "failures.json"
TRIES: Final = 2
AGAIN_AFTER: Final = timedelta(minutes=10)
KEPT_FOR: Final = timedelta(days=3)
"""Longer than any story is tried."""


class Failure(msgspec.Struct, frozen=True):
    """One story's: how often, when last, and why."""

    path: str
    at: datetime
    tries: int
    sentence: str


class Failures:
    """Those of one home by the name of the file that was not made. Written by the worker alone, read by anybody."""

    def __init__(self, home: Path) -> None:
        self._file = home / FOLDER / FILE
        self._rows = _read(self._file)

    def note(self, name: str, path: str, sentence: str, now: datetime) -> Failure:
        """Keep that a file could not be made; returns what is kept of it."""
        before = self._rows.get(name)
        failure = Failure(path, now, before.tries + 1 if before else 1, sentence)
        self._rows = {one: row for one, row in self._rows.items() if now - row.at < KEPT_FOR} | {name: failure}
        self._file.parent.mkdir(mode=0o700, exist_ok=True)
        part = self._file.with_name(f".{FILE}.{os.getpid()}.part")
        part.write_bytes(msgspec.json.encode(self._rows))
        part.replace(self._file)
        return failure

    def not_before(self, name: str, now: datetime) -> datetime:
        """From when on a file is to be tried (again)."""
        before = self._rows.get(name)
        if before is None:
            return now
        return before.at + (AGAIN_AFTER if before.tries < TRIES else KEPT_FOR)

    @property
    def last(self) -> Failure | None:
        """The newest; None where there is none."""
        return max(self._rows.values(), key=lambda row: row.at, default=None)

    @property
    def count(self) -> int:
        """How many stories are not spoken because of one."""
        return len(self._rows)


def _read(file: Path) -> dict[str, Failure]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Failure])
    except (FileNotFoundError, NotADirectoryError, msgspec.MsgspecError):
        # One that is damaged costs two more tries a story.
        return {}
