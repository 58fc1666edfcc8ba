"""Suspend: take a story down at once, reversibly, because words alone say it was withdrawn."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset(State) - {State.KILLED, State.SUSPENDED}


def suspend(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """No surface shows the story until a person kills or releases it."""
    draft = Draft(story=story, verb=Verb.SUSPEND, by=by, reason=reasoned(reason, "suspend"))
    return act(draft, now, ALLOWED)
