"""What was withdrawn does not come back under another name, and a notice stops a story that it overtook."""

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.spike import spike
from wiredesk.decisions.models import Standing
from wiredesk.story.models import Story

NOTICE = item("n1", "KILL KILL KILL - Second lock opens at Port Anjal", ("Kill this.",))
OTHER = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
LATER = "Thu, 30 Oct 2025 10:00:00 +0530"


@pytest.fixture
def killed(paper: Newspaper) -> Newspaper:
    """A paper with a second agency, and one story that was killed."""
    paper.service("pti", provider="PTI", section="Nation")
    paper.take(item("g1"))
    kill(paper.story("g1").pk, by=paper.person(), reason="Names a minor", now=paper.now)
    paper.flow()
    return paper


def assert_nowhere(paper: Newspaper) -> None:
    for words in ("Second lock opens", "Tavi Roan", "divers had found"):
        assert paper.pages_with(words) == []


def test_killed_words_under_a_new_guid_days_later_wait_for_a_person(killed: Newspaper) -> None:
    killed.later(days=4)
    killed.take(item("g7", at=LATER))
    assert killed.standing("g7") == "held"
    assert killed.story("g1").pk in Standing.objects.get(story=killed.story("g7")).reason
    assert_nowhere(killed)
    release(killed.story("g7").pk, by=killed.person(), reason="The court lifted its order", now=killed.now)
    killed.flow()
    assert killed.pages_with("divers had found")


def test_killed_words_from_another_agency_wait_for_a_person(killed: Newspaper) -> None:
    killed.take(item("p1"), service="pti")
    assert Standing.objects.get(story=killed.story("p1", "PTI")).state == "held"
    assert_nowhere(killed)


def test_killed_words_as_an_update_of_another_story_wait_for_a_person(killed: Newspaper) -> None:
    killed.take(item("g8", "Bridge painted green", OTHER))
    killed.take(item("g8"))
    assert killed.standing("g8") == "live"
    assert_nowhere(killed)


def test_spiked_words_under_a_new_guid_wait_too(paper: Newspaper) -> None:
    (paper.home.path / "word_lists.toml").write_text('[[list]]\nreason = "Court"\nwords = ["Tavi Roan"]\n')
    paper.take(item("g1"))
    spike(paper.story("g1").pk, by=paper.person(), reason="Never", now=paper.now)
    (paper.home.path / "word_lists.toml").unlink()
    paper.later(days=4)
    paper.take(item("g7", at=LATER))
    assert paper.standing("g7") == "held"


def test_words_of_a_restored_story_are_nobodys_secret(killed: Newspaper) -> None:
    restore(killed.story("g1").pk, by=killed.person(), reason="A mistake", now=killed.now)
    killed.flow()
    killed.later(days=4)
    killed.take(item("g7", at=LATER))
    assert killed.standing("g7") == "live"


def test_short_words_that_recur_are_not_held_for_somebody_elses_kill(paper: Newspaper) -> None:
    paper.take(item("g1", "Budget", ("Details are awaited.",)), item("g2", "Election", ("Details are awaited.",)))
    kill(paper.story("g1").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.take(item("g3", "Ferries", ("Details are awaited.",)))
    assert paper.standing("g3") == "live"


@pytest.mark.parametrize("order", ["before", "together", "after"])
def test_a_notice_that_names_a_headline_stops_its_story_whichever_comes_first(paper: Newspaper, order: str) -> None:
    if order == "together":
        paper.take(item("g1"), NOTICE)
    else:
        paper.take(NOTICE if order == "before" else item("g1"))
        paper.later(minutes=1)
        paper.take(item("g1") if order == "before" else NOTICE)
    assert Story.objects.count() == 1
    assert paper.standing("g1") == "suspended"
    assert_nowhere(paper)


def test_a_notice_stops_one_story_and_not_its_substitute(paper: Newspaper) -> None:
    paper.take(NOTICE)
    paper.take(item("g1"))
    paper.later(minutes=30)
    paper.take(item("g5", paragraphs=(*PARAGRAPHS[:2], "No crane was needed, Roan said.")))
    assert paper.standing("g1") == "suspended"
    assert paper.standing("g5") == "live"


def test_a_notice_that_is_weeks_old_stops_nothing_new(paper: Newspaper) -> None:
    paper.take(NOTICE)
    paper.later(days=20)
    paper.take(item("g1", at="Sat, 15 Nov 2025 10:00:00 +0530"))
    assert paper.standing("g1") == "live"


def test_a_notice_that_names_nothing_stops_nobody_elses_story(paper: Newspaper) -> None:
    paper.take(item("g1", "CORRECTED:"), item("g2", "Bridge painted green", OTHER))
    before = dict(Standing.objects.values_list("story", "state"))
    paper.later(minutes=1)
    paper.take(item("n1", "KILL KILL KILL", ("Kill this.",)))
    assert before.items() <= dict(Standing.objects.values_list("story", "state")).items()


@pytest.mark.parametrize("first", ["kill", "update"])
def test_a_kill_and_an_update_in_one_feed_end_as_the_kill(paper: Newspaper, first: str) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    notice, update = item("g1", paragraphs=(), extra=CANCELED), item("g1", paragraphs=(*PARAGRAPHS, "An update."))
    paper.take(*((notice, update) if first == "kill" else (update, notice)))
    assert paper.standing("g1") == "killed"
    assert_nowhere(paper)


def test_a_kill_of_one_of_two_names_takes_the_story(paper: Newspaper) -> None:
    paper.take(item("g1"), item("g2"))
    paper.take(item("g2", paragraphs=(), extra=CANCELED))
    paper.take(item("g1", paragraphs=(*PARAGRAPHS, "An update.")))
    assert paper.standing("g1") == "killed"
    assert_nowhere(paper)
