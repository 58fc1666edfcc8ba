"""Step: lists of related stories that changed, to the pages that show them. Which of them are public is asked here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.inserted import insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.publication.models import Change, ChangeKind, PublicState, PublicStory
from wiredesk.story.models import Related
from wiredesk.story.related import lists

STEP = "follow"


@prepared
def _stale(*, limit: int) -> QuerySet[Related, str]:
    return Related.objects.filter(stale=True, due=False).order_by("story").values_list("story", flat=True)[:limit]


@prepared
def _public(stories: Sequence[str]) -> QuerySet[PublicStory, tuple[int, str]]:
    rows = PublicStory.objects.filter(story__in=stories, state=PublicState.LIVE)
    return rows.order_by("story", "title").values_list("title_id", "story_id")


@prepared
def _listed(stories: Sequence[str]) -> QuerySet[Related, bytes | memoryview]:
    return Related.objects.filter(story__in=stories, due=False).values_list("listed", flat=True)


@prepared_change
def _follow_again(stories: Sequence[str]) -> ToChange:
    return Related.objects.filter(story__in=stories), {"stale": True}


@prepared_change
def _followed(stories: Sequence[str]) -> ToChange:
    return Related.objects.filter(story__in=stories), {"stale": False}


def stand_beside_again(stories: Sequence[str]) -> None:
    """Have the neighbours of stories that became public followed: these were compared while nobody could see them."""
    listed = [lists.decode(bytes(data)) for data in _listed(stories)] if stories else []
    neighbours = sorted({entry.story for one in listed for entry in one})
    if neighbours:
        _follow_again(neighbours)


def follow(now: datetime, limit: int) -> Tally:
    """Have outlets follow up to `limit` lists, in one transaction; of stories that are not public, nothing follows."""
    stories = _stale(limit=limit)
    if not stories:
        return Tally(STEP)
    with transaction.atomic():
        insert(
            [
                Change(title_id=title, story_id=story, kind=ChangeKind.BESIDE, beside=True, at=now)
                for title, story in _public(stories)
            ]
        )
        _followed(stories)
    return Tally(STEP, seen=len(stories), done=len(stories))
