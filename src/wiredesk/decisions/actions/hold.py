"""Hold: take a story off every surface, reversibly, or keep it from getting there."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset({State.NEW, State.LIVE, State.EMBARGOED, State.SUSPENDED})


def hold(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """No surface shows the story until a person releases it."""
    draft = Draft(story=story, verb=Verb.HOLD, by=by, reason=reasoned(reason, "hold"))
    return act(draft, now, ALLOWED, "It is not public.")
