"""Review: a person has read the text that is public now."""

from datetime import datetime

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import State, Verb


def review(story: str, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The disclaimer says that a person reviewed this version; a later version starts unreviewed."""
    if by.rule:
        raise ActionRefused("Only a person reviews a story.", fact="review_by_rule")
    draft = Draft(story=story, verb=Verb.REVIEW, by=by, reason=reason.strip() or "Reviewed")
    return act(draft, now, frozenset(State) - {State.KILLED})
