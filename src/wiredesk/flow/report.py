"""What happened since then, for the desk's morning: counts, holds with reasons, lag, and what each rule did."""

import re
from collections import defaultdict
from datetime import datetime
from statistics import median

import msgspec
from django.db.models import Count, Q

from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.words import State, Verb
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.story.match import folded
from wiredesk.story.models import Version, What
from wiredesk.wire.models import Quarantine, WireItem

_TELLING_WORDS = 3
"""Words from which two equal headlines are no chance: `Weather` is one every day."""

_NOT_A_WORD = re.compile(r"[^\w\u0900-\u0DFF\u200C\u200D]+")


class Held(msgspec.Struct, frozen=True):
    """One story that is held now, and why."""

    story: str
    state: str
    since: datetime
    reason: str
    headline: str


class Double(msgspec.Struct, frozen=True):
    """Stories that carry the same headline, whatever its case and punctuation, and may be the same news."""

    headline: str
    stories: tuple[str, ...]


class Killed(msgspec.Struct, frozen=True):
    """One story that was withdrawn, when, why and by whom: a rule or a person."""

    story: str
    at: datetime
    by: str
    reason: str


class Lag(msgspec.Struct, frozen=True):
    """From received to live, in seconds, over the stories that went live."""

    stories: int
    median: float | None
    p99: float | None
    worst: float | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of time at the paper."""

    since: datetime
    items: int
    new: int
    updates: int
    corrections: int
    repeats: int
    published: int
    quarantined: int
    lag: Lag
    kills: tuple[Killed, ...]
    doubles: tuple[Double, ...]
    held: tuple[Held, ...]
    rules: dict[str, int]
    people: dict[str, int]


def _lag(since: datetime) -> Lag:
    rows = PublicStory.objects.filter(live_at__gte=since).values_list("live_at", "story__first_received_at")
    lags = sorted((live_at - received_at).total_seconds() for live_at, received_at in rows.iterator())
    if not lags:
        return Lag(0, None, None, None)
    return Lag(
        len(lags), round(median(lags), 3), round(lags[min(len(lags) - 1, len(lags) * 99 // 100)], 3), round(lags[-1], 3)
    )


def _doubles(since: datetime) -> tuple[Double, ...]:
    """Among stories that began since then, are not withdrawn and are not joined with their copies."""
    away = Q(state__in=(State.KILLED, State.SPIKED)) | Q(copy_of__isnull=False)
    known = Standing.objects.filter(away).values("story")
    rows = Version.objects.filter(what=What.NEW, received_at__gte=since).exclude(story__in=known).order_by("id")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for headline, story in rows.values_list("headline", "story").iterator():
        words = _NOT_A_WORD.sub(" ", folded(headline)).split()
        if len(words) >= _TELLING_WORDS:
            found[" ".join(words)].setdefault(story, headline)
    return tuple(Double(next(iter(same.values())), tuple(same)) for same in found.values() if len(same) > 1)


def _held() -> tuple[Held, ...]:
    rows = Standing.objects.filter(state__in=(State.HELD, State.SUSPENDED)).select_related("version")
    return tuple(
        Held(row.story_id, row.state, row.changed_at, row.reason, row.version.headline if row.version else "")
        for row in rows.order_by("changed_at", "story").iterator()
    )


def _kills(since: datetime) -> tuple[Killed, ...]:
    rows = Decision.objects.filter(at__gte=since, verb__in=(Verb.KILL, Verb.WITHDRAW)).select_related("person")
    return tuple(
        Killed(row.story_id, row.at, f"rule {row.rule}" if row.person is None else row.person.username, row.reason)
        for row in rows.order_by("id")
    )


def report(since: datetime) -> Report:
    """Everything since then, counted from what is recorded; what is held is everything held now."""
    kinds = dict(Version.objects.filter(received_at__gte=since).values_list("what").annotate(n=Count("id")))
    decisions = Decision.objects.filter(at__gte=since)
    rules = decisions.exclude(rule="").values_list("rule", "verb").annotate(n=Count("id")).order_by("rule", "verb")
    people = decisions.filter(rule="").values_list("person__username", "verb").annotate(n=Count("id"))
    return Report(
        since=since,
        items=WireItem.objects.filter(received_at__gte=since).count(),
        new=kinds.get(What.NEW.value, 0),
        updates=kinds.get(What.UPDATE.value, 0),
        corrections=kinds.get(What.CORRECTION.value, 0),
        repeats=kinds.get(What.SAME.value, 0),
        published=PublicStory.objects.filter(live_at__gte=since, state=PublicState.LIVE).count(),
        quarantined=Quarantine.objects.filter(at__gte=since).count(),
        lag=_lag(since),
        kills=_kills(since),
        doubles=_doubles(since),
        held=_held(),
        rules={f"{rule}: {verb}": n for rule, verb, n in rules},
        people={f"{name}: {verb}": n for name, verb, n in people.order_by("person__username", "verb")},
    )
