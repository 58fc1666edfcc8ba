"""What a reader costs: CPU a request and requests a second beside nginx on the same bytes, and the memory of `run`.

nginx serves brotli files with its open-file cache, one worker; wiredesk is the whole of `wiredesk run`, supervisor
and idle worker included. Both get the same load from wrk over loopback, in turns. Needs nginx with brotli-static and
wrk: `apt-get install nginx libnginx-mod-http-brotli-static wrk`. Memory is what all processes together have in the
worst half second between readers, with a thousand more items coming in, and the moment when these are compared with
what there was. Run on a quiet machine; filling a home with 100,000 stories takes an hour:

    .venv/bin/python bench/serve.py [--json] [--seconds 10] [--rounds 3] [--stories 100000 | --filled FOLDER]
"""

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.processes import command, cpu, family, pss
from bench.synthetic import Stories
from wiredesk.agency.backlog import backlog
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.public.policy import SECURITY

MODULES = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HOT = 200
"""Articles that readers ask for again and again in the CPU measurement."""

BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
"""So that readings are counted, as a reader's are."""

CONNECTIONS = 32
BATCH = 500
AFTER = 20
"""Looks, half a second apart, after the last story was compared: pages are pressed and compressed then."""

GOAL_RATIO = 3.0
GOAL_MB = 300.0


class Run(msgspec.Struct, frozen=True):
    """One wrk run against one server."""

    server: str
    requests: int
    per_second: float
    cpu_us: float


class Server(msgspec.Struct, frozen=True):
    """A server under test: the process all others of it descend from, and its port."""

    name: str
    pid: int
    port: int


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, path: str) -> None:
    """Return when the server answers 200 with brotli; raises SystemExit after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200 and answer.headers["Content-Encoding"] == "br":
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise SystemExit(f"port {port} did not answer with brotli within a minute")


@contextmanager
def process(argv: Sequence[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of our own, stopped at the end."""
    with log.open("ab") as out:
        started = subprocess.Popen(argv, stdout=out, stderr=out, env=os.environ | environment)
        try:
            yield started
        finally:
            started.send_signal(signal.SIGTERM)
            try:
                started.wait(timeout=30)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


@contextmanager
def nginx(folder: Path, store: PagesDb, paths: Sequence[str]) -> Iterator[Server]:
    """nginx over the same bytes as files, with the same security headers."""
    root, port = folder / "www", free_port()
    for path in paths:
        stored = store.get("main", path)
        assert stored is not None
        assert stored.brotli is not None
        place = root / path.strip("/")
        place.mkdir(parents=True)
        (place / "index.html").write_bytes(b"")
        (place / "index.html.br").write_bytes(stored.brotli)
    headers = "\n".join(f'add_header {name} "{value}";' for name, value in SECURITY)
    conf = folder / "nginx.conf"
    conf.write_text(
        f"""{f"load_module {MODULES};" if MODULES.exists() else ""}
        {"user root;" if os.geteuid() == 0 else ""}
        worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
        events {{ worker_connections 512; }}
        http {{
            types {{ text/html html; }}
            access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
            open_file_cache max=2000 inactive=60s; open_file_cache_valid 60s;
            brotli_static on; etag on;
            server {{
                listen 127.0.0.1:{port}; root {root}; charset utf-8;
                add_header Vary Accept-Encoding;
                add_header Cache-Control "public, max-age=10, stale-while-revalidate=60";
                {headers}
            }}
        }}"""
    )
    with process(["nginx", "-p", str(folder), "-c", str(conf)], folder / "nginx.out") as started:
        wait_for(port, paths[0])
        yield Server("nginx", started.pid, port)


@contextmanager
def wiredesk(home: Path, path: str) -> Iterator[Server]:
    """The whole of `wiredesk run`."""
    port = free_port()
    argv = [sys.executable, "-m", "wiredesk", "--home", str(home), "run", "--port", str(port)]
    with process(argv, home / "run.out") as started:
        wait_for(port, path)
        yield Server("wiredesk", started.pid, port)


