"""The desk's stop for everything: nothing new is released while it stands; withdrawals always go on."""

from datetime import datetime

from wiredesk.house.models import Pause


def paused() -> Pause | None:
    """The pause in force, or None."""
    return Pause.objects.filter(until__isnull=True).order_by("-id").first()


def pause(*, by: str, reason: str, now: datetime) -> Pause:
    """Stop releasing; a pause already in force stays."""
    return paused() or Pause.objects.create(since=now, reason=reason, by=by)


def resume(now: datetime) -> int:
    """End every pause in force; returns how many."""
    return Pause.objects.filter(until__isnull=True).update(until=now)
