"""Dates out of the wild: read where there is one reading, refused where there are two or none."""

from datetime import UTC, datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.wire.standards.dates import parse_date

LONDON = ZoneInfo("Europe/London")
KOLKATA = ZoneInfo("Asia/Kolkata")
ZULU = ZoneInfo("UTC")


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 04 Mar 2025 10:15:30 GMT",
        "Tue, 4 Mar 2025 10:15:30 +0000",
        "4 Mar 2025 10:15:30 Z",
        "4 Mar 25 10:15:30 UT",
        "Tue, 04 Mar 2025 15:45:30 +0530",
        "Tue, 04 Mar 2025 15:45:30 +05:30",
        "Tue, 04 Mar 2025 15:45:30 IST",
        "Tuesday, 04 March 2025 05:15:30 EST",
        "Tue 04 Mar 2025 05:15:30 -0500 (EST)",
        "Tue, 04-Mar-2025 10:15:30 GMT",
        "Tue, 04 Mar 2025 10:15:30 GMT+0000",
        "Tue, 4th Mar 2025, 10:15:30 UTC",
        "Mar 4, 2025 10:15:30 AM UTC",
        "March 4, 2025 at 10:15:30 am GMT",
        "Tue Mar  4 10:15:30 2025",
        "Tue Mar  4 10:15:30 UTC 2025",
        "2025-03-04T10:15:30Z",
        "2025-03-04T10:15:30.000Z",
        "2025-03-04T15:45:30+05:30",
        "2025-03-04t15:45:30+0530",
        "2025-03-04 10:15:30",
        "2025-03-04 10:15:30 UTC",
        "20250304T101530Z",
        "2025-063T10:15:30Z",
        "Tue, 04 Mar 2025 15:45:30 (IST)",
        "Tue, 04 Mar 2025 10:15:30 (Greenwich)",
        "Tue, 04 Mar 2025 15:45:30 GMT+5:30",
        "Tue, 04 Mar 2025 12:15:30 +2",
        "Tue, 04 Mar 2025 10:15:30 hrs GMT",
        "Tue, 04 Mar 2025 15:45:30 Asia/Kolkata",
        "2025-03-04T15:45:30[Asia/Kolkata]",
        "2025-03-04T15:45:30+05:30[Asia/Kolkata]",
        "2025/03/04 10:15:30",
        "2025/3/4 3:45:30 pm IST",
        "2025-3-4T10:15:30Z",
    ],
)
def test_every_way_of_writing_one_instant_is_that_instant(text: str) -> None:
    assert parse_date(f"\n {text} ", ZULU) == datetime(2025, 3, 4, 10, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2025-03", datetime(2025, 3, 1, tzinfo=UTC)),
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T10:15Z", datetime(2025, 3, 4, 10, 15, tzinfo=UTC)),
        ("2025-12-31T24:00:00Z", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("4 Mar 2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T10:15:30.123456789Z", datetime(2025, 3, 4, 10, 15, 30, 123456, tzinfo=UTC)),
        ("2025-W10-2", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025W102T10:15Z", datetime(2025, 3, 4, 10, 15, tzinfo=UTC)),
        ("2020-W53-7T10:15+05:30", datetime(2021, 1, 3, 4, 45, tzinfo=UTC)),
        ("2025-W10", datetime(2025, 3, 3, tzinfo=UTC)),
        ("2025-W53-1", None),
        ("2025-W10-8", None),
        ("2025-03-04T04:45:30\u22120530", datetime(2025, 3, 4, 10, 15, 30, tzinfo=UTC)),
        ("Tue, 04 Mar 2025 04:45:30 \u221205:30", datetime(2025, 3, 4, 10, 15, 30, tzinfo=UTC)),
        ("12:00 AM", None),
        ("Mar 4, 2025 12:05 AM", datetime(2025, 3, 4, 0, 5, tzinfo=UTC)),
    ],
)
def test_less_exact_dates_are_read_as_far_as_they_go(text: str, instant: datetime | None) -> None:
    assert parse_date(text, ZULU) == instant


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "03/04/2025", "4.3.2025", "2025-13-01", "2025-02-30", "32 Mar 2025", "4 Mrz 2025 10:00",
        "Tue, 04 Mar 2025 10:15:30 XYZ", "2025-03-04T25:00:00Z", "Tue, 04 Mar 2025 13:00 PM", "2025-000", "2025-400",
        "Tue, 04 Mar 2025 10:15:30 +9900", "0000-01-01", "9999-12-31T23:59:60Z", "1" * 5000,
    ],
)  # fmt: skip
def test_what_has_no_single_reading_is_no_date(text: str) -> None:
    assert parse_date(text, ZULU) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "1601-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_what_a_clock_says_that_nobody_set_is_no_date(text: str) -> None:
    assert parse_date(text, ZULU) is None


@pytest.mark.parametrize("text", ["1970-01-01", "1900-01-01", "1970-01-01T00:00:00Z"])
def test_an_unset_clock_is_none_in_the_services_zone_either(text: str) -> None:
    assert parse_date(text, KOLKATA) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 04 Mar 2025 15:45:30 America/Argentina",
        "2025-03-04T15:45:30[America/Indiana]",
        "2025-03-04 15:45 America/North_Dakota",
    ],
)
def test_a_folder_of_zones_is_no_zone(text: str) -> None:
    assert parse_date(text, ZULU) is None


def test_a_date_without_a_zone_is_in_the_services_zone() -> None:
    assert parse_date("2025-03-04T10:00:00", KOLKATA) == datetime(2025, 3, 4, 4, 30, tzinfo=UTC)


def test_a_zones_name_means_the_services_zone_where_that_bears_it() -> None:
    assert parse_date("Wed, 2 Jul 2025 10:00:00 IST", ZoneInfo("Europe/Dublin")) == datetime(2025, 7, 2, 9, tzinfo=UTC)
    assert parse_date("Wed, 2 Jul 2025 10:00:00 IST", LONDON) == datetime(2025, 7, 2, 4, 30, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2068, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_every_instant_that_is_written_by_the_rules_is_read_back(instant: datetime) -> None:
    whole = instant.replace(microsecond=0)
    offset = whole.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return
    assert parse_date(format_datetime(whole), ZULU) == whole.astimezone(UTC)
    assert parse_date(whole.isoformat(), ZULU) == whole.astimezone(UTC)


@given(st.text(max_size=80))
def test_no_text_crashes_the_reading_of_a_date(text: str) -> None:
    found = parse_date(text, KOLKATA)
    assert found is None or found.tzinfo is UTC
