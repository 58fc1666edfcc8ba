"""Spike: a story that never ran shall not run."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset({State.NEW, State.HELD, State.EMBARGOED, State.SUSPENDED})


def spike(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The story stays inside, and so do its later versions, until a person restores it."""
    draft = Draft(story=story, verb=Verb.SPIKE, by=by, reason=reasoned(reason, "spike"))
    return act(draft, now, ALLOWED, "A story that ran is killed, with a notice, not spiked.")
