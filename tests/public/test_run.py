"""`wiredesk run` over real sockets: it answers, it mends itself, it ends whole, and leaves nothing behind."""

import http.client
import os
import random
import select
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path

import granian
import pytest

from tests.home_on_disk import Home
from tests.public.reader import BODY, NOW, page
from wiredesk.common.errors import UsageError
from wiredesk.common.wake import WakeSocket
from wiredesk.flow.run import run
from wiredesk.flow.supervisor import written
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.public.bodies import PLACES, PLACES_OF_ONE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are tied to their parent on Linux only")

RUN = """
import sys
from pathlib import Path
from wiredesk.flow.run import run
from wiredesk.settings.options import load
sys.exit(run(load(Path(sys.argv[1])), port=int(sys.argv[2]), worker=[sys.executable, "-c", sys.argv[3]]))
"""
WORKER = """
import os, pathlib, signal, sys
home = pathlib.Path(os.environ["WIREDESK_HOME"])
def stop(*_):
    (home / "finished").write_text("the batch in hand")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
(home / "worker.pid").write_text(str(os.getpid()))
while True:
    signal.pause()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parents() -> dict[int, int]:
    """Every living process of this machine, and its parent."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(entry.name)] = int(parent)
    return found


def below(pid: int) -> set[int]:
    """All descendants of a process."""
    alive, found = parents(), {pid}
    while new := {one for one, parent in alive.items() if parent in found} - found:
        found |= new
    return found - {pid}


def until(true: object, seconds: float = 15.0) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to be in time"
        time.sleep(0.01)


class Running:
    """One `wiredesk run` on a port of its own."""

    def __init__(self, home: Home) -> None:
        self.home, self.port = home.path, free_port()
        self.store = PagesDb(home.path / "pages.db")
        self.store.swap([page("/world/a/", at=NOW + timedelta(days=3650))])
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(home.path), str(self.port), WORKER], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        until((self.home / "worker.pid").exists)

    def ask(self, path: str = "/world/a/", method: str = "GET") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as client:
            client.sendall(request)
            client.settimeout(5)
            return client.recv(4096)

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.ask()[0] == 200
        return False


@pytest.fixture
def running(home: Home) -> Iterator[Running]:
    started = Running(home)
    yield started
    if started.process.poll() is None:
        started.process.kill()
    started.process.wait(timeout=20)


def test_it_answers_where_it_says_and_shows_a_change_within_a_quarter_of_a_second(running: Running) -> None:
    assert f"http://127.0.0.1:{running.port}/" in running.said
    assert running.ask() == (200, BODY)
    waited = []
    for number in range(5):
        body = b"withdrawn %d" % number
        running.store.swap([page("/world/a/", body, kind="notice", status=410)])
        committed = time.monotonic()
        until(lambda wanted=body: running.ask() == (410, wanted), 5.0)
        waited.append(time.monotonic() - committed)
    assert statistics.median(waited) < 0.25
    assert running.ask("/desk/nowhere/")[0] in (302, 404)


def test_senders_who_never_finish_keep_no_reader_waiting(running: Running) -> None:
    assert running.ask("/desk/nowhere/")[0] in (302, 404)
    head = b"POST /desk/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head += b"Cookie: csrftoken=" + b"a" * 32 + b"\r\nContent-Length: 1000\r\n\r\nusername="
    with ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
            for _ in range(PLACES + 8)
        ]
        for sender in slow:
            sender.sendall(head)
        answered = select.poll()
        for sender in slow:
            answered.register(sender, select.POLLIN)
        until(lambda: len(answered.poll(0)) == len(slow) - PLACES_OF_ONE)
        assert running.ask() == (200, BODY)
        assert running.ask("/desk/nowhere/")[0] in (302, 404)


def test_killed_without_warning_it_leaves_no_process_behind(running: Running) -> None:
    assert running.ask()[0] == 200
    children = below(running.process.pid)
    assert len(children) >= 3
    running.process.kill()
    running.process.wait(timeout=10)
    until(lambda: not children & parents().keys())
    again = subprocess.Popen(
        [sys.executable, "-c", RUN, str(running.home), str(running.port), WORKER], stdout=subprocess.PIPE, text=True
    )
    assert again.stdout is not None
    assert str(running.port) in again.stdout.readline()
    again.terminate()
    assert again.wait(timeout=20) == 0


