"""related: what else is about a story, over files: `rank`, and beside it `pairs`, `threads` and `thread`."""

from datetime import datetime
from pathlib import Path

import click
import msgspec

from wiredesk.cli import json_lines
from wiredesk.cli.frame import Command, Group, example
from wiredesk.common.errors import UsageError


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
    json_lines.keep_apart(target, stories, queries)
    learned = load(model or SHIPPED)
    opinion = meaning.load() if embeddings else None
    pieces = {
        one.id: Piece(
            id=one.id,
            headline=one.headline,
            # A time that names no zone is read as UTC, as everywhere in the paper.
            at=json_lines.in_utc(one.at, stories, number),
            text=one.text,
            section=one.section,
            located=one.located,
        )
        for number, one in json_lines.rows(stories, Given, json_lines.STORY)
    }
    lines = [(one.id, number) for number, one in json_lines.rows(queries, Asked, "A line is an object with an `id`.")]
    unknown = {one: number for one, number in reversed(lines) if one not in pieces}
    if unknown:
        first = min(unknown, key=unknown.__getitem__)
        many = f"{len(unknown)} stories" if len(unknown) > 1 else "a story"
        raise UsageError(
            f"{queries} asks about {many} that {stories} does not have, such as {first} in line {unknown[first]}. "
            "Add what is missing, or ask about others.",
            fact="query_without_story",
        )
    asked = [one for one, _ in lines]
    found = rank_all(pieces.values(), frozenset(asked), learned, opinion)
    json_lines.write(
        target, (msgspec.json.encode(Answer(one, tuple(other.id for other in found[one]))) for one in asked)
    )


related.add_command(rank)
COMMANDS = (related,)
