"""What of a story is compared: headlines taken apart, words cut to stems, rarities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related.reading import KEPT, Piece, rarity_of, read, taken_apart, unit
from wiredesk.story.related.stems import stem


def even(_: str) -> float:
    return 0.5


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("UPDATE 1-Rowing-Harbour crew wins in fog", ("update", "Rowing", "Harbour crew wins in fog")),
        ("REFILE-WRAPUP 2-Ferries stop", ("refile", "", "Ferries stop")),
        ("Factbox: What the ferries carry", ("factbox", "", "What the ferries carry")),
        ("Harbour: crew wins", ("", "Harbour", "crew wins")),
        ("Crew wins in fog", ("", "", "Crew wins in fog")),
        ("Debt-ridden island asks again", ("", "Debt", "ridden island asks again")),
        ("", ("", "", "")),
    ],
)
def test_a_headline_says_how_far_it_is_told_and_where_before_what(headline: str, parts: tuple[str, str, str]) -> None:
    assert taken_apart(headline) == parts


@given(st.text(max_size=80))
def test_no_headline_is_lost_in_taking_it_apart(headline: str) -> None:
    stage, label, rest = taken_apart(headline)
    assert headline.endswith(rest)
    assert label in headline
    assert stage == stage.casefold()


def test_dotted_letters_are_one_word() -> None:
    assert read(Piece(id="a", headline="U.S. ferries stop"), even).spelt == ("us", "ferries", "stop")


def test_names_are_what_is_printed_with_a_capital_inside_a_headline() -> None:
    reading = read(Piece(id="a", headline="Ferry to Lindholm stops at Orrey"), even)
    assert reading.names == ("lindh", "orrey")


def test_numbers_keep_their_points() -> None:
    assert read(Piece(id="a", headline="Fares up 2.5 pct, 1,200 stranded"), even).numbers == ("2.5", "1,200")


def test_a_press_release_is_told_by_its_capitals() -> None:
    assert read(Piece(id="a", headline="Lindholm Ferries Announces New Timetable"), even).capitals == 1.0


def test_a_long_text_keeps_a_bounded_number_of_stems() -> None:
    text = " ".join(f"{chr(97 + at % 26)}{at}x" for at in range(KEPT * 3))
    assert len(read(Piece(id="a", headline="Long", text=text), even).whole) == KEPT


def test_a_headline_alone_has_no_vector_of_a_text() -> None:
    assert read(Piece(id="a", headline="Ferries stop"), even).whole == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("greek", "greece"), ("elections", "electoral"), ("mln", "million"), ("शिक्षकों", "शिक्षक")],
)
def test_forms_of_one_word_are_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_no_word_cut_short_is_taken_for_a_line_of_the_table() -> None:
    assert stem("drug").startswith("=")
    assert not stem("drugstores").startswith("=")


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_rarity_stays_between_nothing_and_one(count: int, stories: int) -> None:
    assert 0.0 <= rarity_of(count, stories) <= 1.0


def test_a_word_of_every_story_is_worth_nothing_and_a_new_one_everything() -> None:
    assert rarity_of(5000, 5000) == 0.0
    assert rarity_of(0, 5000) == 1.0


def test_in_a_young_archive_what_two_of_three_stories_have_is_still_rare() -> None:
    assert rarity_of(2, 3) > 0.8


@given(st.dictionaries(st.text(max_size=3), st.floats(0.01, 1.0), min_size=1))
def test_a_vector_has_length_one(weights: dict[str, float]) -> None:
    assert sum(weight * weight for weight in unit(weights).values()) == pytest.approx(1.0)
