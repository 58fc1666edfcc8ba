"""Instants and days as a reader of one title sees them: the paper's zone, the paper's language."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from markupsafe import Markup, escape

from wiredesk.common.numerals import locale_of, native, number
from wiredesk.outlets.website.words import Words


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, language: str) -> str:
    """Cached, because formatting a date through CLDR costs more than rendering the card that shows it."""
    return native(format_date(day, pattern, locale=locale_of(language)), language)


def zone_name(at: datetime) -> str:
    """The zone's abbreviation, `UTC+05:45` where it has none that people know."""
    name = at.tzname() or "UTC"
    return f"UTC{at.isoformat()[-6:]}" if name[0] in "+-" else name


class Times:
    """Formats for one zone and one language; every instant given is aware."""

    def __init__(self, zone: ZoneInfo, words: Words) -> None:
        self.zone = zone
        self._words = words

    def _native(self, text: str) -> str:
        return native(text, self._words.language)

    def number(self, value: int) -> str:
        """A count, in the digits of the paper's language."""
        return number(value, self._words.language)

    def local(self, at: datetime) -> datetime:
        """The instant in the paper's zone."""
        return at.astimezone(self.zone)

    def day_of(self, at: datetime) -> date:
        """The paper's day that an instant falls on."""
        return at.astimezone(self.zone).date()

    def iso(self, at: datetime) -> str:
        """For `datetime` attributes and feeds: seconds and offset, `2025-10-26T10:00:00+05:30`."""
        return at.astimezone(self.zone).isoformat(timespec="seconds")

    def long(self, at: datetime) -> str:
        """An article's time, `October 26, 2025 10:00 IST`."""
        local = at.astimezone(self.zone)
        day = _day(local.date(), self._words.date_article, self._words.language)
        return f"{day} {self._native(f'{local.hour:02}:{local.minute:02}')} {zone_name(local)}"

    def clock(self, at: datetime) -> str:
        """Hour and minute."""
        local = at.astimezone(self.zone)
        return self._native(f"{local.hour:02}:{local.minute:02}")

    def full_day(self, day: date) -> str:
        """A day with its weekday, as under a nameplate."""
        return _day(day, self._words.date_full, self._words.language)

    def month(self, day: date) -> str:
        """A month and its year."""
        return _day(day, self._words.date_month, self._words.language)

    def short_day(self, day: date) -> str:
        """A day without its year."""
        return _day(day, self._words.date_short, self._words.language)

    def tag(self, at: datetime, text: str) -> Markup:
        """A `<time>` element that says `text`."""
        # Put together by hand: an article has some twenty, and `Markup.format` took a tenth of its pressing.
        return Markup(f'<time datetime="{self.iso(at)}">{escape(text)}</time>')  # noqa: S704  (escaped)

    def long_tag(self, at: datetime) -> Markup:
        """An article's time as an element."""
        return self.tag(at, self.long(at))

    def recent_tag(self, at: datetime, today: date) -> Markup:
        """Hour and minute, with the day before it when that is not today."""
        day = self.day_of(at)
        return self.tag(at, self.clock(at) if day == today else f"{self.short_day(day)} {self.clock(at)}")

    def clock_zone_tag(self, at: datetime) -> Markup:
        """Hour, minute and zone as an element."""
        return self.tag(at, f"{self.clock(at)} {zone_name(at.astimezone(self.zone))}")

    def second_tag(self, at: datetime, day: date | None = None) -> Markup:
        """Hour, minute and second as an element, with its day before it where that is not `day`."""
        local = at.astimezone(self.zone)
        text = self._native(f"{local.hour:02}:{local.minute:02}:{local.second:02}")
        return self.tag(at, text if day in (None, local.date()) else f"{self.short_day(local.date())} {text}")

    def day_and_clock(self, at: datetime) -> str:
        """A day without its year, hour and minute."""
        return f"{self.short_day(self.day_of(at))} {self.clock(at)}"
