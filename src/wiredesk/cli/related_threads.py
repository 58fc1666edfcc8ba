"""related threads: put stories into running stories by the product's own rule. Needs no home and stores nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from wiredesk.cli import json_lines
from wiredesk.cli.frame import Command, example
from wiredesk.common.errors import UsageError


class Row(msgspec.Struct, frozen=True):
    """One story of a file; other keys are ignored. A time without an offset is UTC."""

    id: str
    headline: str
    at: datetime | None = None
    text: str = ""


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

    json_lines.keep_apart(target, source)
    threader, recent = Threader(), Recent()
    told = []
    for row in in_time_order(list(_stories(source))):
        new = recent.read(Piece(id=row.id, headline=row.headline, at=row.at, text=row.text))
        placed = threader.place(new, recent.like(new))
        recent.add(new)
        told.append(json.dumps({"id": placed.story, "thread": placed.thread}, ensure_ascii=False).encode())
    json_lines.write(target, told)


def in_time_order(rows: list[Row]) -> list[Row]:
    """Rows by their time; one without a time comes right after the row that it stood behind in the file."""
    latest: datetime | None = None
    keyed = []
    for place, row in enumerate(rows):
        latest = row.at or latest
        keyed.append((latest or datetime.min.replace(tzinfo=UTC), place, row))
    return [row for _, _, row in sorted(keyed, key=lambda one: one[:2])]


def _stories(source: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for number, row in json_lines.rows(source, Row, json_lines.STORY):
        if row.id in seen:
            raise UsageError(
                f"{source}, line {number}: the id {row.id} was there before. Leave one of them out.", fact="story_twice"
            )
        seen.add(row.id)
        yield msgspec.structs.replace(row, at=json_lines.in_utc(row.at, source, number))


COMMANDS = (threads,)
