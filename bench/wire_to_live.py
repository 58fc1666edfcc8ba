"""From the last byte of a push to the last of the pages that answer with it, and from a kill's to the last without.

Items are pushed one at a time at a steady rate into `wiredesk run`. From the moment a push's last byte is sent, a
reader asks for the article, its section's front, the home page and the feeds of both (RSS and Atom), as they are
served over HTTP, until each of them answers with the item; a kill counts when the article is gone and none of the
others names it. The peer meets the same pushes and the same reader in the same run: a Django view that stores the item
with `update_or_create` and renders every page when it is asked (bench/peer.py). The load alternates between both.

    .venv/bin/python bench/wire_to_live.py [--json] [--rate 10] [--seconds 60] [--kills 60] [--stories 1000]
"""

import argparse
import http.client
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.processes import cpu, family
from bench.running import PATIENCE, Running
from bench.serve import free_port
from wiredesk.agency.backlog import backlog
from wiredesk.agency.push import share
from wiredesk.common.ids import story_id
from wiredesk.publication.addresses import story_path

TOKEN = "only-for-measuring-0123456789"
PROVIDER = "HW"
LOOK_EVERY = 0.004
"""Seconds between two looks of the reader: what it sees is at most so much later than it was there."""

ROUNDS = 3
JOINED = 301
SEEN = (200, JOINED)
GOALS = {"p50": 50.0, "p99": 250.0, "kill_p99": 250.0}


class Sent(msgspec.Struct, frozen=True):
    """One item as it was pushed, with what a reader looks for: its guid, headline and section's slug."""

    number: int
    data: bytes
    guid: str
    headline: str
    section: str


class Site(msgspec.Struct, frozen=True):
    """A paper under test: where to push to, and where an item must then be seen."""

    name: str
    port: int
    push: Callable[[str], str]
    """The address that a feed's items are pushed to."""
    article: Callable[[Sent], str]
    lists: Callable[[Sent], Sequence[str]]
    pid: int


def sent(number: int, now: datetime) -> Sent:
    """An item of its own, stamped with this moment, in one of eight sections."""
    batch = next(iter(backlog(1, start=now, first=number)))
    return _sent(number, batch.data, batch.feed)


def _sent(number: int, data: bytes, feed: str) -> Sent:
    text = data.decode()
    item = text[text.index("<item>") :]
    guid = item.partition('isPermaLink="false">')[2].partition("</guid>")[0]
    headline = item.partition("<title>")[2].partition("</title>")[0]
    return Sent(number, data, unescape(guid), unescape(headline), feed)


def killed(one: Sent) -> bytes:
    """The agency's kill of an item: the same item with its status."""
    return one.data.replace(b"</pubDate>", b"</pubDate>\n<hw:pubStatus>canceled</hw:pubStatus>", 1)


class Reader:
    """One connection that asks for pages, kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str) -> tuple[int, bytes]:
        """A page's status and bytes."""
        self._connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "identity"})
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def post(self, path: str, data: bytes) -> tuple[float, int]:
        """Push; when the last byte was sent (monotonic), and the answer's status."""
        headers = {"Host": "localhost", "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/rss+xml"}
        self._connection.request("POST", path, body=data, headers=headers)
        at = time.monotonic()
        answer = self._connection.getresponse()
        answer.read()
        return at, answer.status


