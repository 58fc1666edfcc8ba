"""Dates, times and spans in digits of their language, for people; in Latin ones for machines, whatever the language."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from wiredesk.outlets.website.dates import Times
from wiredesk.outlets.website.words import span, words

AT = datetime(2025, 10, 26, 4, 30, 5, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


def times(language: str) -> Times:
    return Times(INDIA, words(language))


@pytest.mark.parametrize(
    ("language", "clock", "day"),
    [
        ("mr", "१०:००", "रविवार, २६ ऑक्टोबर २०२५"),
        ("bn", "১০:০০", "রবিবার, ২৬ অক্টোবর ২০২৫"),
        ("ur-IN", "۱۰:۰۰", "اتوار، ۲۶ اکتوبر ۲۰۲۵"),
        ("hi", "10:00", "रविवार, 26 अक्टूबर 2025"),
    ],
)
def test_times_and_days_follow(language: str, clock: str, day: str) -> None:
    assert times(language).clock(AT) == clock
    assert times(language).full_day(date(2025, 10, 26)) == day


@pytest.mark.parametrize("language", ["mr", "bn", "ur-IN"])
def test_what_machines_read_keeps_latin_digits(language: str) -> None:
    told = times(language)
    tags = (told.long_tag(AT), told.second_tag(AT), told.recent_tag(AT, AT.date()))
    for tag in (*tags, told.clock_zone_tag(AT)):
        found = re.fullmatch(r'<time datetime="([^"]+)">([^<]+)</time>', tag)
        assert found is not None
        assert found[1] == "2025-10-26T10:00:05+05:30"
        assert not re.search(r"[0-9]", found[2]), tag


def test_a_span_counts_in_the_languages_digits() -> None:
    assert span(words("mr"), 180) == words("mr").minutes.format(n="३")
    assert span(words("bn"), 12) == words("bn").seconds.format(n="১২")
