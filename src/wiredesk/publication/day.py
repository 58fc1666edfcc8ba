"""The paper's own day: what arrived, what went out, what is held, what was withdrawn."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.house.models import Title
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import DayCount
from wiredesk.wire.models import WireItem

MARKS = 1440
"""The line under the nameplate has one place a minute."""

_TO_THE_MINUTE = len("2026-03-09 00:00")


def _by_minute(rows: QuerySet[Any], field: str) -> dict[datetime, int]:
    """How many rows there are in each minute that has any.

    Both databases write an instant in UTC, year first: cut there, a busy day is at most 1,440 values, and not one for
    each of its thousands of items.
    """
    written = rows.annotate(minute=Substr(Cast(field, CharField()), 1, _TO_THE_MINUTE)).order_by().values("minute")
    counted = written.annotate(n=Count("pk")).values_list("minute", "n")
    return {datetime.fromisoformat(minute).replace(tzinfo=UTC): n for minute, n in counted}


def _places(minutes: Iterable[datetime], midnight: datetime) -> tuple[int, ...]:
    """Minutes since midnight, each once, in order."""
    return tuple(sorted({max(0, min(MARKS - 1, int((at - midnight).total_seconds() // 60))) for at in minutes}))


def count(title: Title, zone: ZoneInfo, now: datetime) -> DayCount:
    """Counts since midnight in the paper's zone; `arrivals` and `publications` are minutes with at least one."""
    day = now.astimezone(zone).date()
    midnight = datetime.combine(day, time(), tzinfo=zone)
    received = _by_minute(WireItem.objects.filter(received_at__gte=midnight, received_at__lte=now), "received_at")
    published = _by_minute(PublicStory.objects.filter(title=title, archive_date=day), "live_at")
    return DayCount(
        day=day,
        received=sum(received.values()),
        published=sum(published.values()),
        held=Standing.objects.filter(state=State.HELD, changed_at__gte=midnight).count(),
        withdrawn=PublicStory.objects.filter(title=title, state=PublicState.GONE, gone_at__gte=midnight).count(),
        arrivals=_places(received, midnight),
        publications=_places(published, midnight),
    )
