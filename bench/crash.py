"""A made-up day through real processes, killed at random moments, against the same day that nothing disturbed.

`wiredesk run` reads the day from folders on a standing clock, while SIGKILL ends the supervisor, the web process, the
server within it and the worker in turn, each at a random moment of the work (by seed). Between kills, pages are read
over HTTP and out of the store: words of a story that is held, embargoed, suspended or killed may be on none. At the
end no file and no item is lost, no story stands twice, and every page is, byte for byte, the page of a day lived
through in one process without a kill. Nothing is masked but what stands beside articles and the pages of running
stories: `newest of the section` is refreshed in idle moments, and related and running stories are found when no news
waits, and so at other times, by what is rare until then. After
`wiredesk related rebuild --lists` and `wiredesk press --all` on both homes nothing is masked.

    .venv/bin/python bench/crash.py [--json] [--kills 200] [--stories 300] [--seed 7]
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from zlib import MAX_WBITS, decompress

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.made_up_day import Slot, made_up_day, slots, write
from bench.processes import command, family
from bench.running import PATIENCE, Running
from wiredesk.agency.expected import hidden_words
from wiredesk.agency.scenario import Day
from wiredesk.common.clock import STANDING
from wiredesk.outlets.stores.pages_read import PagesReader

TARGETS = ("supervisor", "web", "server", "worker")
STRIKE_WITHIN = 0.3
"""Seconds after a slot's files appear within which a kill comes: about as long as their way to the page takes."""

ASKED_AGAIN = timedelta(seconds=0.2)
"""How far a clock that stands has to go for a folder to be asked once more."""

SAMPLES = 4
_RELATED = re.compile(rb'<aside class="rail".*?</aside>|<nav class="next".*?</nav>\n', re.DOTALL)
_LINES = re.compile(rb"\n+")

UNHANDLED = (
    "SELECT count(*) FROM wire_transmission WHERE read_at IS NULL",
    "SELECT count(*) FROM wire_wireitem WHERE adopted_at IS NULL",
    "SELECT count(*) FROM wire_receipt WHERE adopted_at IS NULL",
    "SELECT count(*) FROM story_version WHERE decided_at IS NULL",
    "SELECT count(*) FROM decisions_standing WHERE released_at IS NULL",
    "SELECT count(*) FROM decisions_standing WHERE due_at <= :now",
    "SELECT count(*) FROM publication_change WHERE delivered_at IS NULL",
    "SELECT count(*) FROM story_related WHERE due",
    "SELECT count(*) FROM story_related WHERE stale",
    "SELECT count(*) FROM story_thread WHERE stale",
)


class Wrong(AssertionError):
    """Something that no kill may bring about: lost, doubled, shown too early, or another page."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of kills came to; times in seconds."""

    kills: dict[str, int]
    slots: int
    items: int
    stories: int
    pages: int
    pages_sampled: int
    seconds: float
    seconds_down: float


def until(true: Callable[[], object], what: str) -> None:
    """Wait for something to become true; raises Wrong when it does not."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise Wrong(f"After {PATIENCE:.0f} s there is still no end of waiting for {what}.")
        time.sleep(0.02)


def pages_of(home: Path) -> dict[str, tuple[int, bytes]]:
    """Every page of a home, as status and identity bytes, by path."""
    with closing(PagesReader(home / "pages.db")) as store:
        every = ((path, store.get("main", path)) for path in store.paths("main"))
        return {path: (page.status, decompress(page.gzip, MAX_WBITS | 16)) for path, page in every if page is not None}


class Run(Running):
    """`wiredesk run` on the killed home, and what the day's driver does to it."""

    def __init__(self, home: Path, root: Path) -> None:
        self.root = root
        self.clock = home.parent / "clock"
        super().__init__(home, **{STANDING: str(self.clock)})
        self.database = sqlite3.connect(f"file:{home / 'wiredesk.db'}?mode=ro", uri=True, timeout=30)
        self.down = 0.0

    def stop(self) -> None:
        """End it in good order, or by force where that takes too long."""
        super().stop()
        self.database.close()

    def at(self, slot: Slot) -> None:
        """The slot's files appear, and its instant comes."""
        write(self.root, slot)
        self.show(slot.now)

    def show(self, now: datetime) -> None:
        """Have the clock say so."""
        part = self.clock.with_suffix(".part")
        part.write_text(now.isoformat())
        part.replace(self.clock)

    def is_idle(self, slot: Slot) -> bool:
        """Whether nothing of this slot is left to do."""
        left = [file for name, _ in slot.files if (file := self.root / slot.feed / name).exists()]
        if left:
            if all(map(self.has_kept, left)):
                # Killed between keeping the bytes and moving the file: it is asked for again a tenth of a second later.
                self.show(slot.now + ASKED_AGAIN)
            return False
        values = {"now": slot.now.replace(tzinfo=None).isoformat(" ")}
        return all(self.database.execute(one, values).fetchone()[0] == 0 for one in UNHANDLED)

    def has_kept(self, file: Path) -> bool:
        """Whether a file's bytes were stored, and taken apart."""
        with suppress(FileNotFoundError):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            kept = "SELECT count(*) FROM wire_transmission WHERE digest = ? AND read_at IS NOT NULL"
            return bool(self.database.execute(kept, (digest,)).fetchone()[0])
        return False

    def victim(self, target: str) -> int | None:
        """The process to kill, or None while it is not there."""
        assert self.process is not None
        if target == "supervisor":
            return self.process.pid
        below = {pid: _said(pid) for pid in family(self.process.pid)}
        found = [pid for pid, said in below.items() if ("work" if target == "worker" else "public.serve") in said]
        if target == "worker":
            return found[0] if found else None
        # Granian's own process begins the one that answers: the elder is the web process, the younger the server.
        return found[0 if target == "web" else 1] if len(found) > 1 else None

    def kill(self, target: str) -> None:
        """End one process without warning, and see that it comes back."""
        assert self.process is not None
        until(lambda: self.victim(target) is not None, f"a {target} to kill")
        pid = self.victim(target)
        assert pid is not None
        began = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        if target == "supervisor":
            below = [one for one in family(pid) if one != pid]
            self.process.wait()
            until(lambda: not any(Path(f"/proc/{one}").exists() for one in below), "children to end with their parent")
            self.start()
        until(lambda: self.victim(target) not in (None, pid), f"another {target}")
        self.down += time.monotonic() - began


