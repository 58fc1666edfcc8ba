"""The paper's own words: each language has all of them, and every one is used."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

import wiredesk.newsroom
import wiredesk.outlets.website
from wiredesk.outlets.website.dates import Times
from wiredesk.outlets.website.words import Words, span, words

FOLDER = Path(wiredesk.outlets.website.__file__ or "").parent
NEWSROOM = Path(wiredesk.newsroom.__file__ or "").parent
"""Its sign-in page is for readers too, in their language."""
LANGUAGES = sorted(path.stem for path in (FOLDER / "languages").glob("*.toml"))


def texts(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / "languages" / f"{language}.toml").read_text(encoding="utf-8"))


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_leaves_the_same_places_open(language: str) -> None:
    english = texts("en")
    assert {k: holes(v) for k, v in texts(language).items()} == {k: holes(english[k]) for k in texts(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_whole(language: str) -> None:
    assert set(texts(language)) == set(texts("en"))


def test_every_word_is_used_somewhere() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for kind in ("*.py", "*.html")
        for folder in (FOLDER, NEWSROOM)
        for path in folder.rglob(kind)
        if path.name != "words.py"
    )
    unused = {name for name in texts("en") if not re.search(rf"(words|_words)(\(\))?\.{name}\b", sources)} - {
        "seconds",
        "minutes",
        "hours",
        "days",
    }
    assert not unused


def test_a_language_we_have_no_words_in_gets_english() -> None:
    assert words("fr").language == "en"
    assert words("hi-IN").latest == words("hi").latest
    assert msgspec.structs.fields(Words)


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 s"), (12.4, "12 s"), (89, "89 s"), (90, "2 min"), (7200, "2 h"), (172800, "2 d")]
)
def test_a_span_is_said_in_its_largest_whole_unit(seconds: float, said: str) -> None:
    assert span(words("en"), seconds) == said


def test_an_articles_time_reads_as_the_reference_page_has_it() -> None:
    times = Times(ZoneInfo("Asia/Kolkata"), words("en"))
    at = datetime(2025, 10, 26, 4, 30, tzinfo=UTC)
    assert times.long(at) == "October 26, 2025 10:00 IST"
    assert times.long_tag(at) == '<time datetime="2025-10-26T10:00:00+05:30">October 26, 2025 10:00 IST</time>'


@pytest.mark.parametrize(
    ("language", "said"),
    [("hi", "26 अक्टूबर 2025, 10:00 IST"), ("mr", "२६ ऑक्टोबर २०२५, १०:०० IST"), ("ur", "26 اکتوبر 2025، 10:00 IST")],
)
def test_other_languages_say_it_their_way(language: str, said: str) -> None:
    at = datetime(2025, 10, 26, 4, 30, tzinfo=UTC)
    assert Times(ZoneInfo("Asia/Kolkata"), words(language)).long(at) == said


def test_a_zone_without_a_name_is_told_by_its_offset() -> None:
    at = datetime(2025, 10, 26, 4, 30, tzinfo=UTC)
    assert Times(ZoneInfo("Asia/Kathmandu"), words("en")).long(at).endswith("10:15 UTC+05:45")
    assert Times(ZoneInfo("UTC"), words("en")).full_day(date(2026, 3, 9)) == "Monday, 9 March 2026"
