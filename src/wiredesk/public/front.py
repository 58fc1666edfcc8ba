"""The front: what every reader's request reaches first, and most never go further.

A page is answered from memory, else from pages.db; a picture from its file; a search from its index and the public
records; the desk and pushes by Django. Any request is answered: no path, host or header that a client can send ends in
a 500.
"""

import re
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.stores.pages_read import PagesReader, Watch
from wiredesk.public.bodies import Bodies
from wiredesk.public.cache import Cache
from wiredesk.public.desk import SIGN_IN, is_desk
from wiredesk.public.hosts import Hosts, Site
from wiredesk.public.media import ASKING, PRINTED, PRINTED_TYPES, SPOKEN, SPOKEN_KIND, SPOKEN_TYPES, Media, asked
from wiredesk.public.media import PREFIX as MEDIA_PREFIX
from wiredesk.public.negotiate import acceptable, matched
from wiredesk.public.policy import NO_INDEX
from wiredesk.public.reads import Readings, reading_of
from wiredesk.public.replies import PRIVATE_CACHE, Entry, Reply, plain
from wiredesk.public.search import Search, is_search
from wiredesk.public.sending import Sending
from wiredesk.public.stamping import Stamping
from wiredesk.settings.options import Options

CACHE_BYTES = 8 * 1024 * 1024
"""For pages just as they are sent: some seven hundred articles. Any other is read from the store by its key."""

LOOK_EVERY = 0.005
"""Seconds between two looks for changes: a look costs 3 µs, a change shows within 250 ms of its commit."""

STALE_AFTER = 3600.0
"""Seconds after which an article that is read is pressed again, for its list of newer stories."""

ASK_EVERY = 60.0
NOT_FOUND = "/404.html"
_OPEN = ("/static/", "/robots.txt")
"""Read by anyone even on a private title: the sign-in page's looks, and the word to robots to stay away."""

_LONGEST = 1000
_REMEMBERED = 500
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_STORY = re.compile(r"/[^/]+/[^/]*-([a-z2-7]{12,51})/?")
_ROBOTS_PRIVATE = "User-agent: *\nDisallow: /"