def _said(pid: int) -> str:
    with suppress(OSError):
        return command(pid)
    return ""


class Shown:
    """What readers may not see, and the looking for it."""

    def __init__(self, made: Day) -> None:
        self.day = made
        self.looked = 0

    def hidden(self, slot: Slot) -> dict[str, str]:
        """The words that are hidden when this slot is done."""
        return hidden_words(self.day, slot.elapsed)

    def look(self, path: str, body: bytes, hidden: dict[str, str], when: str) -> None:
        """Raises Wrong if hidden words stand on a page."""
        self.looked += 1
        text = " ".join(body.decode("utf-8", "replace").split())
        for words, whose in hidden.items():
            if words in text:
                raise Wrong(f"{when}, “{words}” of {whose} stands on {path}.")


def without_box(body: bytes) -> bytes:
    """A page without `newest of the section`: refreshed in idle moments, so at other times in another run."""
    return _LINES.sub(b"\n", _RELATED.sub(b"", body))


def compare(disturbed: Path, calm: Path, *, masked: bool) -> int:
    """How many pages two homes have in common; raises Wrong for the first that one lacks, or that differs.

    Masked, nothing counts that stands beside articles, nor running stories.
    """
    mine, theirs = pages_of(disturbed), pages_of(calm)
    mask: Callable[[bytes], bytes] = bytes
    if masked:
        mine, theirs, mask = without_running_stories(mine), without_running_stories(theirs), without_box
    if mine.keys() != theirs.keys():
        raise Wrong(f"Pages in one run only: {sorted(mine.keys() ^ theirs.keys())[:5]}.")
    for path, (status, body) in mine.items():
        if (status, mask(body)) != (theirs[path][0], mask(theirs[path][1])):
            raise Wrong(f"{path} differs: {_difference(mask(theirs[path][1]), mask(body))}")
    return len(mine)


def sitemaps_of(home: Path) -> dict[str, tuple[int, bytes]]:
    """The pages that follow a little after the others (docs/why/sitemaps.md)."""
    pages = without_running_stories(pages_of(home))
    return {path: page for path, page in pages.items() if "sitemap" in path and path.endswith(".xml")}


def without_running_stories(pages: dict[str, tuple[int, bytes]]) -> dict[str, tuple[int, bytes]]:
    """Pages without those of running stories: found with what stands beside articles, and so at other times."""
    return {path: page for path, page in pages.items() if not path.startswith(("/thread/", "/sitemaps/threads"))}


def _difference(one: bytes, other: bytes) -> str:
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return f"undisturbed …{one[max(0, at - 60) : at + 60]!r}…, killed …{other[max(0, at - 60) : at + 60]!r}…"


def compare_rows(disturbed: Path, calm: Path) -> tuple[int, int]:
    """Items and stories of both homes, which must be the same ones; raises Wrong."""
    asked = {
        "items": "SELECT provider_id, guid, digest FROM wire_wireitem",
        "stories": "SELECT provider_id, guid, story_id FROM story_identity",
        "versions": "SELECT story_id, number, what, canonical_digest FROM story_version",
        "standings": "SELECT story_id, state FROM decisions_standing",
        "quarantine": "SELECT guid, reason, digest FROM wire_quarantine",
    }
    counts = {}
    for name, statement in asked.items():
        found = []
        for home in (disturbed, calm):
            with closing(sqlite3.connect(home / "wiredesk.db")) as database:
                found.append(Counter(database.execute(statement).fetchall()))
        if found[0] != found[1]:
            raise Wrong(f"{name} lost: {list(found[1] - found[0])[:3]}; too many: {list(found[0] - found[1])[:3]}.")
        counts[name] = sum(found[0].values())
    return counts["items"], len({story for _, _, story in found_stories(disturbed)})


