"""One person's choice about running stories: done by the rules of threads, and kept with who, when and why."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.models import ThreadChoice
from wiredesk.decisions.words import ThreadVerb
from wiredesk.story.models import Related, Story
from wiredesk.story.related.threads_desk import Choice, Join, Name, Split
from wiredesk.story.related.threads_kept import Held

_VERBS = {Join: ThreadVerb.JOIN, Split: ThreadVerb.SPLIT, Name: ThreadVerb.NAME}


def insist(stories: Sequence[str]) -> None:
    """Raises ActionRefused for a story that is not there, or that stands beside no others."""
    known = set(Related.objects.filter(story__in=stories).values_list("story", flat=True))
    for one in stories:
        if one in known:
            continue
        if not Story.objects.filter(pk=one).exists():
            raise ActionRefused(f"There is no story {one}. `wiredesk story list` shows them.", fact="unknown_story")
        raise ActionRefused(
            f"Story {one} stands beside no others: paid copy and what has no text is in no running story.",
            fact="story_beside_none",
        )


@transaction.atomic
def choose(choice: Choice, stories: Sequence[str], *, by: Actor, reason: str, now: datetime) -> str:
    """Do what was chosen about the threads of these stories; answers with the id of the thread that came of it.

    Raises ActionRefused where the choice does not fit, or where no person made it.
    """
    if by.person is None:
        raise ActionRefused("Only a person joins, splits or names running stories.", fact="thread_by_rule")
    insist(stories)
    held = Held(stories, whole=True)
    if isinstance(choice, Join) and held.threads.of(choice.story) == held.threads.of(choice.other):
        raise ActionRefused("They are one running story already: nothing was changed.", fact="joined_already")
    thread = held.threads.choose(choice)
    held.write()
    name = " ".join(choice.name.split()) if isinstance(choice, Name) else ""
    named: Sequence[str | None] = (None,) if isinstance(choice, Name) else stories
    ThreadChoice.objects.bulk_create(
        ThreadChoice(
            thread_id=thread,
            story_id=story,
            verb=_VERBS[type(choice)].value,
            person_id=by.person,
            reason=reason,
            value=name,
            at=now,
        )
        for story in named
    )
    return thread
