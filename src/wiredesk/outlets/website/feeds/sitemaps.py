"""Sitemaps: an index, one file a day, and the news of the last two days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from wiredesk.outlets.website.feeds.xml import DECLARATION, NotInXml, text
from wiredesk.outlets.website.issues.keys import EpaperSitemap
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import (
    ArchiveDay,
    EditionIndex,
    EditionSitemap,
    Fixed,
    SitemapDay,
    ThreadPage,
    path_of,
)
from wiredesk.outlets.website.topic_keys import TopicSitemap
from wiredesk.publication.public import Indexing, PublicStory

NEWS_HOURS = 48
"""Google News reads the last two days only."""

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def _loc(paper: Paper, path: str) -> str:
    address = paper.url(path)
    return text(address) if "&" in address else address


def _lastmod(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def index(paper: Paper, days: Iterable[tuple[date, datetime]]) -> Sheet:
    """The index: the news, editions, topics, running stories, then every day with the instant it last changed."""
    parts = [f"<sitemap><loc>{text(paper.url(Fixed.NEWS_SITEMAP.value))}</loc></sitemap>\n"]
    if paper.title.editions:
        parts.append(f"<sitemap><loc>{text(paper.url(path_of(EditionSitemap())))}</loc></sitemap>\n")
    if paper.shelf.topics.some():
        parts.append(f"<sitemap><loc>{text(paper.url(path_of(TopicSitemap())))}</loc></sitemap>\n")
    if paper.title.epaper and not paper.title.epaper_signed_in:
        parts.append(f"<sitemap><loc>{text(paper.url(path_of(EpaperSitemap())))}</loc></sitemap>\n")
    if paper.shelf.threads.some():
        parts.append(f"<sitemap><loc>{text(paper.url(Fixed.THREAD_SITEMAP.value))}</loc></sitemap>\n")
    parts += [
        f"<sitemap><loc>{text(paper.url(path_of(SitemapDay(day))))}</loc>"
        f"<lastmod>{paper.times.iso(changed)}</lastmod></sitemap>\n"
        for day, changed in days
    ]
    return Sheet(f"{DECLARATION}<sitemapindex {_SITEMAP}>\n{''.join(parts)}</sitemapindex>\n")


def editions(paper: Paper) -> Sheet:
    """The addresses of the editions' fronts, and of the page that lists them."""
    paths = (path_of(EditionIndex()), *(edition.path for edition in paper.title.editions))
    parts = (f"<url><loc>{_loc(paper, path)}</loc></url>\n" for path in paths)
    return Sheet(f"{DECLARATION}<urlset {_SITEMAP}>\n{''.join(parts)}</urlset>\n")


def topics(paper: Paper) -> Sheet | None:
    """The addresses of the topics' pages; None where there is none. It holds no word of any story."""
    parts = [f"<url><loc>{_loc(paper, f'/topic/{key}/')}</loc></url>\n" for key in paper.shelf.topics.every()]
    return Sheet(f"{DECLARATION}<urlset {_SITEMAP}>\n{''.join(parts)}</urlset>\n") if parts else None


def threads(paper: Paper) -> Sheet | None:
    """The addresses of the newest running stories; None where there is none. It holds no word of any story."""
    parts = [
        f"<url><loc>{_loc(paper, path_of(ThreadPage(thread)))}</loc><lastmod>{_lastmod(at)}</lastmod></url>\n"
        for thread, at in paper.shelf.threads.listed()
    ]
    return Sheet(f"{DECLARATION}<urlset {_SITEMAP}>\n{''.join(parts)}</urlset>\n") if parts else None


def day(paper: Paper, key: SitemapDay) -> Sheet:
    """One day's addresses: its archive first, so that a day whose stories are all withdrawn is still valid.

    It holds no story's words, only addresses, so it counts as showing none; a withdrawal presses it by its day.
    """
    parts = [f"<url><loc>{text(paper.url(path_of(ArchiveDay(key.day))))}</loc></url>\n"]
    parts += [
        f"<url><loc>{_loc(paper, entry.path)}</loc><lastmod>{entry.modified}</lastmod></url>\n"
        for entry in paper.shelf.sitemaps.day(key.day)
    ]
    return Sheet(f"{DECLARATION}<urlset {_SITEMAP}>\n{''.join(parts)}</urlset>\n")


def _line(paper: Paper, story: PublicStory | None) -> tuple[str, str]:
    """One story's line, and whose text it shows where that is another's.

    Empty where news search may not have it, or XML cannot hold its headline.
    """
    if story is None or story.paid or story.indexing is not Indexing.INDEX:
        return "", ""
    try:
        return _news(paper, story), story.shown
    except NotInXml:
        return "", ""


def _news(paper: Paper, story: PublicStory) -> str:
    language = story.language.split("-")[0]
    return (
        f"<url><loc>{text(paper.url(story.path))}</loc><lastmod>{paper.times.iso(story.modified_at)}</lastmod>"
        f"<news:news><news:publication><news:name>{text(paper.title.name)}</news:name>"
        f"<news:language>{text(language)}</news:language></news:publication>"
        f"<news:publication_date>{paper.times.iso(story.published_at)}</news:publication_date>"
        f"<news:title>{text(story.headline)}</news:title></news:news></url>\n"
    )


def news(paper: Paper) -> Sheet:
    """The stories of the last 48 hours that news search may have: no paid copy, none whose contract forbids it.

    The list is long and most of it was there at the last press, so a story is read only where its line is not known.
    """
    listed = {one: (*paper.context, *one) for one in paper.shelf.sitemaps.news(paper.now - timedelta(hours=NEWS_HOURS))}
    known = paper.memory.news
    new = paper.shelf.stories([story for (story, _), key in listed.items() if key not in known])
    parts, shows, copies = [], set(), set()
    for (story, _), key in listed.items():
        line, shown = known.of(key, partial(_line, paper, new.get(story)))
        if line:
            parts.append(line)
            shows.add(story)
            copies.add(shown)
    sheet = f"{DECLARATION}<urlset {_SITEMAP} {_NEWS}>\n{''.join(parts)}</urlset>\n"
    return Sheet(sheet, frozenset(shows), frozenset(copies - {""}))
