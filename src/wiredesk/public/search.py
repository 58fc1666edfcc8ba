"""Search, as the front answers it: any query is answered, at a bounded cost, and by nobody's cache.

Every answer is made for who asks: a stored one would go on showing what was withdrawn meanwhile, and what readers look
for is nobody else's business. Few are made at once, so that pages never wait behind them.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

import structlog
from isal import isal_zlib

from wiredesk.outlets.website.issues.keys import SEARCH as PRINTED
from wiredesk.outlets.website.site import SEARCH
from wiredesk.public.hosts import Site
from wiredesk.public.negotiate import acceptable
from wiredesk.public.policy import NO_INDEX
from wiredesk.public.replies import PRIVATE_CACHE, Reply, plain, site_headers, status_line
from wiredesk.settings.options import Options

if TYPE_CHECKING:
    from wiredesk.public.searching import Searching

log = structlog.get_logger()

AT_ONCE = 2
PATIENCE = 0.25
"""Seconds that one search more waits for its turn; then the reader's browser is told to come again."""

_LONGEST = 2000
"""Characters of a query that are read: more than the form can send."""

_MOST_FIELDS = 20
_ADDRESSES = {SEARCH: SEARCH, SEARCH.rstrip("/"): SEARCH, PRINTED: PRINTED, PRINTED.rstrip("/"): PRINTED}
"""Where a search stands, or was meant to: of stories, and of printed pages."""


def is_search(path: str) -> bool:
    """Whether a path is the search's."""
    return path in _ADDRESSES


def given(query: str) -> dict[str, str]:
    """The first value of each name in an address's query, whatever bytes it holds."""
    # WSGI hands bytes over as Latin-1 (PEP 3333).
    text = query[:_LONGEST].encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, errors="replace", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found


_Page = Callable[[str, dict[str, str], datetime], str | None]


class Search:
    """The search of one home. `load` makes Django ready, and `now` says what time it is."""

    def __init__(self, options: Options, load: Callable[[], object], now: Callable[[], datetime]) -> None:
        self._options = options
        self._load = load
        self._now = now
        self._making = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._searching: Searching | None = None

    def answer(self, environ: WSGIEnvironment, path: str, site: Site) -> Reply:
        """The answer to a request for the search's address."""
        query = environ.get("QUERY_STRING", "")
        address = _ADDRESSES[path]
        if path != address:
            to = address + (f"?{query}" if query and query.isascii() else "")
            return plain(301, "The search is elsewhere.", site, ("Location", to), ("Cache-Control", PRIVATE_CACHE))
        if not self._turns.acquire(timeout=PATIENCE):
            return _later(site)
        try:
            text = self._page(address)(site.code, given(query), self._now())
        finally:
            self._turns.release()
        return _later(site) if text is None else _reply(text, environ, site)

    def warm(self) -> None:
        """Load and open all that a search needs, on a thread that nobody waits for."""
        self._made().warm(self._now())

    def _page(self, address: str) -> _Page:
        made = self._made()
        return made.printed if address == PRINTED else made.page

    def _made(self) -> "Searching":
        with self._making:
            if self._searching is None:
                self._load()
                # What asks the database can only be loaded once Django is ready.
                from wiredesk.public.searching import Searching

                self._searching = Searching(self._options)
        return self._searching


def _later(site: Site) -> Reply:
    return plain(503, "The search cannot answer just now.", site, ("Retry-After", "1"), ("Cache-Control", "no-store"))


def _reply(text: str, environ: WSGIEnvironment, site: Site) -> Reply:
    body = text.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", PRIVATE_CACHE),
        ("Vary", "Accept-Encoding, Cookie" if site.private else "Accept-Encoding"),
        *site_headers(site),
    ]
    if not site.private:
        headers.append(NO_INDEX)
    if "gzip" in acceptable(environ.get("HTTP_ACCEPT_ENCODING")):
        body = isal_zlib.compress(body, 2, 31)
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    return Reply(status_line(200), headers, body)
