"""Where every page of the site stands: a page's key and its path, both ways, and nothing else.

A key names a page by what it is; a path is what a reader's browser asks for. `path_of(key_of(path)) == path`
for every path of the site, and `key_of` answers None for a path that no page can have.
"""

import re
from datetime import date
from enum import StrEnum

import msgspec

from wiredesk.house.sections import RESERVED
from wiredesk.publication.public import FrontKind


class FeedFormat(StrEnum):
    """The formats a front is fed out in; the value is the file's name."""

    RSS = "feed.xml"
    ATOM = "atom.xml"


class FrontPage(msgspec.Struct, frozen=True, tag=True):
    """The home page, a section's front, a provider's page or the latest list; `slug` as in PublicFront."""

    kind: FrontKind
    slug: str = ""


class Feed(msgspec.Struct, frozen=True, tag=True):
    """A front as a feed."""

    front: FrontPage
    format: FeedFormat


class Article(msgspec.Struct, frozen=True, tag=True):
    """A story's own address, live or withdrawn; `leaf` is `{url_slug}-{id}`."""

    section: str
    leaf: str

    @property
    def story(self) -> str:
        """The story's id: what follows the last hyphen."""
        return self.leaf.rpartition("-")[2]


class StoryJson(msgspec.Struct, frozen=True, tag=True):
    """A story as ninjs, beside its article."""

    article: Article


class ThreadPage(msgspec.Struct, frozen=True, tag=True):
    """A running story, newest first or from its start; its address says which, and no word of any headline."""

    thread: str
    from_start: bool = False


class ThreadFeed(msgspec.Struct, frozen=True, tag=True):
    """A running story as a feed."""

    thread: str
    format: FeedFormat


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
    ROBOTS = "/robots.txt"
    NOT_FOUND = "/404.html"
    WITHDRAWN = "/withdrawn/"
    OPENSEARCH = "/opensearch.xml"


class Asset(msgspec.Struct, frozen=True, tag=True):
    """A file that pages refer to; its name carries its digest, so it never changes."""

    name: str


PageKey = (
    FrontPage
    | Feed
    | Article
    | StoryJson
    | ThreadPage
    | ThreadFeed
    | ArchiveIndex
    | ArchiveDay
    | ArchivePage
    | SitemapDay
    | Fixed
    | Asset
)

HOME = FrontPage(FrontKind.HOME)
LATEST = FrontPage(FrontKind.LATEST)
STORY_JSON = "story.json"
SEARCH = "/search/"
"""Where readers search: no page of the store, for each answer is made when it is asked for."""

_FIXED = {key.value: key for key in Fixed}
_DAY = r"(\d{4}-\d{2}-\d{2})"
_ARCHIVE = re.compile(rf"/archive/{_DAY}/(?:([1-9]\d{{0,6}})/)?")
_SITEMAP = re.compile(rf"/sitemaps/{_DAY}\.xml")
_ARTICLE = re.compile(r"/([^/.]+)/([^/]*[a-z2-7]{12,})/(story\.json)?")
_FROM_START = "from-the-start/"
_THREAD = re.compile(rf"/thread/([a-z2-7]{{12,52}}(?:\.[1-9]\d{{0,5}})?)/({_FROM_START}|[a-z]+\.xml)?")
_FRONT = re.compile(r"/(?:(provider)/)?([^/.]+)/")


def _front_path(front: FrontPage) -> str:
    if front.kind is FrontKind.HOME:
        return "/"
    if front.kind is FrontKind.LATEST:
        return "/latest/"
    return f"/provider/{front.slug}/" if front.kind is FrontKind.PROVIDER else f"/{front.slug}/"


def _thread_path(key: ThreadPage | ThreadFeed) -> str:
    leaf = key.format.value if isinstance(key, ThreadFeed) else _FROM_START if key.from_start else ""
    return f"/thread/{key.thread}/{leaf}"


def path_of(key: PageKey) -> str:
    """The path of a page, unescaped, beginning with a slash."""
    match key:
        case FrontPage():
            return _front_path(key)
        case Feed(front, form):
            return _front_path(front) + form.value
        case Article(section, leaf):
            return f"/{section}/{leaf}/"
        case StoryJson(article):
            return path_of(article) + STORY_JSON
        case ThreadPage() | ThreadFeed():
            return _thread_path(key)
        case ArchiveIndex():
            return "/archive/"
        case ArchiveDay(day):
            return f"/archive/{day.isoformat()}/"
        case ArchivePage(day, number):
            return f"/archive/{day.isoformat()}/{number}/"
        case SitemapDay(day):
            return f"/sitemaps/{day.isoformat()}.xml"
        case Fixed():
            return key.value
        case Asset(name):
            return f"/static/{name}"


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


def _thread_of(path: str) -> ThreadPage | ThreadFeed | None:
    found = _THREAD.fullmatch(path)
    if not found:
        return None
    if found[2] and found[2] != _FROM_START:
        return ThreadFeed(found[1], FeedFormat(found[2])) if found[2] in set(FeedFormat) else None
    return ThreadPage(found[1], from_start=bool(found[2]))


def key_of(path: str) -> PageKey | None:
    """The key of the page that a path names, or None where no page of the site can stand there."""
    if path in _FIXED:
        return _FIXED[path]
    if path == "/archive/":
        return ArchiveIndex()
    if path.startswith("/static/") and path.count("/") == 2 and len(path) > len("/static/"):
        return Asset(path.removeprefix("/static/"))
    if path.startswith("/thread/"):
        return _thread_of(path)
    for form in FeedFormat:
        if path.endswith("/" + form.value):
            front = _front_of(path.removesuffix(form.value))
            return Feed(front, form) if front else None
    if dated := _dated(path):
        return dated
    if (found := _ARTICLE.fullmatch(path)) and found[1] not in RESERVED:
        article = Article(found[1], found[2])
        return StoryJson(article) if found[3] else article
    return _front_of(path)


def article_of(path: str) -> Article:
    """The key of a story's own path, which publication made."""
    _, section, leaf, _ = path.split("/")
    return Article(section, leaf)


def article_paths(path: str) -> tuple[str, str]:
    """The two paths that stand and fall with a story: its article and its ninjs."""
    return path, path + STORY_JSON
