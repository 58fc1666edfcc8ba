"""related threads: put stories into running stories by the product's own rule. Needs no home and stores nothing."""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
import msgspec

from wiredesk.cli.frame import Command, example
from wiredesk.common.errors import UsageError


class Row(msgspec.Struct, frozen=True):
    """One story of a file; other keys are ignored. A time without an offset is UTC."""

    id: str
    headline: str
    at: datetime | None = None
    text: str = ""


_decoder = msgspec.json.Decoder(Row)


@click.command(
    "threads", cls=Command, epilog=example("wiredesk related threads --stories day.jsonl.gz --out threads.jsonl")
)
@click.option("--stories", "source", required=True, type=click.Path(path_type=Path), help="JSON lines, .gz or not.")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="JSON lines; .gz packs them.")
def threads(source: Path, target: Path) -> None:
    """Put stories into threads: each follows its likeliest predecessor, or starts a thread.

    Every line of --stories is an object with `id` and `headline`, and may have `at` (ISO 8601) and `text`. They are
    taken in time order; those without a time keep the place they have in the file. --out gets a line for each, in that
    order: {"id": "b", "thread": "a"}, where a thread is called by its first story. Needs no home and stores nothing.
    """
    from wiredesk.story.related.reading import Piece
    from wiredesk.story.related.threads import Threader
    from wiredesk.story.related.threads_recent import Recent

    try:
        rows = in_time_order(list(_rows(source)))
        threader, recent = Threader(), Recent()
        with _open(target, "wt") as out:
            for row in rows:
                new = recent.read(Piece(id=row.id, headline=row.headline, at=row.at, text=row.text))
                placed = threader.place(new, recent.like(new))
                recent.add(new)
                out.write(json.dumps({"id": placed.story, "thread": placed.thread}, ensure_ascii=False) + "\n")
    except OSError as fault:
        raise UsageError(f"{fault.filename or source}: {fault.strerror or fault}.", fact="stories_file") from fault


def in_time_order(rows: list[Row]) -> list[Row]:
    """Rows by their time; one without a time comes right after the row that it stood behind in the file."""
    latest: datetime | None = None
    keyed = []
    for place, row in enumerate(rows):
        latest = row.at or latest
        keyed.append((latest or datetime.min.replace(tzinfo=UTC), place, row))
    return [row for _, _, row in sorted(keyed, key=lambda one: one[:2])]


def _rows(source: Path) -> Iterator[Row]:
    seen: set[str] = set()
    with _open(source, "rt") as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, number, source, seen)
        except (EOFError, UnicodeDecodeError, zlib.error) as fault:
            raise UsageError(f"{source} cannot be read to its end: send it again, whole.", fact=str(fault)) from fault


def _row(line: str, number: int, source: Path, seen: set[str]) -> Row:
    try:
        row = _decoder.decode(line)
    except msgspec.MsgspecError as fault:
        raise UsageError(f"{source}, line {number}: {fault}.", fact="story_not_readable") from fault
    if row.id in seen:
        raise UsageError(f"{source}, line {number}: the id {row.id} was there before.", fact="story_twice")
    seen.add(row.id)
    if row.at is not None and row.at.tzinfo is None:
        return msgspec.structs.replace(row, at=row.at.replace(tzinfo=UTC))
    return row


def _open(path: Path, mode: str) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, mode, encoding="utf-8")  # type: ignore[return-value]
    return path.open(mode, encoding="utf-8")


COMMANDS = (threads,)
