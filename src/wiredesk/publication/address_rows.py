"""What becomes of the addresses of stories that come, go and lead to each other, at a cost that no archive adds to."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Address


# The title is compared by who asks: asked for, SQLite would go through all the addresses that a title ever gave out.
@prepared
def _of(stories: Sequence[str]) -> QuerySet[Address, tuple[int, int]]:
    return Address.objects.filter(story__in=stories).values_list("pk", "title_id")


def _rows(title: int, stories: Collection[str]) -> QuerySet[Address]:
    return Address.objects.filter(pk__in=[pk for pk, whose in _of(sorted(stories)) if whose == title])


def lead_nowhere_else(title: int, stories: Collection[str]) -> None:
    """The addresses of stories that were joined with another show these again."""
    if stories:
        _rows(title, stories).update(moved_to="")


def set_gone(title: int, stories: Collection[str], *, gone: bool) -> None:
    """The addresses of stories that were withdrawn, or are public again, say so."""
    if stories:
        _rows(title, stories).update(gone=gone)
