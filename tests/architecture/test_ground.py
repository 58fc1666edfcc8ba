"""The ground that tests stand on keeps its own promises."""

import os
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.home_on_disk import Home
from tests.steps import assert_same_queries
from wiredesk.house.models import Title


def test_no_test_reaches_beyond_this_machine() -> None:
    with socket.socket() as outward, pytest.raises(pytest.fail.Exception, match="only this machine"):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match="only this machine"):
        socket.getaddrinfo("agency.example.org", 80)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("agency.example", 80)


def test_loopback_may_be_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as client:
        assert client.getpeername() == server.getsockname()


def test_each_test_has_a_home_of_its_own(home: Home, tmp_path: Path) -> None:
    assert home.path == tmp_path / "home" == Path(os.environ["WIREDESK_HOME"]) == settings.HOME
    assert home.changed(private=True).options.private
    assert home.options.time_zone == "Asia/Kolkata"


def test_the_present_stands_still(now: datetime) -> None:
    assert now.tzinfo is not None


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    wanted = "postgresql" if os.environ.get("WIREDESK_DATABASE") else "sqlite"
    assert connection.vendor == wanted
    if wanted == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_a_command_of_its_own_process_has_a_database_of_its_own(own_database: str) -> None:
    assert bool(own_database) == bool(os.environ.get("WIREDESK_DATABASE"))


def _one_query_each(codes: list[str]) -> None:
    for code in codes:
        Title.objects.filter(code=code).exists()


def _one_query_for_all(codes: list[str]) -> None:
    list(Title.objects.filter(code__in=codes))


@pytest.mark.django_db
@pytest.mark.parametrize(("ask", "passes"), [(_one_query_for_all, True), (_one_query_each, False)])
def test_a_step_that_asks_once_an_item_is_caught(ask: Callable[[list[str]], None], passes: bool) -> None:
    waiting: list[str] = []

    def arrange(count: int) -> None:
        waiting[:] = [f"title-{number}" for number in range(count)]

    if passes:
        assert_same_queries(arrange, lambda: ask(waiting))
    else:
        with pytest.raises(AssertionError, match="1 queries for 1, 50 for 50"):
            assert_same_queries(arrange, lambda: ask(waiting))
