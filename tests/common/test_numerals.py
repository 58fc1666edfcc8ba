"""Digits: a language's own where CLDR says so."""

import pytest
from babel import Locale

from wiredesk.common.numerals import LATIN, ZEROS, native, number


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,234,567"),
        ("en-IN", "12,34,567"),
        ("hi", "12,34,567"),
        ("mr", "१२,३४,५६७"),
        ("bn", "১২,৩৪,৫৬৭"),
        ("ta", "12,34,567"),
        ("ur", "1,234,567"),
        ("ur-IN", "۱٬۲۳۴٬۵۶۷"),
        ("tlh", "1,234,567"),
    ],
)
def test_a_count_is_grouped_and_written_as_its_language_does(language: str, said: str) -> None:
    assert number(1_234_567, language) == said


def test_every_decimal_system_that_a_language_of_india_writes_by_is_known() -> None:
    for language in ("as", "bn", "en", "gu", "hi", "kn", "ks", "ml", "mr", "ne", "or", "pa", "sd", "ta", "te", "ur_IN"):
        assert Locale.parse(language).default_numbering_system in {*ZEROS, LATIN}, language
    for zero in ZEROS.values():
        assert [int(chr(zero + digit)) for digit in range(10)] == list(range(10))


def test_words_beside_the_digits_are_left_alone() -> None:
    assert native("Dharvel, 3 km", "mr") == "Dharvel, ३ km"
    assert native("no digit", "bn") == "no digit"
