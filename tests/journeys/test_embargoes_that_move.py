"""Embargoes beside everything else that happens to a story: nothing but their end or an express word lets words out."""

from datetime import datetime, timedelta

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.publish import publish
from wiredesk.decisions.actions.release import release, release_held_by
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.review import review
from wiredesk.decisions.actions.suspend import suspend
from wiredesk.decisions.models import Standing

HOUR = timedelta(hours=1)
NEWS = "The first boats passed at noon, the harbour office said."
LONGER = (*PARAGRAPHS, NEWS)
BRIDGE = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
UNREADABLE = "<dcterms:available>after the minister has spoken</dcterms:available>"


def until(instant: datetime) -> str:
    """An embargo as an element."""
    return f"<dcterms:available>{instant.isoformat()}</dcterms:available>"


@pytest.fixture
def updated(paper: Newspaper) -> Newspaper:
    """A live story, and an update of it that is embargoed for an hour."""
    paper.take(item("g1"))
    paper.later(minutes=1)
    paper.take(item("g1", paragraphs=LONGER, extra=until(paper.now + HOUR)))
    assert paper.pages_with("divers had found")
    assert not paper.pages_with(NEWS)
    paper.later(minutes=1)
    return paper


def assert_waits_an_hour(paper: Newspaper, words: str = NEWS) -> None:
    """These words are nowhere now, and public when the embargo is over."""
    paper.flow()
    assert paper.pages_with(words) == []
    paper.now += HOUR
    paper.flow()
    assert paper.pages_with(words)


@pytest.mark.parametrize("stop", [hold, suspend])
def test_letting_an_embargoed_story_go_leaves_its_embargo(paper: Newspaper, stop: object) -> None:
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    story = paper.story("g1").pk
    stop(story, by=paper.person(), reason="Checking", now=paper.now)  # type: ignore[operator]
    release(story, by=paper.person(), reason="Checked", now=paper.now)
    assert paper.standing("g1") == "embargoed"
    assert_waits_an_hour(paper, "divers had found")


def test_releasing_a_batch_lifts_no_embargo(paper: Newspaper) -> None:
    paper.service("busy", section="Business", max_per_hour=1)
    paper.take(item("b0", "Bridge painted", BRIDGE), item("g1", extra=until(paper.now + HOUR)), service="busy")
    assert paper.standing("g1") == "held"
    assert Standing.objects.get(story=paper.story("g1")).due_at == paper.now + HOUR
    release_held_by("hourly_cap", by=paper.person(), reason="All fine", now=paper.now)
    assert_waits_an_hour(paper, "divers had found")


def test_an_unreadable_word_list_drops_no_embargo(paper: Newspaper) -> None:
    (paper.home.path / "word_lists.toml").write_text("[[list]\n")
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    release(paper.story("g1").pk, by=paper.person(), reason="No name in it", now=paper.now)
    assert_waits_an_hour(paper, "divers had found")


def test_restoring_a_story_leaves_the_embargo_of_its_update(updated: Newspaper) -> None:
    story = updated.story("g1").pk
    kill(story, by=updated.person(), reason="Wrong", now=updated.now)
    updated.flow()
    restore(story, by=updated.person(), reason="Right after all", now=updated.now)
    updated.flow()
    assert updated.pages_with("divers had found")
    assert_waits_an_hour(updated)


def test_letting_a_held_story_go_leaves_the_embargo_of_its_update(updated: Newspaper) -> None:
    story = updated.story("g1").pk
    hold(story, by=updated.person(), reason="Checking", now=updated.now)
    updated.flow()
    release(story, by=updated.person(), reason="Checked", now=updated.now)
    updated.flow()
    assert updated.pages_with("divers had found")
    assert_waits_an_hour(updated)


def test_publishing_by_hand_leaves_the_embargo_of_an_update(updated: Newspaper) -> None:
    publish(updated.story("g1").pk, by=updated.person(), now=updated.now)
    assert_waits_an_hour(updated)


def test_a_version_after_an_embargoed_one_waits_with_it(updated: Newspaper) -> None:
    updated.take(item("g1", paragraphs=(*LONGER, "The pilot was pleased.")))
    assert_waits_an_hour(updated)
    assert updated.pages_with("The pilot was pleased.")


