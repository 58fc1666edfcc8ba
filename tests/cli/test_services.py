"""Providers and services as the operator meets them."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item, rss
from wiredesk.house.models import Section
from wiredesk.house.sections import RESERVED
from wiredesk.wire.models import Provider, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    return Newspaper(home)


def add(name: str, path: Path, *words: str, code: int = 0) -> Any:
    path.mkdir(exist_ok=True)
    given = ("--provider", "ANI", "--transport", "folder", "--option", f"path={path}")
    return command("service", "add", name, *given, *words, code=code)


def everything(home: Home) -> tuple[object, ...]:
    """Every row of the database, and every file of the home that is no lock."""
    held = [sorted(map(str, model._default_manager.values_list())) for model in apps.get_models()]
    files = [(path, path.read_bytes()) for path in home.path.rglob("*") if path.is_file() and path.parent.name != "run"]
    return held, sorted(files)


def test_a_service_makes_its_provider_and_its_section(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in", "--section", "International", "--include", "harbour, locks", "--include", "Sport")
    service = Service.objects.get(name="world")
    assert (service.provider.code, service.provider.profile) == ("ANI", "ani")
    assert service.include == ["harbour", "locks", "Sport"]
    assert service.publish == "auto"
    assert Section.objects.get(slug="international").name == "International"
    (row,) = rows("service", "list")
    assert row["options"] == {"path": str(tmp_path / "in")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--transport", "pigeon"), "http_poll, folder, push"),
        (("--transport", "push", "--format", "telex"), "auto, or one of: rss, atom"),
        (("--transport", "folder"), "--option path="),
        (("--transport", "push", "--option", "path=x"), "path"),
        (("--transport", "http_poll", "--option", "url=ftp://x.example"), "http"),
        (("--transport", "push", "--option", "token"), "key=value"),
        (("--transport", "push", "--publish", "maybe"), "auto"),
        (("--transport", "push", "--max-per-hour", "0"), "--max-per-hour"),
    ],
)
def test_what_cannot_work_is_refused_with_the_choices_and_nothing_is_made(
    words: tuple[str, ...], said: str, paper: Newspaper
) -> None:
    assert said in command("service", "add", "world", "--provider", "NEW", *words, code=2).stderr
    assert not Service.objects.exists()
    assert not Provider.objects.exists()


def test_a_name_is_taken_once(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in")
    assert "already" in add("world", tmp_path / "in", code=2).stderr
    add("a/b", tmp_path / "in", code=2)


def test_no_service_moves_files_away_from_another(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in")
    (tmp_path / "same").symlink_to(tmp_path / "in")
    mirror = ("--option", "mode=mirror")
    for words in ((tmp_path / "in",), (tmp_path / "same",), (tmp_path / "in", *mirror)):
        assert "The service world reads" in add("again", *words, code=2).stderr
    add("first", tmp_path / "kept", *mirror)
    add("second", tmp_path / "kept", *mirror)
    assert [row["name"] for row in rows("service", "list")] == ["first", "second", "world"]


def test_a_provider_that_nobody_knows_is_said_to_be_new(paper: Newspaper, tmp_path: Path) -> None:
    folder = ("--transport", "folder", "--option", f"path={tmp_path / 'in'}")
    assert "ANl is new here" in command("service", "add", "world", "--provider", "ANl", *folder).stdout
    assert "new here" not in add("sport", tmp_path / "sport").stdout


def test_a_push_service_says_where_to_post_and_shows_its_token_once(paper: Newspaper) -> None:
    (row,) = rows("service", "add", "pushed", "--provider", "PTI", "--transport", "push")
    assert row["push_to"] == "http://localhost:8000/push/pushed"
    assert len(row["token"]) > 20
    assert row["token"] not in command("service", "list", "--json").stdout
    (tried,) = rows("service", "test", "pushed")
    assert tried["would"] == "wait"


HELD = "The harbour office opened the second lock on Sunday, and Tavi Roan spoke about the boats that had waited there."
TRIED = {
    "fine": (item("1"), "publish", "auto_publish"),
    "word": (item("2", "A name", (HELD.replace("Tavi Roan", "Oren Vask"),)), "hold", "word_list"),
    "empty": (item("3", "Nothing in it", ()), "hold", "empty_body"),
    "left out": (item("4", "Lottery numbers of the day are drawn", (HELD + " Seven.",)), "hold", "exclude"),
    "embargo": (
        item("5", "Governor to speak", ("Not for publication until 2030-01-01 00:00 UTC", HELD)),
        "embargo",
        "",
    ),
    "broken": ("<item><title>No &#1; such</title><guid>6</guid></item>", "quarantine", ""),
}


def test_a_test_shows_what_would_happen_and_which_rule_would_hold_it(
    paper: Newspaper, home: Home, tmp_path: Path
) -> None:
    (home.path / "word_lists.toml").write_text('[[list]]\nreason = "Court order"\nwords = ["Oren Vask"]\n')
    add("world", tmp_path / "in", "--exclude", "lottery", "--option", "settle=0")
    (tmp_path / "in" / "feed.xml").write_bytes(rss(*(made for made, _, _ in TRIED.values())))
    before = everything(home)
    tried = rows("service", "test", "world")
    assert everything(home) == before
    assert (tmp_path / "in" / "feed.xml").exists()
    assert [row["would"] for row in tried] == [would for _, would, _ in TRIED.values()]
    for row, (_, _, rule) in zip(tried, TRIED.values(), strict=True):
        assert rule in row.get("rule", "")
    assert "Court order: “Oren Vask”" in tried[1]["why"]


def test_a_test_knows_what_is_here_already_and_what_would_follow_it(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in", "--option", "settle=0")
    feed = tmp_path / "in" / "feed.xml"
    old = item("1", "Lock opens")
    paper.take(old, service="world")
    later = item("1", "Lock opens, and closes", at="Sun, 26 Oct 2025 12:00:00 +0530")
    gone = item("2", "KILL KILL KILL: Lock opens", ("Kill the story.",))
    feed.write_bytes(rss(old, later, gone))
    assert [row["would"] for row in rows("service", "test", "world")][:2] == ["nothing", "update"]


def test_a_test_of_an_unknown_service_names_those_there_are(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in")
    assert "world" in command("service", "test", "wrold", code=2).stderr


def test_a_failing_fetch_is_said_and_ends_with_1(paper: Newspaper) -> None:
    given = ("--transport", "http_poll", "--option", "url=http://127.0.0.1:9/feed")
    command("service", "add", "web", "--provider", "X", *given)
    assert "allow_private" in command("service", "test", "web", code=1).stderr


def test_what_is_paused_is_read_and_waits_until_it_goes_on(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in")
    command("service", "pause", "world", code=2)
    command("service", "pause", "world", "--reason", "sends test copy")
    assert rows("service", "list")[0]["state"] == "paused"
    paper.take(item("1"), service="world")
    assert not paper.pages_with("Second lock opens")
    command("service", "resume", "world")
    paper.flow()
    assert paper.pages_with("Second lock opens")


def test_over_the_cap_new_stories_are_held_as_a_batch_and_released_as_one(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in", "--max-per-hour", "2")
    bodies = [(f"{HELD} Boat number {n} went first.",) for n in range(5)]
    paper.take(*(item(str(n), f"Boat {n} passes", body) for n, body in enumerate(bodies)), service="world")
    assert len(rows("story", "list", "--standing", "live")) == 2
    assert len(rows("story", "list", "--standing", "held")) == 3
    (done,) = rows("story", "release", "--held-by", "hourly_cap", "--reason", "checked")
    assert done == {"released": 3}
    paper.flow()
    assert len(rows("story", "list", "--standing", "live")) == 5


def test_a_contract_that_changes_reaches_what_is_public_already(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in", "--section", "World")
    paper.take(item("1"), service="world")
    assert "noindex" not in paper.page(paper.path_of("1"))[1]
    (row,) = rows("provider", "set", "ANI", "--indexing", "noindex")
    assert row["stories"] == 1
    paper.flow()
    assert "noindex" in paper.page(paper.path_of("1"))[1]


@pytest.mark.parametrize("words", [("--profile", "nobody"), ("--time-zone", "Asia/Nowhere"), ("--kind", "friend")])
def test_a_provider_is_not_set_to_what_does_not_exist(words: tuple[str, ...], paper: Newspaper) -> None:
    command("provider", "set", "ANI", *words, code=2)
    assert not Provider.objects.exists()


def test_known_agencies_are_listed_before_they_are_used(paper: Newspaper) -> None:
    assert {row["code"]: row["used"] for row in rows("provider", "list")} == {"ANI": False, "PTI": False, "IANS": False}


def test_a_service_without_a_section_has_a_front_for_its_stories_all_the_same(paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in")
    paper.take(item("1"), service="world")
    assert paper.path_of("1").startswith("/news/")
    assert "Second lock opens" in paper.page("/news/")[1]
    assert rows("story", "list")[0]["section"] == "news"


@pytest.mark.parametrize("name", ["Desk", "latest", "Archive ", "Push"])
def test_a_section_never_takes_an_address_of_the_sites_own(name: str, paper: Newspaper, tmp_path: Path) -> None:
    add("world", tmp_path / "in", "--section", name)
    assert Service.objects.get().section not in RESERVED
    paper.take(item("1"), service="world")
    assert paper.page(paper.path_of("1"))[0] == 200
