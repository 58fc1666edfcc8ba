"""A reader of one home: drives the front as a server would, without one, on a clock that stands still."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import msgspec

from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.outlets.stores.store import Page
from wiredesk.public.front import Front
from wiredesk.public.reads import Readings
from wiredesk.public.search import Search
from wiredesk.public.sending import Sent
from wiredesk.settings.options import Options

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BODY = b"<p>The ferry left the harbour at nine and came back at noon.</p>" * 40


class Answer(msgspec.Struct, frozen=True):
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def page(path: str, body: bytes = BODY, *, at: datetime = NOW, **facts: object) -> Page:
    """A page of the title `main`, an article unless the facts say otherwise."""
    plain = Page(title="main", kind="article", path=path, body=body, pressed_at=at)
    return msgspec.structs.replace(plain, **facts)


class Reader:
    """A front over a store of its own; `asked` and `desk_paths` keep what the front passed on."""

    def __init__(self, options: Options) -> None:
        self.tick = 100.0
        self.unix = NOW.timestamp()
        self.people: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.desk_paths: list[str] = []
        self.readings = Readings()
        self.store = PagesDb(options.home / "pages.db")
        self.search = Search(options, lambda: None, lambda: datetime.fromtimestamp(self.unix, UTC))
        self.front = Front(
            options,
            PagesDb(options.home / "pages.db"),
            self._desk,
            search=self.search,
            reader=lambda cookies: "asha" if cookies in self.people else "",
            ask=lambda title, path: self.asked.append((title, path)),
            ticks=lambda: self.tick,
            clock=lambda: self.unix,
            readings=self.readings if options.most_read else None,
        )

    def _desk(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.desk_paths.append(environ["PATH_INFO"])
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"desk"]

    def put(self, *pages: Page, removed: Iterable[str] = ()) -> None:
        """Store pages as the worker would, and let the front's next look come."""
        self.store.swap(pages, [("main", path) for path in removed])
        self.tick += 0.25

    def ask(
        self, path: str, method: str = "GET", query: str = "", host: str = "localhost:8000", **headers: str
    ) -> Answer:
        """Send one request; header names are written with underscores, the path as WSGI hands it over."""
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": host,
            "wsgi.input": BytesIO(),
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        said: list[tuple[str, list[tuple[str, str]]]] = []
        sending = self.front(environ, lambda status, sent, *_: said.append((status, sent)))  # type: ignore[arg-type]
        body = b"".join(sending)
        if isinstance(sending, Sent):
            sending.close()
        [(status, sent)] = said
        assert len({name.lower() for name, _ in sent}) == len(sent), "a header was sent twice"
        return Answer(int(status[:3]), {name.lower(): value for name, value in sent}, body)


def media(home: Path, name: str, body: bytes) -> str:
    """Store a picture's file under its name; returns its path on the site."""
    folder = home / "media" / name[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(body)
    return f"/media/{name[:2]}/{name}"
