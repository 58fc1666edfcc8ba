"""Publish: make a version public."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act, stand_of
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb
from wiredesk.story.queries import best_version

ALLOWED = frozenset({State.NEW, State.HELD, State.LIVE})


@transaction.atomic
def publish(story: str, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story's best version becomes public; a held story is released by it. Embargoes and kills stand."""
    stand_of(story)
    version = best_version(story)
    if version is None:
        raise ActionRefused(f"Story {story} has no text to publish.", fact="no_text")
    draft = Draft(story=story, verb=Verb.PUBLISH, by=by, reason=reason.strip() or "Published", version=version.pk)
    return act(draft, now, ALLOWED, "Release lifts an embargo, restore reopens a killed or spiked story.")