class Front:
    """The WSGI callable of one home. `ticks` is a monotonic clock and `clock` Unix time, both in seconds.

    `ask` is told the title and path of an article to press again; `reader` a Cookie header, to say which person of the
    house it is of, if any. `readings` counts what is read, where it is to be counted.
    """

    def __init__(
        self,
        options: Options,
        store: PagesReader,
        desk: WSGIApplication,
        *,
        search: Search,
        reader: Callable[[str], str],
        ask: Callable[[str, str], None],
        ticks: Callable[[], float],
        clock: Callable[[], float],
        readings: Readings | None = None,
    ) -> None:
        self._options = options
        self._store = store
        self._desk = desk
        self._search = search
        self._reader = reader
        self._ask = ask
        self._ticks = ticks
        self._clock = clock
        self._readings = readings
        sending = Sending()
        self._media = Media(options.home / "media", sending)
        self._printed = Media(options.home / PRINTED.strip("/"), sending, PRINTED, PRINTED_TYPES, lasting=ASKING)
        self._spoken = Media(options.home / SPOKEN.strip("/"), sending, SPOKEN, SPOKEN_TYPES, lasting=ASKING)
        self._stamping = (
            Stamping(options, sending, lambda: datetime.fromtimestamp(clock(), UTC))
            if options.epaper_watermark
            else None
        )
        self._bodies = Bodies(ticks)
        self._cache = Cache(CACHE_BYTES)
        self._watch = Watch(store)
        self._hosts = Hosts(options, store.titles())
        self._looking = threading.Lock()
        self._look_at = 0.0
        self._codings: dict[str | None, tuple[str, ...]] = {}
        self._asked: dict[tuple[str, str], float] = {}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            reply = self._reply(environ)
        except WiredeskError:
            # The store cannot be read now. The worker and `doctor` say why; a reader's browser tries again.
            reply = plain(503, "The paper cannot be read for the moment.", None, ("Retry-After", "5"))
        if reply is None:
            environ["wsgi.input"] = self._bodies.of(environ)
            return self._desk(environ, start)
        status, headers, body = reply
        start(status, headers)
        if isinstance(body, bytes):
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
        return body

    def _reply(self, environ: WSGIEnvironment) -> Reply | None:
        """The answer to a request, or None for Django's."""
        tick = self._ticks()
        if tick >= self._look_at:
            self._look(tick)
        site = self._hosts.of(environ.get("HTTP_HOST", ""))
        if site is None:
            return plain(421 if environ.get("HTTP_HOST") else 400, "There is no paper of this name here.")
        path: str = environ["PATH_INFO"]
        if not path.isascii():
            # WSGI hands bytes over as Latin-1 (PEP 3333); addresses are UTF-8.
            try:
                path = path.encode("latin-1").decode()
            except UnicodeError:
                return plain(400, "This address cannot be read.", site)
        method = environ["REQUEST_METHOD"]
        reads = method == "GET" or method == "HEAD"
        if reads and not site.private:
            entry = self._cache.get((site.code, path))
            if entry is not None and not entry.private:
                return self._page(environ, site, path, entry, tick)
        if _CONTROL.search(path):
            return plain(400, "This address cannot be read.", site)
        if is_desk(path):
            unreadable = _unreadable(environ)
            return plain(400, f"The {unreadable} cannot be read.", site) if unreadable else None
        if not reads:
            return plain(405, "Pages can only be read.", site, ("Allow", "GET, HEAD"))
        if not path.startswith("/"):
            return plain(400, "This address cannot be read.", site)
        return self._read(environ, site, path, tick)

    def _read(self, environ: WSGIEnvironment, site: Site, path: str, tick: float) -> Reply:
        here = site.within(path)
        if here.private:
            kept_out = self._at_the_door(environ, here, path)
            if kept_out is not None:
                return kept_out
        found = self._find(environ, here, path, tick)
        if found is not None:
            return found
        entry = self._entry(site, NOT_FOUND, tick)
        if entry is not None:
            return self._page(environ, site, NOT_FOUND, entry, tick)
        return plain(404, "There is no such page.", site)

    def _look(self, tick: float) -> None:
        if not self._looking.acquire(blocking=False):
            return
        try:
            changed = self._watch.poll()
            if changed is None:
                self._hosts = Hosts(self._options, self._store.titles())
                self._cache.clear()
            elif changed:
                self._cache.drop(changed)
            self._look_at = tick + LOOK_EVERY
        finally:
            self._looking.release()

    def _at_the_door(self, environ: WSGIEnvironment, site: Site, path: str) -> Reply | None:
        """What is answered before anything else where it is private: nothing to the house's own people."""
        if path == "/robots.txt":
            return plain(200, _ROBOTS_PRIVATE, site)
        if path.startswith(_OPEN) or self._reader(environ.get("HTTP_COOKIE", "")):
            return None
        return self._sign_in(environ, site, path)

    def _sign_in(self, environ: WSGIEnvironment, site: Site, path: str) -> Reply:
        query = environ.get("QUERY_STRING", "")
        back = f"{path}?{query}" if query and query.isascii() and len(query) <= _LONGEST else path
        to = ("Location", f"{SIGN_IN}?next={quote(back)}")
        return plain(302, "Sign in to read this paper.", site, to, ("Cache-Control", "no-store"))

    def _find(self, environ: WSGIEnvironment, site: Site, path: str, tick: float) -> Reply | None:
        if is_search(path):
            return self._search.answer(environ, path, site)
        if path.startswith((MEDIA_PREFIX, PRINTED)):
            return self._file(environ, site, path)
        if len(path) <= _LONGEST:
            entry = self._entry(site, path, tick)
            if entry is not None:
                return self._page(environ, site, path, entry, tick)
            better = self._better(site, path)
            if better is not None:
                query = environ.get("QUERY_STRING", "")
                to = quote(better) + (f"?{query}" if query and query.isascii() else "")
                kept = PRIVATE_CACHE if site.private else "public, max-age=600"
                return plain(301, "This page is elsewhere.", site, ("Location", to), ("Cache-Control", kept))
        return None

    def _file(self, environ: WSGIEnvironment, site: Site, path: str) -> Reply | None:
        wanted = asked(environ)
        if path.startswith(MEDIA_PREFIX):
            return self._media.answer(path, site, wanted)
        if self._stamping is None or not path.endswith(".pdf"):
            return self._printed.answer(path, site, wanted)
        reader = self._reader(environ.get("HTTP_COOKIE", ""))
        if not reader:
            return self._sign_in(environ, site, path)
        file = self._printed.file(path)
        return self._stamping.answer(file, site, reader, reads=wanted.reads) if file is not None else None

    def _entry(self, site: Site, path: str, tick: float) -> Entry | None:
        key = (site.code, path)
        entry = self._cache.get(key)
        if entry is not None:
            return entry
        generation = self._cache.generation
        stored = self._store.get(*key)
        if stored is None:
            return None
        entry = Entry(stored, site, 404 if path == NOT_FOUND else None)
        if stored.kind == "article":
            entry.ask_at = tick + max(0.0, STALE_AFTER - (self._clock() - stored.pressed_at))
            if self._readings is not None:
                entry.reading = reading_of(site.code, path)
        self._cache.keep(key, entry, generation)
        return entry

    def _better(self, site: Site, path: str) -> str | None:
        """Where a path that leads nowhere was meant to lead: with its slash, or with the slug that the story has."""
        if not path.endswith("/") and self._store.pressed_at(site.code, f"{path}/") is not None:
            return f"{path}/"
        story = _STORY.fullmatch(path)
        return self._store.path_of(site.code, story[1]) if story else None

    def _page(self, environ: WSGIEnvironment, site: Site, path: str, entry: Entry, tick: float) -> Reply:
        entry.used = True
        if entry.kind == SPOKEN_KIND:
            return self._aloud(environ, site, entry)
        if entry.reading is not None and self._readings is not None:
            self._readings.note(entry.reading, environ)
        if tick >= entry.ask_at:
            self._refresh(site, path, entry, tick)
        if "HTTP_IF_NONE_MATCH" in environ:
            tag = matched(environ["HTTP_IF_NONE_MATCH"], entry.tags)
            if tag is not None:
                return Reply("304 Not Modified", entry.tags[tag], b"")
        header = environ.get("HTTP_ACCEPT_ENCODING")
        wanted = self._codings.get(header)
        if wanted is None:
            if len(self._codings) >= _REMEMBERED:
                self._codings.clear()
            wanted = self._codings[header] = acceptable(header)
        return entry.answer(wanted) or plain(406, "Pages come as br, gzip or identity.", site)

    def _aloud(self, environ: WSGIEnvironment, site: Site, entry: Entry) -> Reply:
        """The file that a page names: what takes the page away takes the file from every reader."""
        named = entry.answer(("identity",))
        path = named.body.decode() if named is not None and isinstance(named.body, bytes) else ""
        found = self._spoken.answer(path, site, asked(environ))
        if found is not None and NO_INDEX not in found.headers:
            # A contract may keep the article itself out of indexes.
            found.headers.append(NO_INDEX)
        return found or plain(404, "This story cannot be heard just now.", site, ("Cache-Control", "no-store"))

    def _refresh(self, site: Site, path: str, entry: Entry, tick: float) -> None:
        key = (site.code, path)
        pressed = self._store.pressed_at(*key)
        fresh_for = STALE_AFTER - (self._clock() - pressed) if pressed is not None else ASK_EVERY
        entry.ask_at = tick + max(fresh_for, ASK_EVERY)
        if fresh_for > 0 or tick < self._asked.get(key, 0.0) + ASK_EVERY:
            return
        if len(self._asked) >= _REMEMBERED:
            self._asked = {old: at for old, at in self._asked.items() if tick < at + ASK_EVERY}
        self._asked[key] = tick
        self._ask(*key)


def _unreadable(environ: WSGIEnvironment) -> str:
    """The header that Django or a database would fall over, if there is one."""
    # Django decodes a parameter written as RFC 2231 has it, and falls over an encoding that there is not. No type of
    # a body that anybody sends needs one.
    if "*=" in environ.get("CONTENT_TYPE", ""):
        return "Content-Type"
    # A quoted cookie may spell a NUL, which no database looks for. None of ours is quoted.
    return "Cookie" if "\\000" in environ.get("HTTP_COOKIE", "") else ""
