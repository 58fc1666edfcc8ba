"""The desk's stop for everything: nothing new is released while it stands; withdrawals always go on."""

from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house.models import Pause


@prepared
def _in_force() -> QuerySet[Pause]:
    return Pause.objects.filter(until__isnull=True).order_by("-id")[:1]


def paused() -> Pause | None:
    """The pause in force, or None."""
    return next(iter(_in_force()), None)


def pause(*, by: str, reason: str, now: datetime) -> Pause:
    """Stop releasing; a pause already in force stays."""
    return paused() or Pause.objects.create(since=now, reason=reason, by=by)


def resume(now: datetime) -> int:
    """End every pause in force; returns how many."""
    return Pause.objects.filter(until__isnull=True).update(until=now)
