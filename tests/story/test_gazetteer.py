"""The gazetteer: compiled once, asked by key, and missed without harm."""

import sqlite3
from pathlib import Path

import pytest

from wiredesk.common.errors import UsageError
from wiredesk.story.places.compiling import stamp
from wiredesk.story.places.fold import fold
from wiredesk.story.places.gazetteer import Gazetteer, ensure, gazetteer, opened, stamp_of
from wiredesk.story.places.known import within


def test_what_is_compiled_says_what_it_was_made_from() -> None:
    assert stamp_of(ensure()) == stamp()


def test_a_file_that_is_up_to_date_is_not_made_again() -> None:
    before = ensure().stat().st_mtime_ns
    assert ensure().stat().st_mtime_ns == before


def test_the_file_cannot_be_written_by_who_asks_it() -> None:
    with pytest.raises(sqlite3.OperationalError):
        Gazetteer(ensure())._connection.execute("DELETE FROM place")


def test_many_keys_cost_two_questions() -> None:
    asked: list[str] = []
    one = Gazetteer(ensure())
    one._connection.set_trace_callback(asked.append)
    one.known([fold(name) for name in ("Pune", "Nashik", "Bihar", "Nowhere at all", "दिल्ली")])
    assert len(asked) == 2
    one.known(["pune", "bihar"])
    assert len(asked) == 2


def test_a_city_has_its_names_in_the_languages_of_the_paper() -> None:
    places = gazetteer().known(["pune"]).places["pune"]
    assert gazetteer().labels([places[0].id], "ur") == {places[0].id: "پونے"}


@pytest.mark.parametrize("name", ["Mumbai", "मुंबई", "ممبئی", "மும்பை", "মুম্বই", "Bombay", "MUMBAI"])
def test_a_city_is_found_in_every_script(name: str) -> None:
    assert gazetteer().known([fold(name)]).places[fold(name)][0].key == "IN.16.1275339"


def test_new_delhi_and_delhi_are_one_city() -> None:
    known = gazetteer().known(["new delhi", "delhi"]).places
    assert known["new delhi"][0].key == known["delhi"][0].key


def test_a_place_lies_in_its_region_and_country_and_in_no_namesake() -> None:
    assert within("IN.16.1278149", "IN.16")
    assert within("IN.16.1278149", "IN")
    assert not within("IN.16.1278149", "IN.1")


def test_without_a_gazetteer_nothing_is_placed_and_nothing_stops(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    none = opened(tmp_path / "file" / "gazetteer.db")
    assert none.known(["pune"]).places == {}
    assert none.by_id(["1259229"]) == {}
    assert none.labels(["1259229"], "hi") == {}


def test_one_that_cannot_be_written_says_who_can(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(UsageError, match="wiredesk places compile"):
        ensure(tmp_path / "file" / "gazetteer.db")
