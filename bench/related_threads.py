"""How well running stories are told apart: BCubed of `wiredesk related threads` on weeks that nothing was learnt from.

    .venv/bin/python bench/related_threads.py [--json] [--no-peers]

All seven weeks of headlines are threaded in one go, by the command itself, and the last third is what counts, in two
ways: the stories of those weeks among themselves, and the same stories with everything that came before them. Only
stories with a slug count; all are threaded. Beside it, on the same stories: every story alone, all of the same headline
in one, and TF-IDF cosine to the likeliest of the same candidates, with the threshold that is best on the first two
thirds. The texts without dates, of which the odd topics were not learnt from, say that bodies are read too.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.bcubed import Figures, bcubed
from bench.related_data import SHARED, rows
from wiredesk.story.related.features import title_cosine
from wiredesk.story.related.reading import Piece
from wiredesk.story.related.threads_recent import Recent

GOAL = 0.87
GOAL_SECONDS = 300.0
RUN = "from wiredesk.cli.related_threads import threads; threads()"
"""The command itself, without the others' imports, so that its cost is its own."""

THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(10))


class Measured(msgspec.Struct, frozen=True):
    """One way of threading, on the stories of the last third."""

    name: str
    alone: Figures
    with_earlier: Figures


class Command(msgspec.Struct, frozen=True):
    """What the command made of a file, and what it cost: seconds of CPU and of wall time, MB at the most."""

    threads: dict[str, str]
    cpu: float
    wall: float
    memory: float


def command(stories: Path) -> Command:
    """Run `wiredesk related threads` on a file."""
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as folder:
        out = Path(folder) / "threads.jsonl"
        argv = [sys.executable, "-c", RUN, "--stories", str(stories), "--out", str(out)]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(argv, check=True)
        wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        with out.open() as lines:
            threads = {row["id"]: row["thread"] for row in map(json.loads, lines)}
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Command(threads, cpu, wall, after.ru_maxrss / 1024)


def measured(name: str, threads: Mapping[str, str], slugs: Mapping[str, str], last: frozenset[str]) -> Measured:
    """Both figures of one way of threading."""
    among = {story: slug for story, slug in slugs.items() if story in last}
    return Measured(name, bcubed(threads, among), bcubed(threads, slugs, last))


def same_headline(pieces: Iterable[Piece]) -> dict[str, str]:
    """A thread for each headline."""
    first: dict[str, str] = {}
    return {piece.id: first.setdefault(piece.headline.casefold(), piece.id) for piece in pieces}


def by_cosine(pieces: Iterable[Piece]) -> list[tuple[str, str, float]]:
    """Each story, its most alike candidate and how alike they are, in time order."""
    recent, found = Recent(), []
    for piece in pieces:
        mine = recent.read(piece)
        likes = [(title_cosine(mine, one), one.reading.id) for one in recent.like(mine)]
        alike, other = max(likes, default=(0.0, piece.id))
        found.append((piece.id, other, alike))
        recent.add(mine)
    return found


def chained(links: Iterable[tuple[str, str, float]], threshold: float) -> dict[str, str]:
    """Threads of links that are alike enough."""
    threads: dict[str, str] = {}
    for story, other, alike in links:
        threads[story] = threads.get(other, other) if alike >= threshold else story
    return threads


def headlines(peers: bool) -> tuple[list[Measured], Command]:
    """The last third of the weeks, by the command and by its peers."""
    pieces = [
        Piece(id=row["id"], headline=row["headline"], at=datetime.fromisoformat(row["at"]))
        for row in rows("headlines-stories.jsonl.gz")
    ]
    slugs = {row["id"]: row["thread"] for row in rows("headlines-threads.jsonl.gz")}
    began, ended = pieces[0].at, pieces[-1].at
    assert began is not None
    assert ended is not None
    begins = began + (ended - began) * 2 / 3
    last = frozenset(piece.id for piece in pieces if piece.at is not None and piece.at >= begins)
    ours = command(SHARED / "headlines-stories.jsonl.gz")
    table = [measured("wiredesk", ours.threads, slugs, last)]
    if peers:
        links = by_cosine(pieces)
        earlier = {story: slug for story, slug in slugs.items() if story not in last}
        best = max(THRESHOLDS, key=lambda threshold: bcubed(chained(links, threshold), earlier).f1)
        table.append(measured(f"cosine >= {best:.2f}", chained(links, best), slugs, last))
        table.append(measured("same headline", same_headline(pieces), slugs, last))
        table.append(measured("every story alone", {}, slugs, last))
    return table, ours


def texts() -> dict[str, Figures]:
    """Texts without dates, in the order of the file: BCubed of the odd topics' events, with and without the bodies."""
    kept = [row for row in rows("ecb-stories.jsonl.gz") if int(row["event"].rstrip("+")) % 2]
    events = {row["id"]: row["event"] for row in kept}
    figures = {}
    for name, keys in (("headline and text", ("id", "headline", "text")), ("headline only", ("id", "headline"))):
        with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as folder:
            file = Path(folder) / "texts.jsonl.gz"
            with gzip.open(file, "wt") as out:
                out.writelines(json.dumps({key: row[key] for key in keys}) + "\n" for row in kept)
            figures[name] = bcubed(command(file).threads, events)
    return figures


def said(figures: Figures) -> dict[str, float]:
    """Figures as they are printed."""
    return {
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
    }


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--no-peers", action="store_true", help="leave out what it is compared with")
    given = parser.parse_args()
    table, cost = headlines(not given.no_peers)
    bodies = texts()
    if given.json:
        row: dict[str, Any] = {
            "bench": "related_threads",
            "last_third": {
                one.name: {"among themselves": said(one.alone), "with earlier": said(one.with_earlier)} for one in table
            },
            "goal_f1": GOAL,
            "cpu_s": round(cost.cpu, 1),
            "wall_s": round(cost.wall, 1),
            "goal_s": GOAL_SECONDS,
            "memory_mb": round(cost.memory),
            "texts": {name: said(figures) for name, figures in bodies.items()},
        }
        print(json.dumps(row))
        return
    print("BCubed on the last third of the weeks (goal: F1 of at least 0.87)\n")
    print(f"{'':22}{'among themselves':48}with everything earlier")
    for one in table:
        print(f"{one.name:22}{one.alone!s:48}{one.with_earlier}")
    print(
        f"\n{len(cost.threads)} headlines threaded in {cost.cpu:.0f} s of CPU, {cost.wall:.0f} s in all, "
        f"{cost.memory:.0f} MB (goal: at most {GOAL_SECONDS:g} s)\n"
    )
    for name, figures in bodies.items():
        print(f"{'texts, ' + name:32}{figures}")


if __name__ == "__main__":
    main()
