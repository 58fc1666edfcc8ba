"""The end of an embargo out of prose: an instant where it is certain, and nothing where it is not.

`EMBARGOED UNTIL 6 pm IST, March 9` is certain once the year is known from the item's own date. A weekday alone, two
times in one sentence, `midnight`, a date in figures (`09/03`) or a zone of unknown meaning is not: whoever guesses
publishes an hour too early, so the caller holds instead.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
_MONTHS = {name: number for number, name in enumerate((*_NAMES, "december"), 1)}
_MONTHS |= {month[:3]: number for month, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_HOURS = {"GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "SGT": 8, "HKT": 8, "JST": 9, "EST": -5, "EDT": -4}
"""Abbreviations with one meaning on a wire. CST, MST and the like have several, so they count as unreadable."""

_INDIA = ZoneInfo("Asia/Kolkata")
_NO_ZONE = frozenset(
    {"AM", "PM", "ON", "THE", "HRS", "HOURS", "HOUR", "NOT", "FOR", "AND", "OF", "AT", "BY", "LOCAL"}
    | {name.upper() for name in _MONTHS}
    | {day.upper() for day in _WEEKDAYS}
    | {day[:3].upper() for day in _WEEKDAYS}
)

_ISO = re.compile(
    r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<hh>\d\d):(?P<mm>\d\d)(?::\d\d)?\s*"
    r"(?P<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,4})?"
)
_TIME = re.compile(
    r"(?<![\d:.+-])(?:(?P<h12>\d{1,2})(?:[:.](?P<m12>\d\d))?\s*(?P<half>[AaPp])\.?\s?[Mm]\b\.?"
    r"|(?P<h24>[01]\d|2[0-3])[:.](?P<m24>[0-5]\d)(?!\d)"
    r"|(?P<hm>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:(?i:hrs?|hours)|[A-Z]{2,4}\b|[+-])))"
    r"(?:\s*(?i:hrs?|hours)\b\.?)?\s*\(?(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d)?"
)
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b(?!\s*(?:(?i:hrs?|hours)\b|[A-Z]{2,4}\b|[+-]\d)))?"
"""Not the four figures of `March 9, 2030 hrs`."""

_MONTH_DAY = re.compile(rf"\b(?i:(?P<month>{_MONTH}))\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}")
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?i:(?P<month>{_MONTH}))\b\.?{_YEAR}")
_NEAR = timedelta(days=180)


def ends_at(text: str, *, zone: tzinfo | None, anchor: datetime | None) -> datetime | None:
    """The instant (aware, UTC) at which an embargo ends, or None where the words leave any doubt.

    `zone` is that of a time which names none; `anchor` is the item's own date, from which a missing year follows.
    """
    iso = _ISO.search(text)
    if iso is not None:
        return _instant(
            (int(iso["y"]), int(iso["m"]), int(iso["d"])), (int(iso["hh"]), int(iso["mm"])), iso["zone"], zone, text
        )
    times = list(_TIME.finditer(text))
    days = {_day(found, anchor) for found in _dates(text, times)}
    if not times or len(days) != 1 or (len(times) > 1 and not all(found["zone"] for found in times)):
        return None
    (day,) = days
    # `12:30 GMT (6 pm IST)` is one instant said twice; two that differ are a doubt.
    clocks = [(_clock(found), found["zone"]) for found in times]
    ends = {_instant(day, clock, named, zone, text) if day and clock else None for clock, named in clocks}
    return ends.pop() if len(ends) == 1 else None


def _dates(text: str, times: list[re.Match[str]]) -> list[re.Match[str]]:
    """The dates in a text. In `9 March 6 pm` the hour is no day: what belongs to a time belongs to no date."""
    taken = [range(*found.span()) for found in times]
    found = [*_MONTH_DAY.finditer(text), *_DAY_MONTH.finditer(text)]
    return [date for date in found if not any(date.start("day") in time for time in taken)]


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    if found["hm"]:
        return int(found["hm"][:2]), int(found["hm"][2:])
    if found["h24"]:
        return int(found["h24"]), int(found["m24"])
    hour, minute = int(found["h12"]), int(found["m12"] or 0)
    if not 1 <= hour <= 12 or minute > 59 or (hour == 12 and minute == 0 and found["half"] in "aA"):
        return None  # 12 am is midnight, and nobody agrees of which day
    return hour % 12 + (12 if found["half"] in "pP" else 0), minute


def _day(found: re.Match[str], anchor: datetime | None) -> tuple[int, int, int] | None:
    month, day = _MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        return int(found["year"]), month, day
    if anchor is None:
        return None
    for year in (anchor.year, anchor.year + 1, anchor.year - 1):
        try:
            when = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            continue
        if abs(when - anchor) < _NEAR:
            return year, month, day
    return None


def _instant(
    day: tuple[int, int, int], clock: tuple[int, int], named: str | None, zone: tzinfo | None, text: str
) -> datetime | None:
    meant = _zone(named, zone)
    if meant is None:
        return None
    try:
        local = datetime(*day, *clock, tzinfo=meant)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    said = [number for number, name in enumerate(_WEEKDAYS) if _weekday(name).search(text)]
    if said and said != [local.weekday()]:
        return None
    return instant


@cache
def _weekday(name: str) -> re.Pattern[str]:
    """A weekday in full anywhere, or short before a date: `sun` by itself shines."""
    return re.compile(rf"(?i)\b(?:{name}\b|{name[:3]}(?:s|rs?|nes)?\.?,?\s+(?=\d|(?:{_MONTH})\b))")


def _zone(named: str | None, zone: tzinfo | None) -> tzinfo | None:
    """The zone of an abbreviation; IST is India's only for a provider in India (it is Ireland's and Israel's too)."""
    if not named or named in _NO_ZONE:
        return zone
    if named[0] in "+-":
        digits = named[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if named[0] == "-" else offset) if offset <= timedelta(hours=14) else None
    if named == "IST":
        return _INDIA if isinstance(zone, ZoneInfo) and zone.key in ("Asia/Kolkata", "Asia/Calcutta") else None
    return timezone(timedelta(hours=_HOURS[named])) if named in _HOURS else None
