"""One person's or rule's decision about one story: check the standing, write, tell the caller."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.draft import Draft
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.words import State
from wiredesk.story.models import Story

ANY = frozenset(State)


def stand_of(story: str) -> Standing:
    """The story's standing row, locked where the database can; raises ActionRefused for an unknown story."""
    rows = Standing.objects.select_for_update().filter(story=story)
    row = rows.first()
    if row is not None:
        return row
    if not Story.objects.filter(pk=story).exists():
        raise ActionRefused(f"There is no story {story}. `wiredesk story list` shows them.", fact="unknown_story")
    return Standing(story_id=story, state=State.NEW.value)


@transaction.atomic
def act(draft: Draft, now: datetime, allowed: Collection[State] = ANY, advice: str = "") -> Decision:
    """Write one decision if the story's standing is among `allowed`; raises ActionRefused with `advice` otherwise."""
    row = stand_of(draft.story)
    if State(row.state) not in allowed:
        raise ActionRefused(
            f"Story {draft.story} is {row.state}: it cannot be given the decision {draft.verb}. {advice}".strip(),
            fact=f"{draft.verb}_refused_while_{row.state}",
        )
    return record([draft], now)[0]
