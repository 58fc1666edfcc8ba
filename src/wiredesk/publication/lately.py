"""What went live lately, by id and address alone: for an outlet that takes its time, and takes the newest first."""

from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import PublicState, PublicStory


@prepared
def _lately(title: int, since: datetime, *, limit: int) -> QuerySet[PublicStory, tuple[str, str, datetime]]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, sort_at__gte=since).exclude(kind="paid")
    return rows.order_by("-sort_at", "-story").values_list("story_id", "path", "changed_at")[:limit]


def lately(title: int, since: datetime, limit: int) -> list[tuple[str, str, datetime]]:
    """The id, path and time of the last change of a title's live stories since then, newest first; none paid."""
    return list(_lately(title, since, limit=limit))
