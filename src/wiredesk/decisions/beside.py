"""What people said about stories standing beside each other, as publication asks it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import BesideChoice
from wiredesk.decisions.words import Chosen


@prepared
def _choices(stories: Sequence[str]) -> QuerySet[BesideChoice, tuple[str, str, bool]]:
    rows = BesideChoice.objects.filter(story__in=stories).order_by("id")
    return rows.values_list("story_id", "other_id", "belongs")


def chosen(stories: Sequence[str]) -> dict[str, Chosen]:
    """What was said of these stories; those of which nothing was said are absent. The latest word on a pair counts."""
    said: dict[str, dict[str, bool]] = {}
    for story, other, belongs in _choices(stories):
        said.setdefault(story, {})[other] = belongs
    return {
        story: Chosen(
            tuple(other for other, belongs in others.items() if belongs),
            frozenset(other for other, belongs in others.items() if not belongs),
        )
        for story, others in said.items()
    }
