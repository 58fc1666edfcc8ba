"""Where stories happen: measured on datelines and leads of our own writing, a third of them never tuned on."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.normalise.dateline import dateline_of
from wiredesk.story.places.choose import Beat
from wiredesk.story.places.fold import fold
from wiredesk.story.places.gazetteer import gazetteer
from wiredesk.story.places.known import NOWHERE, Known, Place
from wiredesk.story.places.placing import Piece, Placed, place, read

CASES = Path(__file__).parent / "datelines_and_leads.tsv"
INDIA = Beat("IN")


class Case(msgspec.Struct, frozen=True):
    """One line of the file."""

    wanted: frozenset[str]
    headline: str
    text: str


def _keys(written: str) -> frozenset[str]:
    found = set()
    for one in () if written == "none" else written.split(";"):
        name, _, area = one.partition("@")
        country, _, region = area.partition(".")
        places = gazetteer().known([fold(name)]).places.get(fold(name), ())
        found.add(next(p.key for p in places if p.country == country and region in ("", p.region)))
    return frozenset(found)


def _cases() -> list[Case]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Case(_keys(wanted), headline, text) for wanted, headline, text in (line.split("\t") for line in lines)]


def piece(text: str, headline: str = "") -> Piece:
    """A story as placing reads it, its dateline read as every story's is."""
    found = dateline_of(text)
    if found is None:
        return Piece(headline=headline, text=text)
    at = found.located
    return Piece(
        headline=headline, text=text[found.end :], dateline=at.name, state=at.state or "", country=at.country or ""
    )


def placed(text: str, headline: str = "", beat: Beat = INDIA) -> tuple[Placed, ...]:
    """Where a story is placed."""
    reading = read(piece(text, headline))
    return place(reading, gazetteer().known(reading.keys), beat)


def names(text: str, headline: str = "", beat: Beat = INDIA) -> list[str]:
    """The same, names alone."""
    return [one.name for one in placed(text, headline, beat)]


def _measured(cases: Iterable[Case]) -> tuple[float, float]:
    right = wrong = missed = 0
    for case in cases:
        got = {one.key for one in placed(case.text, case.headline)}
        right += len(got & case.wanted)
        wrong += len(got - case.wanted)
        missed += len(case.wanted - got)
    return right / (right + wrong), right / (right + missed)


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned-on", "held-out"])
def test_placing_is_seldom_wrong_and_misses_little(held_out: bool) -> None:
    cases = _cases()
    assert len(cases) >= 400
    precision, recall = _measured(case for number, case in enumerate(cases) if (number % 3 == 2) == held_out)
    assert precision >= 0.97
    assert recall >= 0.90


def test_one_aurangabad_is_told_from_the_other_by_its_state() -> None:
    assert [one.key for one in placed("Police in Aurangabad, Bihar, held three men.")] == ["IN.34.1278148"]
    assert names("Police in Aurangabad in Maharashtra held three men.") == ["Chhatrapati Sambhajinagar"]
    assert [one.key for one in placed("Water ran short in Aurangabad as Bihar sweltered.")] == ["IN.34.1278148"]


def test_one_hyderabad_is_told_from_the_other_by_country_and_beat() -> None:
    text = "A fire broke out in Hyderabad on Monday, officials said."
    assert placed(text, beat=Beat("IN"))[0].key.startswith("IN.")
    assert placed(text, beat=Beat("PK"))[0].key.startswith("PK.")
    assert placed(f"{text} It was the second in Pakistan in a week.")[0].key.startswith("PK.")


def test_a_beat_in_a_region_decides_between_namesakes() -> None:
    text = "A fire broke out in Aurangabad on Monday, officials said."
    assert placed(text, beat=Beat("IN", "34"))[0].key == "IN.34.1278148"


def test_the_reason_says_what_was_read_and_what_told_it_from_its_namesakes() -> None:
    (one,) = placed("Aurangabad (Bihar) [India], April 18 (ANI): A wall fell on a hut.")
    assert one.reason == "“Aurangabad”: the dateline names it; Bihar stands with it"
    assert one.sure > 0.95


@pytest.mark.parametrize(
    "city", ["छत्रपती संभाजीनगर", "औरंगाबाद", "Chhatrapati Sambhajinagar", "Aurangabad", "اورنگ آباد"]
)
def test_a_renamed_city_is_found_under_every_name(city: str) -> None:
    assert "Chhatrapati Sambhajinagar" in {p.name for p in gazetteer().known([fold(city)]).places[fold(city)]}


def test_a_name_that_the_house_bans_places_nothing() -> None:
    reading = read(piece("A lorry overturned in Salem in Tamil Nadu."))
    known = gazetteer().known(reading.keys)
    assert place(reading, known, INDIA)
    assert not place(reading, known, INDIA, frozenset({"salem"}))


def test_a_story_has_at_most_five_places() -> None:
    text = "Raids were made in Pune, Nashik, Nagpur, Thane, Solapur, Sangli, Kolhapur and Latur on Monday."
    assert len(names(text)) == 5


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    reading = read(Piece(headline=text, text=text, dateline=text, state=text, country=text))
    assert place(reading, NOWHERE) == ()


@given(st.text())
def test_a_key_of_a_key_is_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="Aā aábÉ.'’-", max_size=20))
def test_accents_and_case_make_no_other_name(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower())


@given(st.integers(1_000, 20_000_000), st.integers(1_000, 20_000_000))
def test_whatever_their_sizes_the_state_that_is_named_decides(here: int, there: int) -> None:
    places = (Place("1", "Rampur", "IN", "36", here), Place("2", "Rampur", "IN", "35", there))
    known = gazetteer().known(["uttar pradesh", "madhya pradesh"])
    reading = read(piece("Two men were held in Rampur in Uttar Pradesh."))
    assert [one.key for one in place(reading, Known({"rampur": places}, known.areas))] == ["IN.36.1"]
