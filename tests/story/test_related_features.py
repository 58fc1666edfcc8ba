"""How alike two stories are."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related.features import FEATURES, Side, beside, compare, cosine, side, title_cosine
from wiredesk.story.related.reading import Piece, read, title_of

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
WORDS = ("Ferry", "ferries", "stop", "Lindholm", "Orrey", "12", "2.5", "fog:", "council", "UPDATE", "1-Rowing-", "नौका")
HEADLINES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def told(headline: str, hours: float | None = 0.0, text: str = "") -> Side:
    at = None if hours is None else NOON + timedelta(hours=hours)
    return side(read(Piece(id=headline, headline=headline, at=at, text=text), lambda stem: 0.1 + len(stem) % 7 / 10))


@given(HEADLINES, HEADLINES, st.floats(0, 500) | st.none())
def test_every_feature_is_a_small_number_whatever_is_compared(one: str, other: str, hours: float | None) -> None:
    for value in compare(told(one), told(other, hours)):
        assert math.isfinite(value)
        assert -0.001 <= value <= 3.0


@given(HEADLINES, HEADLINES)
def test_cosines_do_not_ask_which_story_came_first(one: str, other: str) -> None:
    here, there = compare(told(one), told(other)), compare(told(other), told(one))
    for name in ("title_cosine", "front_cosine", "sharp_cosine", "whole_cosine", "pairs_shared", "capitals_apart"):
        assert getattr(here, name) == pytest.approx(getattr(there, name))


def test_a_story_is_wholly_like_itself() -> None:
    same = compare(told("Ferry stops at Lindholm"), told("Ferry stops at Lindholm"))
    assert same.title_cosine == pytest.approx(1.0)
    assert same.covered == same.covers == pytest.approx(1.0)
    assert same.rarest_missing == same.rarest_extra == 0.0


def test_numbers_that_differ_are_told_from_numbers_that_are_not_there() -> None:
    assert compare(told("Fares up 12"), told("Fares up 15")).numbers_apart == 1.0
    assert compare(told("Fares up 12"), told("Fares up")).numbers_apart == 0.0
    assert compare(told("Fares up 12"), told("Fares: 12 more")).numbers_shared == 1.0


def test_recency_fades_and_a_story_without_time_has_none() -> None:
    hour, week = (compare(told("Fog"), told("Fog", -hours)).recency for hours in (1, 168))
    assert hour > week == pytest.approx(math.exp(-1))
    assert compare(told("Fog"), told("Fog", None)).timeless == 1.0


def test_a_text_counts_where_both_have_one() -> None:
    here = told("Fog", text="The ferry to Orrey waited.")
    assert compare(here, told("Mist", text="A ferry to Orrey waits.")).whole_cosine > 0.3
    assert compare(here, told("Mist")).has_text == 0.0


def test_candidates_are_measured_by_the_best_of_them() -> None:
    new = told("Ferry stops at Lindholm")
    first, second = beside([compare(new, told(one)) for one in ("Ferry stops at Lindholm", "Ferry sinks")])
    assert first.behind == 0.0 > second.behind
    assert (first.place, second.place) == (0.0, 0.05)


def test_every_feature_has_a_name() -> None:
    new = told("Fog")
    compared = compare(new, new)
    assert len(FEATURES) == len(compared) + len(beside([compared])[0]) == len(set(FEATURES))


def test_the_cosine_of_nothing_is_nothing() -> None:
    assert cosine({}, {"a": 1.0}) == 0.0


@given(HEADLINES, HEADLINES)
def test_headlines_compared_by_lengths_are_compared_as_vectors_are(one: str, other: str) -> None:
    here, there = told(one), told(other)
    plain = cosine(title_of(here.reading), title_of(there.reading))
    assert title_cosine(here, there) == compare(here, there).title_cosine == plain