def test_any_child_that_is_killed_comes_back(running: Running) -> None:
    count = len(below(running.process.pid))
    for turn in range(count):
        victim = sorted(below(running.process.pid))[turn]
        worker = (running.home / "worker.pid").read_text()
        os.kill(victim, signal.SIGKILL)
        until(lambda gone=victim: gone not in parents())
        until(lambda: len(below(running.process.pid)) == count and running.answers())
        if worker == str(victim):
            until(lambda old=worker: (running.home / "worker.pid").read_text() not in ("", old))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_finishes_what_is_under_way(running: Running, number: int) -> None:
    vast = random.Random(7).randbytes(8_000_000)
    running.store.swap([page("/vast.bin", vast, content_type="application/octet-stream", kind="text")])
    until(lambda: running.ask("/vast.bin", "HEAD")[0] == 200)
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.request("GET", "/vast.bin")
    answer = connection.getresponse()
    read = answer.read(1000)
    running.process.send_signal(number)
    time.sleep(0.5)
    assert read + answer.read() == vast
    connection.close()
    assert running.process.wait(timeout=20) == 0
    assert (running.home / "finished").read_text() == "the batch in hand"


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (b"GET /world/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET /world/a/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", b"421"),
        (b"GET /world/a/ HTTP/1.0\r\n\r\n", b"400"),
        (b"GET /world/a/ HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: \xff\xfe\r\n\r\n", b"200"),
        (b"GET /" + b"x" * 30_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", b"431"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_odd_requests_get_an_honest_answer(running: Running, request_: bytes, statuses: bytes) -> None:
    assert running.raw(request_).split(b" ", 2)[1] == statuses


def test_an_old_article_that_is_read_wakes_the_worker(running: Running) -> None:
    with WakeSocket(running.home) as socket_:
        running.store.swap([page("/old/", at=NOW - timedelta(days=3650))])
        until(lambda: running.ask("/old/")[0] == 200)
        assert b"stale main /old/" in socket_.wait(5.0)


def test_a_port_that_is_taken_is_said_so_before_anything_starts(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} on 127.0.0.1"):
            run(home.options, port=port)
    for wrong in (-1, 70_000):
        with pytest.raises(UsageError, match="is not a port"):
            run(home.options, port=wrong)


def test_a_home_runs_once(running: Running) -> None:
    second = subprocess.run(
        [sys.executable, "-c", RUN, str(running.home), str(free_port()), WORKER],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode != 0
    assert "is running already" in second.stderr
    assert running.ask()[0] == 200


def test_the_supervisor_loads_next_to_nothing() -> None:
    program = "import sys, wiredesk.flow.supervisor; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"argparse", "asyncio", "click", "django", "granian", "json", "msgspec", "wiredesk.settings.options"}
    assert not heavy & set(loaded)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_before_it_listens_it_stops_and_ends_well(home: Home, number: int) -> None:
    program = f"import os\n{RUN}"
    early = program.replace(
        "sys.exit(run(",
        f"os.execve = lambda *words, own=os.execve: (os.kill(os.getpid(), {number}), own(*words))\nsys.exit(run(",
    )
    done = subprocess.run(
        [sys.executable, "-c", early, str(home.path), str(free_port()), WORKER], timeout=60, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["प्रभात", "Two\nlines \\n", "Lone \udcff"])
def test_what_it_says_reaches_it_whole(name: str) -> None:
    words = written(name)
    assert words.isascii()
    program = "import sys; from wiredesk.flow.supervisor import _read; print(ascii(_read(sys.argv[1])))"
    said = subprocess.run([sys.executable, "-c", program, words], capture_output=True, text=True, check=True).stdout
    assert said.strip() == ascii(name)


def test_memory_is_given_back_as_the_supervisor_says(running: Running) -> None:
    for pid in below(running.process.pid):
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        assert b"MALLOC_ARENA_MAX=2" in environment
        assert any(line.startswith(b"_RJEM_MALLOC_CONF=") for line in environment)


def test_the_web_server_brings_the_allocator_that_is_told() -> None:
    """Another one, or another prefix, would take the setting without a word."""
    library = next(Path(granian.__file__).parent.glob("_granian*"))
    assert b"_RJEM_MALLOC_CONF" in library.read_bytes()
