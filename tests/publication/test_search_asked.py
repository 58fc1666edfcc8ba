"""What a query asks, and that there is none that asks for too much or fails."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.publication.search.asked import (
    LONGEST,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_PAGES,
    MOST_PHRASES,
    MOST_WORDS,
    Asked,
    asked,
)


def test_words_are_folded_and_each_is_wanted_once() -> None:
    assert asked({"q": "  Second LOCK, second  lock! "}).words == ("second", "lock")


@pytest.mark.parametrize(
    "typed", ['"second lock" opens', "“second lock” opens", "«second lock» opens", "„second lock“ opens"]
)
def test_what_stands_in_quotation_marks_is_a_phrase(typed: str) -> None:
    question = asked({"q": typed})
    assert question.phrases == (("second", "lock"),)
    assert question.words == ("opens",)


def test_a_mark_that_is_never_closed_is_no_phrase() -> None:
    assert asked({"q": 'second "lock opens'}).words == ("second", "lock", "opens")


def test_what_a_hyphen_joins_is_wanted_side_by_side() -> None:
    assert asked({"q": "Smith-Jones wins"}).phrases == (("smith", "jones"),)


def test_a_run_of_han_is_a_phrase_of_its_pairs() -> None:
    assert asked({"q": "天气预报"}).phrases == (("天气", "气预", "预报"),)


def test_days_in_the_wrong_order_are_turned_round() -> None:
    question = asked({"from": "2026-03-09", "to": "2026-03-01"})
    assert (question.since, question.until) == (date(2026, 3, 1), date(2026, 3, 9))


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30", "0001-01-01", "9999-12-31", "２０２６-03-01"])
def test_a_day_that_cannot_be_narrows_nothing(day: str) -> None:
    assert asked({"from": day, "to": day}) == Asked()


@pytest.mark.parametrize(("page", "read"), [("", 1), ("0", 1), ("-3", 1), ("2", 2), ("9999", MOST_PAGES), ("1e3", 1)])
def test_pages_are_numbers_up_to_the_last_one_there_may_be(page: str, read: int) -> None:
    assert asked({"page": page}).page == read


def test_the_address_of_the_next_page_asks_the_same() -> None:
    given = {"q": '"second lock" roan', "section": "world", "from": "2026-03-01", "order": "newest"}
    question = asked(given)
    assert question.query(2) == "q=%22second+lock%22+roan&section=world&from=2026-03-01&order=newest&page=2"
    assert asked({"city": " Port  Anjal\n"}).query() == "city=Port+Anjal"


@given(st.dictionaries(st.sampled_from(["q", "section", "provider", "city", "from", "to", "order", "page"]), st.text()))
def test_whatever_is_sent_is_a_question_with_bounds(given: dict[str, str]) -> None:
    question = asked(given)
    assert len(question.text) <= LONGEST
    assert len(question.city) <= LONGEST_NAME
    assert len(question.words) <= MOST_WORDS
    assert len(question.phrases) <= MOST_PHRASES
    every = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    assert all(0 < len(word) <= LONGEST_WORD for word in every)
    assert asked({**given, "q": question.text}) == question
