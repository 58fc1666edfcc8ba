"""Correct: publish a version that the agency marks as a correction, and say so."""

from datetime import datetime

from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset({State.NEW, State.HELD, State.LIVE})


def correct(story: str, version: int, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The version becomes public and the story says that it was corrected."""
    draft = Draft(story=story, verb=Verb.CORRECT, by=by, reason=reason.strip() or "Corrected", version=version)
    return act(draft, now, ALLOWED)
