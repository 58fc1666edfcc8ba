"""Where every page of the site stands: a page's key and its path, both ways, and nothing else.

A key names a page by what it is; a path is what a reader's browser asks for. `path_of(key_of(path)) == path`
for every path of the site, and `key_of` answers None for a path that no page can have.
"""

import re
from datetime import date
from enum import StrEnum

import msgspec

from wiredesk.house.sections import RESERVED
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.issues.keys import SITEMAP as EPAPER_SITEMAP
from wiredesk.outlets.website.issues.keys import EpaperKey, epaper_key_of, epaper_path
from wiredesk.outlets.website.story_keys import (
    Article,
    History,
    Spoken,
    StoryJson,
    StoryKey,
    story_key_of,
    story_path,
)
from wiredesk.outlets.website.topic_keys import (
    SITEMAP,
    TopicFeed,
    TopicKey,
    TopicPage,
    TopicSitemap,
    topic_key_of,
    topic_path,
)
from wiredesk.publication.public import FrontKind


class FrontPage(msgspec.Struct, frozen=True, tag=True):
    """The home page, a section's front, a provider's page or the latest list; `slug` as in PublicFront."""

    kind: FrontKind
    slug: str = ""


class Feed(msgspec.Struct, frozen=True, tag=True):
    """A front as a feed."""

    front: FrontPage
    format: FeedFormat


class About(msgspec.Struct, frozen=True, tag=True):
    """Who a provider is, and what the paper does with its copy; `slug` as in the provider's front."""

    slug: str


class Author(msgspec.Struct, frozen=True, tag=True):
    """The stories that carry an author's name; authors are told apart by provider."""

    provider: str
    slug: str


class Corrections(msgspec.Struct, frozen=True, tag=True):
    """Corrections and withdrawals: the newest, or a full page of them, numbered from 1."""

    number: int = 0


class ThreadPage(msgspec.Struct, frozen=True, tag=True):
    """A running story, newest first or from its start; its address says which, and no word of any headline."""

    thread: str
    from_start: bool = False


class ThreadFeed(msgspec.Struct, frozen=True, tag=True):
    """A running story as a feed."""

    thread: str
    format: FeedFormat


class EditionIndex(msgspec.Struct, frozen=True, tag=True):
    """Every edition of the title: what the city menu leads to."""


class EditionPage(msgspec.Struct, frozen=True, tag=True):
    """An edition's front, or the front of one section in it."""

    edition: str
    section: str = ""


class EditionFeed(msgspec.Struct, frozen=True, tag=True):
    """An edition as a feed."""

    edition: str
    format: FeedFormat


class EditionSitemap(msgspec.Struct, frozen=True, tag=True):
    """The addresses of the editions' fronts."""


class ArchiveIndex(msgspec.Struct, frozen=True, tag=True):
    """Every day that has an archive."""


class ArchiveDay(msgspec.Struct, frozen=True, tag=True):
    """A day's archive at its last page: the address that days are linked by."""

    day: date


class ArchivePage(msgspec.Struct, frozen=True, tag=True):
    """One numbered page of a day's archive, counted from the oldest."""

    day: date
    number: int


class SitemapDay(msgspec.Struct, frozen=True, tag=True):
    """The addresses of one day."""

    day: date


class Fixed(StrEnum):
    """Pages of which a title has exactly one; the value is the path."""

    SITEMAP = "/sitemap.xml"
    NEWS_SITEMAP = "/news-sitemap.xml"
    THREAD_SITEMAP = "/sitemaps/threads.xml"
    ROBOTS = "/robots.txt"
    NOT_FOUND = "/404.html"
    WITHDRAWN = "/withdrawn/"
    SAVED = "/saved/"
    DISPLAY = "/display/"
    OPENSEARCH = "/opensearch.xml"


class Asset(msgspec.Struct, frozen=True, tag=True):
    """A file that pages refer to; its name carries its digest, so it never changes."""

    name: str


PageKey = (
    FrontPage
    | Feed
    | StoryKey
    | About
    | Author
    | Corrections
    | ThreadPage
    | ThreadFeed
    | TopicKey
    | EpaperKey
    | EditionIndex
    | EditionPage
    | EditionFeed
    | EditionSitemap
    | ArchiveIndex
    | ArchiveDay
    | ArchivePage
    | SitemapDay
    | Fixed
    | Asset
)

HOME = FrontPage(FrontKind.HOME)
LATEST = FrontPage(FrontKind.LATEST)
SEARCH = "/search/"
"""Where readers search: no page of the store, for each answer is made when it is asked for."""

_FIXED = {key.value: key for key in Fixed}
_DAY = r"(\d{4}-\d{2}-\d{2})"
_ARCHIVE = re.compile(rf"/archive/{_DAY}/(?:([1-9]\d{{0,6}})/)?")
_SITEMAP = re.compile(rf"/sitemaps/{_DAY}\.xml")
_FROM_START = "from-the-start/"
_THREAD = re.compile(rf"/thread/([a-z2-7]{{12,52}}(?:\.[1-9]\d{{0,5}})?)/({_FROM_START}|[a-z]+\.xml)?")
_EDITION = re.compile(r"/edition/([a-z0-9-]{1,32})/(?:([^/.]+)/|([a-z]+\.xml))?")
_EDITIONS, _EDITION_SITEMAP = "/edition/", "/sitemaps/editions.xml"
_FRONT = re.compile(r"/(?:(provider)/)?([^/.]+)/")
_ABOUT = re.compile(r"/provider/([^/.]+)/about/")
_AUTHOR = re.compile(r"/author/([^/.]+)/([a-z0-9-]+)/")
_CORRECTIONS = re.compile(r"/corrections/(?:([1-9]\d{0,6})/)?")


