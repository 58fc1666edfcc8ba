"""Which words count for which, script by script."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiredesk.common.words import words
from wiredesk.publication.search.folding import folded, placed, spaced
from wiredesk.publication.search.spelling import allowed, counting, is_longer_form, is_near, shorter_forms


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("cafe", "Café"),
        ("orsted", "Ørsted"),
        ("खबर", "ख़बर"),
        ("हंस", "हँस"),
        ("2026", "२०२६"),
        ("كتاب", "کتاب"),
        ("وزیر", "وزیرِ"),
        ("میروم", "می\u200cروم"),
        ("পড়", "পড়"),
    ],
)
def test_what_readers_type_and_agencies_print_is_one_word(typed: str, printed: str) -> None:
    assert spaced(typed).split() == spaced(printed).split()


@pytest.mark.parametrize("text", ["कमल किमल", "কাল কল", "தமிழ் தமழ", "کتاب کتب"])
def test_vowels_that_are_marks_stay_apart(text: str) -> None:
    one, other = spaced(text).split()
    assert one != other


@given(st.text())
def test_words_are_the_same_whichever_way_they_are_spaced(text: str) -> None:
    assert spaced(text).split() == words(folded(text))


@given(st.text(alphabet=st.characters(codec="utf-8")))
@example("\u0345")
@example("\u1fb3\u03b3")
def test_a_word_is_placed_where_it_stands(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    for start, end, word in placed(plain):
        assert 0 <= start < end <= len(plain)
        assert words(folded(plain[start:end])) == [word] or word == ""


def test_a_form_has_two_letters_more_or_less() -> None:
    assert is_longer_form("election", "elections")
    assert is_longer_form("चुनाव", "चुनावों")
    assert not is_longer_form("elect", "electoral")
    assert shorter_forms("elections") == ("election", "electio")
    assert shorter_forms("votes") == ("vote",)
    assert shorter_forms("car") == ()


def test_a_number_is_nothing_but_itself() -> None:
    assert not is_longer_form("2025", "20251")
    assert shorter_forms("20255") == ()
    assert allowed("20255") == 0


@pytest.mark.parametrize(
    ("typed", "meant"), [("goverment", "government"), ("recieve", "receive"), ("minster", "minister"), ("चुनाब", "चुनाव")]
)
def test_a_misspelt_word_is_near_to_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert is_near(typed, meant)
    assert is_near(meant, typed)


@pytest.mark.parametrize(
    ("one", "other"), [("lock", "luckily"), ("port", "fort?"), ("cat", "cut"), ("harbour", "labour")]
)
def test_another_word_is_not(one: str, other: str) -> None:
    assert not is_near(one, other)


def test_misspelt_words_count_only_where_they_are_to() -> None:
    assert counting("goverment", loosely=True)("government")
    assert not counting("goverment", loosely=False)("government")
    assert counting("election", loosely=False)("elections")
