"""Writing decisions, in sets, together with the standings they add up to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.inserted import OnMeeting, insert
from wiredesk.common.prepared import prepared
from wiredesk.decisions import slots, spots
from wiredesk.decisions.actions.copies import Turn, brought_along, holds, left_behind
from wiredesk.decisions.actions.draft import Draft
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.standing import Said, Stand, standing
from wiredesk.decisions.words import State, Verb

_FIELDS = [
    "state",
    "version",
    "waiting",
    "reason",
    "due_at",
    "section",
    "headline",
    "pinned_until",
    "corrected",
    "reviewed",
    "copy_of",
    "places",
    "slots",
    "ran_at",
    "urgent",
    "changed_at",
    "decision",
    "released_at",
]

MOST_PLACES = 8
"""Of a story, as its standing keeps them: a rule finds at most five, and a person adds some."""


@prepared
def _decisions(stories: Sequence[str]) -> QuerySet[Decision]:
    return Decision.objects.filter(story__in=stories).order_by("id")


@prepared
def _standings(stories: Sequence[str]) -> QuerySet[Standing]:
    return Standing.objects.filter(story__in=stories)


@prepared
def _over(now: datetime, *, limit: int) -> QuerySet[Standing, str]:
    return Standing.objects.filter(due_at__lte=now).order_by("due_at").values_list("story", flat=True)[:limit]


@prepared
def _pin_over(now: datetime, *, limit: int) -> QuerySet[Standing, str]:
    return Standing.objects.filter(pinned_until__lte=now).values_list("story", flat=True)[:limit]


def said_of(row: Decision) -> Said:
    """A stored decision as the pure sum reads it."""
    return Said(
        verb=Verb(row.verb),
        at=row.at,
        version=row.version_id,
        reason=row.reason,
        until=row.until,
        value=row.value,
        by_person=row.person_id is not None,
    )


def histories(stories: Iterable[str]) -> dict[str, list[Decision]]:
    """Every decision about these stories, oldest first."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in _decisions(list(stories)):
        found[row.story_id].append(row)
    return found


@transaction.atomic
def record(drafts: Sequence[Draft], now: datetime) -> list[Decision]:
    """Write these decisions and bring the standings of their stories up to date, all or nothing.

    Four statements whatever the number, and as many again for the copies that it means something for. A story that
    comes down is marked urgent, so that every later step takes it first.
    """
    rows = _written(drafts, now)
    turns = recompute({draft.story for draft in drafts}, now)
    more = [*holds(turns), *brought_along(turns, drafts)]
    if more:
        _written(more, now)
    recompute({draft.story for draft in more} | left_behind(turns), now)
    return rows


def _written(drafts: Sequence[Draft], now: datetime) -> list[Decision]:
    rows = [
        Decision(
            story_id=draft.story,
            version_id=draft.version,
            verb=draft.verb.value,
            rule=draft.by.rule,
            person_id=draft.by.person,
            reason=draft.reason,
            until=draft.until,
            value=draft.value,
            at=now,
        )
        for draft in drafts
    ]
    insert(rows)
    return rows


def recompute(stories: Iterable[str], now: datetime) -> list[Turn]:
    """Bring the derived standings of these stories up to date with their decisions and the time."""
    ids = sorted(set(stories))
    if not ids:
        return []
    with transaction.atomic():
        past = histories(ids)
        before = {row.story_id: row for row in _standings(ids)}
        rows = [_row(one, standing(map(said_of, past[one]), now), past[one], before.get(one), now) for one in ids]
        changed = [row for row in rows if row is not None]
        insert(changed, OnMeeting(("story",), tuple(_FIELDS)))
    return [Turn(before.get(row.story_id), row) for row in changed]


def _row(story: str, stand: Stand, past: list[Decision], before: Standing | None, now: datetime) -> Standing | None:
    if not past:
        return None
    was_live = before is not None and before.state == State.LIVE
    ran_at = before.ran_at if before is not None else None
    if ran_at is None and stand.state is State.LIVE:
        ran_at = now
    return Standing(
        story_id=story,
        state=stand.state.value,
        version_id=stand.version,
        waiting_id=stand.waiting,
        reason=stand.reason,
        due_at=stand.due_at,
        section=stand.section,
        headline=stand.headline,
        pinned_until=stand.pinned_until,
        corrected=stand.corrected,
        reviewed=stand.reviewed,
        copy_of_id=stand.copy_of or None,
        places=spots.written(stand.places[:MOST_PLACES]),
        slots=slots.written(stand.slots),
        ran_at=ran_at,
        urgent=stand.state is not State.LIVE and (was_live or stand.down or bool(before and before.urgent)),
        changed_at=now,
        decision=past[-1].pk,
        released_at=None,
    )


def due(now: datetime, limit: int) -> int:
    """Recompute the standings whose embargo or pin has run out by `now`; returns how many."""
    ids = [*_over(now, limit=limit), *_pin_over(now, limit=limit)]
    recompute(ids, now)
    return len(ids)
