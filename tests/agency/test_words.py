"""Numbers, names and choices come out as an agency would write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.agency.chance import dice
from wiredesk.agency.compose import throw
from wiredesk.agency.words import Number, local_day, local_weekday, month_day
from wiredesk.agency.world import Person, feed_named, people_of, world

MOMENT = datetime(2026, 3, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "spec", "text"),
    [
        (1204, "", "1,204"),
        (3, "word", "three"),
        (3, "Word", "Three"),
        (44, "word", "44"),
        (1, "th", "1st"),
        (12, "th", "12th"),
        (22, "th", "22nd"),
        (113, "th", "113th"),
        (7, "03d", "007"),
    ],
)
def test_a_number_is_written(number: int, spec: str, text: str) -> None:
    assert format(Number(number), spec) == text


def test_days_have_their_names_in_four_languages() -> None:
    assert month_day(MOMENT) == "March 9"
    assert [local_day(MOMENT, language) for language in ("hi", "mr", "ur")] == ["9 मार्च", "9 मार्च", "9 مارچ"]
    assert [local_weekday(MOMENT, language) for language in ("hi", "mr", "ur")] == ["सोमवार", "सोमवारी", "پیر"]


@given(st.integers(1, 500), st.integers(1, 500))
def test_worked_out_numbers_agree_with_what_they_are_worked_out_from(left: int, right: int) -> None:
    known = {"a": Number(left), "b": Number(right)}
    chance = dice("words")

    def worth(rule: str) -> object:
        return throw(rule, known, chance, MOMENT, world(), foreign=False)

    assert worth("sum a b") == left + right
    assert worth("less a b") == left - right
    assert worth("times a 3") == left * 3
    assert worth("percent a b") == round(100 * left / right)
    assert worth("divide a b") == round(left / right)


@given(st.integers())
def test_a_throw_stays_within_its_rule(seed: int) -> None:
    chance = dice("throw", seed)
    number = throw("4..18 step 2", {}, chance, MOMENT, world(), foreign=False)
    assert number in range(4, 19, 2)
    assert throw("one of | red | blue", {}, chance, MOMENT, world(), foreign=False) in ("red", "blue")
    assert throw("year 3..40", {}, chance, MOMENT, world(), foreign=False) in {str(year) for year in range(1986, 2024)}


def test_people_of_one_story_have_surnames_of_their_own() -> None:
    for seed in range(50):
        people = people_of(world(), foreign=bool(seed % 2)).some(dice(seed), 3)
        assert len({person.last for person in people}) == 3


def test_a_person_has_pronouns_for_every_place_in_a_sentence() -> None:
    person = Person("Ira", "Deshkar", "she", "her", "her")
    assert f"{person} said that {person.he} would. {person.He} did." == "Ira Deshkar said that she would. She did."


def test_each_feed_has_a_name_of_its_own() -> None:
    names = [feed.name for feed in world().feeds]
    assert len(names) == len(set(names)) == 12
    with pytest.raises(KeyError):
        feed_named("weather")
