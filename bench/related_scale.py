"""What a new story's neighbours cost as the archive grows: found, read, stored, in memory and on disk.

Full texts of a made-up wire (`made_up_news.py`), 500 a day, fill one index, and a database holds a list for each of
them. At every size a process of its own opens both and lives through the next stories: half of them part by part
(read, neighbours, add), half by the product's own step, which also writes the story's list and those it enters, at
full durability (`stored`); a commit of the index every hundred. Then lists are read by key, at random (`list`).
Milliseconds are of the clock on the wall, except where they are called CPU; memory is that process's proportional set
size, writer, database and all. `shown` is the share of stories for which something was likely enough to be shown: what
finds nothing is fast.

    .venv/bin/python bench/related_scale.py [--json] [--sizes 10000,100000] [--stories 400] [--folder DIR]

A million (`--sizes 10000,100000,1000000`) takes half an hour of the processor and 4 GB of disk.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import related_rows
from bench.made_up_news import Wire
from bench.processes import pss
from wiredesk.story.related.index import Index
from wiredesk.story.related.model import load
from wiredesk.story.related.rank import neighbours
from wiredesk.story.related.reading import Piece, read

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY, BATCH, COMMIT, ALONE = 500, 500, 100, 12
READS = 5000
GOALS = {"list_p99": 1.0, "stored_p95": 50.0, "memory_mb": 1000.0, "ratio": 1.5}


Made = TypeVar("Made")


class Measured(msgspec.Struct, frozen=True):
    """One size of the archive; milliseconds a story, and megabytes (10^6)."""

    stories: int
    found_p50: float
    found_p95: float
    found_cpu: float
    """The middle of it."""
    read_cpu: float
    add_cpu: float
    stored_p95: float
    """Read, neighbours found, added, and every list written that changed: the step itself."""
    cost_cpu: float
    """The mean of that, with the story's share of a commit."""
    list_p50: float
    list_p99: float
    commit_share: float
    commit_alone: float
    shown: float
    memory_mb: float
    disk_mb: float


class Clock:
    """Milliseconds on the wall and of the processor, by what was done."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = {}
        self.cpu: dict[str, list[float]] = {}

    def timed(self, what: str, do: Callable[[], Made]) -> Made:
        """Do it, and note what it took."""
        began, ran = time.perf_counter(), time.process_time()
        made = do()
        self.cpu.setdefault(what, []).append(1000 * (time.process_time() - ran))
        self.wall.setdefault(what, []).append(1000 * (time.perf_counter() - began))
        return made


def at(share: float, numbers: Sequence[float]) -> float:
    """The number below which that share of them lies."""
    return sorted(numbers)[int(share * (len(numbers) - 1))]


def live(folder: Path, coming: Sequence[Piece]) -> Measured:
    """What these stories cost in the index that is there; the last few of them are committed one by one."""
    related_rows.begin(folder.with_name("home"))
    from wiredesk.story.related.relate import compare

    clock, index, model = Clock(), Index(folder), load()
    before, shown = len(index), 0
    related_rows.fill(before, A_DAY)
    disk = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    index.add([read(coming[0], index.rarity)])
    batched = coming[1:-ALONE]
    for number, piece in enumerate(batched, 1):
        if number % 2:
            new = clock.timed("read", lambda piece=piece: read(piece, index.rarity))  # type: ignore[misc]
            found = clock.timed("found", lambda new=new: neighbours(new, index, model))  # type: ignore[misc]
            clock.timed("add", lambda new=new: index.add([new]))  # type: ignore[misc]
            shown += any(one.shown for one in found)
        else:
            rows = related_rows.coming([piece])
            clock.timed("stored", lambda rows=rows: compare(rows, index, model))  # type: ignore[misc]
        if number % COMMIT == 0:
            clock.timed("commit", index.commit)
    chance = Random(3)
    for _ in range(READS):
        story = str(chance.randrange(before))
        clock.timed("list", lambda story=story: related_rows.read_one(story))  # type: ignore[misc]
    for piece in coming[-ALONE:]:
        index.add([read(piece, index.rarity)])
        clock.timed("alone", index.commit)
    index.close()
    wall, cpu = clock.wall, clock.cpu
    half = len(batched) // 2
    return Measured(
        stories=before,
        found_p50=at(0.5, wall["found"]),
        found_p95=at(0.95, wall["found"]),
        found_cpu=at(0.5, cpu["found"]),
        read_cpu=at(0.5, cpu["read"]),
        add_cpu=at(0.5, cpu["add"]),
        stored_p95=at(0.95, wall["stored"]),
        cost_cpu=sum(cpu["stored"]) / len(cpu["stored"]) + sum(cpu["commit"]) / len(batched),
        list_p50=at(0.5, wall["list"]),
        list_p99=at(0.99, wall["list"]),
        commit_share=sum(wall["commit"]) / len(batched),
        commit_alone=at(0.5, wall["alone"]),
        shown=shown / half,
        memory_mb=pss(os.getpid()),
        disk_mb=disk,
    )


def grown(folder: Path, sizes: Sequence[int], stories: int) -> Iterator[Measured]:
    """One index, filled up to each size in turn, and what the next stories cost there."""
    wire, there = Wire(1), 0
    batch = folder.with_name("coming.msgpack")
    for size in sizes:
        index = Index(folder)
        while there < size:
            many = min(BATCH, size - there)
            pieces = wire.stories(many, start=START, a_day=A_DAY, first=there)
            index.add([read(piece, index.rarity) for piece in pieces], known=False)
            index.commit()
            there += many
        index.close()
        coming = list(wire.stories(1 + stories + ALONE, start=START, a_day=A_DAY, first=there))
        there += len(coming)
        batch.write_bytes(msgspec.msgpack.encode(coming))
        lived = subprocess.run(
            [sys.executable, __file__, "--live", str(folder), str(batch)], check=True, stdout=subprocess.PIPE
        )
        yield msgspec.json.decode(lived.stdout, type=Measured)


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--sizes", default="10000,100000", help="stories in the archive, ascending")
    parser.add_argument("--stories", type=int, default=400, help="stories measured at each size")
    parser.add_argument("--folder", type=Path, help="where the index is made; else where temporary files go")
    parser.add_argument("--live", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.live:
        folder, batch = given.live
        coming = msgspec.msgpack.decode(batch.read_bytes(), type=list[Piece])
        print(msgspec.json.encode(live(folder, coming)).decode())
        return
    sizes = sorted(int(size) for size in given.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-", dir=given.folder) as place:
        rows = []
        for row in grown(Path(place) / "related", sizes, given.stories):
            print(f"{row.stories:,} stories measured", file=sys.stderr)
            rows.append(row)
    ratio = rows[-1].cost_cpu / rows[0].cost_cpu
    if given.json:
        print(
            json.dumps({"bench": "related_scale", "goals": GOALS, "ratio": ratio, "sizes": msgspec.to_builtins(rows)})
        )
        return
    print(f"{'':16}" + "".join(f"{row.stories:>12,}" for row in rows) + f"{'ratio':>8}   goal")
    for name in Measured.__struct_fields__[1:]:
        numbers = [getattr(row, name) for row in rows]
        goal = GOALS.get("ratio" if name == "cost_cpu" else name)
        said = "" if goal is None else f"   at most {goal:g}{' times' if name == 'cost_cpu' else ''}"
        print(
            f"{name:16}" + "".join(f"{number:>12.2f}" for number in numbers) + f"{numbers[-1] / numbers[0]:>8.2f}{said}"
        )


if __name__ == "__main__":
    main()
