"""related pairs: judge pairs of texts by the rule that joins copies of one story. Needs no home and stores nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from wiredesk.cli import json_lines
from wiredesk.cli.frame import Command, example
from wiredesk.common.errors import UsageError


class Copy(msgspec.Struct, frozen=True):
    """A text in a file of pairs, and the headline above it where it has one."""

    text: str
    headline: str = ""


class Row(msgspec.Struct, frozen=True):
    """One pair, as either kind of file names its two texts; other keys are ignored."""

    a: Copy | str | None = None
    b: Copy | str | None = None
    source_text: str | None = None
    edited_text: str | None = None


_NEEDS = "A line is an object with the texts `a` and `b`, or `source_text` and `edited_text`."


@click.command("pairs", cls=Command, epilog=example("wiredesk related pairs --pairs pairs.jsonl.gz --out judged.jsonl"))
@click.option("--pairs", "source", required=True, type=click.Path(path_type=Path), help="JSON lines, .gz or not.")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="JSON lines; .gz packs them.")
def pairs(source: Path, target: Path) -> None:
    """Judge pairs of texts: the same copy, a newer take, a roundup that contains it, a template, or none.

    Every line of --pairs is an object with the texts `a` and `b` (each a string, or an object with `text` and
    `headline`), or `source_text` and `edited_text`. Headlines tell other news over the same background from a new lead.
    --out gets a line for each: {"same": true, "kind": "copy"}. Needs no home and stores nothing.
    """
    from wiredesk.story.related.same import judge
    from wiredesk.story.related.shingles import read

    json_lines.keep_apart(target, source)
    # Written when all are judged: a line that cannot be read leaves no half of a file.
    told = []
    for earlier, later in _texts(source):
        verdict = judge(read(earlier.text, earlier.headline), read(later.text, later.headline))
        told.append(json.dumps({"same": verdict.same, "kind": verdict.kind.value}).encode())
    json_lines.write(target, told)


def _texts(source: Path) -> Iterator[tuple[Copy, Copy]]:
    for number, row in json_lines.rows(source, Row, _NEEDS):
        yield _pair(row, number, source)


def _pair(row: Row, number: int, source: Path) -> tuple[Copy, Copy]:
    match row:
        case Row(a=Copy() | str() as a, b=Copy() | str() as b):
            return _whole(a), _whole(b)
        case Row(source_text=str(earlier), edited_text=str(later)):
            return Copy(earlier), Copy(later)
    raise UsageError(
        f"{source}, line {number}, has no two texts: give `a` and `b`, or `source_text` and `edited_text`.",
        fact="pair_without_texts",
    )


def _whole(copy: Copy | str) -> Copy:
    return Copy(copy) if isinstance(copy, str) else copy


COMMANDS = (pairs,)
