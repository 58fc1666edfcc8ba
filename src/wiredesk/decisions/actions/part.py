"""Part: a story that was joined with copies of it stands alone again."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import stand_of
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.groups import group_of, members
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import Verb


@transaction.atomic
def part(story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The story has a page of its own again, and no rule joins it with these copies a second time.

    Where the others are joined under this story's id, they go on under that of the first of them. Refused to rules.
    """
    if by.rule:
        raise ActionRefused("Only a person parts stories.", fact="part_by_rule")
    said = reasoned(reason, "part")
    group = group_of(stand_of(story))
    rows = members([group]).get(group, [])
    if len(rows) < 2:
        raise ActionRefused(f"Story {story} is not joined with any other.", fact="not_joined")
    drafts = [Draft(story=story, verb=Verb.PART, by=by, reason=said, value=group)]
    if story == group:
        first, *rest = sorted(
            (row for row in rows if row.story_id != story), key=lambda row: (row.story.first_received_at, row.story_id)
        )
        drafts.append(Draft(story=first.story_id, verb=Verb.PART, by=by, reason=said, value=group))
        drafts += [Draft(story=row.story_id, verb=Verb.JOIN, by=by, reason=said, value=first.story_id) for row in rest]
    return record(drafts, now)[0]