def _wait(true: Callable[[str], bool], path: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true(path):
        if time.monotonic() > end:
            raise SystemExit(
                f"{path} did not change within two minutes. Where items come faster than they are published, newer ones"
                " push one off its front before it was seen: take a lower --rate."
            )
        time.sleep(LOOK_EVERY)


class Load:
    """Pushes at a steady rate, each followed by readers of its own until it is seen; times in milliseconds."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.live: list[float] = []
        self.gone: list[float] = []
        self.joined = 0
        """Items that say what an earlier one said: their address leads to its page, and no time is taken."""
        self.pushed: list[Sent] = []
        self._local = threading.local()

    def _reader(self) -> Reader:
        if not hasattr(self._local, "reader"):
            self._local.reader = Reader(self.site.port)
        reader: Reader = self._local.reader
        return reader

    def publish(self, one: Sent) -> None:
        """Push an item and see it everywhere."""
        reader, path = self._reader(), self.site.article(one)
        began, status = reader.post(self.site.push(one.section), one.data)
        if status != 202:
            raise SystemExit(f"{self.site.name} answered a push with {status}.")
        _wait(lambda place: reader.get(place)[0] in SEEN, path)
        if reader.get(path)[0] == JOINED:
            self.joined += 1
            return
        for each in self.site.lists(one):
            _wait(lambda place: path.encode() in reader.get(place)[1], each)
        self.live.append((time.monotonic() - began) * 1000)
        self.pushed.append(one)

    def withdraw(self, one: Sent) -> None:
        """Push its kill and see it nowhere."""
        reader, path = self._reader(), self.site.article(one)
        began, status = reader.post(self.site.push(one.section), killed(one))
        if status != 202:
            raise SystemExit(f"{self.site.name} answered a kill with {status}.")
        _wait(lambda place: reader.get(place)[0] == 410, path)
        for each in self.site.lists(one):
            _wait(lambda place: path.encode() not in reader.get(place)[1], each)
        self.gone.append((time.monotonic() - began) * 1000)

    def run(self, numbers: range, rate: float, kills: int) -> None:
        """Push these numbers at this rate; `kills` of them, evenly, are withdrawn a second after they were pushed."""
        every = max(1, len(numbers) // kills) if kills else 0
        start = time.monotonic()
        under_way = []
        with ThreadPoolExecutor(max_workers=32) as pool:
            for place, number in enumerate(numbers):
                time.sleep(max(0.0, start + place / rate - time.monotonic()))
                under_way.append(pool.submit(self.publish, sent(number, datetime.now(UTC))))
                if every and place % every == every - 1 and len(self.pushed) > rate:
                    under_way.append(pool.submit(self.withdraw, self.pushed[-int(rate)]))
        for one in under_way:
            one.result()


def of_wiredesk(port: int, pid: int) -> Site:
    """Where things stand in wiredesk: addresses are worked out from what was sent, as anybody can."""

    def article(one: Sent) -> str:
        return story_path(one.section, one.headline, story_id(PROVIDER, one.guid))

    def lists(one: Sent) -> Sequence[str]:
        fronts = ("/", f"/{one.section}/")
        return tuple(f"{front}{leaf}" for front in fronts for leaf in ("", "feed.xml", "atom.xml"))

    return Site("wiredesk", port, "/push/{}".format, article, lists, pid)


def of_peer(port: int, pid: int) -> Site:
    """Where things stand in the peer."""
    section = "/section/{}/".format

    def lists(one: Sent) -> Sequence[str]:
        own = section(one.section.partition("-")[0])
        return ("/", "/feed.xml", own, f"{own}feed.xml")

    return Site("peer", port, lambda feed: "/push", lambda one: f"/story/{one.guid}/", lists, pid)


_SERVICES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wiredesk.cli.frame import start_django
home, token, *feeds = sys.argv[1:]
start_django(Path(home))
from wiredesk.wire.services import NewService, add
for feed in feeds:
    wanted = NewService(name=feed, provider="HW", transport="push", options={"token": token}, section=feed)
    add(wanted, datetime.now(UTC))
"""


@contextmanager
def wiredesk(folder: Path, before: int) -> Iterator[Site]:
    """`wiredesk run` on a new home that has taken in `before` stories already."""
    home = folder / "home"
    run = [sys.executable, "-m", "wiredesk"]
    subprocess.run([*run, "init", str(home), "--made-up"], check=True, stdout=subprocess.DEVNULL)
    feeds = sorted({batch.feed for batch in backlog(8, start=datetime.now(UTC))})
    subprocess.run([sys.executable, "-c", _SERVICES, str(home), TOKEN, *feeds], check=True)
    with Running(home) as running:
        assert running.process is not None
        site = of_wiredesk(running.port, running.process.pid)
        _wait(lambda place: running.get(place)[0] == 200, "/")
        load = Load(site)
        fill(load, before)
        related(home)
        yield site


def related(home: Path) -> None:
    """Wait until every story of the backlog has been compared with the others, which comes after it was published."""
    with closing(sqlite3.connect(f"file:{home / 'wiredesk.db'}?mode=ro", uri=True, timeout=30)) as database:

        def is_done(table: str) -> bool:
            return not database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

        for left in ("story_related WHERE due OR stale", "publication_change WHERE delivered_at IS NULL"):
            _wait(is_done, left)


def fill(load: Load, before: int) -> None:
    """Send a backlog in documents of fifty, and wait for its last story."""
    reader = Reader(load.site.port)
    last = None
    for batch in backlog(before, start=datetime.now(UTC) - timedelta(hours=30), days=1.2):
        _, status = reader.post(load.site.push(batch.feed), batch.data)
        if status != 202:
            raise SystemExit(f"{load.site.name} answered its backlog with {status}.")
        last = _sent(0, batch.data, batch.feed)
    if last is not None:
        _wait(lambda place: reader.get(place)[0] in SEEN, load.site.article(last))


@contextmanager
def peer(folder: Path, before: int) -> Iterator[Site]:
    """The peer, with as many stories."""
    port, script = free_port(), str(Path(__file__).with_name("peer.py"))
    started = subprocess.Popen([sys.executable, script, str(folder / "peer.db"), "serve", str(port)])
    try:
        site = of_peer(port, started.pid)

        def get(path: str) -> tuple[int, bytes]:
            try:
                return Reader(port).get(path)
            except OSError:
                return 0, b""

        _wait(lambda place: get(place)[0] == 200, "/")
        fill(Load(site), before)
        yield site
    finally:
        started.terminate()
        started.wait()


def figures(load: Load, cpu_seconds: float) -> dict[str, float]:
    """What one site's load came to: milliseconds, and CPU an item."""
    live, gone = sorted(load.live), sorted(load.gone)
    return {
        "items": len(live),
        "joined": load.joined,
        "p50": round(statistics.median(live), 1),
        "p99": round(share(live, 0.99), 1),
        "worst": round(live[-1], 1),
        "kills": len(gone),
        "kill_p50": round(statistics.median(gone), 1) if gone else 0.0,
        "kill_p99": round(share(gone, 0.99), 1),
        "cpu_ms_an_item": round(cpu_seconds * 1000 / max(1, len(live) + len(gone)), 1),
    }


def measure(folder: Path, *, rate: float, seconds: int, kills: int, stories: int) -> dict[str, dict[str, float]]:
    """Both sites in turns, `seconds` of load each in all."""
    found: dict[str, dict[str, float]] = {}
    with wiredesk(folder, stories) as ours, peer(folder, stories) as theirs:
        loads = [Load(ours), Load(theirs)]
        used = [0.0, 0.0]
        each = max(1, int(rate * seconds / ROUNDS))
        for turn in range(ROUNDS):
            for place, load in enumerate(loads):
                first = 1_000_000 + turn * each
                before = cpu(family(load.site.pid))
                load.run(range(first, first + each), rate, kills // ROUNDS)
                used[place] += (cpu(family(load.site.pid)) - before) / 1e6
        for load, seconds_used in zip(loads, used, strict=True):
            found[load.site.name] = figures(load, seconds_used)
    return found


def main() -> None:
    """Measure both and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--rate", type=float, default=10.0, help="items a second")
    parser.add_argument("--seconds", type=int, default=60, help="of load, for each of both")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--stories", type=int, default=1000, help="published before the measurement begins")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-live-"))
    try:
        found = measure(folder, rate=given.rate, seconds=given.seconds, kills=given.kills, stories=given.stories)
    finally:
        shutil.rmtree(folder)
    ratio = round(found["wiredesk"]["p50"] / found["peer"]["p50"], 2)
    if given.json:
        print(json.dumps({"bench": "wire_to_live", **found, "ratio": ratio, "goals": GOALS}))
        return
    names = list(found["wiredesk"])
    print(f"{'ms':16}" + "".join(f"{site:>12}" for site in found) + f"{'goal':>12}")
    for name in names:
        goal = GOALS.get(name)
        values = "".join(f"{figure[name]:>12}" for figure in found.values())
        print(f"{name.replace('_', ' '):16}{values}{f'≤ {goal:g}' if goal else '':>12}")
    print(f"{'ratio of p50':16}{ratio:>12}    load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
