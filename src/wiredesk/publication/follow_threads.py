"""Step: running stories that changed, to the pages that show them. Outlets see for themselves what of one is public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from wiredesk.common.inserted import insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.house import titles
from wiredesk.publication.edition_fronts import edition_slug
from wiredesk.publication.front_rows import refresh_fronts
from wiredesk.publication.models import Change, ChangeKind, InEdition, PublicState, PublicStory
from wiredesk.publication.public import FrontKind
from wiredesk.settings.options import Options
from wiredesk.story.models import Thread, Threaded

STEP = "follow"

LOOKED_AT = 200
"""Stories of the threads, the newest, that may still stand on a front."""


@prepared
def _stale(*, limit: int) -> QuerySet[Thread, str]:
    return Thread.objects.filter(stale=True).order_by("id").values_list("id", flat=True)[:limit]


@prepared
def _newest(threads: Sequence[str]) -> QuerySet[Thread, Any]:
    """The newest story of each of these threads, live or not: by it outlets find the thread."""
    newest = Threaded.objects.filter(thread=OuterRef("pk")).order_by("-at", "-story")
    rows = Thread.objects.filter(pk__in=threads, moved_to="").order_by("pk")
    return rows.annotate(newest=Subquery(newest.values("story")[:1])).values_list("newest", flat=True)


@prepared
def _members(threads: Sequence[str]) -> QuerySet[Threaded, str]:
    rows = Threaded.objects.filter(thread__in=threads).order_by("-at", "-story")
    return rows.values_list("story_id", flat=True)[:LOOKED_AT]


@prepared
def _live(title: int, stories: Sequence[str]) -> QuerySet[PublicStory, tuple[int, str]]:
    rows = PublicStory.objects.filter(title=title, story__in=stories, state=PublicState.LIVE)
    return rows.values_list("id", "section")


@prepared
def _editions(keys: Sequence[int]) -> QuerySet[InEdition, tuple[str, str]]:
    return InEdition.objects.filter(public__in=keys).values_list("edition", "section")


def _fronts(title: int, stories: Sequence[str]) -> set[tuple[FrontKind, str]]:
    """The fronts that rank some of these stories."""
    live = _live(title, stories)
    found = {(FrontKind.SECTION, slug) for _, slug in live}
    pairs = _editions([key for key, _ in live]) if live else ()
    return found | {(FrontKind.EDITION, edition_slug(*pair)) for pair in pairs}


@prepared_change
def _followed(threads: Sequence[str]) -> ToChange:
    return Thread.objects.filter(pk__in=threads), {"stale": False}


def follow_threads(now: datetime, limit: int, *, options: Options) -> Tally:
    """Have fronts and outlets follow up to `limit` threads, in one transaction; those joined follow with the other."""
    threads = _stale(limit=limit)
    if not threads:
        return Tally(STEP)
    with transaction.atomic():
        stories = _newest(threads)
        insert(
            [
                Change(title=title, story_id=story, kind=ChangeKind.THREAD, beside=True, at=now)
                for title in titles.founded()
                for story in stories
            ]
        )
        members = _members(threads)
        for title in titles.founded():
            if fronts := _fronts(title.pk, members):
                refresh_fronts(title, now, options, fronts)
        _followed(threads)
    return Tally(STEP, seen=len(threads), done=len(threads))
