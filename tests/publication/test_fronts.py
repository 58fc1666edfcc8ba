"""Which stories stand where on a front: laws for any set of stories, and each stated rule."""

from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import NOW
from wiredesk.decisions.slots import Given, SlotName
from wiredesk.publication.fronts import (
    BELOW_PLAN,
    BRIEFS,
    BY_TIME,
    HOME_PLAN,
    PICTURE,
    SECOND,
    SHARE,
    SHORT,
    TAKE,
    URGENT,
    WIDE,
    Candidate,
    Plan,
    arrange,
    candidate_of,
    why,
)
from wiredesk.publication.slot import Merits, Slot

SECTIONS = ("world", "nation", "sport")
PLANS = (BY_TIME, HOME_PLAN, BELOW_PLAN)
SLOTS = st.builds(
    Given,
    front=st.just("home"),
    slot=st.sampled_from([one for one in SlotName if one is not SlotName.BREAKING]),
    until=st.just(NOW + timedelta(hours=9)),
    since=st.integers(0, 50).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
MERITS = st.builds(
    Merits,
    urgency=st.integers(0, 8),
    picture=st.sampled_from((0, 320, 1600)),
    letters=st.integers(0, 5000),
    thread=st.sampled_from(("", "", "", "ferry", "mill")),
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        story=st.text("abcdefgh234567", min_size=3, max_size=3),
        section=st.sampled_from(SECTIONS),
        paid=st.booleans(),
        sort_at=st.integers(0, 500).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        merits=MERITS,
        given=st.one_of(st.none(), st.none(), SLOTS),
    ),
    max_size=60,
    unique_by=lambda candidate: candidate.story,
)
PLAN = st.sampled_from(PLANS)


@given(CANDIDATES, st.integers(1, 40), PLAN)
def test_no_story_stands_twice_and_none_is_invented(candidates: list[Candidate], size: int, plan: Plan) -> None:
    slots = arrange([*candidates, *candidates], size=size, run_limit=3, plan=plan)
    ids = [slot.story for slot in slots]
    assert len(ids) == len(set(ids)) <= size
    assert set(ids) <= {candidate.story for candidate in candidates}


@given(CANDIDATES, PLAN)
def test_paid_copy_has_no_rank_whoever_gave_it_one(candidates: list[Candidate], plan: Plan) -> None:
    paid = {candidate.story for candidate in candidates if candidate.paid}
    slots = arrange(candidates, size=30, run_limit=3, plan=plan)
    assert not any(slot.story in paid for slot in slots if slot.rank != "list")
    assert not any(slot.pinned for slot in slots if slot.story in paid)


@given(CANDIDATES, PLAN)
def test_at_most_three_in_a_row_come_from_one_section(candidates: list[Candidate], plan: Plan) -> None:
    plain = [c for c in candidates if c.given is None]
    of = {candidate.story: candidate.section for candidate in plain}
    slots = arrange(plain, size=30, run_limit=3, plan=plan)
    if len(set(of.values())) > 1:
        assert all(len(list(run)) <= 3 for _, run in groupby(slots, key=lambda slot: of[slot.story]))


@given(CANDIDATES)
def test_a_paper_with_one_section_still_fills_its_home_page(candidates: list[Candidate]) -> None:
    one = [c for c in candidates if c.section == "world" and not c.merits.thread]
    assert len(arrange(one, size=30, run_limit=3, plan=HOME_PLAN)) == min(30, len(one))


@given(CANDIDATES, PLAN)
def test_the_order_in_which_stories_are_handed_in_does_not_matter(candidates: list[Candidate], plan: Plan) -> None:
    handed_in = arrange(candidates, size=20, run_limit=3, plan=plan)
    assert handed_in == arrange(candidates[::-1], size=20, run_limit=3, plan=plan)


