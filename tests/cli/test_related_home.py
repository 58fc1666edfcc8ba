"""`wiredesk related show` and `rebuild`: what a home's stories stand beside, and how it is found again."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.journeys.test_related_stories import ANSWER, OFFER, RECIPE, beside, sent
from tests.newspaper import Newspaper
from wiredesk.story.models import Related

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.later(hours=12)
    made.take(sent(OFFER, "a", 10), sent(RECIPE, "r", 10), sent(ANSWER, "b", 11))
    made.paper.related.commit()
    made.paper.related.close()
    return made


def test_a_storys_neighbours_are_listed_with_the_reasons(paper: Newspaper) -> None:
    (row,) = rows("related", "show", paper.story("b").pk)
    assert list(row) == ["id", "probability", "standing", "hours_apart", "shared", "numbers", "headline", "choice"]
    assert (row["id"], row["standing"], row["hours_apart"]) == (paper.story("a").pk, "live", 1.0)
    assert "tamsin" in row["shared"]
    assert rows("related", "show", paper.story("r").pk) == []
    assert "There is no story" in command("related", "show", "nosuchstory", code=2).stderr


def test_the_index_is_built_again_after_it_was_lost(home: Home, paper: Newspaper) -> None:
    shutil.rmtree(home.path / "related")
    assert rows("related", "rebuild")[-1] == {"to_compare": 0, "to_store": 0}
    paper.take(sent(ANSWER, "c", 12))
    assert OFFER[0] in beside(paper, "c")


def test_every_list_is_found_anew_and_is_what_it_was(paper: Newspaper) -> None:
    before = dict(Related.objects.values_list("story", "listed"))
    Related.objects.update(listed=b"")
    command("related", "rebuild", "--lists")
    after = dict(Related.objects.values_list("story", "listed"))
    assert {story: bytes(data) for story, data in after.items()} == {one: bytes(data) for one, data in before.items()}
    assert beside(paper, "a") == [ANSWER[0]]


def test_stories_from_before_there_were_lists_are_taken_in(paper: Newspaper) -> None:
    Related.objects.all().delete()
    command("related", "rebuild", "--lists")
    assert Related.objects.count() == 3
    assert beside(paper, "b") == [OFFER[0]]


def test_a_person_puts_two_stories_together_and_parts_them(paper: Newspaper) -> None:
    a, b, r = (paper.story(guid).pk for guid in "abr")
    command("related", "join", a, r)
    command("related", "part", a, b, "--reason", "two surveys of one name")
    paper.flow()
    assert beside(paper, "a") == [RECIPE[0]]
    assert beside(paper, "r") == [OFFER[0]]
    assert beside(paper, "b") == []
    assert {row["id"]: row["choice"] for row in rows("related", "show", a)} == {b: "part", r: "join"}
    command("related", "part", r, a, "--reason", "a mistake")
    command("related", "join", b, a)
    paper.flow()
    assert beside(paper, "a") == [ANSWER[0]]
    assert beside(paper, "r") == []


def test_a_choice_that_does_not_fit_is_refused_with_what_to_do(paper: Newspaper) -> None:
    a = paper.story("a").pk
    assert "beside itself" in command("related", "join", a, a, code=2).stderr
    assert "`wiredesk story list`" in command("related", "join", a, "nosuchstory", code=4).stderr
    assert "--reason" in command("related", "part", a, paper.story("b").pk, code=2).stderr
    assert "say why" in command("related", "part", a, paper.story("b").pk, "--reason", " ", code=2).stderr


def test_a_killed_story_stands_nowhere_whatever_a_person_chose(paper: Newspaper) -> None:
    a, r = paper.story("a").pk, paper.story("r").pk
    command("related", "join", a, r)
    paper.flow()
    command("story", "kill", a, "--reason", "as the agency asks")
    paper.flow()
    assert paper.pages_with(OFFER[0]) == []


def test_choices_are_written_as_a_model_is_learnt_from_them(paper: Newspaper, tmp_path: Path) -> None:
    a, b, r = (paper.story(guid).pk for guid in "abr")
    command("related", "join", a, b)
    command("related", "part", b, r, "--reason", "bread")
    stories, labels = tmp_path / "stories.jsonl", tmp_path / "labels.jsonl"
    (done,) = rows("related", "export", "--stories", str(stories), "--labels", str(labels))
    assert done == {"stories": 3, "labels": 1}
    told = [json.loads(line) for line in stories.read_text().splitlines()]
    assert {one["headline"] for one in told} == {OFFER[0], ANSWER[0], RECIPE[0]}
    assert json.loads(labels.read_text()) == {"id": b, "related": [a], "unrelated": [r]}
    queries, out = tmp_path / "queries.jsonl", tmp_path / "ranked.jsonl"
    queries.write_text(labels.read_text())
    command("related", "rank", "--stories", str(stories), "--queries", str(queries), "--out", str(out))
    assert json.loads(out.read_text())["ranked"][0] == a
