"""Which editions a story stands in, and what its cards say."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.decisions.spots import Spot
from wiredesk.publication.editions import MOST, Covering, Where, where

PUNE = Spot("IN.16.1259229", 99, "Pune")
NAGPUR = Spot("IN.16.1262180", 90, "Nagpur")
MOSCOW = Spot("RU.48.524901", 99, "Moscow")
CITY = Covering("pune", "Our Pune", (PUNE.key,))
STATE = Covering("maharashtra", "Maharashtra", ("IN.16",))
COUNTRY = Covering("india", "India", ("IN",))
EVERY = (COUNTRY, STATE, CITY)


def stands(*spots: Spot, editions: tuple[Covering, ...] = EVERY, paid: bool = False) -> Where:
    return where(spots, editions, {}, paid=paid)


def test_a_story_stands_in_the_edition_of_its_city_its_state_and_its_country_the_nearest_first() -> None:
    assert stands(PUNE).editions == ("pune", "maharashtra", "india")


def test_a_story_from_elsewhere_stands_in_none_and_keeps_its_section() -> None:
    found = stands(MOSCOW)
    assert (found.editions, found.label, found.label_of) == ((), "", "")
    assert [place.name for place in found.places] == ["Moscow"]


def test_the_edition_of_one_city_lends_it_its_name() -> None:
    assert (stands(PUNE).label, stands(PUNE).label_of) == ("Our Pune", "pune")


def test_a_region_does_not_name_its_cities() -> None:
    assert (stands(NAGPUR).label, stands(NAGPUR).label_of) == ("Nagpur", "maharashtra")


def test_an_edition_in_the_papers_language_names_the_city_whichever_was_made_first() -> None:
    hindi = Covering("pune-hi", "पुणे", (PUNE.key,), foreign=True)
    found = stands(PUNE, editions=(hindi, CITY))
    assert (found.label, found.label_of) == ("Our Pune", "pune")


def test_the_first_place_that_an_edition_covers_is_the_label() -> None:
    assert stands(MOSCOW, NAGPUR, PUNE).label == "Nagpur"


def test_a_place_is_called_as_the_papers_language_calls_it() -> None:
    found = where((NAGPUR,), (STATE,), {NAGPUR.key: "नागपूर"}, paid=False)
    assert (found.label, found.places[0].name) == ("नागपूर", "नागपूर")


def test_paid_copy_stands_in_no_edition_and_has_no_citys_label() -> None:
    found = stands(PUNE, paid=True)
    assert (found.editions, found.label) == ((), "")


@given(st.lists(st.sampled_from(["IN", "IN.16", PUNE.key, NAGPUR.key]), min_size=1, max_size=30))
def test_a_story_stands_in_at_most_so_many_editions_and_in_each_once(covers: list[str]) -> None:
    editions = tuple(Covering(f"e{number}", f"E{number}", (one,)) for number, one in enumerate(covers))
    found = stands(PUNE, NAGPUR, editions=editions).editions
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
