"""`wiredesk related thread`: what is listed and shown, and the desk's word."""

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.running_stories import FERRY, told
from wiredesk.decisions.models import ThreadChoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    told(made, "ferry-1", "ferry-2", "ferry-3", "mill")
    return made


def test_a_list_has_running_stories_and_no_story_that_is_alone(paper: Newspaper) -> None:
    (row,) = rows("related", "thread", "list")
    assert row["id"] == paper.story("ferry-1").pk
    assert (row["stories"], row["name"], row["headline"]) == (3, "", FERRY["ferry-3"][0])
    assert row["newest_at"] > row["begun_at"]
    assert FERRY["ferry-3"][0] in command("related", "thread", "list").stdout


def test_a_thread_is_shown_by_its_id_or_by_a_story_of_it_with_why(paper: Newspaper) -> None:
    first, third = paper.story("ferry-1").pk, paper.story("ferry-3").pk
    (shown,) = rows("related", "thread", "show", third)
    assert shown == rows("related", "thread", "show", first)[0]
    newest, *_, oldest = shown["members"]
    assert (newest["id"], oldest["id"]) == (third, first)
    assert newest["after"] in {paper.story("ferry-1").pk, paper.story("ferry-2").pk}
    assert {"ferry", "palomar"} <= set(newest["shared"])
    assert 0.4 <= newest["probability"] <= 1.0
    assert newest["hours_apart"] >= 1.0
    assert (oldest["after"], oldest["probability"], oldest["shared"]) == (None, None, [])
    assert "members (3)" in command("related", "thread", "show", first).stdout


def test_a_split_a_join_and_a_name_are_done_and_kept(paper: Newspaper) -> None:
    first, third = paper.story("ferry-1").pk, paper.story("ferry-3").pk
    (said,) = rows("related", "thread", "split", third, "--reason", "another ferry")
    assert said == {"thread": third, "choice": "split"}
    assert len(rows("related", "thread", "show", first)[0]["members"]) == 2
    (said,) = rows("related", "thread", "join", third, first, "--reason", "the same ferry")
    assert said == {"thread": first, "choice": "join"}
    command("related", "thread", "name", third, "The Palomar aground")
    (shown,) = rows("related", "thread", "show", third)
    assert shown["name"] == "The Palomar aground"
    assert [one["verb"] for one in shown["choices"]] == ["name", "join", "split"]
    assert {one["reason"] for one in shown["choices"]} == {"", "the same ferry", "another ferry"}
    assert all(one["by"] for one in shown["choices"])
    paper.flow()
    assert "The Palomar aground" in paper.page(f"/thread/{first}/")[1]
    command("related", "thread", "name", first, "")
    assert rows("related", "thread", "show", first)[0]["name"] == ""


def test_what_cannot_be_done_says_so_and_changes_nothing(paper: Newspaper) -> None:
    first, mill = paper.story("ferry-1").pk, paper.story("mill").pk
    split = ("related", "thread", "split")
    assert "There is no story nosuchstory" in command(*split, "nosuchstory", "--reason", "x", code=2).stderr
    assert "one thread" in command(*split, first, mill, "--reason", "x", code=4).stderr
    assert "say why" in command(*split, first, "--reason", " ", code=2).stderr
    command(*split, first, code=2)
    assert "no running story" in command("related", "thread", "show", mill, code=2).stderr
    assert "no running story" in command("related", "thread", "name", "nosuch", "A name", code=2).stderr
    joined = ("related", "thread", "join", first, paper.story("ferry-2").pk, "--reason", "x")
    assert "one running story already" in command(*joined, code=4).stderr
    assert not ThreadChoice.objects.exists()


@pytest.mark.parametrize("verb", ["list", "show", "join", "split", "name"])
def test_help_has_an_example(verb: str) -> None:
    assert f"wiredesk related thread {verb}" in command("related", "thread", verb, "--help").stdout
