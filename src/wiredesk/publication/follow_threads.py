"""Step: running stories that changed, to the pages that show them. Outlets see for themselves what of one is public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from wiredesk.common.prepared import prepared
from wiredesk.common.tally import Tally
from wiredesk.house import titles
from wiredesk.publication.models import Change, ChangeKind
from wiredesk.story.models import Thread, Threaded

STEP = "follow"


@prepared
def _stale(*, limit: int) -> QuerySet[Thread, str]:
    return Thread.objects.filter(stale=True).order_by("id").values_list("id", flat=True)[:limit]


@prepared
def _newest(threads: Sequence[str]) -> QuerySet[Thread, Any]:
    """The newest story of each of these threads, live or not: by it outlets find the thread."""
    newest = Threaded.objects.filter(thread=OuterRef("pk")).order_by("-at", "-story")
    rows = Thread.objects.filter(pk__in=threads, moved_to="").order_by("pk")
    return rows.annotate(newest=Subquery(newest.values("story")[:1])).values_list("newest", flat=True)


def follow_threads(now: datetime, limit: int) -> Tally:
    """Have outlets follow up to `limit` threads, in one transaction; those joined to another follow with that one."""
    threads = _stale(limit=limit)
    if not threads:
        return Tally(STEP)
    with transaction.atomic():
        stories = _newest(threads)
        Change.objects.bulk_create(
            [
                Change(title=title, story_id=story, kind=ChangeKind.THREAD, at=now)
                for title in titles.founded()
                for story in stories
            ]
        )
        Thread.objects.filter(pk__in=threads).update(stale=False)
    return Tally(STEP, seen=len(threads), done=len(threads))
