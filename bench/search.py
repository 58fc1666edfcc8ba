"""What a search costs at a million stories, how fast the index is built, and how soon a new story is found.

Public records of a made-up wire (`made_up_news.py`), 500 a day, lie in a home's database; the product's own follower
fills the index from them, read, decoded, parted into words and committed: all of it is in `built a second`. Then a new
process answers questions as the web process does, from the query to the page's HTML, and again in it stories are
published one by one: `found` is the time until a reader's search has each. SQLite's FTS5 gets the same texts and those
of the questions that it can answer, and gives back keys only.

Questions are what readers type, each kind in equal parts: a name, two words of a headline, four words of a text, any
common word, a phrase, a name misspelt, a common word in one section and half a year, one in one city, and the newest
of a word.

    .venv/bin/python bench/search.py [--json] [--stories 100000] [--questions 4000] [--folder DIR]

A million takes half an hour of the processor and 14 GB of disk. With `--folder` what was made stays there, and is not
made again. Milliseconds are of the clock on the wall, and of the processor where they are called CPU.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import search_rows
from bench.made_up_news import Wire
from bench.processes import pss

A_DAY, ADDED = 500, 40
GOALS = {"p99": 50.0, "built_a_second": 5000.0, "found_max": 1000.0}
KINDS = ("name", "headline", "text", "common", "phrase", "misspelt", "narrowed", "city", "newest")
PEERS = ("name", "headline", "text", "common", "phrase")


def at(share: float, numbers: list[float]) -> float:
    """The number below which that share of them lies."""
    return sorted(numbers)[int(share * (len(numbers) - 1))]


def questions(number: int, last: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Questions by kind, as the fields of the form."""
    import msgspec

    from wiredesk.publication.models import PublicStory as Row
    from wiredesk.publication.public import PublicStory
    from wiredesk.story.canonical import canonical_text

    chance, common = Random(7), Wire(1)
    for one in range(number):
        kind = KINDS[one % len(KINDS)]
        # Mostly about what is news, and now and then about anything.
        back = int(last * (chance.random() ** (4 if chance.random() < 0.8 else 1)))
        story = msgspec.msgpack.decode(Row.objects.get(pk=max(1, last - back)).data, type=PublicStory)
        headline, text = story.headline.split(), canonical_text(story.blocks).replace(".", "").split()
        name = max(headline, key=len)
        place = chance.randrange(len(text) - 4)
        frequent = common.common(chance.randrange(2000))
        day = story.sort_at.date()
        yield (
            kind,
            {
                "name": {"q": name},
                "headline": {"q": " ".join(chance.sample(headline, 2))},
                "text": {"q": " ".join(chance.sample(text, 4))},
                "common": {"q": frequent},
                "phrase": {"q": f'"{" ".join(text[place : place + 3])}"'},
                "misspelt": {"q": name[:3] + chance.choice("aeiou") + name[4:]},
                "narrowed": {
                    "q": frequent,
                    "section": story.section.slug,
                    "from": (day - timedelta(days=90)).isoformat(),
                    "to": (day + timedelta(days=90)).isoformat(),
                },
                "city": {"q": frequent, "city": chance.choice(search_rows.CITIES)},
                "newest": {"q": frequent, "order": "newest"},
            }[kind],
        )


def timed(do: Callable[[], Any], wall: list[float], cpu: list[float]) -> Any:
    """Do it, and note what it took, in milliseconds."""
    began, ran = time.perf_counter(), time.process_time()
    made = do()
    cpu.append(1000 * (time.process_time() - ran))
    wall.append(1000 * (time.perf_counter() - began))
    return made


def ask(home: Path, number: int) -> dict[str, Any]:
    """What searches cost in this process, and how soon what is published is found in it."""
    search_rows.begin(home)
    from django.db.models import Max

    from wiredesk.public.search import given
    from wiredesk.public.searching import Searching
    from wiredesk.publication.models import PublicStory as Row
    from wiredesk.publication.search.follower import SearchFollower
    from wiredesk.settings.options import load

    last = Row.objects.aggregate(last=Max("pk"))["last"]
    now = search_rows.START + timedelta(days=last / A_DAY)
    searching = Searching(load(home))
    asked = list(questions(number, last))
    for _, fields in asked[:200]:
        searching.page("main", fields, now)
    wall: dict[str, list[float]] = {kind: [] for kind in KINDS}
    cpu: dict[str, list[float]] = {kind: [] for kind in KINDS}
    found = dict.fromkeys(KINDS, 0)
    for kind, fields in asked:
        query = urlencode(fields)
        page = timed(
            lambda query=query: searching.page("main", given(query), now),  # type: ignore[misc]
            wall[kind],
            cpu[kind],
        )
        found[kind] += '<ol class="hits">' in page
    memory = pss(os.getpid())
    follower, seen = SearchFollower(home), []
    follower.follow(500)
    for more, piece in enumerate(Wire(9).stories(ADDED, start=now, a_day=A_DAY)):
        word = f"unheardof{more}"
        told = type(piece)(id=piece.id, headline=f"{piece.headline} {word}", at=piece.at, text=piece.text)
        began = time.perf_counter()
        search_rows.publish([search_rows.record(told, last + more)], changes=True)
        follower.follow(50)
        while word not in (searching.page("main", {"q": word}, now) or "").partition('<ol class="hits">')[2]:
            pass
        seen.append(1000 * (time.perf_counter() - began))
    follower.close()
    every, every_cpu = list(chain(*wall.values())), list(chain(*cpu.values()))
    return {
        "questions": number,
        "p50": at(0.5, every),
        "p99": at(0.99, every),
        "worst": max(every),
        "cpu_p50": at(0.5, every_cpu),
        "cpu_p99": at(0.99, every_cpu),
        "kinds": {
            kind: {"p50": at(0.5, wall[kind]), "p99": at(0.99, wall[kind]), "found": found[kind] / len(wall[kind])}
            for kind in KINDS
        },
        "memory_mb": memory,
        "found_p50": at(0.5, seen),
        "found_max": max(seen),
    }


