"""What happened since then, for the desk's morning: counts, holds with reasons, lag, and what each rule did."""

from datetime import datetime
from statistics import median

import msgspec
from django.db.models import Count

from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.words import State, Verb
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Version, What
from wiredesk.wire.models import Quarantine, WireItem


class Held(msgspec.Struct, frozen=True):
    """One story that is held, and why."""

    story: str
    headline: str
    reason: str


class Double(msgspec.Struct, frozen=True):
    """Two stories that carry the same headline and may be the same news."""

    headline: str
    stories: tuple[str, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of time at the paper; lags are seconds from received to live."""

    since: datetime
    items: int
    new: int
    updates: int
    corrections: int
    repeats: int
    kills: int
    quarantined: int
    published: int
    doubles: tuple[Double, ...]
    held: tuple[Held, ...]
    lag_median: float | None
    lag_worst: float | None
    rules: dict[str, int]


def _lags(since: datetime) -> list[float]:
    rows = PublicStory.objects.filter(live_at__gte=since).select_related("story")
    return sorted((row.live_at - row.story.first_received_at).total_seconds() for row in rows.iterator())


def _doubles(since: datetime) -> tuple[Double, ...]:
    rows = Version.objects.filter(what=What.NEW, received_at__gte=since).exclude(headline="")
    twice = rows.values("headline").annotate(n=Count("story", distinct=True)).filter(n__gt=1).order_by("headline")
    names = [row["headline"] for row in twice]
    found: dict[str, list[str]] = {name: [] for name in names}
    for headline, story in rows.filter(headline__in=names).order_by("id").values_list("headline", "story"):
        found[headline].append(story)
    return tuple(Double(name, tuple(stories)) for name, stories in found.items())


def _held() -> tuple[Held, ...]:
    rows = Standing.objects.filter(state__in=(State.HELD, State.SUSPENDED)).select_related("version")
    return tuple(
        Held(row.story_id, row.version.headline if row.version else "", row.reason)
        for row in rows.order_by("changed_at")
    )


def report(since: datetime) -> Report:
    """Everything since then, counted from what is recorded."""
    kinds = dict(Version.objects.filter(received_at__gte=since).values_list("what").annotate(n=Count("id")))
    lags = _lags(since)
    decisions = Decision.objects.filter(at__gte=since)
    rules = decisions.exclude(rule="").values_list("rule", "verb").annotate(n=Count("id")).order_by("rule", "verb")
    return Report(
        since=since,
        items=WireItem.objects.filter(received_at__gte=since).count(),
        new=kinds.get(What.NEW.value, 0),
        updates=kinds.get(What.UPDATE.value, 0),
        corrections=kinds.get(What.CORRECTION.value, 0),
        repeats=kinds.get(What.SAME.value, 0),
        kills=decisions.filter(verb__in=(Verb.KILL, Verb.WITHDRAW)).count(),
        quarantined=Quarantine.objects.filter(at__gte=since).count(),
        published=PublicStory.objects.filter(live_at__gte=since).count(),
        doubles=_doubles(since),
        held=_held(),
        lag_median=round(median(lags), 3) if lags else None,
        lag_worst=round(lags[-1], 3) if lags else None,
        rules={f"{rule}: {verb}": n for rule, verb, n in rules},
    )