def _front_path(front: FrontPage) -> str:
    if front.kind is FrontKind.HOME:
        return "/"
    if front.kind is FrontKind.LATEST:
        return "/latest/"
    return f"/provider/{front.slug}/" if front.kind is FrontKind.PROVIDER else f"/{front.slug}/"


def _thread_path(key: ThreadPage | ThreadFeed) -> str:
    leaf = key.format.value if isinstance(key, ThreadFeed) else _FROM_START if key.from_start else ""
    return f"/thread/{key.thread}/{leaf}"


def _edition_path(key: EditionIndex | EditionPage | EditionFeed | EditionSitemap) -> str:
    match key:
        case EditionPage(edition, section):
            return f"/edition/{edition}/{section}/" if section else f"/edition/{edition}/"
        case EditionFeed(edition, form):
            return f"/edition/{edition}/{form.value}"
        case EditionIndex():
            return _EDITIONS
    return _EDITION_SITEMAP


def _numbered(path: str, number: int) -> str:
    return f"{path}{number}/" if number else path


def _whose_path(key: About | Author) -> str:
    return f"/author/{key.provider}/{key.slug}/" if isinstance(key, Author) else f"/provider/{key.slug}/about/"


def _archive_path(key: ArchiveIndex | ArchiveDay | ArchivePage) -> str:
    if isinstance(key, ArchiveIndex):
        return "/archive/"
    return _numbered(f"/archive/{key.day.isoformat()}/", key.number if isinstance(key, ArchivePage) else 0)


def _followed_path(key: ThreadPage | ThreadFeed | TopicKey) -> str:
    return _thread_path(key) if isinstance(key, ThreadPage | ThreadFeed) else topic_path(key)


def path_of(key: PageKey) -> str:
    """The path of a page, unescaped, beginning with a slash."""
    match key:
        case FrontPage():
            return _front_path(key)
        case Feed(front, form):
            return _front_path(front) + form.value
        case Article() | StoryJson() | History() | Spoken():
            return story_path(key)
        case About() | Author():
            return _whose_path(key)
        case Corrections(number):
            return _numbered("/corrections/", number)
        case ThreadPage() | ThreadFeed() | TopicPage() | TopicFeed() | TopicSitemap():
            return _followed_path(key)
        case EditionIndex() | EditionPage() | EditionFeed() | EditionSitemap():
            return _edition_path(key)
        case ArchiveIndex() | ArchiveDay() | ArchivePage():
            return _archive_path(key)
        case SitemapDay(day):
            return f"/sitemaps/{day.isoformat()}.xml"
        case Fixed():
            return key.value
        case Asset(name):
            return f"/static/{name}"
    return epaper_path(key)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _front_of(path: str) -> FrontPage | None:
    if path == "/":
        return HOME
    if path == "/latest/":
        return LATEST
    found = _FRONT.fullmatch(path)
    if not found or (not found[1] and found[2] in RESERVED):
        return None
    return FrontPage(FrontKind.PROVIDER if found[1] else FrontKind.SECTION, found[2])


def _dated(path: str) -> PageKey | None:
    if found := _ARCHIVE.fullmatch(path):
        day = _day(found[1])
        if day is None:
            return None
        return ArchivePage(day, int(found[2])) if found[2] else ArchiveDay(day)
    if (found := _SITEMAP.fullmatch(path)) and (day := _day(found[1])):
        return SitemapDay(day)
    return None


def _whose(path: str) -> About | Author | None:
    if found := _AUTHOR.fullmatch(path):
        return Author(found[1], found[2])
    found = _ABOUT.fullmatch(path)
    return About(found[1]) if found else None


def _thread_of(path: str) -> ThreadPage | ThreadFeed | None:
    found = _THREAD.fullmatch(path)
    if not found:
        return None
    if found[2] and found[2] != _FROM_START:
        return ThreadFeed(found[1], FeedFormat(found[2])) if found[2] in set(FeedFormat) else None
    return ThreadPage(found[1], from_start=bool(found[2]))


def _edition_of(path: str) -> EditionIndex | EditionPage | EditionFeed | EditionSitemap | None:
    if path == _EDITIONS:
        return EditionIndex()
    if path == _EDITION_SITEMAP:
        return EditionSitemap()
    found = _EDITION.fullmatch(path)
    if not found:
        return None
    if found[3]:
        return EditionFeed(found[1], FeedFormat(found[3])) if found[3] in set(FeedFormat) else None
    return EditionPage(found[1], found[2] or "")


def _apart(path: str) -> PageKey | None:
    """What stands under a word that no section may be called."""
    if path.startswith("/thread/"):
        return _thread_of(path)
    if path.startswith("/topic/"):
        return topic_key_of(path)
    if path.startswith("/epaper/") or path == EPAPER_SITEMAP:
        return epaper_key_of(path)
    if path == SITEMAP:
        return TopicSitemap()
    if path.startswith(_EDITIONS) or path == _EDITION_SITEMAP:
        return _edition_of(path)
    if found := _CORRECTIONS.fullmatch(path):
        return Corrections(int(found[1] or 0))
    return _whose(path)


def key_of(path: str) -> PageKey | None:
    """The key of the page that a path names, or None where no page of the site can stand there."""
    if path in _FIXED:
        return _FIXED[path]
    if path == "/archive/":
        return ArchiveIndex()
    if path.startswith("/static/") and path.count("/") == 2 and len(path) > len("/static/"):
        return Asset(path.removeprefix("/static/"))
    if (own := _apart(path)) is not None:
        return own
    for form in FeedFormat:
        if path.endswith("/" + form.value):
            front = _front_of(path.removesuffix(form.value))
            return Feed(front, form) if front else None
    if dated := _dated(path):
        return dated
    return story_key_of(path) or _front_of(path)
