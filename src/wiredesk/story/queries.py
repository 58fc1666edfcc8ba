"""What later rooms ask about stories and versions."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.story.models import Version, What

WITH_TEXT = (What.NEW, What.UPDATE, What.CORRECTION, What.OLDER)


def best_version(story: str) -> Version | None:
    """The version with text that ranks highest, or None."""
    return Version.objects.filter(story=story, what__in=WITH_TEXT).order_by("-rank", "-id").first()


def best_ranks(stories: Iterable[str]) -> dict[str, str]:
    """The highest rank of a version with text, by story; stories without one are absent."""
    best: dict[str, str] = {}
    rows = Version.objects.filter(story__in=list(stories), what__in=WITH_TEXT).values_list("story", "rank")
    for story, rank in rows:
        if rank > best.get(story, ""):
            best[story] = rank
    return best


def version_counts(stories: Iterable[str]) -> dict[str, int]:
    """How many versions with text each story has."""
    return dict(Counter(_with_text(list(stories))))


@prepared
def _with_text(stories: Sequence[str]) -> QuerySet[Version, str]:
    return Version.objects.filter(story__in=stories, what__in=WITH_TEXT).values_list("story", flat=True)