def found_stories(home: Path) -> list[tuple[str, str, str]]:
    """Provider, guid and story of every identity."""
    with closing(sqlite3.connect(home / "wiredesk.db")) as database:
        return database.execute("SELECT provider_id, guid, story_id FROM story_identity").fetchall()


def files_kept(root: Path) -> list[str]:
    """The names of the files that were taken in or refused, each once however often it was moved."""
    return sorted(path.name for place in ("done", "failed") for path in root.glob(f"*/{place}/*"))


def press_all(home: Path, clock: Path) -> None:
    """`wiredesk related rebuild --lists` and `press --all`, at the instant that the clock shows."""
    for words in (("related", "rebuild", "--lists"), ("press", "--all")):
        argv = [sys.executable, "-m", "wiredesk", "--home", str(home), *words]
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, env=os.environ | {STANDING: str(clock)})


def begin(folder: Path, name: str, stories: int, seed: int, *, live: bool) -> tuple[Path, Path]:
    """A home and its wire, made in a process of their own because Django is set up on one home only."""
    home, root = folder / name / "home", folder / name / "wire"
    script = str(Path(__file__).with_name("made_up_day.py"))
    more = ["--live"] if live else []
    subprocess.run([sys.executable, script, home, root, f"--stories={stories}", f"--seed={seed}", *more], check=True)
    return home, root


def plan(kills: int, every: Sequence[Slot], chance: Random) -> dict[int, list[str]]:
    """Which processes are killed in which slot: the targets in turn, the slots by chance."""
    planned: dict[int, list[str]] = {}
    for number, slot in enumerate(sorted(chance.choices(range(len(every)), k=kills))):
        planned.setdefault(slot, []).append(TARGETS[number % len(TARGETS)])
    return planned


def disturb(run: Run, made: Day, every: Sequence[Slot], planned: dict[int, list[str]], chance: Random) -> int:
    """Live through the day with its kills; returns how many pages were looked at meanwhile."""
    shown, before = Shown(made), dict[str, str]()
    with closing(PagesReader(run.home / "pages.db")) as store:
        for slot in every:
            run.at(slot)
            after = shown.hidden(slot)
            # A story that comes down in this slot may still be there until it is done.
            both = {words: whose for words, whose in after.items() if words in before} if slot.number else {}
            for target in planned.get(slot.number, ()):
                time.sleep(chance.uniform(0, STRIKE_WITHIN))
                run.kill(target)
                paths = list(store.paths("main"))
                for path in chance.sample(paths, min(SAMPLES, len(paths))):
                    shown.look(path, run.get(path)[1], both, f"After killing the {target} in slot {slot.number}")
            until(partial(run.is_idle, slot), f"slot {slot.number} to be done")
            if slot.number % 10 == 0 or slot.number in planned:
                for path, (_, body) in pages_of(run.home).items():
                    shown.look(path, body, after, f"After slot {slot.number}")
            before = after
    return shown.looked


def crash(folder: Path, *, kills: int, stories: int, seed: int) -> Result:
    """The whole of it; raises Wrong at the first thing that no kill may bring about."""
    chance = Random(seed)
    made = made_up_day(seed, stories)
    every = slots(made)
    calm, calm_root = begin(folder, "calm", stories, seed, live=True)
    home, root = begin(folder, "killed", stories, seed, live=False)
    planned = plan(kills, every, chance)
    run = Run(home, root)
    began = time.monotonic()
    run.clock.write_text(every[0].now.isoformat())
    run.start()
    try:
        looked = disturb(run, made, every, planned, chance)
        until(lambda: sitemaps_of(home) == sitemaps_of(calm), "sitemaps like those of the undisturbed day")
    finally:
        run.stop()
    seconds = time.monotonic() - began
    if files_kept(root) != files_kept(calm_root):
        raise Wrong(
            f"Not every file of the wire is where it belongs: {set(files_kept(root)) ^ set(files_kept(calm_root))}"
        )
    items, told = compare_rows(home, calm)
    compare(home, calm, masked=True)
    for one in (home, calm):
        press_all(one, run.clock)
    pages = compare(home, calm, masked=False)
    struck = Counter(target for targets in planned.values() for target in targets)
    return Result(
        kills=dict(struck),
        slots=len(every),
        items=items,
        stories=told,
        pages=pages,
        pages_sampled=looked,
        seconds=round(seconds, 1),
        seconds_down=round(run.down, 1),
    )


def main() -> None:
    """Live through the day, kill, compare, and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-crash-"))
    try:
        result = crash(folder, kills=given.kills, stories=given.stories, seed=given.seed)
    except Wrong as fault:
        raise SystemExit(f"{fault}\nEverything lies in {folder} to be looked at.") from fault
    shutil.rmtree(folder)
    if given.json:
        print(json.dumps({"bench": "crash", **msgspec.to_builtins(result)}))
        return
    for name, value in msgspec.to_builtins(result).items():
        print(f"{name.replace('_', ' '):16}{value}")
    print("Nothing was lost, doubled or shown too early, and every page is that of the undisturbed day.")


if __name__ == "__main__":
    main()
