"""`wiredesk story`: what is listed, what a decision needs, and what it changes."""

import pytest

from tests.cli.commanding import command, objects, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.decisions.models import Decision

pytestmark = pytest.mark.django_db

FIELDS = ["id", "url", "headline", "standing", "section", "provider", "published_at", "updated_at"]


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.take(item("a", "Second lock opens"))
    made.later(minutes=5)
    made.take(item("b", "Ferry returns", ("The ferry returned to Port Anjal on Sunday with two hundred people.",)))
    return made


def test_a_row_has_exactly_the_fields_that_were_promised(paper: Newspaper) -> None:
    newest, oldest = rows("story", "list")
    assert list(newest) == list(oldest) == FIELDS
    assert oldest == {
        "id": paper.story("a").pk,
        "url": f"http://localhost:8000{paper.path_of('a')}",
        "headline": "Second lock opens",
        "standing": "live",
        "section": "international",
        "provider": "ANI",
        "published_at": "2025-10-26T04:30:00+00:00",
        "updated_at": None,
    }


def test_a_list_is_narrowed(paper: Newspaper) -> None:
    story = paper.story("a").pk
    assert [row["id"] for row in rows("story", "list", "--words", "lock")] == [story]
    assert len(rows("story", "list", "--limit", "1")) == 1
    assert rows("story", "list", "--service", "nobody") == []
    command("story", "hold", story, "--reason", "checking")
    assert [row["id"] for row in rows("story", "list", "--standing", "held")] == [story]
    assert "live, " in command("story", "list", "--standing", "dead", code=2).stderr


@pytest.mark.parametrize("form", ["{url}", "{url}versions/", "{url}?utm_source=x", "{path}", "{upper}", " {id} "])
def test_a_story_is_named_by_its_pages_address_too(form: str, paper: Newspaper) -> None:
    story, path = paper.story("a").pk, paper.path_of("a")
    named = form.format(url=f"https://paper.example{path}", path=path, id=story, upper=story.upper())
    command("story", "kill", named, "--reason", "as the agency asks")
    assert [row["id"] for row in rows("story", "list", "--standing", "killed")] == [story]


@pytest.mark.parametrize("named", ["https://paper.example/international/", "second-lock-opens", "/", "x" * 12])
def test_a_story_that_is_named_by_nothing_of_ours_is_refused(named: str, paper: Newspaper) -> None:
    assert f"There is no story {named}." in command("story", "kill", named, "--reason", "x", code=2).stderr


def test_a_story_is_shown_with_its_versions_and_decisions(paper: Newspaper) -> None:
    story = paper.story("a").pk
    command("story", "kill", story, "--reason", "as the agency asks")
    (shown,) = rows("story", "show", story)
    assert [version["what"] for version in shown["versions"]] == ["new"]
    assert shown["cited"][0] == {"name": "Tavi Roan", "kind": "person", "role": "engineer", "count": 2}
    assert shown["decisions"][-1]["verb"] == "kill"
    assert shown["decisions"][-1]["reason"] == "as the agency asks"
    assert shown["decisions"][-1]["by"]
    assert "decisions (" in command("story", "show", story).stdout


@pytest.mark.parametrize("verb", ["hold", "kill", "spike", "restore", "release"])
def test_a_decision_needs_a_reason(verb: str, paper: Newspaper) -> None:
    count = Decision.objects.count()
    story = paper.story("a").pk
    command("story", verb, story, code=2)
    command("story", verb, story, "--reason", "  ", code=4 if verb == "release" else 2)
    assert Decision.objects.count() == count


@pytest.mark.parametrize("verb", ["publish", "hold", "kill", "spike", "restore", "release", "review"])
def test_an_unknown_story_is_said_so(verb: str, paper: Newspaper) -> None:
    assert "There is no story nosuchstory" in command("story", verb, "nosuchstory", "--reason", "x", code=2).stderr


def test_what_the_standing_does_not_allow_ends_with_4(paper: Newspaper) -> None:
    story = paper.story("a").pk
    assert "never taken down" in command("story", "restore", story, "--reason", "x", code=4).stderr
    command("story", "kill", story, "--reason", "x")
    assert "live" not in command("story", "kill", story, "--reason", "x", code=4).stdout


def test_a_killed_story_goes_and_only_a_restore_brings_it_back(paper: Newspaper) -> None:
    story, path = paper.story("a").pk, paper.path_of("a")
    (said,) = rows("story", "kill", story, "--reason", "as the agency asks")
    assert said == {"id": story, "decision": "kill", "standing": "killed"}
    paper.flow()
    assert paper.page(path)[0] == 410
    assert not paper.pages_with("Second lock opens")
    command("story", "publish", story, code=4)
    command("story", "restore", story, "--reason", "killed by mistake")
    paper.flow()
    assert paper.page(path)[0] == 200


def test_a_headline_a_place_and_a_pin_are_given_by_hand(paper: Newspaper) -> None:
    story = paper.story("a").pk
    assert objects(command("story", "headline", story, "Lock two opens", "--json").stdout)[0]["decision"] == "headline"
    command("story", "place", story, "nowhere", code=2)
    command("story", "pin", story, "--hours", "2")
    paper.flow()
    assert rows("story", "list", "--words", "lock")[0]["headline"] == "Lock two opens"
    assert "Lock two opens" in paper.page("/")[1]


def test_copies_are_joined_shown_and_parted(paper: Newspaper) -> None:
    first, second = (
        paper.story("a").pk,
        next(row["id"] for row in rows("story", "list") if row["id"] != paper.story("a").pk),
    )
    command("story", "join", second, first, "--reason", "one event")
    (shown,) = rows("story", "show", second)
    assert shown["copy_of"] == first
    assert {copy["id"]: copy["reason"] for copy in shown["copies"]} == {first: "", second: "one event"}
    assert "joined already" in command("story", "join", second, first, "--reason", "again", code=4).stderr
    command("story", "part", second, "--reason", "two after all")
    (shown,) = rows("story", "show", second)
    assert "copy_of" not in shown
    assert shown["copies"] == []
    assert "not joined" in command("story", "part", second, "--reason", "again", code=4).stderr
    command("story", "join", second, "nosuchstory", "--reason", "x", code=2)


def test_a_story_is_forced_into_print_and_given_back(paper: Newspaper) -> None:
    story = paper.story("a").pk
    command("story", "print", story, "--force", "--page", "2", "--reason", "the editor asks")
    (shown,) = rows("story", "show", story)
    assert (shown["print"], shown["decisions"][-1]["reason"]) == ("must, page 2", "the editor asks")
    command("story", "print", story, "--clear")
    assert "print" not in rows("story", "show", story)[0]


@pytest.mark.parametrize("words", [(), ("--clear", "--force"), ("--forbid", "--full")])
def test_a_wish_for_print_has_to_be_one(paper: Newspaper, words: tuple[str, ...]) -> None:
    story = paper.story("a").pk
    command("story", "print", story, *words, code=2)
    assert not Decision.objects.filter(story=story, verb="print").exists()
