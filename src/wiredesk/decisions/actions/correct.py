"""Correct: publish a version that the agency marks as a correction, and say so."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.act import act, stand_of
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb

LONGEST = 1000
"""Characters of a note."""

ALLOWED = frozenset({State.NEW, State.HELD, State.LIVE})


def correct(story: str, version: int, *, by: Actor, reason: str, now: datetime, note: str = "") -> Decision:
    """The version becomes public and the story says that it was corrected; `note` tells readers what was put right."""
    said = reason.strip() or "Corrected"
    draft = Draft(story=story, verb=Verb.CORRECT, by=by, reason=said, version=version, value=note.strip()[:LONGEST])
    return act(draft, now, ALLOWED)


@transaction.atomic
def correct_public(story: str, *, by: Actor, note: str, reason: str, now: datetime) -> Decision:
    """Say of the version that is public that it corrects the one before; raises ActionRefused where none is."""
    standing = stand_of(story)
    if standing.state != State.LIVE or standing.version_id is None:
        raise ActionRefused(
            f"Story {story} is {standing.state}: only what readers can see can be called a correction.",
            fact=f"correct_refused_while_{standing.state}",
        )
    if not note.strip():
        raise UsageError("Say what was put right: readers are told in these words.", fact="no_note")
    return correct(story, standing.version_id, by=by, reason=reason, now=now, note=note)
