"""What the index gives back: everything that answers, the best of the newest first, at a bounded cost."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wiredesk.publication.search import find as finding
from wiredesk.publication.search.asked import asked
from wiredesk.publication.search.find import PAGE, Found, find
from wiredesk.publication.search.folding import spaced
from wiredesk.publication.search.index import Searchable, SearchIndex, minutes

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def record(row: int, headline: str, text: str = "", *, days: float = 0, **more: str) -> Searchable:
    facts = {"title": "main", "section": "world", "provider": "hw"} | more
    return Searchable(row, facts["title"], spaced(headline), spaced(text), facts["section"], facts["provider"],
                      minutes(NOW - timedelta(days=days)), more.get("place", ""))  # fmt: skip


def index_of(*records: Searchable) -> SearchIndex:
    index = SearchIndex()
    index.write()
    index.add(records)
    index.commit()
    return index


def found(index: SearchIndex, words: str = "", title: str = "main", **more: str) -> Found:
    named = {{"since": "from", "until": "to"}.get(name, name): value for name, value in more.items()}
    return find(index, asked({"q": words, **named}), title, NOW, UTC)  # type: ignore[arg-type]


def rows(index: SearchIndex, words: str = "", title: str = "main", **more: str) -> list[int]:
    return list(found(index, words, title, **more).rows)


def test_every_word_is_wanted() -> None:
    index = index_of(record(1, "Lock opens"), record(2, "Lock jams"), record(3, "Gate opens"))
    assert rows(index, "lock opens") == [1]


def test_a_headline_goes_before_a_text_and_new_before_old() -> None:
    index = index_of(
        record(1, "Ferry sails", "to the islands by the old lock", days=1),
        record(2, "Lock opens", "at noon, and the lock is for boats", days=1),
        record(3, "Lock opens", "at noon, and the lock is for boats", days=400),
    )
    assert rows(index, "lock")[0] == 2
    assert rows(index, "lock", order="newest")[-1] == 3


def test_what_fits_as_well_is_ordered_by_time() -> None:
    index = index_of(*(record(row, "Lock opens", days=days) for row, days in enumerate((4000, 0.2, 400, 30, 4), 1)))
    assert rows(index, "lock") == [2, 5, 4, 3, 1]


def test_a_phrase_is_wanted_side_by_side() -> None:
    index = index_of(record(1, "Second lock opens"), record(2, "Lock opens for the second time"))
    assert rows(index, '"second lock"') == [1]
    assert rows(index, "second lock") == [1, 2]


def test_forms_of_a_word_are_found_after_the_word_itself() -> None:
    index = index_of(record(1, "Elections called"), record(2, "Election called"), record(3, "Electricity cut"))
    assert rows(index, "election") == [2, 1]
    assert rows(index, "elections") == [1, 2]


def test_a_misspelt_word_finds_what_was_meant_and_says_so() -> None:
    index = index_of(record(1, "Government falls"), record(2, "Ferry sails"))
    assert found(index, "goverment falls") == Found((1,), 1, loose=("goverment",))
    assert found(index, "government falls").loose == ()


@pytest.mark.parametrize(
    ("headline", "typed"),
    [
        ("पैदल पुल खुला", "पुल"),
        ("چنار کی لکڑی", "لکڑی"),
        ("মন্ত্রী বললেন", "মন্ত্রী"),
        ("தேர்தல் முடிவு", "தேர்தல்"),
        ("今日天气预报", "天气"),
        ("今日天气预报", "预"),
        ("東京タワー", "タワー"),
    ],
)
def test_every_script_is_searched(headline: str, typed: str) -> None:
    assert rows(index_of(record(1, headline), record(2, "Ferry sails")), typed) == [1]


def test_a_search_is_narrowed_by_section_provider_and_days() -> None:
    index = index_of(
        record(1, "Lock opens", section="world city", days=1),
        record(2, "Lock opens", section="sport", days=10),
        record(3, "Lock opens", provider="nw", days=100),
    )
    assert rows(index, "lock", section="city") == [1]
    assert rows(index, "lock", provider="nw") == [3]
    assert rows(index, "lock", since="2026-02-01", until="2026-03-01") == [2]
    assert rows(index, "lock", until="2026-02-27") == [2, 3]
    assert rows(index, section="sport") == [2]
    assert rows(index, since="2026-02-01") == [1, 2]


def test_a_search_is_narrowed_to_any_of_the_places_that_a_name_means() -> None:
    index = index_of(
        record(1, "Lock opens", place="IN.16.1 IN.16 IN IN.34.2 IN.34"),
        record(2, "Lock opens", place="IN.34.2 IN.34 IN"),
        record(3, "Lock opens", place="PK.05.3 PK.05 PK"),
        record(4, "Lock opens"),
    )
    question = asked({"q": "lock", "city": "Anjal"})
    assert sorted(find(index, question, "main", NOW, ZoneInfo("UTC"), ("IN.34.2",)).rows) == [1, 2]
    assert sorted(find(index, question, "main", NOW, ZoneInfo("UTC"), ("IN.16.1", "PK.05.3")).rows) == [1, 3]
    assert sorted(find(index, question, "main", NOW, ZoneInfo("UTC"), ("IN",)).rows) == [1, 2]
    assert find(index, question, "main", NOW, ZoneInfo("UTC")) == Found()


def test_a_day_counts_to_its_end_and_from_its_beginning() -> None:
    index = index_of(record(1, "Lock opens"))
    assert rows(index, "lock", since="2026-03-09", until="2026-03-09") == [1]
    assert rows(index, "lock", since="2026-03-10") == []


def test_another_titles_records_are_not_found() -> None:
    index = index_of(record(1, "Lock opens"), record(2, "Lock opens", title="other"))
    assert rows(index, "lock") == [1]
    assert rows(index, "lock", "other") == [2]
    assert rows(index, "lock", "third") == []


def test_pages_have_everything_once() -> None:
    index = index_of(*(record(row, f"Lock opens {row}", days=row) for row in range(1, 3 * PAGE - 2)))
    pages = [rows(index, "lock", page=str(page)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [PAGE, PAGE, PAGE - 3, 0]
    assert sorted(row for page in pages for row in page) == list(range(1, 3 * PAGE - 2))


def test_what_was_removed_is_not_found_after_the_commit() -> None:
    index = index_of(record(1, "Lock opens"), record(2, "Lock jams"))
    index.remove([1, 77])
    index.commit()
    assert rows(index, "lock") == [2]


def test_a_word_of_very_many_stories_is_looked_for_among_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COSTLY", 100)
    index = index_of(*_every_day("Lock opens", 1000), record(2000, "Lock jams", days=900))
    answer = found(index, "lock")
    assert answer.newest_only
    assert max(answer.rows) <= 100
    assert answer.count < 250
    old = found(index, "lock", until="2024-03-09")
    assert old.newest_only
    assert min(old.rows) > 700
    assert rows(index, "jams lock") == [2000]


def test_where_the_newest_have_little_of_it_more_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COSTLY", 100)
    index = index_of(*_every_day("Lock opens", 500), record(2000, "Lock opens", days=250, section="sport"))
    assert rows(index, "lock", section="sport") == [2000]


def _every_day(headline: str, days: int) -> Iterable[Searchable]:
    return (record(1 + day, headline, days=day) for day in range(days))


@pytest.mark.parametrize(
    "words",
    ["", '""', "\u200d", "'", "AND OR NOT", "*", "lock*", "a:b", "(", "\\", "title:main", "x" * 10_000, '"a" "a"'],
)
def test_no_words_are_an_error(words: str) -> None:
    assert found(index_of(record(1, "Lock opens")), words).count <= 1


def test_an_empty_index_finds_nothing() -> None:
    index = index_of()
    assert found(index, "lock opens") == Found()
    assert found(index, section="world") == Found()