def make_home(folder: Path) -> Path:
    """A new home, as `wiredesk init` makes one."""
    home = folder / "home"
    subprocess.run([sys.executable, "-m", "wiredesk", "init", str(home)], check=True, stdout=subprocess.DEVNULL)
    return home


def wrk(server: Server, paths: Path, seconds: int) -> Run:
    """Load a server from as many connections as all get, cycling through the paths."""
    script = paths.with_suffix(".lua")
    script.write_text(
        f"""local requests, at = {{}}, 0
        function init(args)
            for line in io.lines("{paths}") do requests[#requests + 1] = wrk.format("GET", line) end
        end
        function request() at = at % #requests + 1 return requests[at] end"""
    )
    pids = family(server.pid)
    before, began = cpu(pids), time.monotonic()
    load = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-H",
        "Accept-Encoding: gzip, deflate, br",
        "-H",
        BROWSER,
    ]
    done = subprocess.run(
        [*load, "-s", str(script), f"http://127.0.0.1:{server.port}"],
        check=True,
        capture_output=True,
        text=True,
    )
    used, took = cpu(pids) - before, time.monotonic() - began
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(f"{server.name} did not answer every request:\n{done.stdout}")
    found = re.search(r"(\d+) requests in", done.stdout)
    assert found is not None
    requests = int(found[1])
    return Run(server.name, requests, requests / took, used / requests)


def measure_cpu(seconds: int, rounds: int) -> dict[str, Any]:
    """CPU a request and requests a second of both, in turns, medians."""
    stories = Stories(datetime.now(UTC) + timedelta(days=1))
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as place:
        folder = Path(place)
        home = make_home(folder)
        store = PagesDb(home / "pages.db")
        hot = [stories.article(number) for number in range(HOT)]
        store.swap(hot)
        while store.compress_more(BATCH):
            pass
        paths = [page.path for page in hot]
        sent = [stored.brotli or b"" for path in paths if (stored := store.get("main", path))]
        listed = folder / "paths"
        listed.write_text("\n".join(paths) + "\n")
        runs: list[Run] = []
        with nginx(folder, store, paths) as peer, wiredesk(home, paths[0]) as ours:
            for server in (peer, ours):
                wrk(server, listed, 2)
            for turn in range(rounds):
                order = (peer, ours) if turn % 2 == 0 else (ours, peer)
                runs += [wrk(server, listed, seconds) for server in order]
        store.close()
    figures: dict[str, Any] = {
        "page_bytes": statistics.median(len(page.body) for page in hot),
        "brotli_bytes": statistics.median(map(len, sent)),
    }
    costs = {}
    for name in ("nginx", "wiredesk"):
        mine = [run for run in runs if run.server == name]
        costs[name] = statistics.median(run.cpu_us for run in mine)
        speed = statistics.median(run.per_second for run in mine)
        figures[name] = {"cpu_us": round(costs[name], 1), "per_second": round(speed)}
    return figures | {"ratio": round(costs["wiredesk"] / costs["nginx"], 2), "goal": GOAL_RATIO}


def arrive(folder: Path) -> None:
    """A thousand more items, as files in the folders that the home was filled from; others each time."""
    now = datetime.now(UTC)
    for number, batch in enumerate(
        backlog(1000, start=now - timedelta(hours=1), days=0.04, first=int(now.timestamp()))
    ):
        (folder / "wire" / batch.feed / f"more-{now:%Y%m%d%H%M%S}-{number}.xml").write_bytes(batch.data)


def used_now(server: Server) -> dict[str, float]:
    """PSS of each process of a server."""
    return {f"{pid} {command(pid)}": pss(pid) for pid in family(server.pid)}


def while_at_work(server: Server, home: Path, load: Callable[[], None]) -> Iterator[dict[str, float]]:
    """PSS of each process every half a second, under a load and until a while after the last story was compared."""
    after = 0
    with closing(sqlite3.connect(home / "wiredesk.db")) as database, ThreadPoolExecutor(1) as beside:
        loaded = beside.submit(load)
        while after < AFTER:
            yield used_now(server)
            time.sleep(0.5)
            ((waiting,),) = database.execute("SELECT EXISTS (SELECT 1 FROM story_related WHERE due)")
            after = 0 if waiting or not loaded.done() else after + 1
        loaded.result()


