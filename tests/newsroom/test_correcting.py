"""Telling readers at the desk what a version put right: the note, its reason, and what it may not be about."""

import pytest
from django.test import Client

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.decisions.models import Decision
from wiredesk.people.models import Person

pytestmark = pytest.mark.django_db

RIGHT = (PARAGRAPHS[0], PARAGRAPHS[1].replace("Thursday", "Wednesday"), PARAGRAPHS[2])
NOTE = "The gate jammed on Wednesday, not on Thursday."


@pytest.fixture
def paper(home: Home) -> Newspaper:
    """A story that the agency sent better, without a word of why."""
    made = Newspaper(home)
    made.service()
    made.take(item("g1"))
    arrive(made, RIGHT)
    return made


def arrive(paper: Newspaper, paragraphs: tuple[str, ...]) -> None:
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", paragraphs=paragraphs, at=at))


def address(paper: Newspaper, leaf: str = "") -> str:
    return f"/desk/story/{paper.story('g1').pk}/{leaf}"


def test_the_note_reaches_readers_and_the_reason_stays_at_the_desk(
    paper: Newspaper, desk: Client, pereira: Person
) -> None:
    form = desk.get(address(paper, "correct/")).content.decode()
    assert 'id="note" name="note" rows="3" maxlength="1000" dir="auto" required></textarea>' in form
    given = {"note": NOTE, "reason": "The harbour office rang", "seen": "2"}
    assert desk.post(address(paper, "correct/"), given).status_code == 302
    decided = Decision.objects.latest("id")
    assert (decided.verb, decided.person, decided.value) == ("correct", pereira, NOTE)
    assert "The harbour office rang" in desk.get(address(paper)).content.decode()
    paper.flow()
    for path in (paper.path_of("g1"), f"{paper.path_of('g1')}versions/", "/corrections/"):
        page = paper.page(path)[1]
        assert NOTE in page
        assert "harbour office rang" not in page


@pytest.mark.parametrize("note", ["", "  \n "])
def test_without_a_note_nothing_is_called_corrected(note: str, paper: Newspaper, desk: Client) -> None:
    answer = desk.post(address(paper, "correct/"), {"note": note, "reason": "The harbour office rang"})
    assert answer.status_code == 409
    assert b"Say what was put right" in answer.content
    assert b"The harbour office rang</textarea>" in answer.content
    assert not Decision.objects.filter(verb="correct").exists()


def test_a_note_is_not_put_to_a_text_that_came_in_meanwhile(paper: Newspaper, desk: Client) -> None:
    arrive(paper, (*RIGHT, "Traffic was light, the harbour office said."))
    answer = desk.post(address(paper, "correct/"), {"note": NOTE, "seen": "2"})
    assert answer.status_code == 409
    assert b"A later version came in while you were reading" in answer.content
    assert NOTE.encode() in answer.content
    assert not Decision.objects.filter(verb="correct").exists()
