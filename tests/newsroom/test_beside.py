"""What stands beside a story at the desk: shown with its reasons, and decided by a person."""

import pytest
from django.test import Client

from tests.home_on_disk import Home
from tests.journeys.test_related_stories import ANSWER, OFFER, RECIPE, beside, sent
from tests.newspaper import Newspaper
from wiredesk.decisions.models import BesideChoice
from wiredesk.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.later(hours=12)
    made.take(sent(OFFER, "a", 10), sent(RECIPE, "r", 10), sent(ANSWER, "b", 11))
    return made


def test_the_desk_sees_what_was_found_and_why(paper: Newspaper, desk: Client) -> None:
    text = desk.get(f"/desk/story/{paper.story('b').pk}/").content.decode()
    assert OFFER[0] in text
    assert "tamsin" in text
    assert "1.0 h apart" in text
    assert "Nothing was found" in desk.get(f"/desk/story/{paper.story('r').pk}/").content.decode()


def test_a_person_takes_two_apart_and_puts_them_back(paper: Newspaper, desk: Client, pereira: Person) -> None:
    a, b = paper.story("a").pk, paper.story("b").pk
    assert f'value="{a}"' in desk.get(f"/desk/story/{b}/apart/?other={a}").content.decode()
    desk.post(f"/desk/story/{b}/apart/", {"other": a, "reason": "two surveys of one name"})
    paper.flow()
    assert beside(paper, "a") == beside(paper, "b") == []
    row = BesideChoice.objects.filter(story=b).get()
    assert (row.other_id, row.belongs, row.person, row.reason) == (a, False, pereira, "two surveys of one name")
    assert "Taken apart by hand" in desk.get(f"/desk/story/{b}/").content.decode()
    desk.post(f"/desk/story/{a}/beside/", {"other": f" {b} "})
    paper.flow()
    assert beside(paper, "b") == [OFFER[0]]


def test_taking_apart_asks_why(paper: Newspaper, desk: Client) -> None:
    answer = desk.post(f"/desk/story/{paper.story('b').pk}/apart/", {"other": paper.story("a").pk, "reason": ""})
    assert answer.status_code == 409
    assert "say why" in answer.content.decode()
