"""The seam between pressing and serving: what a stored page is, and what a page store promises."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

_STORY = re.compile(r"-([a-z2-7]{12,51})/\Z")


def story_at(path: str) -> str | None:
    """The id of the story whose own page, article or notice, stands at a path."""
    found = _STORY.search(path)
    return found[1] if found else None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One pressed page of one title, as it will be served. `body` is identity bytes; the store compresses."""

    title: str
    """The title's code."""
    path: str
    kind: str
    """`article`, `story.json`, `front`, `feed`, `archive`, `sitemap`, `notice`, `text` …"""
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None
    """For 301 and 308 only: where the page moved."""
    cache_control: str = "public, max-age=10, stale-while-revalidate=60"
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers, such as Link, X-Robots-Tag or Last-Modified."""
    shows: frozenset[str] = frozenset()
    """The ids of every story whose words stand on this page: what an exact withdrawal needs."""
    pressed_at: datetime


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the store gives it back to a server: bytes ready to send."""

    status: int
    content_type: str
    etag: str
    """With its quotes; strong, of the identity bytes."""
    gzip: bytes
    brotli: bytes | None
    size: int
    """Of the identity bytes."""
    kind: str
    cache_control: str
    headers: tuple[tuple[str, str], ...]
    pressed_at: float
    """Unix time of the last pressing, whether or not it changed a byte."""
    changed_at: float
    """Unix time of the pressing that made these bytes."""
    location: str | None = None
    """Where the page moved, for 301 and 308."""


class ServedTitle(msgspec.Struct, frozen=True):
    """What a server must know of a title: whose host means it, and whether readers sign in first."""

    code: str
    address: str
    private: bool = False


class PageStore(Protocol):
    """Where pressed pages lie. One swap is one transaction: readers see all of it or nothing."""

    def swap(self, pages: Iterable[Page], removed: Iterable[tuple[str, str]] = ()) -> int:
        """Store these pages and remove these (title, path), durably and at once; returns how many pages differed.

        A page equal to the stored one (same bytes, status and headers) keeps its mark, ETag and brotli bytes.
        """
        ...

    def get(self, title: str, path: str) -> Stored | None:
        """The page at a path, or None."""
        ...

    def showing(self, title: str, stories: Sequence[str]) -> frozenset[str]:
        """The paths of every page, of any age, that shows one of these stories."""
        ...

    def pressed_at(self, title: str, path: str) -> float | None:
        """When a page was last pressed, as Unix time, or None where there is none."""
        ...

    def absent(self, title: str, paths: Sequence[str]) -> frozenset[str]:
        """Those of these paths where no page is."""
        ...

    def of_kind(self, title: str, kind: str) -> tuple[str, ...]:
        """The paths of every page of a kind: for kinds of which there are few."""
        ...

    def texts_of_kind(self, title: str, kind: str) -> tuple[tuple[str, str], ...]:
        """The path and the text of every page of a kind: for kinds whose pages are a line."""
        ...

    def pressed_before(
        self, title: str, kind: str, instant: datetime, since: datetime, limit: int = ...
    ) -> tuple[str, ...]:
        """The paths of pages first pressed at or after `since` and last pressed before `instant`, stalest first."""
        ...

    def paths(self, title: str) -> Iterator[str]:
        """Every path of a title, in order; memory stays bounded."""
        ...

    def set_titles(self, titles: Sequence[ServedTitle]) -> None:
        """Tell servers which titles there are, the first of which answers for hosts that none of them names."""
        ...

    def changed_since(self, mark: int) -> tuple[int, tuple[tuple[str, str], ...] | None]:
        """The newest mark, and each (title, path) stored or removed after the given one.

        None in their place means more than can be listed: whoever keeps copies drops them all.
        """
        ...
