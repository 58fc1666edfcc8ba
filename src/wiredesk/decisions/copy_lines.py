"""The copies that a story is joined with, as the desk sees them, and why each was joined."""

from datetime import datetime

import msgspec

from wiredesk.decisions.groups import group_of, headline_of, members
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.words import State, Verb


class CopyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One story of the group; `reason` says why it joined and is empty for the one that the others joined."""

    story: str
    provider: str
    headline: str
    state: State
    first_received_at: datetime
    reason: str = ""
    by_person: bool = False


def copy_lines(standing: Standing) -> tuple[CopyLine, ...]:
    """Every story of this one's group, itself included, in the order in which they came; none where it is alone."""
    group = group_of(standing)
    rows = members([group]).get(group, [])
    if len(rows) < 2:
        return ()
    joins = Decision.objects.filter(story__in=[row.story_id for row in rows], verb=Verb.JOIN).order_by("id")
    # The newest join counts: an earlier one was to another group.
    why = {story: (reason, rule) for story, reason, rule in joins.values_list("story", "reason", "rule")}
    lines = []
    for row in sorted(rows, key=lambda row: (row.story.first_received_at, row.copy_of_id is not None, row.story_id)):
        reason, rule = why.get(row.story_id, ("", "")) if row.copy_of_id else ("", "")
        lines.append(
            CopyLine(
                story=row.story_id,
                provider=row.story.provider.name,
                headline=headline_of(row),
                state=State(row.state),
                first_received_at=row.story.first_received_at,
                reason=reason,
                by_person=bool(reason) and not rule,
            )
        )
    return tuple(lines)
