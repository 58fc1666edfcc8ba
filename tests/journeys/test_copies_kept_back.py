"""Joined copies share their fate: what takes one down holds the rest, and an embargo or a hold lets no copy out."""

import pytest

from tests.ferry_copy import (
    CANCELED,
    EMBARGO,
    FERRY,
    MARKET,
    PTI_FERRY,
    TAKE,
    address,
    assert_nowhere,
    ferry,
    leads_to,
    own_pages,
    pti,
)
from tests.newspaper import Newspaper, item
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.part import part
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.models import Standing
from wiredesk.publication.models import PublicStory


@pytest.mark.parametrize("which", ["first", "second"])
@pytest.mark.parametrize("how", ["agency", "desk"])
def test_a_kill_of_either_takes_the_text_from_every_page(joined: Newspaper, which: str, how: str) -> None:
    guid, service, code = ("a1", "wire", "ANI") if which == "first" else ("p1", "pti", "PTI")
    if how == "agency":
        joined.take(item(guid, "Withdrawn", (), extra=CANCELED), service=service)
    else:
        kill(joined.story(guid, code).pk, by=joined.person(), reason="Names a minor", now=joined.now)
        joined.flow()
    assert_nowhere(joined)
    assert own_pages(joined) == []
    states = set(Standing.objects.values_list("state", flat=True))
    assert states == {"killed", "held"}
    held = Standing.objects.get(state="held")
    assert joined.story(guid, code).pk in held.reason
    assert "killed" in held.reason


def test_after_a_kill_the_desk_may_let_the_other_agencys_copy_go_at_its_own_address(joined: Newspaper) -> None:
    first = joined.path_of("a1")
    joined.take(item("a1", "Withdrawn", (), extra=CANCELED))
    release(pti(joined), by=joined.person(), reason="PTI stands by it", now=joined.now)
    joined.flow()
    path = address(joined, pti(joined))
    assert joined.page(path)[0] == 200
    assert joined.page(first)[0] == 410
    assert "Also reported" not in joined.page(path)[1]
    restore(joined.story("a1").pk, by=joined.person(), reason="A mistake", now=joined.now)
    joined.flow()
    assert joined.page(first)[0] == 200
    assert leads_to(joined, path) == first


def test_a_kill_of_a_take_whose_text_stands_at_the_first_address_takes_it_away(paper: Newspaper) -> None:
    paper.take(ferry("a1"), item("o1", "Onion at Rs 1,850", MARKET))
    paper.later(minutes=30)
    paper.take(ferry("a2", TAKE, at="Sun, 26 Oct 2025 10:30:00 +0530", headline="Ferry's captain is questioned"))
    paper.take(item("a2", "Withdrawn", (), extra=CANCELED))
    assert_nowhere(paper)
    assert paper.pages_with("captain is questioned") == []
    assert paper.standing("a1") == "held"


def test_a_take_that_was_parted_and_then_killed_is_on_no_page_that_showed_it(paper: Newspaper) -> None:
    paper.take(ferry("a1"), item("o1", "Onion at Rs 1,850", MARKET))
    paper.later(minutes=30)
    paper.take(ferry("a2", TAKE, at="Sun, 26 Oct 2025 10:30:00 +0530", headline="Ferry's captain is questioned"))
    paper.later(minutes=1)
    paper.take(item("o1", "Onion at Rs 1,850 again", MARKET, at="Sun, 26 Oct 2025 10:40:00 +0530"))
    assert paper.path_of("o1") in paper.pages_with("captain is questioned"), "not shown beside it"
    part(paper.story("a2").pk, by=paper.person(), reason="Another story", now=paper.now)
    paper.flow()
    kill(paper.story("a2").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    assert paper.pages_with("captain is questioned") == []
    assert paper.page(paper.path_of("a1"))[0] == 200


def test_a_hold_by_the_desk_lets_no_copy_take_its_place(joined: Newspaper) -> None:
    hold(joined.story("a1").pk, by=joined.person(), reason="Is it true?", now=joined.now)
    joined.flow()
    assert_nowhere(joined)
    release(joined.story("a1").pk, by=joined.person(), reason="It is", now=joined.now)
    joined.flow()
    assert joined.page(joined.path_of("a1"))[0] == 200


@pytest.mark.parametrize("how", [kill, hold])
def test_a_copy_of_what_was_taken_down_waits_for_a_person(two: Newspaper, how: type) -> None:
    two.take(ferry("a1"))
    how(two.story("a1").pk, by=two.person(), reason="Names a minor", now=two.now)
    two.flow()
    two.take(ferry("p1", PTI_FERRY), service="pti")
    assert two.story("a1").pk in Standing.objects.get(story=pti(two), state="held").reason
    assert_nowhere(two)


SHORT = (
    "Lisk, October 26 : A teacher of the river school was questioned on Sunday after a pupil had been found "
    "unconscious {where}, inspector Tavi Roan said. The school stays closed while the {who} hears the staff."
)


def test_a_killed_text_does_not_come_back_by_its_agency_with_a_word_changed(paper: Newspaper) -> None:
    paper.take(item("a1", "Teacher questioned", (SHORT.format(where="in the yard", who="inspector"),)))
    paper.take(item("a1", "Withdrawn", (), extra=CANCELED))
    paper.take(item("a2", "Teacher is questioned", (SHORT.format(where="in a yard", who="police"),)))
    assert paper.story("a1").pk in Standing.objects.get(story=paper.story("a2"), state="held").reason
    assert paper.pages_with("river school") == []


def test_an_agencys_own_substitute_that_leaves_out_what_was_wrong_is_public(paper: Newspaper) -> None:
    paper.take(ferry("a1"))
    paper.take(item("a1", "Withdrawn", (), extra=CANCELED))
    paper.take(ferry("a2", (FERRY[0], FERRY[2]), headline="Ferry aground off Lisk"))
    assert paper.standing("a2") == "live"


def test_an_embargoed_copy_of_a_live_story_is_unseen_until_its_time(two: Newspaper) -> None:
    two.take(ferry("a1"))
    two.take(ferry("p1", PTI_FERRY, extra=EMBARGO), service="pti")
    page = two.page(two.path_of("a1"))[1]
    assert "Also reported" not in page
    two.later(hours=20)
    two.flow()
    assert "Also reported" in two.page(two.path_of("a1"))[1]


def test_another_agencys_copy_that_came_free_does_not_wait_for_an_embargo(two: Newspaper) -> None:
    two.take(ferry("a1", extra=EMBARGO))
    two.take(ferry("p1", PTI_FERRY), service="pti")
    assert (two.standing("a1"), Standing.objects.get(story=pti(two)).state) == ("embargoed", "live")
    assert own_pages(two) == [PublicStory.objects.get(story=pti(two)).path]
    two.later(hours=20)
    two.flow()
    assert own_pages(two) == [two.path_of("a1")]
    assert leads_to(two, PublicStory.objects.get(story=pti(two)).path) == two.path_of("a1")


@pytest.mark.parametrize("together", [True, False])
def test_the_same_agencys_take_of_an_embargoed_story_keeps_its_embargo(two: Newspaper, together: bool) -> None:
    take = ferry("a2", TAKE, at="Sun, 26 Oct 2025 10:30:00 +0530")
    if together:
        two.take(ferry("a1", extra=EMBARGO), take)
    else:
        two.take(ferry("a1", extra=EMBARGO))
        two.take(take)
    assert_nowhere(two)
    assert two.standing("a2") == "embargoed"
    two.later(hours=20)
    two.flow()
    assert own_pages(two) == [two.path_of("a1")]
