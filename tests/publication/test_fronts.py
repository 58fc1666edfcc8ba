"""Which stories stand where on a front: laws for any set of stories."""

from datetime import timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import NOW
from wiredesk.publication.fronts import SECOND, Candidate, arrange

SECTIONS = ("world", "nation", "sport")
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        story=st.text("abcdefgh234567", min_size=3, max_size=3),
        section=st.sampled_from(SECTIONS),
        paid=st.booleans(),
        sort_at=st.integers(0, 500).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        pinned=st.booleans(),
    ),
    max_size=60,
    unique_by=lambda candidate: candidate.story,
)


@given(CANDIDATES, st.integers(1, 40))
def test_no_story_stands_twice_and_none_is_invented(candidates: list[Candidate], size: int) -> None:
    slots = arrange([*candidates, *candidates], size=size, run_limit=3)
    ids = [slot.story for slot in slots]
    assert len(ids) == len(set(ids)) <= size
    assert set(ids) <= {candidate.story for candidate in candidates}


@given(CANDIDATES)
def test_paid_copy_never_leads_nor_is_second(candidates: list[Candidate]) -> None:
    paid = {candidate.story for candidate in candidates if candidate.paid}
    assert not any(slot.story in paid for slot in arrange(candidates, size=30, run_limit=3) if slot.rank != "list")


@given(CANDIDATES)
def test_at_most_three_in_a_row_come_from_one_section(candidates: list[Candidate]) -> None:
    plain = [c for c in candidates if not c.pinned]
    of = {candidate.story: candidate.section for candidate in plain}
    slots = arrange(plain, size=30, run_limit=3)
    if len(set(of.values())) > 1:
        assert all(len(list(run)) <= 3 for _, run in groupby(slots, key=lambda slot: of[slot.story]))


@given(CANDIDATES)
def test_a_paper_with_one_section_still_fills_its_home_page(candidates: list[Candidate]) -> None:
    one = [c for c in candidates if c.section == "world"]
    assert len(arrange(one, size=30, run_limit=3)) == min(30, len(one))


@given(CANDIDATES)
def test_the_order_in_which_stories_are_handed_in_does_not_matter(candidates: list[Candidate]) -> None:
    assert arrange(candidates, size=20, run_limit=3) == arrange(candidates[::-1], size=20, run_limit=3)


def _story(name: str, minute: int, *, pinned: bool = False, paid: bool = False) -> Candidate:
    at = NOW + timedelta(minutes=minute)
    return Candidate(story=name, section="world", paid=paid, sort_at=at, pinned=pinned)


def test_what_the_desk_pinned_leads() -> None:
    slots = arrange([_story("new", 9), _story("old", 1, pinned=True)], size=5)
    assert [(slot.story, slot.rank, slot.pinned) for slot in slots] == [("old", "lead", True), ("new", "second", False)]


def test_equal_times_are_told_apart_by_id() -> None:
    slots = arrange([_story("aaa", 1), _story("bbb", 1)], size=5)
    assert [slot.story for slot in slots] == ["bbb", "aaa"]


def test_places_below_the_second_rank_are_a_list() -> None:
    slots = arrange([_story(f"s{n}", n) for n in range(SECOND + 3)], size=30)
    assert [slot.rank for slot in slots] == ["lead", *["second"] * SECOND, "list", "list"]
