"""`wiredesk search`: what readers find, at a terminal, and the index built again."""

import shutil

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.decisions.actions.kill import kill

pytestmark = pytest.mark.django_db

LOCK = ("The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",)


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.take(item("a", "Second lock opens", LOCK), item("b", "Rebuild of the bridge begins", ("It is begun.",)))
    made.paper.search.close()
    return made


def test_what_readers_find_is_printed(paper: Newspaper) -> None:
    (row,) = rows("search", "engineer roan")
    assert row["id"] == paper.story("a").pk
    assert row["excerpt"] == LOCK[0]
    assert (row["section"], row["provider"], row["paid"], row["loose"]) == ("international", "ANI", False, [])
    printed = command("search", "lock").stdout
    assert "Second lock opens" in printed
    assert printed.endswith("1.\n")
    assert rows("search", "lock", "--section", "sport") == []
    assert "No place called Nowhereville" in command("search", "lock", "--city", "Nowhereville", code=2).stderr
    assert rows("search", "lock", "--from", "2025-10-26", "--provider", "ANI", "--newest") != []


def test_a_word_that_is_a_command_is_found_by_find(paper: Newspaper) -> None:
    (row,) = rows("search", "find", "rebuild")
    assert row["headline"] == "Rebuild of the bridge begins"


def test_what_was_killed_is_not_found(paper: Newspaper) -> None:
    kill(paper.story("a").pk, by=paper.person(), reason="Withdrawn", now=paper.now)
    assert rows("search", "lock") == []


def test_the_index_is_built_again_after_it_was_lost(home: Home, paper: Newspaper) -> None:
    shutil.rmtree(home.path / "search")
    assert "wiredesk search rebuild" in command("search", "lock", code=2).stderr
    assert rows("search", "rebuild") == [{"to_take_in": 2}, {"to_take_in": 0}]
    assert len(rows("search", "lock")) == 1
    assert rows("search", "rebuild")[-1] == {"to_take_in": 0}
    assert len(rows("search", "lock")) == 1


def test_a_title_that_there_is_not_is_said(paper: Newspaper) -> None:
    assert "There is no title nowhere" in command("search", "lock", "--title", "nowhere", code=2).stderr
