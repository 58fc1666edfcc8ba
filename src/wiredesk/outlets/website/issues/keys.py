"""The keys of the e-paper's pages and where they stand, both ways: as in site.py, of which this is a part."""

import re
from datetime import date

import msgspec


class EpaperIndex(msgspec.Struct, frozen=True, tag=True):
    """The newest issue of every edition, and the ways into the archive."""


class EpaperMonth(msgspec.Struct, frozen=True, tag=True):
    """Every issue of a month, given by its first day."""

    month: date


class EpaperCity(msgspec.Struct, frozen=True, tag=True):
    """The issues of one edition; `city` as in publication.issues.PublicIssue."""

    city: str


class EpaperCover(msgspec.Struct, frozen=True, tag=True):
    """One issue: its pages and what stands on them."""

    city: str
    day: date


class EpaperSheet(msgspec.Struct, frozen=True, tag=True):
    """One page of an issue, to be read."""

    city: str
    day: date
    number: int


class EpaperFeed(msgspec.Struct, frozen=True, tag=True):
    """The newest issues as a feed."""


class EpaperSitemap(msgspec.Struct, frozen=True, tag=True):
    """The addresses of the issues."""


EpaperKey = EpaperIndex | EpaperMonth | EpaperCity | EpaperCover | EpaperSheet | EpaperFeed | EpaperSitemap

ROOT = "/epaper/"
FEED = "/epaper/feed.xml"
SITEMAP = "/sitemaps/epaper.xml"
SEARCH = "/search/epaper/"
"""Where readers search the pages: no page of the store."""

_MONTH = re.compile(r"/epaper/(\d{4}-\d{2})/")
_CITY = re.compile(r"/epaper/([a-z0-9-]{1,32})/(?:(\d{4}-\d{2}-\d{2})/(?:([1-9]\d{0,3})/)?)?")


def epaper_path(key: EpaperKey) -> str:
    """The path of one of the e-paper's pages."""
    match key:
        case EpaperIndex():
            return ROOT
        case EpaperMonth(month):
            return f"{ROOT}{month:%Y-%m}/"
        case EpaperCity(city):
            return f"{ROOT}{city}/"
        case EpaperCover(city, day):
            return f"{ROOT}{city}/{day.isoformat()}/"
        case EpaperSheet(city, day, number):
            return f"{ROOT}{city}/{day.isoformat()}/{number}/"
        case EpaperFeed():
            return FEED
    return SITEMAP


def epaper_key_of(path: str) -> EpaperKey | None:
    """The key of the page of the e-paper that a path names, or None."""
    if path == ROOT:
        return EpaperIndex()
    if path == SITEMAP:
        return EpaperSitemap()
    if path == FEED:
        return EpaperFeed()
    if found := _MONTH.fullmatch(path):
        month = _day(f"{found[1]}-01")
        return EpaperMonth(month) if month else None
    found = _CITY.fullmatch(path)
    if not found:
        return None
    if not found[2]:
        return EpaperCity(found[1])
    day = _day(found[2])
    if day is None:
        return None
    return EpaperSheet(found[1], day, int(found[3])) if found[3] else EpaperCover(found[1], day)


def is_epaper(path: str) -> bool:
    """Whether something of the e-paper is at a path, or would be: pages, files, lists, and a search."""
    return path.startswith(ROOT) or path in (SITEMAP, SEARCH, SEARCH.rstrip("/"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
