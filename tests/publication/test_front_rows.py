"""Fronts that a batch touched are made anew, the others stay: together they are what all of them made anew would be."""

from datetime import timedelta

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item, rss
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.place import pin, place
from wiredesk.publication.front_record import front_of
from wiredesk.publication.front_rows import refresh_fronts
from wiredesk.publication.models import Front

pytestmark = pytest.mark.django_db
SECTIONS = ("International", "Business", "Sport")


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home.changed(front_size=4))
    for section in SECTIONS:
        made.service(section.lower(), section=section)
    return made


def fronts() -> dict[tuple[str, str], bytes]:
    """Every front as it is stored."""
    return {(row.kind, row.slug): bytes(row.data) for row in Front.objects.all()}


def assert_as_if_made_anew(paper: Newspaper) -> None:
    stand = fronts()
    refresh_fronts(paper.title, paper.now, paper.home.options)
    assert fronts() == stand


def send(paper: Newspaper, number: int, service: str, text: str = "") -> None:
    paper.later(minutes=1)
    words = text or f"Port Anjal, October 26 : Barge {number} passed the lock on Sunday, the harbour office said."
    at = f"Sun, 26 Oct 2025 10:{number:02d}:00 +0530"
    paper.receive(rss(item(f"g{number}", f"Barge {number} passes", (words, f"Passage {number}."), at=at)), service)
    paper.flow()


def test_after_every_change_the_fronts_are_those_made_anew(paper: Newspaper) -> None:
    by = paper.person()
    for number in range(14):
        send(paper, number, SECTIONS[number * 2 % 3].lower())
        assert_as_if_made_anew(paper)
    place(paper.story("g13").pk, "sport", by=by, reason="It is a regatta", now=paper.now)
    paper.flow()
    assert_as_if_made_anew(paper)
    pin(paper.story("g2").pk, paper.now + timedelta(hours=2), by=by, now=paper.now)
    paper.flow()
    assert_as_if_made_anew(paper)
    kill(paper.story("g12").pk, by=by, reason="Names a minor", now=paper.now)
    paper.flow()
    assert_as_if_made_anew(paper)


def test_what_stories_are_ranked_by_outlasts_the_arrivals_after_them(paper: Newspaper) -> None:
    urgent = "<x:urgency xmlns:x='urn:x'>2</x:urgency>"
    for number in range(12):
        paper.later(minutes=1)
        at = f"Sun, 26 Oct 2025 10:{number:02d}:00 +0530"
        words = (f"Barge {number} passed the lock on Sunday.", f"Passage {number}.")
        one = item(f"g{number}", f"Barge {number} passes", words, at=at, extra=urgent if number in (4, 5) else "")
        paper.receive(rss(one), SECTIONS[number % 2].lower())
        paper.flow()
        assert_as_if_made_anew(paper)
    for section, guid in (("international", "g4"), ("business", "g5")):
        front = front_of(bytes(Front.objects.get(kind="section", slug=section).data))
        lead = front.slots[0]
        assert (lead.story, lead.merits and lead.merits.urgency) == (paper.story(guid).pk, 2)
        assert all(slot.merits is not None and slot.merits.letters > 0 for slot in front.slots)


def test_a_story_that_leaves_a_further_section_leaves_its_front(paper: Newspaper) -> None:
    same = "Port Anjal, October 26 : " + "The same long copy goes to two services of the agency at once. " * 5
    send(paper, 1, "international", same)
    send(paper, 2, "business")
    paper.later(minutes=1)
    again = item("other", "Barge 1 passes", (same, "Passage 1."), at="Sun, 26 Oct 2025 10:01:00 +0530")
    paper.receive(rss(again), "business")
    paper.flow()
    path = paper.path_of("g1")
    assert path in paper.page("/business/")[1]
    assert_as_if_made_anew(paper)
    kill(paper.story("g1").pk, by=paper.person(), reason="Names a minor", now=paper.now)
    paper.flow()
    assert path not in paper.page("/business/")[1]
    assert_as_if_made_anew(paper)