@given(CANDIDATES)
def test_of_a_running_story_no_two_stand_on_the_home_page_unless_both_were_given_a_slot(
    candidates: list[Candidate],
) -> None:
    of = {c.story: c.merits.thread for c in candidates if c.merits.thread and not c.paid and c.given is None}
    shown = [of[slot.story] for slot in arrange(candidates, size=60, run_limit=3, plan=HOME_PLAN) if slot.story in of]
    assert len(shown) == len(set(shown))


@given(CANDIDATES, PLAN)
def test_there_is_one_lead_and_it_is_first(candidates: list[Candidate], plan: Plan) -> None:
    ranks = [slot.rank for slot in arrange(candidates, size=30, plan=plan)]
    assert ranks.count("lead") <= 1
    if "lead" in ranks:
        assert ranks[0] == "lead"


@given(CANDIDATES)
def test_what_a_front_says_of_its_stories_is_enough_to_make_it_again(candidates: list[Candidate]) -> None:
    plain = [c for c in candidates if c.given is None]
    slots = arrange(plain, size=60, plan=BELOW_PLAN)
    again = [one for slot in slots if (one := candidate_of(slot)) is not None]
    assert arrange(again, size=60, plan=BELOW_PLAN) == slots


def _story(name: str, minute: int, section: str = "world", *, paid: bool = False, **merits: object) -> Candidate:
    at = NOW + timedelta(minutes=minute)
    return Candidate(story=name, section=section, paid=paid, sort_at=at, merits=Merits(**merits))  # type: ignore[arg-type]


def _given(name: str, minute: int, slot: SlotName, since: int = 0) -> Candidate:
    given = Given("home", slot, NOW + timedelta(hours=9), NOW + timedelta(minutes=since))
    at = NOW + timedelta(minutes=minute)
    return Candidate(story=name, section="world", paid=False, sort_at=at, given=given)


def _ranks(slots: tuple[Slot, ...]) -> dict[str, str]:
    return {slot.story: slot.rank for slot in slots}


def test_what_the_desk_gave_the_lead_leads() -> None:
    slots = arrange([_story("new", 9), _given("old", 1, SlotName.LEAD)], size=5, plan=HOME_PLAN)
    assert [(slot.story, slot.rank, slot.pinned) for slot in slots] == [("old", "lead", True), ("new", "second", False)]


def test_of_two_leads_the_one_given_last_leads_and_the_other_is_of_second_rank() -> None:
    both = [_given("first", 9, SlotName.LEAD, since=1), _given("last", 1, SlotName.LEAD, since=2)]
    assert [(s.story, s.rank) for s in arrange(both, size=5, plan=HOME_PLAN)] == [("last", "lead"), ("first", "second")]


def test_what_was_given_the_second_rank_does_not_lead_while_another_can() -> None:
    slots = arrange([_story("new", 1), _given("given", 9, SlotName.SECOND)], size=5, plan=HOME_PLAN)
    assert [(s.story, s.rank) for s in slots] == [("new", "lead"), ("given", "second")]
    assert _ranks(arrange([_given("given", 9, SlotName.SECOND)], size=5, plan=HOME_PLAN)) == {"given": "lead"}


def test_equal_times_are_told_apart_by_id() -> None:
    slots = arrange([_story("aaa", 1), _story("bbb", 1)], size=5)
    assert [slot.story for slot in slots] == ["bbb", "aaa"]


def test_places_below_the_second_rank_are_a_list() -> None:
    slots = arrange([_story(f"s{n}", n) for n in range(SECOND + 3)], size=30)
    assert [slot.rank for slot in slots] == ["lead", *["second"] * SECOND, "list", "list"]


@pytest.mark.parametrize(
    ("merits", "minutes"),
    [
        ({"urgency": 1}, URGENT[1]),
        ({"urgency": 2}, URGENT[2]),
        ({"urgency": 3}, URGENT[3]),
        ({"picture": WIDE}, PICTURE),
    ],
)
def test_a_merit_is_worth_so_many_minutes_and_not_one_more(merits: dict[str, int], minutes: int) -> None:
    worth = _story("older", 0, **merits)  # type: ignore[arg-type]
    assert arrange([worth, _story("newer", minutes - 1)], size=2, plan=HOME_PLAN)[0].story == "older"
    assert arrange([worth, _story("newer", minutes + 1)], size=2, plan=HOME_PLAN)[0].story == "newer"


