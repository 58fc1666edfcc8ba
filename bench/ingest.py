"""What an item costs from a backlog to its pages: collected, read, adopted, decided, released, pressed and stored.

Folders hold a backlog of RSS documents of fifty items over eight sections. Everything from there on is measured, in
one process, on SQLite at full durability: article, ninjs, fronts, feeds and sitemaps are pressed, pass the gate and
are stored; there are no pictures, and brotli, which waits for idle moments, is not counted. Stories are compared with
each other when no news waits: `published` is the time until the last page of a story is there, and all the rest is
until every story has what else is about it beside it, too. With --archive a batch is
measured on a home of a thousand stories and on one that holds so many, in turns, and the two are compared. Both are
filled by the same steps over days of 500 stories, without waiting for the disk.

The peer, in the same run: the same files into one table by `update_or_create`, each item's page rendered once by a
Django template (bench/peer.py). It has no versions, gate, fronts, feeds or sitemaps.

    .venv/bin/python bench/ingest.py [--json] [--items 5000] [--rounds 3] [--archive 100000]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from wiredesk.agency.backlog import Batch, backlog

SMALL = 1000
"""Stories of the smaller home that an archive is compared with."""

A_DAY = 500
SAMPLE = 1000
GOALS = {"published_per_second": 150.0, "ratio_at_archive": 1.25}


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """One batch of items, all the way; milliseconds an item."""

    archive: int
    items: int
    wall: float
    published: float
    """Of the wall, until every story has its pages."""
    published_cpu: float
    """Its share of the CPU: steps wait for nothing but the disk."""
    cpu: float
    steps: dict[str, float]
    pages_per_item: float


def in_child(*words: str) -> Cost:
    """Run one measurement in a process of its own: Django is set up on one home only."""
    done = subprocess.run([sys.executable, __file__, *words], check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Cost)


class Flowed(msgspec.Struct, frozen=True):
    """Seconds by step, and those that went by in steps before the first story was compared with others."""

    steps: dict[str, float]
    published: float


class Home:
    """A home of the measurement's own, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        if not self.home.exists():
            argv = [sys.executable, "-m", "wiredesk", "init", str(self.home), "--made-up"]
            subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"WIREDESK_DATABASE": ""})
        os.environ["WIREDESK_DATABASE"] = ""
        from wiredesk.cli.frame import start_django

        start_django(self.home)
        from wiredesk.flow.garbage import collect_seldom
        from wiredesk.flow.steps import open_paper
        from wiredesk.settings.options import load

        self.paper = open_paper(load(self.home))
        collect_seldom()  # As `wiredesk flow` and `wiredesk run` do.
        self.pages = 0
        self._count_pages()

    def _count_pages(self) -> None:
        store, swap = self.paper.store, self.paper.store.swap

        def counted(pages: Iterable[Any], removed: Iterable[Any] = ()) -> int:
            pressed = list(pages)
            self.pages += len(pressed)
            return swap(pressed, removed)

        vars(store)["swap"] = counted

    def waits(self, batches: Iterable[Batch], now: datetime) -> None:
        """A file a document, a folder and a service a feed."""
        from wiredesk.wire.models import Service
        from wiredesk.wire.services import NewService, add

        known = set(Service.objects.values_list("name", flat=True))
        for number, batch in enumerate(batches):
            folder = self.folder / "wire" / batch.feed
            if batch.feed not in known:
                folder.mkdir(parents=True)
                known.add(batch.feed)
                options = {"path": str(folder), "settle": "0"}
                wanted = NewService(
                    name=batch.feed, provider="HW", transport="folder", options=options, section=batch.feed
                )
                add(wanted, now)
            (folder / f"{now:%Y%m%d%H%M%S}-{number:06d}.xml").write_bytes(batch.data)

    def flow(self, now: datetime | None = None) -> Flowed:
        """Everything that waits goes all the way."""
        from wiredesk.common.clock import system_clock
        from wiredesk.flow.once import run_once

        seconds: dict[str, float] = {}
        published, relating = 0.0, False
        clock = system_clock if now is None else lambda: now
        for timed in run_once(clock, self.paper, time.sleep):
            relating = relating or (timed.tally.step == "relate" and timed.tally.seen > 0)
            if not relating:
                published += timed.seconds
            seconds[timed.tally.step] = seconds.get(timed.tally.step, 0.0) + timed.seconds
        return Flowed(seconds, published)

    def fill(self, stories: int) -> None:
        """So many stories over the days before this one, at the clock of each day."""
        from django.db import connection

        from wiredesk.story.copies import WINDOW, forget_prints

        days = max(1, stories // A_DAY)
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        connection.cursor().execute("PRAGMA synchronous=OFF")
        for day in range(days):
            start = midnight - timedelta(days=days - day)
            first = 10_000_000 + day * A_DAY
            self.waits(backlog(stories // days, start=start, days=0.9, first=first), start)
            self.flow(start + timedelta(hours=23))
            if day % 20 == 19:
                print(f"{(day + 1) * (stories // days)} stories", file=sys.stderr, flush=True)
        # What the worker of a running paper does beside: with ten times the prints, telling copies costs more.
        while forget_prints(midnight - WINDOW, A_DAY):
            pass
        connection.cursor().execute("PRAGMA synchronous=FULL")

    def measure(self, items: int, archive: int, turn: int = 0) -> Cost:
        """The cost of a backlog of so many new items; each turn on one home brings others."""
        from wiredesk.decisions.models import Standing

        # Not pages: a few of so many made-up stories say the same, and share one.
        stories = Standing.objects.filter(state="live")
        before, now = stories.count(), datetime.now(UTC)
        first = 20_000_000 + turn * items
        self.waits(backlog(items, start=now - timedelta(days=2), days=1.9, first=first), now)
        self.pages = 0
        wall, cpu = time.perf_counter(), time.process_time()
        flowed = self.flow()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if stories.count() != before + items:
            raise SystemExit(f"{stories.count()} stories are live, and should be {before + items}.")
        each = 1000 / items
        return Cost(
            archive=archive,
            items=items,
            wall=wall * each,
            published=flowed.published * each,
            published_cpu=flowed.published * cpu / wall * each,
            cpu=cpu * each,
            steps={name: seconds * each for name, seconds in flowed.steps.items() if seconds * each > 0.005},
            pages_per_item=self.pages / items,
        )


def measured(items: int) -> Cost:
    """One measurement in this process, on an empty home that is made for it and removed after it."""
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-ingest-"))
    try:
        return Home(folder).measure(items, 0)
    finally:
        shutil.rmtree(folder)


def filled(folder: Path, stories: int) -> None:
    """A home in `folder` with so many published stories; it stays."""
    Home(folder).fill(stories)


def at_archives(sizes: Sequence[int], rounds: int) -> list[Cost]:
    """The cost at each size of archive, measured in turns, so that a noisy minute falls on all of them."""
    place = Path(tempfile.mkdtemp(prefix="wiredesk-ingest-"))
    try:
        folders = {size: place / str(size) for size in sizes}
        for size, folder in folders.items():
            folder.mkdir()
            subprocess.run([sys.executable, __file__, "--fill", str(folder), str(size)], check=True)
        costs: dict[int, list[Cost]] = {size: [] for size in sizes}
        for turn in range(rounds):
            for size, folder in folders.items():
                costs[size].append(in_child("--again", str(folder), str(size), str(turn)))
        return [sorted(found, key=lambda cost: cost.published_cpu)[rounds // 2] for found in costs.values()]
    finally:
        shutil.rmtree(place)


def peer(items: int) -> dict[str, float]:
    """The peer's cost of the same files, milliseconds an item."""
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-ingest-"))
    try:
        start = datetime.now(UTC) - timedelta(days=2)
        names = []
        for number, batch in enumerate(backlog(items, start=start, days=1.9)):
            names.append(str(folder / f"{number:06d}.xml"))
            Path(names[-1]).write_bytes(batch.data)
        argv = [sys.executable, str(Path(__file__).with_name("peer.py")), str(folder / "peer.db"), "take", *names]
        found = json.loads(subprocess.run(argv, check=True, stdout=subprocess.PIPE).stdout)
        return {"wall": found["seconds"] * 1000 / items, "cpu": found["cpu_seconds"] * 1000 / items}
    finally:
        shutil.rmtree(folder)


def median(costs: Sequence[Cost]) -> Cost:
    """The run in the middle, by wall time."""
    return sorted(costs, key=lambda cost: cost.wall)[len(costs) // 2]


def _ratio(archives: Sequence[Cost], name: str) -> float | None:
    """What the larger home costs as a share of what the smaller does; None where none was measured."""
    return round(getattr(archives[1], name) / getattr(archives[0], name), 2) if archives else None


def show(name: str, cost: Cost) -> None:
    """One line of the table."""
    steps = " ".join(f"{step} {spent:.2f}" for step, spent in cost.steps.items())
    print(
        f"{name:22}{1000 / cost.published:>11.0f}{1000 / cost.wall:>9.0f}{cost.wall:>10.2f}{cost.cpu:>10.2f}"
        f"{cost.pages_per_item:>10.1f}   {steps}"
    )


def main() -> None:
    """Measure, and print a table or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3, help="of each measurement; the one in the middle counts")
    parser.add_argument("--archive", type=int, default=0, help="stories of the larger home; 0 leaves it out")
    parser.add_argument("--one", type=int, metavar="ITEMS", help=argparse.SUPPRESS)
    parser.add_argument("--again", nargs=3, metavar=("FOLDER", "STORIES", "TURN"), help=argparse.SUPPRESS)
    parser.add_argument("--fill", nargs=2, metavar=("FOLDER", "STORIES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill:
        filled(Path(given.fill[0]), int(given.fill[1]))
        return
    if given.one:
        print(msgspec.json.encode(measured(given.one)).decode())
        return
    if given.again:
        folder, archive, turn = given.again
        print(msgspec.json.encode(Home(Path(folder)).measure(SAMPLE, int(archive), int(turn))).decode())
        return
    rounds = [in_child("--one", str(given.items)) for _ in range(given.rounds)]
    backlog_cost, beside = median(rounds), peer(given.items)
    archives = []
    if given.archive:
        archives = at_archives((SMALL, given.archive), given.rounds)
    figures = {
        "published_per_second": round(1000 / backlog_cost.published, 1),
        "items_per_second": round(1000 / backlog_cost.wall, 1),
        "ratio_to_peer": round(backlog_cost.cpu / beside["cpu"], 2),
        "ratio_at_archive": _ratio(archives, "published_cpu"),
        "ratio_at_archive_with_all_beside": _ratio(archives, "cpu"),
        "load": round(os.getloadavg()[0], 1),
    }
    if given.json:
        every = {"backlog": rounds, "archive": archives}
        print(json.dumps({"bench": "ingest", **figures, "peer": beside, "goals": GOALS, **msgspec.to_builtins(every)}))
        return
    print(f"{'':22}{'published/s':>11}{'items/s':>9}{'ms wall':>10}{'ms CPU':>10}{'pages':>10}   ms an item by step")
    show(f"{given.items} items", backlog_cost)
    for cost in archives:
        show(f"at {cost.archive} stories", cost)
    print(f"{'peer':22}{'':11}{1000 / beside['wall']:>9.0f}{beside['wall']:>10.2f}{beside['cpu']:>10.2f}")
    print(f"CPU beside the peer's {figures['ratio_to_peer']}; load average {figures['load']}")
    print(f"goals: at least {GOALS['published_per_second']:.0f} published/s", end="")
    if archives:
        print(f"; at {given.archive} stories {figures['ratio_at_archive']} times {SMALL}'s CPU, at most 1.25", end="")
        print(f", and {figures['ratio_at_archive_with_all_beside']} with all that stands beside", end="")
    print(f"; all walls {', '.join(f'{cost.wall:.2f}' for cost in rounds)}")


if __name__ == "__main__":
    main()