def open_desk(server: Server) -> None:
    """What the desk's first page makes the web process load."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/desk/")
    connection.getresponse().read()
    connection.close()


def fill(folder: Path, count: int) -> None:
    """A home in a folder with so many stories, and the folders it was filled from."""
    ingest = [sys.executable, str(Path(__file__).with_name("ingest.py")), "--fill", str(folder), str(count)]
    subprocess.run(ingest, check=True)


def measure_memory(folder: Path, seconds: int) -> dict[str, Any]:
    """PSS of every process of `run`, from when readers and a thousand more items come until these are compared.

    At most ten thousand of the stories are read.
    """
    home = folder / "home"
    with sqlite3.connect(home / "pages.db") as pages:
        rows = pages.execute("SELECT path FROM page WHERE kind = 'article' ORDER BY path").fetchall()
    listed = folder / "paths"
    listed.write_text("".join(f"{path}\n" for (path,) in rows[:: max(1, len(rows) // 10_000)]))
    # The fronts were stored last, so they get their brotli bytes first; the worker makes the rest while idle.
    store = PagesDb(home / "pages.db")
    store.compress_more(BATCH)
    store.close()
    with wiredesk(home, "/") as ours:

        def load() -> None:
            wrk(ours, listed, seconds)
            open_desk(ours)

        arrive(folder)
        each = max(while_at_work(ours, home, load), key=lambda used: sum(used.values()))
    return {
        "stories": len(rows),
        "pages_db_mb": round(sum(file.stat().st_size for file in home.glob("pages.db*")) / 1e6),
        "processes_mb": {name: round(used, 1) for name, used in each.items()},
        "pss_mb": round(sum(each.values()), 1),
        "goal": GOAL_MB,
    }


def show(cpu_figures: dict[str, Any], memory: dict[str, Any]) -> None:
    """The figures as a table."""
    if cpu_figures:
        print(f"{'':24}{'CPU a request':>16}{'requests/s':>14}")
        for server in ("nginx", "wiredesk"):
            print(f"{server:24}{cpu_figures[server]['cpu_us']:>13} µs{cpu_figures[server]['per_second']:>14}")
        print(f"{'ratio':24}{cpu_figures['ratio']:>16}    (goal: at most {cpu_figures['goal']:g})")
        print(f"pages of {cpu_figures['page_bytes']:.0f} bytes, {cpu_figures['brotli_bytes']:.0f} with brotli\n")
    if memory:
        for name, used in memory["processes_mb"].items():
            print(f"{name:62}{used:>8} MB")
        said = f"PSS with {memory['stories']} stories, {memory['pages_db_mb']} MB of pages"
        print(f"{said:62}{memory['pss_mb']:>8} MB    (goal: at most {memory['goal']:g})")


def main() -> None:
    """Measure both and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--seconds", type=int, default=10, help="of each run")
    parser.add_argument("--rounds", type=int, default=3, help="of both servers, in turns")
    parser.add_argument("--stories", type=int, default=100_000, help="for the memory figure; 0 leaves it out")
    parser.add_argument("--filled", type=Path, metavar="FOLDER", help="use what `bench/ingest.py --fill` left there")
    given = parser.parse_args()
    missing = [tool for tool in ("nginx", "wrk") if given.rounds and shutil.which(tool) is None]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}; see the top of this file")
    cpu_figures = measure_cpu(given.seconds, given.rounds) if given.rounds else {}
    memory: dict[str, Any] = {}
    if given.filled:
        memory = measure_memory(given.filled, given.seconds)
    elif given.stories:
        with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as place:
            fill(Path(place), given.stories)
            memory = measure_memory(Path(place), given.seconds)
    if given.json:
        print(json.dumps({"bench": "serve", "cpu": cpu_figures, "memory": memory}))
    else:
        show(cpu_figures, memory)


if __name__ == "__main__":
    main()
