"""Fronts from the desk's word to the page: a slot that a story was given, and of a running story the newest only."""

from datetime import timedelta

import pytest

from tests.newspaper import Newspaper, item
from tests.outlets.reading import html, links, said
from tests.running_stories import told
from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.place import pin
from wiredesk.publication.models import GivenSlot
from wiredesk.story.models import Threaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def fronts(paper: Newspaper) -> Newspaper:
    """A paper of two sections, with a dozen stories a section, a minute apart."""
    paper.service("sport", section="Sport")
    for number in range(12):
        at = f"Sun, 26 Oct 2025 09:{number:02d}:00 +0530"
        words = (f"Barge {number} passed the lock on Sunday.", "The harbour office said so. " * 60)
        paper.take(item(f"w{number}", f"Barge {number} passes", words, at=at))
        words = (f"Rower {number} came in first on Sunday.", "The rowing club said so. " * 60)
        paper.take(item(f"s{number}", f"Rower {number} wins", words, at=at), service="sport")
    return paper


def lead(paper: Newspaper, path: str) -> str:
    """The headline that leads a front."""
    page = html(paper.page(path)[1])
    return said(page, "article.lead h2" if path == "/" else "article.card.a h2")


def given(paper: Newspaper, guid: str, front: str, slot: str = "lead", hours: int = 2) -> None:
    """The desk gives a story a slot."""
    until = paper.now + timedelta(hours=hours)
    pin(paper.story(guid).pk, until, by=paper.person(), now=paper.now, front=front, slot=slot)
    paper.flow()


def test_a_slot_is_held_on_any_front_until_its_time_is_over(fronts: Newspaper) -> None:
    before = lead(fronts, "/sport/")
    given(fronts, "w1", "sport")
    assert lead(fronts, "/sport/") == "Barge 1 passes"
    assert lead(fronts, "/international/") != "Barge 1 passes"
    fronts.later(hours=3)
    fronts.flow()
    assert lead(fronts, "/sport/") == before
    assert fronts.path_of("w1") not in links(html(fronts.page("/sport/")[1]))
    assert not GivenSlot.objects.exists()


def test_a_story_holds_slots_of_several_fronts_and_gives_up_all_of_them(fronts: Newspaper) -> None:
    given(fronts, "w1", "home")
    given(fronts, "w1", "section/sport", "second")
    assert lead(fronts, "/") == "Barge 1 passes"
    assert fronts.path_of("w1") in links(html(fronts.page("/sport/")[1]), "h2 a")
    pin(fronts.story("w1").pk, None, by=fronts.person(), now=fronts.now)
    fronts.flow()
    assert lead(fronts, "/") != "Barge 1 passes"
    assert fronts.path_of("w1") not in links(html(fronts.page("/sport/")[1]))


def test_a_slot_of_each_rank_can_be_given(fronts: Newspaper) -> None:
    for guid, slot in (("w1", "second"), ("s1", "brief")):
        given(fronts, guid, "home", slot)
    page = html(fronts.page("/")[1])
    assert fronts.path_of("w1") in links(page, ".front h3 a, .also a")
    assert fronts.path_of("s1") in links(page, ".briefs a")


def test_a_kill_takes_a_story_out_of_the_slots_that_it_was_given(fronts: Newspaper) -> None:
    given(fronts, "w1", "sport")
    kill(fronts.story("w1").pk, by=fronts.person(), reason="Names a minor", now=fronts.now)
    fronts.flow()
    assert fronts.pages_with("Barge 1 passes") == []
    assert not GivenSlot.objects.exists()


def test_paid_copy_takes_no_slot(fronts: Newspaper) -> None:
    fronts.take(item("paid", "Soap maker opens a shop", ("The soap is new. (ANI/NewsVoir)", "It is said to clean.")))
    given(fronts, "paid", "home")
    assert lead(fronts, "/") != "Soap maker opens a shop"
    assert fronts.path_of("paid") not in links(html(fronts.page("/")[1]), ".lead a, .c3.pair a, .briefs a")


@pytest.mark.parametrize(("front", "slot"), [("nowhere", "lead"), ("edition/pune", "lead"), ("sport", "brief")])
def test_a_slot_that_there_is_not_is_refused(fronts: Newspaper, front: str, slot: str) -> None:
    with pytest.raises(UsageError):
        given(fronts, "w1", front, slot)


def test_the_home_page_has_the_newest_of_a_running_story_with_its_earlier_takes_as_lines(paper: Newspaper) -> None:
    told(paper, "ferry-1", "mill", "ferry-2", "ferry-3")
    assert Threaded.objects.count() == 3
    page = html(paper.page("/")[1])
    assert said(page, "article.lead h2 a") == "Ferry Palomar towed off Hallan reef to Lisk, Brannoch Lines says"
    assert links(page, "article.lead .also a") == [paper.path_of("ferry-2"), paper.path_of("ferry-1")]
    kill(paper.story("ferry-3").pk, by=paper.person(), reason="wrong ferry", now=paper.now)
    paper.flow()
    assert paper.path_of("ferry-2") in links(html(paper.page("/")[1]), "article.lead h2 a, .pair h3 a")