def test_a_version_after_an_embargo_that_cannot_be_read_waits_with_it(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    paper.take(item("g1", paragraphs=LONGER, extra=UNREADABLE))
    paper.take(item("g1", paragraphs=(*LONGER, "The pilot was pleased.")))
    assert paper.pages_with(NEWS) == []
    release(paper.story("g1").pk, by=paper.person(), reason="He has spoken", now=paper.now)
    paper.flow()
    assert paper.pages_with("The pilot was pleased.")


def test_an_embargo_that_can_be_read_takes_the_place_of_one_that_cannot(paper: Newspaper) -> None:
    paper.take(item("g1", extra=UNREADABLE))
    assert paper.standing("g1") == "held"
    paper.later(minutes=1)
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    assert paper.standing("g1") == "embargoed"
    assert_waits_an_hour(paper, "divers had found")


def test_an_embargo_put_on_words_that_are_public_takes_them_down(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = paper.path_of("g1")
    paper.later(minutes=1)
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    assert paper.page(path)[0] == 404
    assert_waits_an_hour(paper, "divers had found")
    assert paper.path_of("g1") == path


def test_the_same_words_under_another_guid_with_an_embargo_come_down_too(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    paper.take(item("g2", extra=until(paper.now + HOUR)))
    assert_waits_an_hour(paper, "divers had found")


def test_an_embargo_that_cannot_be_read_on_public_words_holds_them(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.take(item("g1", extra=UNREADABLE))
    assert paper.standing("g1") == "held"
    assert paper.pages_with("divers had found") == []


def test_an_agency_may_move_an_embargo_earlier_and_later(paper: Newspaper) -> None:
    end = paper.now + 2 * HOUR
    paper.take(item("g1", extra=until(end)), item("g2", "Bridge painted", BRIDGE, extra=until(end)))
    paper.later(minutes=2)
    paper.take(item("g1", extra=until(end - HOUR)), item("g2", "Bridge painted", BRIDGE, extra=until(end + HOUR)))
    paper.now = end - HOUR
    paper.flow()
    assert (paper.standing("g1"), paper.standing("g2")) == ("live", "embargoed")
    paper.now = end
    paper.flow()
    assert paper.pages_with("Bridge painted") == []


def test_an_embargo_moved_to_a_time_that_is_past_is_over(paper: Newspaper) -> None:
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    paper.later(minutes=2)
    paper.take(item("g1", extra=until(paper.now - timedelta(minutes=1))))
    assert paper.standing("g1") == "live"


def test_an_update_without_an_embargo_ends_none(paper: Newspaper) -> None:
    paper.take(item("g1", extra=until(paper.now + HOUR)))
    paper.take(item("g1", paragraphs=LONGER))
    assert_waits_an_hour(paper)


def test_a_clock_set_back_shows_nothing_before_its_time(paper: Newspaper) -> None:
    end = paper.now + HOUR
    paper.take(item("g1", extra=until(end)))
    paper.now = end
    paper.flow()
    paper.now = end - 2 * HOUR
    hold(paper.story("g1").pk, by=paper.person(), reason="Odd clock", now=paper.now)
    release(paper.story("g1").pk, by=paper.person(), reason="Mended", now=paper.now)
    paper.flow()
    assert paper.pages_with("divers had found") == []


def test_a_version_that_becomes_public_by_itself_was_read_by_nobody(updated: Newspaper) -> None:
    review(updated.story("g1").pk, by=updated.person(), now=updated.now)
    assert Standing.objects.get().reviewed
    assert_waits_an_hour(updated)
    assert not Standing.objects.get().reviewed


def test_an_embargoed_correction_is_said_to_be_one_when_it_is_public(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    corrected = "CORRECTED-Second lock opens at Port Anjal"
    paper.take(item("g1", corrected, LONGER, extra=until(paper.now + HOUR)))
    assert not Standing.objects.get().corrected
    assert_waits_an_hour(paper)
    assert Standing.objects.get().corrected


def test_a_person_publishes_a_version_that_a_guard_stopped(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    paper.take(item("g1", paragraphs=(*PARAGRAPHS, "The mayor said that the ...")))
    assert Standing.objects.get().waiting is not None
    publish(paper.story("g1").pk, by=paper.person(), now=paper.now)
    paper.flow()
    assert paper.pages_with("The mayor said that the")


def test_releasing_an_embargoed_update_of_a_live_story_has_to_be_said_expressly(updated: Newspaper) -> None:
    story = updated.story("g1").pk
    with pytest.raises(ActionRefused, match="lifted"):
        release(story, by=updated.person(), reason="Go", now=updated.now)
    release(story, by=updated.person(), reason="Lifted by phone", now=updated.now, lift_embargo=True)
    updated.flow()
    assert updated.pages_with(NEWS)
