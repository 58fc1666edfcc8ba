"""A real `wiredesk run` beside the commands that an operator types: what they decide is seen by readers at once."""

import http.client
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.cli.commanding import objects, process, started
from tests.cli.conftest import Courier, send
from tests.public.test_run import free_port, until

SOON = 2.0
"""Seconds on a machine that runs other tests too: the promise is 250 ms, which bench/wire_to_live.py measures."""


class Running:
    """A home with five stories, running."""

    def __init__(self, courier: Courier) -> None:
        self.home, self.inbox, self.backup = courier.home, courier.inbox, courier.backup
        self.port = free_port()
        self.process = started("run", "--port", str(self.port), "--json", home=self.home)
        assert self.process.stdout is not None
        (self.said,) = objects(self.process.stdout.readline())

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stories(self) -> dict[str, str]:
        """The path of every live story by its id."""
        rows = objects(process("story", "list", "--standing", "live", "--json", home=self.home).stdout)
        return {row["id"]: urlsplit(row["url"]).path for row in rows}


@pytest.fixture(scope="module")
def running(running_courier: Courier) -> Iterator[Running]:
    paper = Running(running_courier)
    yield paper
    paper.process.terminate()
    assert paper.process.wait(timeout=30) == 0


def test_it_says_where_it_is_and_answers_its_own_names_only(running: Running) -> None:
    assert running.said == {
        "site": f"http://127.0.0.1:{running.port}/",
        "desk": f"http://127.0.0.1:{running.port}/desk/",
    }
    for host in ("localhost", f"localhost:{running.port}", "127.0.0.1", f"127.0.0.1:{running.port}"):
        assert running.get("/", host)[0] == 200
    assert running.get("/", "elsewhere.example")[0] == 421


def test_a_kill_typed_elsewhere_shows_at_once(running: Running) -> None:
    story, path = next(iter(running.stories().items()))
    assert running.get(path)[0] == 200
    process("story", "kill", story, "--reason", "as the agency asks", home=running.home)
    decided = time.monotonic()
    until(lambda: running.get(path)[0] == 410)
    assert time.monotonic() - decided < SOON
    assert all(story not in running.get(front)[1] for front in ("/", "/world/", "/latest/", "/feed.xml"))


def test_flow_and_run_work_side_by_side_and_nothing_is_there_twice(running: Running) -> None:
    before = len(running.stories())
    for number in range(200, 260):
        send(running.inbox, number)
    process("flow", "--until-idle", home=running.home)
    until(lambda: len(running.stories()) == before + 60, 30)
    rows = objects(process("story", "list", "--json", home=running.home).stdout)
    assert len({row["headline"] for row in rows}) == len(rows)
    process("doctor", home=running.home)


def test_a_section_that_a_command_makes_is_in_the_navigation_soon(running: Running) -> None:
    path = next(iter(running.stories().values()))
    given = ("--provider", "PTI", "--transport", "push", "--section", "Harbours")
    process("service", "add", "pushed", *given, home=running.home)
    until(lambda: "/harbours/" in running.get("/")[1] and "/harbours/" in running.get(path)[1])
    assert running.get("/harbours/")[0] == 200


def test_under_a_running_paper_a_backup_is_made_and_nothing_restored(running: Running) -> None:
    refused = process("restore", str(running.backup), "--yes", home=running.home, code=2)
    assert "running already" in refused.stderr
    assert "running already" in process("init", "--upgrade", home=running.home, code=2).stderr
    process("backup", str(running.home.parent / "while.tar"), home=running.home)
