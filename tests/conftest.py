"""What every test stands on: a home of its own, the time, and no network beyond this machine.

Django reads its settings from a home, so one is made here before Django loads, and removed with the run. The tests run
on SQLite; with WIREDESK_DATABASE=postgresql://… in the environment those marked `database` run on that server instead.
"""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import django
import hypothesis
import pytest
from pytest_django import Settings

from tests.home_on_disk import NOW, Home, write_home
from wiredesk.settings.options import load

_SESSION_HOME = Path(tempfile.mkdtemp(prefix="wiredesk-tests-"))
os.environ["WIREDESK_HOME"] = str(write_home(_SESSION_HOME))
os.environ["DJANGO_SETTINGS_MODULE"] = "wiredesk.settings.django"
django.setup()

hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

_DATABASE_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_serialized_rollback", "live_server", "own_database"}
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the main database: `script/test` runs exactly that on PostgreSQL too."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or not _DATABASE_FIXTURES.isdisjoint(fixtures):
            item.add_marker("database")


def pytest_unconfigure() -> None:
    """Take the run's home away again."""
    shutil.rmtree(_SESSION_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """A test database in a file: one in memory has no WAL and locks whole tables between threads."""
    from django.conf import settings

    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(_SESSION_HOME / "test.db")


@pytest.fixture
def now() -> datetime:
    """The present, standing still: aware, in UTC."""
    return NOW


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Home:
    """A fresh home for one test: WIREDESK_HOME, and Django's HOME and OPTIONS, point to it."""
    made = write_home(tmp_path / "home")
    options = load(made)
    monkeypatch.setenv("WIREDESK_HOME", str(made))
    settings.HOME = made
    settings.OPTIONS = options
    return Home(made, options)


@pytest.fixture
def own_database(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty main database for commands run as processes of their own: "" where the home's SQLite file is it.

    On PostgreSQL a database is made for the test and dropped after it; WIREDESK_DATABASE names it meanwhile.
    """
    server = os.environ.get("WIREDESK_DATABASE", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"wiredesk_{secrets.token_hex(6)}"
    parts = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    own = parts._replace(path=f"/{quote(name)}").geturl()
    monkeypatch.setenv("WIREDESK_DATABASE", own)
    yield own
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _is_here(host: object) -> bool:
    return host in (None, "", "localhost", "::1", "::", "0.0.0.0", b"localhost") or str(host).startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Nothing leaves this machine: a connection or a look-up beyond loopback fails the test that tried.

    Reserved names (RFC 6761) are not found, as they would not be anywhere.
    """
    patch = pytest.MonkeyPatch()
    look_up = socket.getaddrinfo

    def guarded(method: str) -> Callable[[socket.socket, Any], Any]:
        real = getattr(socket.socket, method)

        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _is_here(address[0]):
                pytest.fail(f"a test tried to reach {address[0]} port {address[1]}: only this machine may be asked")
            return real(self, address)

        return connect

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name.endswith((".invalid", ".test", ".example")):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        literal = ":" in name or name.replace(".", "").isdigit()
        if not literal and not _is_here(host):
            pytest.fail(f"a test tried to look up {name}: only this machine may be asked")
        return look_up(host, *more, **named)

    patch.setattr(socket.socket, "connect", guarded("connect"))
    patch.setattr(socket.socket, "connect_ex", guarded("connect_ex"))
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()
