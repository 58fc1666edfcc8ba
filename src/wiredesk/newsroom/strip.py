"""How each service is doing today: what arrived and went out minute by minute, how long it has been silent, what fails.

A service has fallen silent when nothing has come for six times its usual gap of today, and for a quarter of an hour
at least; one that sent hardly anything today is left twelve hours, for some agencies send one bulletin a day.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import CharField, Count, F, OuterRef, Subquery
from django.db.models.functions import Cast, Substr

from wiredesk.house.models import Title
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Version
from wiredesk.wire.models import Service, ServiceState, WireItem

MINUTES = 1440
SILENT_GAPS = 6
SILENT_LEAST = timedelta(minutes=15)
SILENT_SPARSE = timedelta(hours=12)
SPARSE = 5
LAG_OF = 20


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """One service's day. `arrivals` and `published` are minutes since midnight in the paper's zone."""

    name: str
    provider: str
    transport: str
    section: str
    publish: str
    received: int
    minute: int
    """The present minute of the day: where the line ends."""
    arrivals: tuple[int, ...]
    published: tuple[int, ...]
    last_at: datetime | None
    asked_at: datetime | None
    silent_for: timedelta | None
    """Set only where the silence is unlike the service."""
    lag: float | None
    """Seconds from received to live: the median of the last stories that went out today."""
    failures: int
    error: str
    error_at: datetime | None
    paused_at: datetime | None
    paused_by: str
    paused_reason: str

    @property
    def ticks_in(self) -> str:
        """The arrivals as an SVG path."""
        return "".join(f"M{minute} 1v8" for minute in self.arrivals)

    @property
    def ticks_out(self) -> str:
        """The publications as an SVG path."""
        return "".join(f"M{minute} 12v6" for minute in self.published)


class _Day:
    """Today in the paper's zone, and the minute of it that an instant falls in."""

    def __init__(self, zone: ZoneInfo, now: datetime) -> None:
        self.date = now.astimezone(zone).date()
        self.midnight = datetime.combine(self.date, time(), tzinfo=zone)

    def minute(self, at: datetime) -> int:
        return max(0, min(MINUTES - 1, int((at - self.midnight).total_seconds() // 60)))


def _arrivals(day: _Day) -> dict[int, dict[int, int]]:
    """Items by service and minute: counted by the database, for a day can bring tens of thousands."""
    stamp = Substr(Cast("received_at", CharField()), 1, 16)
    # The sum keeps SQLite off the index by service: grouping by that, it would read the archive and not the day.
    today = WireItem.objects.filter(received_at__gte=day.midnight).annotate(stamp=stamp, sender=F("service_id") + 0)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for row in today.values("sender", "stamp").annotate(items=Count("id")).order_by():
        # Both databases write UTC here: it is the zone of Django's connection.
        minute = day.minute(datetime.fromisoformat(f"{row['stamp']}+00:00"))
        found[row["sender"]][minute] = found[row["sender"]].get(minute, 0) + row["items"]
    return found


def _published(day: _Day) -> dict[int, list[tuple[datetime, datetime]]]:
    """When the stories that went live today did so, and when they had come, by the service that brought them first."""
    first = Version.objects.filter(story=OuterRef("story"), number=1)
    # The index of the archive begins with the title, so every title is named.
    rows = PublicStory.objects.filter(title__in=Title.objects.all(), archive_date=day.date).order_by("live_at")
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for service, live_at, received_at in rows.annotate(
        service=Subquery(first.values("item__service")[:1]), received=Subquery(first.values("received_at")[:1])
    ).values_list("service", "live_at", "received"):
        if received_at is not None:
            found[service].append((live_at, received_at))
    return found


def silence(arrivals: tuple[int, ...], last_at: datetime | None, now: datetime) -> timedelta | None:
    """How long a service has been silent, where that is unlike it; None where it is not, or where it never sent."""
    if last_at is None:
        return None
    gaps = [later - earlier for earlier, later in pairwise(arrivals)]
    usual = timedelta(minutes=median(gaps)) if len(gaps) >= SPARSE else None
    patience = SILENT_SPARSE if usual is None else max(SILENT_LEAST, SILENT_GAPS * usual)
    silent = now - last_at
    return silent if silent > patience else None


def strip(zone: ZoneInfo, now: datetime) -> tuple[Health, ...]:
    """Every service's day so far, by name; four queries however many there are."""
    day = _Day(zone, now)
    states = {row.service_id: row for row in ServiceState.objects.all()}
    arrivals, published = _arrivals(day), _published(day)
    return tuple(
        _health(service, states.get(service.pk), arrivals.get(service.pk, {}), published.get(service.pk, []), day, now)
        for service in Service.objects.select_related("provider").order_by("name")
    )


def _health(
    service: Service,
    state: ServiceState | None,
    arrivals: dict[int, int],
    published: list[tuple[datetime, datetime]],
    day: _Day,
    now: datetime,
) -> Health:
    row = state or ServiceState(service=service)
    minutes = tuple(sorted(arrivals))
    lags = [(live_at - received_at).total_seconds() for live_at, received_at in published[-LAG_OF:]]
    last_at = max((at for at in (row.last_item_at, row.last_bytes_at) if at is not None), default=None)
    return Health(
        name=service.name,
        provider=service.provider.name,
        transport=service.transport,
        section=service.section,
        publish=service.publish,
        received=sum(arrivals.values()),
        minute=day.minute(now),
        arrivals=minutes,
        published=tuple(sorted({day.minute(live_at) for live_at, _ in published})),
        last_at=last_at,
        asked_at=row.asked_at,
        silent_for=silence(minutes, last_at, now),
        lag=max(0.0, median(lags)) if lags else None,
        failures=row.failures,
        error=row.error if row.failures else "",
        error_at=row.error_at,
        paused_at=row.paused_at,
        paused_by=row.paused_by,
        paused_reason=row.paused_reason,
    )
