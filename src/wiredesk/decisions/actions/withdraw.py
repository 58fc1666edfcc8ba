"""Withdraw: the agency took its copy back without calling it a kill, as when a mirrored file vanishes."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset(State) - {State.KILLED}


def withdraw(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """As a kill: gone from every surface, and only a person's restore brings it back."""
    draft = Draft(story=story, verb=Verb.WITHDRAW, by=by, reason=reasoned(reason, "withdraw"))
    return act(draft, now, ALLOWED, "It has been withdrawn already.")
