"""One home for all tests that look at commands as processes: made once, because making one takes seconds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.cli.commanding import process
from tests.newspaper import item, rss


class Courier(msgspec.Struct, frozen=True):
    """A home with stories on SQLite, a backup of it, and the folder that its one service looks into."""

    home: Path
    backup: Path
    inbox: Path


def send(inbox: Path, number: int) -> None:
    """An agency's file with a story of its own, written aside and moved in."""
    body = (f"The ferry made its crossing number {number}, with every seat taken and the sea calm all the way.",)
    part = inbox.parent / f"{number}.part"
    part.write_bytes(rss(item(f"g{number}", f"Crossing {number} is made", body)))
    part.rename(inbox / f"{number}.xml")


def make(path: Path, *words: str) -> Courier:
    """A home with a service and five stories; `words` are for init."""
    courier = Courier(path / "courier", path / "courier.tar", path / "in")
    courier.inbox.mkdir()
    process("init", str(courier.home), "--name", "The Dharvel Courier", "--time-zone", "Asia/Kolkata", *words)
    given = ("--provider", "ANI", "--transport", "folder", "--option", f"path={courier.inbox}", "--option", "settle=0")
    process("service", "add", "wire", *given, "--section", "World", home=courier.home)
    for number in range(5):
        send(courier.inbox, number)
    process("flow", "--until-idle", home=courier.home)
    process("backup", str(courier.backup), home=courier.home)
    return courier


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Courier:
    return make(tmp_path_factory.mktemp("once"))


@pytest.fixture
def courier(_made_once: Courier, tmp_path: Path) -> Courier:
    """A copy of that home to do anything to."""
    return _copied(_made_once, tmp_path)


@pytest.fixture(scope="module")
def running_courier(_made_once: Courier, tmp_path_factory: pytest.TempPathFactory) -> Courier:
    """A copy of that home for a module to run."""
    return _copied(_made_once, tmp_path_factory.mktemp("running"))


def _copied(made: Courier, path: Path) -> Courier:
    ignore: Callable[..., set[str]] = shutil.ignore_patterns("run")
    home = shutil.copytree(made.home, path / "courier", ignore=ignore)
    return Courier(Path(home), made.backup, made.inbox)
