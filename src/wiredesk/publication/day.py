"""The paper's own day: what arrived, what went out, what is held, what was withdrawn."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.house.models import Title
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import DayCount
from wiredesk.wire.models import WireItem

MARKS = 1440
"""The line under the nameplate has one place a minute."""


def _minutes(instants: list[datetime], midnight: datetime) -> tuple[int, ...]:
    return tuple(sorted({min(MARKS - 1, int((at - midnight).total_seconds() // 60)) for at in instants}))


def count(title: Title, zone: ZoneInfo, now: datetime) -> DayCount:
    """Counts since midnight in the paper's zone; `arrivals` and `publications` are minutes with at least one."""
    day = now.astimezone(zone).date()
    midnight = datetime.combine(day, time(), tzinfo=zone)
    received = list(
        WireItem.objects.filter(received_at__gte=midnight, received_at__lte=now).values_list("received_at", flat=True)
    )
    public = PublicStory.objects.filter(title=title, archive_date=day)
    published = list(public.values_list("live_at", flat=True))
    return DayCount(
        day=day,
        received=len(received),
        published=len(published),
        held=Standing.objects.filter(state=State.HELD, changed_at__gte=midnight).count(),
        withdrawn=PublicStory.objects.filter(title=title, state=PublicState.GONE, gone_at__gte=midnight).count(),
        arrivals=_minutes(received, midnight),
        publications=_minutes(published, midnight),
    )
