"""related: what else is about a story, over files: `rank`, and beside it `pairs`, `threads` and `thread`."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypeVar

import click
import msgspec

from wiredesk.cli.frame import Command, Group, example
from wiredesk.common.errors import UsageError

Row = TypeVar("Row")


@click.group(cls=Group)
def related() -> None:
    """What else is about a story: neighbours, threads, the same copy twice."""


class Given(msgspec.Struct, frozen=True):
    """A story in a file; other keys are ignored."""

    id: str
    headline: str
    at: datetime | None = None
    text: str = ""
    section: str = ""
    located: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A query in a file: the story that it asks about; other keys are ignored."""

    id: str


class Answer(msgspec.Struct, frozen=True):
    """A line of what is written: a query's story and up to 20 others, best first."""

    id: str
    ranked: tuple[str, ...]


@click.command(
    "rank",
    cls=Command,
    epilog=example("wiredesk related rank --stories stories.jsonl.gz --queries queries.jsonl --out ranked.jsonl"),
)
@click.option("--stories", required=True, type=click.Path(path_type=Path), help="JSON lines, .gz or not.")
@click.option("--queries", required=True, type=click.Path(path_type=Path), help="JSON lines, .gz or not.")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="JSON lines; .gz packs them.")
@click.option("--model", type=click.Path(path_type=Path), help="A model of your own; else the one shipped.")
@click.option("--embeddings", is_flag=True, help="Weigh in what headlines mean; needs the extra of this name.")
def rank(stories: Path, queries: Path, target: Path, model: Path | None, *, embeddings: bool) -> None:
    """Rank earlier stories beside each story asked about, as the paper does when a story arrives.

    A line of --stories is an object with `id`, `headline` and, where known, `at` (ISO 8601), `text`, `section` and
    `located`. A line of --queries has the `id` of one of them. --out gets a line for each query, in the queries' order:
    {"id": …, "ranked": […]}, up to 20, likeliest first. Only earlier stories are candidates; of stories without `at`
    all others are, and of an id that comes twice the last line counts. Needs no home and stores nothing.
    """
    from wiredesk.story.related import meaning
    from wiredesk.story.related.model import SHIPPED, load
    from wiredesk.story.related.reading import Piece
    from wiredesk.story.related.replay import rank_all

    if embeddings and model is not None:
        raise UsageError(
            "Embeddings are weighed beside the shipped model only: leave out --model or --embeddings.",
            fact="embeddings_with_own_model",
        )
    learned = load(model or SHIPPED)
    opinion = meaning.load() if embeddings else None
    pieces = {
        one.id: Piece(
            id=one.id,
            headline=one.headline,
            # A time that names no zone is read as UTC, as everywhere in the paper.
            at=one.at if one.at is None or one.at.tzinfo else one.at.replace(tzinfo=UTC),
            text=one.text,
            section=one.section,
            located=one.located,
        )
        for one in _rows(stories, Given)
    }
    asked = [one.id for one in _rows(queries, Asked)]
    unknown = set(asked) - set(pieces)
    if unknown:
        raise UsageError(
            f"{queries} asks about {len(unknown)} stories that {stories} does not have, such as {min(unknown)}.",
            fact="query_without_story",
        )
    found = rank_all(pieces.values(), frozenset(asked), learned, opinion)
    with _open(target, "wb") as out:
        for one in asked:
            out.write(msgspec.json.encode(Answer(one, tuple(other.id for other in found[one]))) + b"\n")


def _rows(path: Path, kind: type[Row]) -> Iterator[Row]:
    decoder = msgspec.json.Decoder(kind)
    try:
        with _open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield decoder.decode(line)
                    except msgspec.MsgspecError as fault:
                        raise UsageError(f"{path}, line {number}: {fault}.", fact="row_not_readable") from fault
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise UsageError(f"{path} cannot be read to its end: send it again, whole.", fact=str(fault)) from fault


def _open(path: Path, mode: str) -> IO[bytes]:
    if path.suffix == ".gz":
        return gzip.open(path, mode)  # type: ignore[return-value]
    return path.open(mode)


related.add_command(rank)
COMMANDS = (related,)
