"""Everything about a page's answer that can be worked out before the request: one Entry a page."""

from email.utils import formatdate
from http import HTTPStatus
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]
from isal import isal_zlib

from wiredesk.outlets.stores.store import Stored
from wiredesk.public.hosts import Site
from wiredesk.public.policy import HSTS, NO_INDEX, SECURITY
from wiredesk.public.sending import Sent

Headers = list[tuple[str, str]]

PRIVATE_CACHE = "private, no-cache"
_SUFFIX = {"br": "-br", "gzip": "-gz", "identity": ""}
_GZIP_BITS = 31
_OVERHEAD = 4000
"""Bytes that an entry takes beside its bodies: header lists, strings, its place in the cache."""


def status_line(status: int) -> str:
    """`404 Not Found` for 404."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def site_headers(site: Site) -> tuple[tuple[str, str], ...]:
    """What goes out with every answer of a title."""
    return (*SECURITY, *((HSTS,) if site.secure else ()), *((NO_INDEX,) if site.private else ()))


class Reply(NamedTuple):
    """One answer; `body` is what GET sends, a large file as pieces of it."""

    status: str
    headers: Headers
    body: bytes | Sent


def plain(status: int, text: str, site: Site | None = None, *more: tuple[str, str]) -> Reply:
    """A short answer in words, for what has no pressed page."""
    body = f"{text}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    return Reply(status_line(status), [*headers, *site_headers(site or Site("")), *more], body)


class Entry:
    """One page of one title, ready to send in any coding; `used`, `ask_at` and `reading` are the front's to set."""

    __slots__ = (
        "_bodies",
        "_headers",
        "ask_at",
        "kind",
        "modified",
        "private",
        "reading",
        "status",
        "tags",
        "used",
        "weight",
    )

    def __init__(self, stored: Stored, site: Site, status: int | None = None) -> None:
        status = status or stored.status
        self.kind = stored.kind
        self.status = status_line(status)
        self.private = site.private
        self.modified = int(stored.changed_at)
        self.used = False
        self.ask_at = float("inf")
        self.reading: tuple[str, str] | None = None
        self._bodies = {"gzip": stored.gzip}
        if stored.brotli is not None:
            self._bodies["br"] = stored.brotli
        self.weight = sum(map(len, self._bodies.values())) + _OVERHEAD

        tags = {coding: f'{stored.etag[:-1]}{suffix}"' for coding, suffix in _SUFFIX.items()}
        kept: Headers = [
            ("Cache-Control", PRIVATE_CACHE if site.private else stored.cache_control),
            ("Vary", "Accept-Encoding, Cookie" if site.private else "Accept-Encoding"),
            ("Last-Modified", formatdate(self.modified, usegmt=True)),
        ]
        given = {name.lower() for name, _ in stored.headers}
        kept = [(name, value) for name, value in kept if name.lower() not in given]
        sent: Headers = [*kept, *stored.headers]
        sent += [(name, value) for name, value in site_headers(site) if name.lower() not in given]
        if stored.location is not None:
            sent.append(("Location", stored.location))
        self._headers: dict[str, Headers] = {}
        for coding, tag in tags.items():
            size = len(self._bodies[coding]) if coding in self._bodies else stored.size
            head = [("Content-Type", stored.content_type), ("Content-Length", str(size)), ("ETag", tag)]
            if coding != "identity":
                head.append(("Content-Encoding", coding))
            self._headers[coding] = head + sent
        # A page that is not 200 is never answered with 304 (RFC 9110, 13.2.1), so it has no tags to match.
        self.tags = {tag: [("ETag", tag), *kept] for tag in tags.values()} if status == 200 else {}

    def answer(self, wanted: tuple[str, ...]) -> Reply | None:
        """The page in the first of these codings that there is; None when none will do."""
        for coding in wanted:
            body = self._bodies.get(coding)
            if body is not None:
                return Reply(self.status, self._headers[coding], body)
            if coding == "identity":
                return Reply(self.status, self._headers[coding], self._plain())
        if "br" in wanted:
            # Only br will do, and the worker has not come to it yet.
            body = brotli.compress(self._plain(), quality=4)
            headers = [pair for pair in self._headers["br"] if pair[0] != "Content-Length"]
            return Reply(self.status, [*headers, ("Content-Length", str(len(body)))], body)
        return None

    def _plain(self) -> bytes:
        return isal_zlib.decompress(self._bodies["gzip"], _GZIP_BITS)
