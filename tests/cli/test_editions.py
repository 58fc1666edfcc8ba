"""Editions and places as the operator meets them."""

from pathlib import Path

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.house.models import Edition

pytestmark = pytest.mark.django_db

PUNE = ("Pune (Maharashtra) [India], October 26 (ANI): A bus shelter was mended on Sunday.", "It is blue again.")


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service(section="National")
    return made


def test_an_edition_covers_the_city_it_is_called_by_where_nothing_else_is_said(paper: Newspaper) -> None:
    command("edition", "add", "Pune")
    assert Edition.objects.get().covers == ["IN.16.1259229"]


def test_an_edition_covers_regions_and_keys_and_says_where_it_is(paper: Newspaper) -> None:
    command("edition", "add", "Marathwada", "--covers", "IN.16.1278149", "--covers", "Jalna", "--language", "mr")
    command("edition", "add", "West", "--covers", "Maharashtra", "--covers", "IN.09")
    assert [row["covers"] for row in rows("edition", "list")] == ["IN.16.1278149, IN.16.1269395", "IN.16, IN.09"]
    assert [row["language"] for row in rows("edition", "list")] == ["mr", "en"]


@pytest.mark.parametrize(
    "words",
    [
        ("Aurangabad",),
        ("Punjab", "--covers", "Punjab"),
        ("Nowhere", "--covers", "Nowhere at all"),
        ("Pune", "--language", "fr"),
        ("Pune", "--time-zone", "Mars/Olympus"),
        ("", "--covers", "Pune"),
    ],
)
def test_an_edition_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_made(
    paper: Newspaper, words: tuple[str, ...]
) -> None:
    command("edition", "add", *words, code=2)
    assert not Edition.objects.exists()


def test_an_edition_is_made_once(paper: Newspaper) -> None:
    command("edition", "add", "Pune")
    command("edition", "add", "Pune", code=2)
    assert Edition.objects.count() == 1


def test_an_edition_is_changed_and_removed(paper: Newspaper) -> None:
    command("edition", "add", "Pune")
    command("edition", "set", "pune", "--name", "Pune city", "--masthead", "And the hills", "--order", "5")
    row = Edition.objects.get()
    assert (row.slug, row.name, row.masthead, row.order, row.covers) == (
        "pune",
        "Pune city",
        "And the hills",
        5,
        ["IN.16.1259229"],
    )
    command("edition", "remove", "pune")
    assert not Edition.objects.exists()
    command("edition", "remove", "pune", code=2)


def test_a_story_is_placed_and_a_place_banned_by_hand(paper: Newspaper) -> None:
    paper.take(item("a", "Bus shelter mended", PUNE))
    story = paper.story("a").pk
    command("story", "locate", story, "Gaya, Bihar", "--reason", "Its builder")
    command("story", "ban", story, "Pune", "--reason", "Not there")
    command("story", "ban", story, "Pune", "--reason", "Not there", code=4)
    command("story", "locate", story, "Aurangabad", code=2)
    command("edition", "add", "Gaya", "--covers", "Gaya, Bihar")
    paper.flow()
    assert rows("edition", "list")[0]["stories"] == 1


def test_a_place_is_found_by_any_of_its_names() -> None:
    assert [row["key"] for row in rows("places", "find", "औरंगाबाद")] == ["IN.16.1278149", "IN.34.1278148"]
    assert rows("places", "find", "Nowhere at all") == []


def test_other_rules_are_looked_at_before_they_hold(paper: Newspaper, tmp_path: Path) -> None:
    paper.take(item("a", "Bus shelter mended", PUNE))
    tried = tmp_path / "tried.toml"
    tried.write_text('[[never]]\nname = "Pune"\n', encoding="utf-8")
    days = ("--days", "100000")
    (row,) = rows("places", "preview", "--rules", str(tried), *days)
    assert (row["id"], row["before"], row["after"]) == (paper.story("a").pk, "Pune", "")
    assert rows("places", "preview", *days) == []
    (paper.home.path / "places.toml").write_text('[[never]]\nname = "Pune"\n', encoding="utf-8")
    command("places", "again", *days)
    assert rows("places", "preview", *days) == []


def test_rules_that_cannot_be_read_are_said_by_the_preview_and_the_doctor(paper: Newspaper) -> None:
    (paper.home.path / "places.toml").write_text('[[place]]\nname = "Salt Lane"\nkey = "salt"\n', encoding="utf-8")
    command("places", "preview", code=2)
    (found,) = [row for row in rows("doctor", code=1) if row["what"] == "places"]
    assert "Salt Lane" in found["fact"]
