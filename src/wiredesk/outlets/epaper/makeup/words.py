"""The paper's own words on paper, in each of its languages."""

from datetime import date

import msgspec
from babel.dates import format_date

from wiredesk.common.numerals import native


class Words(msgspec.Struct, frozen=True):
    """What the paper says in one language; everything else on a page is the agency's."""

    full_story: str
    continued_on: str
    continued_from: str
    in_brief: str
    number: str
    house: str
    comma: str = ", "
    day: str = "EEEE, d MMMM y"
    """The date's pattern, as CLDR writes them."""


_WORDS = {
    "en": Words(
        "Full story:",
        "Continued on page {page}",
        "Continued from page {page}",
        "In brief",
        "No. {number}",
        "More news, all day:",
    ),
    "hi": Words("पूरी ख़बर:", "शेष पृष्ठ {page} पर", "पृष्ठ {page} से आगे", "संक्षेप में", "अंक {number}", "दिन भर की ख़बरें:"),
    "mr": Words(
        "संपूर्ण बातमी:", "उर्वरित पान {page} वर", "पान {page} वरून पुढे", "थोडक्यात", "अंक {number}", "दिवसभराच्या बातम्या:"
    ),
    "ur": Words(
        "مکمل خبر:",
        "بقیہ صفحہ {page} پر",
        "صفحہ {page} سے آگے",
        "مختصر خبریں",
        "شمارہ {number}",
        "دن بھر کی خبریں:",
        comma="، ",
        day="EEEE، d MMMM y",
    ),
    "ta": Words(
        "முழுச் செய்தி:",
        "தொடர்ச்சி பக்கம் {page}",
        "பக்கம் {page} இன் தொடர்ச்சி",
        "சுருக்கமாக",
        "இதழ் {number}",
        "நாள் முழுவதும் செய்திகள்:",
    ),
}


def words_of(language: str) -> Words:
    """The words of a language, English where it has none here."""
    return _WORDS.get(language.split("-", maxsplit=1)[0], _WORDS["en"])


def day_of(when: date, language: str) -> str:
    """The date as a newspaper prints it: `Monday, 9 March 2026`."""
    short = language.split("-", maxsplit=1)[0]
    day = format_date(when, words_of(language).day, locale=short if short in _WORDS else "en")
    return numbered(day, language)


def numbered(text: str, language: str) -> str:
    """The paper's own words with their numbers in the digits of a language such as `ur-IN`.

    English ones where the words are English for want of others.
    """
    return native(text, language if language.split("-", maxsplit=1)[0] in _WORDS else "en")
