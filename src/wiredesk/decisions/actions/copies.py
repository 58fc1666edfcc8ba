"""What a decision about one story means for the copies it is joined with: they never outlive it unseen.

What takes one of them down holds the others, in the same transaction, until a person lets them go: the same words are
in them. A story that joins brings along those that were joined with it.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.groups import group_of, headline_of, members
from wiredesk.decisions.models import Standing
from wiredesk.decisions.rules.same_copy import HOLDS
from wiredesk.decisions.withdrawn import CLOSED
from wiredesk.decisions.words import State, Verb


class Turn(msgspec.Struct, frozen=True):
    """A story's standing before a decision, None for its first, and after it."""

    was: Standing | None
    stands: Standing

    @property
    def fell(self) -> bool:
        """Whether the story left readers by this, or was taken away from them whether or not it was there."""
        if self.stands.state in (State.KILLED, State.SUSPENDED):
            return self.was is None or self.was.state != self.stands.state
        return self.was is not None and self.was.state == State.LIVE and self.stands.state != State.LIVE

    @property
    def left(self) -> str | None:
        """The group that it stood in and does not stand in any more."""
        old = self.was.copy_of_id if self.was is not None else None
        return old if old != self.stands.copy_of_id else None

    @property
    def joined(self) -> bool:
        """Whether it stands in another group than before, under another story's id."""
        return self.stands.copy_of_id is not None and (
            self.was is None or self.was.copy_of_id != self.stands.copy_of_id
        )


def holds(turns: Sequence[Turn]) -> list[Draft]:
    """Holds of every copy of what fell; two queries where something fell, and else none."""
    fallen = {turn.stands.story_id: turn.stands for turn in turns if turn.fell}
    if not fallen:
        return []
    groups = members(group_of(row) for row in fallen.values())
    held: dict[str, Draft] = {}
    for row in fallen.values():
        group = groups.get(group_of(row), [])
        own = next((one for one in group if one.story_id == row.story_id), None)
        name = f"{own.story.provider.name}'s “{headline_of(own)}”" if own else "Its copy"
        reason = f"{name} ({row.story_id}), the same copy, is {row.state} here: {row.reason}"
        for other in group:
            if other.story_id not in fallen and other.state not in CLOSED:
                draft = Draft(story=other.story_id, verb=Verb.HOLD, by=Actor(rule=HOLDS), reason=reason)
                held.setdefault(other.story_id, draft)
    return list(held.values())


def brought_along(turns: Sequence[Turn], drafts: Iterable[Draft]) -> list[Draft]:
    """Joins of those that were joined with a story that joins another now."""
    joins = {draft.story: draft for draft in drafts if draft.verb is Verb.JOIN}
    moved = {turn.stands.story_id: turn.stands for turn in turns if turn.joined and turn.stands.story_id in joins}
    if not moved:
        return []
    groups = members(moved)
    return [
        msgspec.structs.replace(joins[story], story=other.story_id, version=None, value=str(row.copy_of_id))
        for story, row in moved.items()
        for other in groups.get(story, ())
        if other.story_id not in joins
    ]


def left_behind(turns: Sequence[Turn]) -> set[str]:
    """The stories of every group that one left: what readers see of them has to be worked out anew."""
    groups: Mapping[str, list[Standing]] = members(turn.left for turn in turns if turn.left)
    return {row.story_id for rows in groups.values() for row in rows}