def test_a_small_picture_and_an_everyday_urgency_are_worth_nothing() -> None:
    plain = _story("older", 0, urgency=4, picture=WIDE - 1)
    assert arrange([plain, _story("newer", 1)], size=2, plan=HOME_PLAN)[0].story == "newer"


def test_each_further_take_of_a_running_story_counts_and_only_its_newest_is_ranked() -> None:
    takes = [_story(f"take{n}", n, thread="ferry") for n in range(3)]
    slots = arrange([*takes, _story("newer", 2 * TAKE + 1, "sport")], size=9, plan=HOME_PLAN)
    assert [slot.story for slot in slots] == ["take2", "newer"]
    assert slots[0].takes == 3


def test_a_section_front_lists_the_earlier_takes() -> None:
    takes = [_story(f"take{n}", n, thread="ferry") for n in range(3)]
    assert _ranks(arrange(takes, size=9, plan=BELOW_PLAN)) == {"take2": "lead", "take1": "list", "take0": "list"}


def test_a_section_gives_way_to_others_as_it_fills_the_top() -> None:
    world = [_story(f"w{n}", 100 - n) for n in range(3)]
    slots = arrange([*world, _story("s0", 98 - SHARE, "sport")], size=4, plan=HOME_PLAN)
    assert [slot.story for slot in slots] == ["w0", "w1", "s0", "w2"] or slots[1].story == "s0"
    assert [slot.behind for slot in slots if slot.section == "world"] == [0, 1, 2]


def test_the_picture_is_of_a_story_that_stands_nowhere_above() -> None:
    plain = [_story(f"s{n:02}", 100 + n, SECTIONS[n % 3]) for n in range(SECOND + 6)]
    slots = arrange([*plain, _story("seen", 1, "sport", picture=1600)], size=30, plan=HOME_PLAN)
    assert _ranks(slots)["seen"] == "picture"


def test_a_picture_of_the_day_before_has_no_slot_for_its_own_sake() -> None:
    plain = [_story(f"s{n:02}", 25 * 60 + n, SECTIONS[n % 3]) for n in range(SECOND + 6)]
    slots = arrange([*plain, _story("seen", 1, "sport", picture=1600)], size=30, plan=HOME_PLAN)
    assert "picture" not in _ranks(slots).values()


def test_short_texts_are_briefs_where_there_are_enough() -> None:
    plain = [_story(f"s{n:02}", 100 + n, SECTIONS[n % 3], letters=3000) for n in range(SECOND + 6)]
    short = [_story(f"b{n:02}", n, SECTIONS[n % 3], letters=SHORT) for n in range(BRIEFS + 2)]
    ranks = _ranks(arrange([*plain, *short], size=40, plan=HOME_PLAN))
    assert [story for story, rank in ranks.items() if rank == "brief"] == [f"b{n:02}" for n in range(9, 1, -1)]
    assert "brief" not in _ranks(arrange([*plain, *short[:2]], size=40, plan=HOME_PLAN)).values()


def test_each_slot_says_why() -> None:
    takes = [_story(f"take{n}", n, thread="ferry", urgency=2, picture=1600) for n in range(2)]
    plain = [_story(f"w{n}", 5 - n) for n in range(2)]
    slots = {slot.story: slot for slot in arrange([*takes, *plain], size=9, plan=HOME_PLAN)}
    assert why(slots["take1"]) == (
        "By its time, urgency 2 (+180 min), picture (+30 min), 2 takes of its running story (+45 min)"
    )
    assert why(slots["w1"]) == "By its time, 2 of its section above (−90 min)"
    assert why(arrange([_given("g", 1, SlotName.LEAD)], size=1, plan=HOME_PLAN)[0]) == "It was given this slot"
    assert why(arrange([_story("p", 1, paid=True)], size=1)[0]) == "Paid copy: in the list, by its time"
