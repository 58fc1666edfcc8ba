"""A title's stories as search engines are told of them: by day, and the news of the last days."""

import re
from datetime import date, datetime
from functools import cached_property

import msgspec
from django.db.models import CharField, Count, Max, QuerySet
from django.db.models.functions import Cast

from wiredesk.common.prepared import prepared
from wiredesk.house import titles
from wiredesk.house.models import Title
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import Indexing

NEWS_SITEMAP_LIMIT = 1000
"""Google reads at most this many URLs of a news sitemap."""

_LIVE = PublicState.LIVE
# A day has thousands of instants, and reading each through the ORM's converters costs more than all the rest of it.
_AS_TEXT = Cast("changed_at", CharField())
_IN_UTC = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?(?:\+00)?")
"""As SQLite writes it, and as PostgreSQL does for a connection in UTC, which Django's are."""


def _to_the_second(text: str) -> str:
    """An instant as the database writes it, as sitemaps do."""
    found = _IN_UTC.fullmatch(text)
    return f"{found[1]}T{found[2]}+00:00" if found else datetime.fromisoformat(text).isoformat(timespec="seconds")


def _rows(title: Title) -> QuerySet[PublicStory]:
    return PublicStory.objects.filter(title=title)


@prepared
def _of_day(title: int, day: date, *, without: tuple[str, ...]) -> QuerySet[PublicStory, tuple[str, str, str]]:
    rows = PublicStory.objects.filter(title=title, state=_LIVE, archive_date=day).order_by("archive_page", "id")
    if without:
        rows = rows.exclude(provider_code__in=without)
    return rows.annotate(changed=_AS_TEXT).values_list("story_id", "path", "changed")


@prepared
def _news(title: int, since: datetime, *, limit: int) -> QuerySet[PublicStory, tuple[str, str]]:
    rows = PublicStory.objects.filter(title=title, state=_LIVE, sort_at__gte=since).exclude(kind="paid")
    rows = rows.order_by("-sort_at", "-story")
    return rows.annotate(changed=_AS_TEXT).values_list("story_id", "changed")[:limit]


class SitemapEntry(msgspec.Struct, frozen=True):
    """One address of a day's sitemap."""

    story: str
    path: str
    modified: str
    """When, in UTC, to the second."""


class SitemapShelf:
    """One title's sitemaps, as what they are to list."""

    def __init__(self, title: Title) -> None:
        self._title = title

    def days(self) -> tuple[tuple[date, datetime], ...]:
        """Every day that has a sitemap, oldest first, with the instant its newest entry changed."""
        live = _rows(self._title).filter(state=_LIVE)
        rows = live.values("archive_date").annotate(at=Max("changed_at"), n=Count("id"))
        return tuple((row["archive_date"], row["at"]) for row in rows.order_by("archive_date"))

    @cached_property
    def _unlisted(self) -> tuple[str, ...]:
        """Providers whose contract keeps their copy out of indexes, or sends these to the agency's own page."""
        away = {Indexing.NOINDEX.value, Indexing.CANONICAL.value}
        return tuple(code for code, row in titles.contracts(self._title).items() if row.indexing in away)

    def day(self, day: date) -> tuple[SitemapEntry, ...]:
        """A day's addresses that search engines may have, in the order of the archive's pages."""
        found = _of_day(self._title.pk, day, without=self._unlisted)
        return tuple(SitemapEntry(story, path, _to_the_second(changed)) for story, path, changed in found)

    def news(self, since: datetime) -> tuple[tuple[str, str], ...]:
        """The stories a news sitemap may list: live since then, newest first, no paid copy.

        Beside each a mark that is another one whenever the story has changed.
        """
        return tuple(_news(self._title.pk, since, limit=NEWS_SITEMAP_LIMIT))