def ask_peer(home: Path, number: int) -> dict[str, Any]:
    """What FTS5 takes for the same questions, as far as it can answer them."""
    search_rows.begin(home)
    from django.db.models import Max

    from wiredesk.publication.models import PublicStory as Row

    last = Row.objects.aggregate(last=Max("pk"))["last"]
    peer = search_rows.Fts5(home.with_name("fts5.db"))
    wall: dict[str, list[float]] = {kind: [] for kind in PEERS}
    cpu: list[float] = []
    for kind, fields in questions(number, last):
        if kind in PEERS:
            words = fields["q"].lower()
            timed(lambda words=words: peer.ask(words), wall[kind], cpu)  # type: ignore[misc]
    every = list(chain(*wall.values()))
    return {
        "p50": at(0.5, every),
        "p99": at(0.99, every),
        "cpu_p99": at(0.99, cpu),
        "kinds": {kind: {"p50": at(0.5, took), "p99": at(0.99, took)} for kind, took in wall.items()},
    }


def size(path: Path) -> float:
    """Megabytes of a file, or of the files in a folder."""
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.iterdir())) / 1e6


def build(home: Path) -> dict[str, Any]:
    """How fast the follower fills an index from the records of a home."""
    from wiredesk.flow.search import fill
    from wiredesk.flow.steps import open_paper
    from wiredesk.publication.search.follower import ask_for_rebuild
    from wiredesk.publication.search.index import FOLDER
    from wiredesk.settings.options import load

    paper = open_paper(load(home))
    ask_for_rebuild(home)
    began, ran = time.perf_counter(), time.process_time()
    count = fill(paper)
    took, used = time.perf_counter() - began, time.process_time() - ran
    return {
        "built_a_second": count / took,
        "built_cpu_us": 1e6 * used / count,
        "index_mb": size(home / FOLDER),
    }


def measure(folder: Path, stories: int, number: int) -> dict[str, Any]:
    """Fill what is not filled, build, ask, and ask the peer."""
    home = folder / "home"
    search_rows.begin(home)
    from wiredesk.publication.models import PublicStory as Row

    there = Row.objects.count()
    if there < stories:
        print(f"{stories - there:,} stories to publish", file=sys.stderr)
        coming = Wire(1).stories(stories, start=search_rows.START, a_day=A_DAY)
        search_rows.fill((piece for place, piece in enumerate(coming) if place >= there), there)
    figures: dict[str, Any] = {"stories": Row.objects.count()} | build(home)
    print("built", file=sys.stderr)
    again = [sys.executable, __file__, "--questions", str(number)]
    run = subprocess.run([*again, "--ask", str(home)], check=True, stdout=subprocess.PIPE)
    figures |= json.loads(run.stdout)
    print("asked", file=sys.stderr)
    path = folder / "fts5.db"
    peer: dict[str, Any] = {}
    if not path.exists():
        began = time.perf_counter()
        peer["built_a_second"] = search_rows.Fts5(path).fill() / (time.perf_counter() - began)
    fewer = [sys.executable, __file__, "--questions", str(max(len(KINDS), number // 10))]
    run = subprocess.run([*fewer, "--ask-peer", str(home)], check=True, stdout=subprocess.PIPE)
    return figures | {"fts5": peer | json.loads(run.stdout) | {"index_mb": size(path)}, "goals": GOALS}


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    peer = figures["fts5"]
    print(f"{figures['stories']:,} stories{'':<18}{'wiredesk':>12}{'FTS5':>12}   goal")
    for name in ("p50", "p99", "worst", "cpu_p50", "cpu_p99", "built_a_second", "built_cpu_us", "index_mb"):
        said = f"   {GOALS[name]:g}" if name in GOALS else ""
        other = f"{peer[name]:>12,.1f}" if name in peer else f"{'':>12}"
        print(f"{name:<32}{figures[name]:>12,.1f}{other}{said}")
    for name in ("found_p50", "found_max", "memory_mb"):
        print(f"{name:<32}{figures[name]:>12,.1f}{'':>12}" + (f"   {GOALS[name]:g}" if name in GOALS else ""))
    for kind, own in figures["kinds"].items():
        theirs = peer["kinds"].get(kind)
        said = f"   FTS5 {theirs['p50']:8.1f} {theirs['p99']:8.1f}" if theirs else ""
        print(f"  {kind:<12}p50 {own['p50']:6.1f}  p99 {own['p99']:6.1f}  found {own['found']:4.0%}{said}")


def main() -> None:
    """Measure, and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=4000)
    parser.add_argument("--folder", type=Path, help="where things are made and stay; else they are made for this run")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask-peer", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask or given.ask_peer:
        figures = ask(given.ask, given.questions) if given.ask else ask_peer(given.ask_peer, given.questions)
        print(json.dumps(figures))
        return
    folder = given.folder or Path(tempfile.mkdtemp(prefix="wiredesk-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        figures = measure(folder, given.stories, given.questions)
    finally:
        if given.folder is None:
            shutil.rmtree(folder)
    if given.json:
        print(json.dumps({"bench": "search", **figures}))
    else:
        show(figures)


if __name__ == "__main__":
    main()
