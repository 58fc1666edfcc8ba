"""Release: let a held, suspended, waiting or (said expressly) embargoed story go."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act, stand_of
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.standing import LIFTED, TOGETHER
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset({State.NEW, State.HELD, State.SUSPENDED, State.EMBARGOED, State.LIVE})


@transaction.atomic
def release(story: str, *, by: Actor, reason: str, now: datetime, lift_embargo: bool = False) -> Decision:
    """The story is let go, or the version of it that waits; an embargo stands unless it is lifted expressly."""
    row = stand_of(story)
    embargoed = row.due_at is not None and row.due_at > now
    if embargoed and not lift_embargo and row.state in (State.EMBARGOED, State.LIVE):
        raise ActionRefused(
            f"Story {story} is embargoed until {row.due_at:%Y-%m-%d %H:%M} UTC. "
            "Say expressly that the embargo is lifted (--lift-embargo, or the box at the desk) to release it now.",
            fact="embargo_in_force",
        )
    if row.state == State.LIVE and row.waiting_id is None:
        raise ActionRefused(f"Story {story} is live already, and no version of it waits.", fact="nothing_to_release")
    draft = Draft(
        story=story,
        verb=Verb.RELEASE,
        by=by,
        reason=reasoned(reason, "release"),
        version=row.waiting_id if row.state == State.LIVE else row.version_id,
        value=LIFTED if lift_embargo else "",
    )
    return act(draft, now, ALLOWED, "Restore reopens a killed or spiked story.")


@transaction.atomic
def release_held_by(rule: str, *, by: Actor, reason: str, now: datetime, service: str = "") -> Sequence[Decision]:
    """Release at once every held story whose newest hold is this rule's, such as a batch over the hourly cap."""
    held = Standing.objects.filter(state=State.HELD)
    if service:
        held = held.filter(version__item__service__name=service)
    ids = list(held.values_list("story", flat=True))
    holds = Decision.objects.filter(story__in=ids, verb=Verb.HOLD).order_by("id")
    last: dict[str, str] = dict(holds.values_list("story", "rule"))
    said = reasoned(reason, "release")
    return record(
        [
            Draft(story=held_story, verb=Verb.RELEASE, by=by, reason=said, value=TOGETHER)
            for held_story, name in sorted(last.items())
            if name == rule
        ],
        now,
    )
