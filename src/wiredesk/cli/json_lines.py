"""Files of JSON lines, packed or not, as `related rank`, `pairs` and `threads` read and write them."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from wiredesk.common.errors import UsageError

Row = TypeVar("Row")

STORY = "A line is an object with `id` and `headline`, both texts; `at`, if given, is like 2031-05-04T08:00:00Z."
"""What a line that is a story needs."""

_BOM = b"\xef\xbb\xbf"


def rows(path: Path, kind: type[Row], needs: str) -> Iterator[tuple[int, Row]]:
    """Each row of a file with the number of its line; blank lines are passed over.

    A line that cannot be read is a UsageError with its number and what a line `needs`, and so is a file that cannot.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        with _open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                # Some editors put the mark in front of what they save as UTF-8, and show nobody.
                told = line.removeprefix(_BOM) if number == 1 else line
                if told.strip():
                    yield number, _row(told, decoder, f"{path}, line {number}", needs)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise UsageError(
            f"{path} cannot be unpacked to its end: send it again, whole. If it is not packed, take .gz off its name.",
            fact=str(fault),
        ) from fault
    except OSError as fault:
        raise _of_file(path, fault) from fault


def _row(line: bytes, decoder: msgspec.json.Decoder[Row], where: str, needs: str) -> Row:
    try:
        line.decode()
    except UnicodeDecodeError as fault:
        raise UsageError(f"{where} is not UTF-8: save the file as UTF-8.", fact=str(fault)) from fault
    try:
        return decoder.decode(line)
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise UsageError(f"{where}: {fault}. {needs}", fact="row_not_readable") from fault


def in_utc(at: datetime | None, path: Path, number: int) -> datetime | None:
    """A time of a row in UTC, which it is in where it names no zone; a UsageError where the calendar ends before it."""
    if at is None or at.tzinfo is None:
        return at and at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC)
    except OverflowError as fault:
        raise UsageError(
            f"{path}, line {number}: in UTC {at.isoformat()} is not in the years 1 to 9999. Correct it, or drop it.",
            fact="time_out_of_calendar",
        ) from fault


def keep_apart(target: Path, *sources: Path) -> None:
    """Raises UsageError where what is to be written would take the place of what is to be read."""
    for source in sources:
        if target.is_file() and source.is_file() and target.samefile(source):
            raise UsageError(f"--out is {source}, which is to be read: name another file.", fact="out_is_in")


def write(path: Path, lines: Iterable[bytes]) -> None:
    """The lines as a file; a UsageError where it cannot be written."""
    try:
        with _open(path, "wb") as out:
            out.writelines(line + b"\n" for line in lines)
    except OSError as fault:
        raise _of_file(path, fault) from fault


def _of_file(path: Path, fault: OSError) -> UsageError:
    return UsageError(f"{path}: {fault.strerror or fault}.", fact=type(fault).__name__)


def _open(path: Path, mode: str) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path, mode)  # type: ignore[return-value]
    return path.open(mode)
