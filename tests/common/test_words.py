"""Words, script by script."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.words import spaced, words


def test_latin_words_are_folded_and_punctuation_parts_them() -> None:
    assert words("Rates rise 2.5%: Zürich's STRASSE") == ["rates", "rise", "2", "5", "zürich", "s", "strasse"]


def test_a_sharp_s_is_found_by_its_capitals() -> None:
    assert words("Straße") == words("STRASSE")


def test_a_composed_and_a_decomposed_letter_are_one_word() -> None:
    assert words("Café") == words("Cafe\u0301") == ["café"]


def test_a_virama_never_splits_a_word() -> None:
    assert words("प्रधानमन्त्री की यात्रा") == ["प्रधानमन्त्री", "की", "यात्रा"]


def test_a_marathi_eyelash_ra_keeps_its_joiner_and_its_word() -> None:
    assert words("सुर्\u200dया") == ["सुर्\u200dया"]


def test_a_letter_with_a_dot_below_is_one_word_however_it_was_typed() -> None:
    assert words("\u0958लम") == words("\u0915\u093cलम")


def test_danda_and_devanagari_digits_are_read() -> None:
    assert words("१५ गाँव।") == ["१५", "गाँव"]


def test_arabic_words_keep_their_vowel_marks() -> None:
    assert words("كِتاب، جديد") == ["كِتاب", "جديد"]


def test_urdu_ends_sentences_without_ending_words() -> None:
    assert words("وزیرِ اعظم نے کہا۔") == ["وزیرِ", "اعظم", "نے", "کہا"]


def test_a_persian_half_space_joins() -> None:
    assert words("می\u200cروم") == ["می\u200cروم"]


def test_bengali_conjuncts_stay_whole() -> None:
    assert words("মন্ত্রী বললেন") == ["মন্ত্রী", "বললেন"]


def test_tamil_pulli_stays_inside_its_word() -> None:
    assert words("தமிழ்நாடு அரசு") == ["தமிழ்நாடு", "அரசு"]


def test_han_is_read_in_pairs() -> None:
    assert words("東京大学") == ["東京", "京大", "大学"]


def test_a_lone_ideograph_stands_for_itself() -> None:
    assert words("雨") == ["雨"]


def test_kana_keeps_its_long_vowel_and_korean_is_paired_too() -> None:
    assert words("サッカー") == ["サッ", "ッカ", "カー"]
    assert words("서울시 날씨") == ["서울", "울시", "날씨"]


def test_latin_inside_a_chinese_run_stays_whole() -> None:
    assert words("2024年GDP增长") == ["2024", "年", "gdp", "增长"]


def test_an_emoji_leaves_nothing_behind() -> None:
    assert words("👩\u200d💻 ❤\ufe0f") == []


@pytest.mark.parametrize("category", ["L", "N"])
def test_every_letter_and_number_of_unicode_is_inside_a_word(category: str) -> None:
    missed = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point))[0] == category and not words(chr(point))
    ]
    assert missed == []


def test_every_mark_of_unicode_keeps_its_word_whole() -> None:
    parted = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point))[0] == "M" and len(words(f"a{chr(point)}b")) != 1
    ]
    assert parted == []


@given(st.text())
def test_words_hold_no_space_and_no_capital(text: str) -> None:
    for word in words(text):
        assert word
        assert word.split() == [word]
        assert word == unicodedata.normalize("NFC", word)


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "Z", "P"), max_codepoint=0x10FF)))
def test_what_is_spaced_has_the_same_words(text: str) -> None:
    assert words(spaced(text)) == words(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF)), st.text(alphabet=st.characters(max_codepoint=0x2FF)))
def test_texts_side_by_side_have_the_words_of_both(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)
