"""Which public stories carry an author's name."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Byline, PublicStory

SHOWN = 100
"""Stories of an author that the page lists: the newest."""

Author = tuple[str, str]
"""A provider's code in lower case and an author's slug, as they stand in an address."""


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
def _newest(title: int, providers: Sequence[str], slugs: Sequence[str]) -> QuerySet[Byline, tuple[str, str, str]]:
    place = Window(
        RowNumber(), partition_by=(F("provider_code"), F("author_slug")), order_by=("-sort_at", "-public__story")
    )
    rows = Byline.objects.filter(title=title, provider_code__in=providers, author_slug__in=slugs).annotate(place=place)
    shown = rows.filter(place__lte=SHOWN).order_by("provider_code", "author_slug", "place")
    return shown.values_list("provider_code", "author_slug", "public__story")


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
        providers, slugs = sorted({code for code, _ in wanted}), sorted({slug for _, slug in wanted})
        for code, slug, story in _newest(self._title, providers, slugs):
            if (code, slug) in found:
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
