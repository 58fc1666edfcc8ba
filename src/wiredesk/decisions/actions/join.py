"""Join: say that a story is the same copy as another, so that readers find one page."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act, stand_of
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.groups import group_of
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb
from wiredesk.story.models import Story

ALLOWED = frozenset({State.NEW, State.HELD, State.EMBARGOED, State.LIVE})


@transaction.atomic
def join(story: str, other: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The story, and what is joined with it, stands with the other's copies; who may see it stays what it was.

    Raises ActionRefused where either is withdrawn, is not an agency's own copy, or both are joined already.
    """
    said = reasoned(reason, "join")
    ours, theirs = stand_of(story), stand_of(other)
    group = group_of(theirs)
    if group_of(ours) == group:
        raise ActionRefused(f"Stories {story} and {other} are joined already.", fact="joined_already")
    if State(theirs.state) not in ALLOWED:
        raise ActionRefused(f"Story {other} is {theirs.state}: nothing is joined with it.", fact="join_with_withdrawn")
    kinds = Story.objects.filter(pk__in=(story, other)).values_list("provider__kind", flat=True)
    if set(kinds) != {"agency"}:
        raise ActionRefused("Only agencies' copy is joined, not paid copy or our own.", fact="join_not_agency")
    draft = Draft(story=story, verb=Verb.JOIN, by=by, reason=said, value=group)
    return act(draft, now, ALLOWED, "What is withdrawn joins nothing.")
