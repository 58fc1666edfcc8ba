"""Kill: take a story that ran from every surface, with a notice in its place."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset(State) - {State.KILLED}


def kill(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """No surface shows the story again, whatever arrives, until a person restores it with a reason."""
    draft = Draft(story=story, verb=Verb.KILL, by=by, reason=reasoned(reason, "kill"))
    return act(draft, now, ALLOWED, "It has been withdrawn already.")
