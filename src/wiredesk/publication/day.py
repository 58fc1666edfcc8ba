"""The paper's own day: what arrived, what went out, what is held, what was withdrawn."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import DayCount
from wiredesk.wire.models import WireItem

MARKS = 1440
"""The line under the nameplate has one place a minute."""

_TO_THE_MINUTE = len("2026-03-09 00:00")


def _by_minute(rows: QuerySet[Any], field: str) -> QuerySet[Any, Any]:
    """Each minute that has any of these rows, with how many.

    Both databases write an instant in UTC, year first: cut there, a busy day is at most 1,440 values, and not one for
    each of its thousands of items.
    """
    written = rows.annotate(minute=Substr(Cast(field, CharField()), 1, _TO_THE_MINUTE)).order_by().values("minute")
    counted: QuerySet[Any, Any] = written.annotate(n=Count("pk")).values_list("minute", "n")
    return counted


def _last(rows: QuerySet[Any, Any]) -> int:
    newest: int | None = rows.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


@prepared
def _received_after(key: int) -> QuerySet[WireItem, tuple[int, datetime]]:
    return WireItem.objects.filter(pk__gt=key).values_list("pk", "received_at")


@prepared
def _published_after(key: int) -> QuerySet[PublicStory, tuple[int, datetime, int, date]]:
    # Title and day are compared by who asks: asked for, SQLite would go through all that a title ever published.
    return PublicStory.objects.filter(pk__gt=key).values_list("pk", "live_at", "title_id", "archive_date")


@prepared
def _held(since: datetime) -> QuerySet[Standing, int]:
    rows = Standing.objects.filter(state=State.HELD, changed_at__gte=since).order_by()
    return rows.values("state").annotate(n=Count("pk")).values_list("n", flat=True)


@prepared
def _withdrawn(title: int, since: datetime) -> QuerySet[PublicStory, int]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.GONE, gone_at__gte=since).order_by()
    return rows.values("title").annotate(n=Count("pk")).values_list("n", flat=True)


class _Marks:
    """How many there were since midnight, and the minutes that have any, counted on from the last row seen."""

    def __init__(self, midnight: datetime, last: int, minutes: QuerySet[Any, Any]) -> None:
        self._midnight, self.last = midnight, last
        self._places: set[int] = set()
        self.count = 0
        for minute, number in minutes:
            self._mark(datetime.fromisoformat(minute).replace(tzinfo=UTC))
            self.count += number

    def _mark(self, at: datetime) -> None:
        self._places.add(max(0, min(MARKS - 1, int((at - self._midnight).total_seconds() // 60))))

    def add(self, key: int, at: datetime, *, counts: bool) -> None:
        self.last = max(self.last, key)
        if counts:
            self.count += 1
            self._mark(at)

    def places(self) -> tuple[int, ...]:
        return tuple(sorted(self._places))


class DayCounter:
    """Counts one title's day. What arrives and what is published is only ever added to, so each row is seen once.

    `arrivals` and `publications` are the minutes since midnight in the paper's zone with at least one.
    """

    def __init__(self, title: int, zone: ZoneInfo) -> None:
        self._title, self._zone = title, zone
        self._day: date | None = None

    def _begin(self, day: date) -> None:
        midnight = datetime.combine(day, time(), tzinfo=self._zone)
        self._day, self._midnight = day, midnight
        # Nothing is added between the two questions: whoever counts has the turn. Asked for rows up to the last key,
        # SQLite would go through every item there ever was.
        items = WireItem.objects.filter(received_at__gte=midnight)
        self._received = _Marks(midnight, _last(WireItem.objects.all()), _by_minute(items, "received_at"))
        stories = PublicStory.objects.filter(title=self._title, archive_date=day)
        self._published = _Marks(midnight, _last(PublicStory.objects.all()), _by_minute(stories, "live_at"))

    def count(self, now: datetime) -> DayCount:
        """Everything since midnight."""
        day = now.astimezone(self._zone).date()
        if day != self._day:
            self._begin(day)
        for key, at in _received_after(self._received.last):
            self._received.add(key, at, counts=at >= self._midnight)
        for key, at, title, archived in _published_after(self._published.last):
            self._published.add(key, at, counts=title == self._title and archived == day)
        return DayCount(
            day=day,
            received=self._received.count,
            published=self._published.count,
            held=sum(_held(self._midnight)),
            withdrawn=sum(_withdrawn(self._title, self._midnight)),
            arrivals=self._received.places(),
            publications=self._published.places(),
        )
