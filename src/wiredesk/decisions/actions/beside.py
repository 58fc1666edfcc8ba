"""Relate, unrelate: what a person says about two stories standing beside each other, over what was found."""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.draft import Actor, reasoned
from wiredesk.decisions.models import BesideChoice
from wiredesk.story.models import Related, Story


def relate(story: str, other: str, *, by: Actor, reason: str = "", now: datetime) -> BesideChoice:
    """The two stand beside each other from now on, whatever was found; what says the same still stands once."""
    return _choose(story, other, belongs=True, by=by, reason=reason.strip(), now=now)


def unrelate(story: str, other: str, *, by: Actor, reason: str, now: datetime) -> BesideChoice:
    """The two do not stand beside each other from now on, whatever is found."""
    return _choose(story, other, belongs=False, by=by, reason=reasoned(reason, "unrelate"), now=now)


@transaction.atomic
def _choose(story: str, other: str, *, belongs: bool, by: Actor, reason: str, now: datetime) -> BesideChoice:
    if story == other:
        raise UsageError("A story does not stand beside itself: name another one.", fact="beside_itself")
    if by.person is None:
        raise UsageError("Only a person says what belongs together.", fact="beside_by_rule")
    known = set(Related.objects.filter(pk__in=(story, other)).values_list("pk", flat=True))
    for one in (story, other):
        if one not in known:
            raise ActionRefused(_why_not(one), fact="stands_beside_nothing")
    rows = [
        BesideChoice(story_id=one, other_id=two, belongs=belongs, person_id=by.person, reason=reason, at=now)
        for one, two in ((story, other), (other, story))
    ]
    BesideChoice.objects.bulk_create(rows)
    Related.objects.filter(pk__in=(story, other)).update(stale=True)
    return rows[0]


def _why_not(story: str) -> str:
    if not Story.objects.filter(pk=story).exists():
        return f"There is no story {story}. `wiredesk story list` shows them."
    return f"Story {story} stands beside no other: it is paid for, or it has no text."
