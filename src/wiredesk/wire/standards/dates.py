"""Dates as feeds write them: RFC 822 and its wild cousins, W3CDTF and ISO 8601, asctime.

A date is read only where one reading is possible: `03/04/2025` is a day in March or in April, so it is not a date.
"""

import re
from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
# RFC 822's own, then those that agencies write. Names that mean several zones are settled by the service's zone first.
_HOURS: Final = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6,
    "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "ast": -4,
    "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2,
    "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "irst": 3.5, "gst": 4,
    "pkt": 5, "ist": 5.5, "npt": 5.75, "bdt": 6, "mmt": 6.5, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "myt": 8,
    "pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_TIME: Final = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
# What stands in brackets is a comment (RFC 822, 3.4.3); one that is a zone's name counts where nothing else is.
_ZONE: Final = (
    r"(?:(?:hrs?|hours)\b\.?\s*)?(?P<zone>[A-Za-z]{1,5}(?=$|[\s(+-])|)\s*"
    r"(?P<offset>[+-]\s?\d{1,2}:?(?:\d{2})?|)\s*(?:\((?P<comment>[^()]{0,40})\))?"
)
_DAY: Final = r"(?:[^\W\d_]{2,12}\.?(?:,\s*|\s+))?"
_DAY_FIRST: Final = re.compile(
    rf"{_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month>[A-Za-z]{{3,9}})\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}})"
    rf"(?:,?(?:\s+at)?[\sT]+{_TIME})?\s*{_ZONE}"
)
_MONTH_FIRST: Final = re.compile(
    rf"{_DAY}(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"(?:,?(?:\s+at)?\s+{_TIME})?\s*{_ZONE}"
)
_ASCTIME: Final = re.compile(
    rf"{_DAY}(?P<month>[A-Za-z]{{3,9}})\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*{_ZONE}\s*(?P<year>\d{{4}})"
)
_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-?[Ww](?P<week>\d{2})(?:-?(?P<weekday>\d))?|-?(?P<ordinal>\d{3})(?!\d)|-?(?P<month>\d{2})(?:-?(?P<day>\d{1,2}))?)?"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?)?)?"
    r"\s*(?P<zone>[A-Za-z]{1,5}|)\s*(?P<offset>[+-]\d{2}:?(?:\d{2})?|)"
)
# Nobody writes the year first and then the day.
_YEAR_FIRST: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?:[\sT]+{_TIME})?\s*{_ZONE}"
)
_AREA: Final = re.compile(r"\s*\[?\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]{1,30}){1,2})\]?")
_LONGEST: Final = 100
_OLDEST: Final = datetime(1900, 1, 2)  # noqa: DTZ001
_UNSET: Final = datetime(1970, 1, 1)  # noqa: DTZ001
"""What a clock says that nobody set: Unix's zero, in whatever zone. Others begin in the year 1, 1601 or 1900."""


def parse_date(text: str, zone: ZoneInfo) -> datetime | None:
    """The instant that a date names, aware and in UTC, or None where it cannot be read.

    `zone` is the service's: it holds for dates that state none, and settles a zone's name that it bears itself.
    A date without a time is that day's midnight.
    """
    # ISO 8601 (3.2) has the minus sign proper beside the hyphen.
    text = " ".join(text.split()).replace("\u2212", "-")
    if not text or len(text) > _LONGEST:
        return None
    text, zone = _area(text, zone)
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _ASCTIME, _YEAR_FIRST):
        match = pattern.fullmatch(text)
        if match is not None:
            found = _instant(match.groupdict(), zone)
            return None if found is None or _unset(found, zone) else found
    return None


def _unset(found: datetime, zone: ZoneInfo) -> bool:
    local = found.astimezone(zone).replace(tzinfo=None)
    return local < _OLDEST or _UNSET in (local, found.replace(tzinfo=None))


def _area(text: str, zone: ZoneInfo) -> tuple[str, ZoneInfo]:
    """A date without the area that ends it, as in `10:00 Asia/Kolkata` or `…+05:30[Asia/Kolkata]` (RFC 9557), and its
    zone: an offset beside it still stands."""
    named = _AREA.search(text)
    if named is None or named.end() != len(text):
        return text, zone
    try:
        return text[: named.start()], ZoneInfo(named[1])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # `America/Argentina` is a folder of zones, and opening it as one is the system's error.
        return text, zone


def _instant(part: dict[str, str | None], zone: ZoneInfo) -> datetime | None:
    try:
        naive = _naive(part)
        if naive is None:
            return None
        offset = _zone(part, naive, zone)
        return None if offset is None else naive.replace(tzinfo=offset).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _naive(part: dict[str, str | None]) -> datetime | None:
    month_word = part.get("month") or "1"
    month = int(month_word) if month_word.isdigit() else _MONTHS.get(month_word.lower())
    if month is None:
        return None
    year_word = part["year"] or ""
    year = int(year_word)
    if len(year_word) == 2:
        year += 2000 if year < 70 else 1900
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (part.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    micro = int((part.get("fraction") or "0").ljust(6, "0")[:6])
    # ISO 8601 lets a day end at 24:00, and a leap second is the sixtieth.
    days, hour = (1, 0) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    leap, second = (1, 59) if second == 60 else (0, second)
    day = int(part.get("day") or 1)
    if part.get("week"):
        first = date.fromisocalendar(year, int(part["week"] or 0), int(part.get("weekday") or 1))
        year, month, day = first.year, first.month, first.day
    naive = datetime(year, month, day, hour, minute, second, micro)  # noqa: DTZ001  (the zone is put on by the caller)
    if part.get("ordinal"):
        ordinal = int(part["ordinal"] or 1)
        if not 1 <= ordinal <= 365 + isleap(year):
            return None
        days += ordinal - 1
    return naive + timedelta(days=days, seconds=leap)


def _zone(part: dict[str, str | None], naive: datetime, zone: ZoneInfo) -> tzinfo | None:
    name, offset = (part.get("zone") or "").lower(), (part.get("offset") or "").replace(" ", "")
    if offset and name in ("", "gmt", "utc", "ut", "z"):
        hour, _, minute = offset[1:].partition(":")
        hour, minute = (hour, minute) if minute or len(hour) < 3 else (hour[:-2], hour[-2:])
        minutes = int(hour) * 60 + int(minute or 0)
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    if offset:
        return None
    comment = (part.get("comment") or "").strip().lower()
    name = name or (comment if comment in _HOURS else "")
    if not name:
        return zone
    if name == (naive.replace(tzinfo=zone).tzname() or "").lower():
        return zone
    hours = _HOURS.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))


def first_date(texts: list[str], zone: ZoneInfo) -> tuple[datetime | None, tuple[str, ...]]:
    """The first of several dates that can be read, and those that cannot, as sent."""
    found: datetime | None = None
    bad: list[str] = []
    for text in texts:
        instant = parse_date(text, zone)
        if instant is None:
            bad.append(text)
        found = found or instant
    return found, tuple(bad)
