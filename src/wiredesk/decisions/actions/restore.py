"""Restore: a person reopens what was killed, spiked or suspended. Nothing else ever does."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb
from wiredesk.story.queries import best_version

ALLOWED = frozenset({State.KILLED, State.SPIKED, State.SUSPENDED})


@transaction.atomic
def restore(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The story's best version is public again; refused to rules, and to a story that has no text."""
    if by.rule:
        raise ActionRefused("Only a person restores a story.", fact="restore_by_rule")
    said = reasoned(reason, "restore")
    version = best_version(story)
    if version is None:
        raise ActionRefused(f"Story {story} has no text to restore.", fact="no_text")
    draft = Draft(story=story, verb=Verb.RESTORE, by=by, reason=said, version=version.pk)
    return act(draft, now, ALLOWED, "It was never taken down.")
