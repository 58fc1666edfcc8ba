"""`wiredesk related show` and `rebuild`: what a home's stories stand beside, and how it is found again."""

import shutil

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
    assert list(row) == ["id", "probability", "standing", "hours_apart", "shared", "numbers", "headline"]
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
