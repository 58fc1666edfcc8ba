"""Which public stories carry an author's name."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Byline, PublicStory

SHOWN = 100
"""Stories of an author that the page lists: the newest."""

Author = tuple[str, str]
"""A provider's code in lower case and an author's slug, as they stand in an address."""

_Row = tuple[str, str, datetime, str]


def bylines(row: PublicStory, slugs: Iterable[str]) -> tuple[Byline, ...]:
    """The rows of one public story."""
    return tuple(
        Byline(
            public=row,
            title_id=row.title_id,
            provider_code=row.provider_code.lower(),
            author_slug=slug,
            sort_at=row.sort_at,
        )
        for slug in slugs
    )


@prepared
def _newest(title: int, providers: Sequence[str], slugs: Sequence[str], *, limit: int) -> QuerySet[Byline, _Row]:
    """The newest of each author, each a part with a limit of its own: numbered together, all would be gone through."""
    parts = []
    for provider, slug in zip(providers, slugs, strict=True):
        own = Byline.objects.filter(title=title, provider_code=provider, author_slug=slug)
        newest = own.order_by("-sort_at", "-public__story").values("pk")[:limit]
        rows = Byline.objects.filter(pk__in=newest).order_by()
        parts.append(rows.values_list("provider_code", "author_slug", "sort_at", "public__story"))
    first, *others = parts
    return first.union(*others) if others else first


class AuthorShelf:
    """One title's authors, for one batch: what was read is remembered, as on a Shelf."""

    def __init__(self, title: int) -> None:
        self._title = title
        self._stories: dict[Author, tuple[str, ...]] = {}

    def read(self, authors: Collection[Author]) -> None:
        """Read the stories of some authors in one question."""
        wanted = {one for one in authors if one not in self._stories}
        if not wanted:
            return
        found: dict[Author, list[str]] = {one: [] for one in wanted}
        asked = sorted(wanted)
        rows = _newest(self._title, [code for code, _ in asked], [slug for _, slug in asked], limit=SHOWN)
        for code, slug, _, story in sorted(rows, key=lambda row: (row[2], row[3]), reverse=True):
            found[code, slug].append(story)
        self._stories |= {one: tuple(stories) for one, stories in found.items()}

    def stories(self, author: Author) -> tuple[str, ...]:
        """The newest stories that carry an author's name, newest first."""
        self.read((author,))
        return self._stories[author]

    def every(self) -> tuple[Author, ...]:
        """Every author there is."""
        rows = (
            Byline.objects.filter(title=self._title).order_by().values_list("provider_code", "author_slug").distinct()
        )
        return tuple(rows)
