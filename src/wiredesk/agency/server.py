"""The agency on HTTP: feeds with ETag, Last-Modified, 304 and gzip, pictures, and an index that says what it is.

It listens on loopback only. Feeds follow a clock; between two events of a feed its bytes and its ETag are the same.
"""

import gzip
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from wiredesk.agency.documents import document
from wiredesk.agency.pictures import draw
from wiredesk.agency.scenario import Day
from wiredesk.agency.world import feed_named, world
from wiredesk.common.clock import Clock
from wiredesk.common.errors import UsageError

HOST = "127.0.0.1"
INDEX = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>A simulated agency (made up)</title></head>
<body><h1>A simulated agency</h1>
<p><strong>Every person, place, agency and event in these feeds is made up.</strong></p>
<p>{progress}</p><ul>
{feeds}
</ul></body></html>
"""


class Answer(msgspec.Struct, frozen=True):
    """One response: `changed_at` and `etag` are what a conditional request is held against."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    etag: str = ""
    changed_at: datetime | None = None


class Desk:
    """Answers requests from a day: `began_at` is when the day's first second was, on the given clock."""

    def __init__(self, day: Day, *, clock: Clock, base: str) -> None:
        self.day = day
        self.clock = clock
        self.base = base
        self._times = {
            feed.name: [event.at for event in day.events if event.feed == feed.name] for feed in world().feeds
        }
        self._built: dict[tuple[str, int], Answer] = {}
        self._lock = threading.Lock()
        self._picture: Callable[[str], bytes | None] = lru_cache(maxsize=400)(draw)

    def elapsed(self) -> float:
        """Seconds of the day that have passed by the clock; the day's pace is in it."""
        return (self.clock() - self.day.pace.start).total_seconds() * self.day.pace.speed

    def answer(self, path: str) -> Answer:
        """The response to a GET of a path: `/feeds/city.xml` or `/city.xml`, `/pictures/…`, or `/`."""
        path = path.split("?", 1)[0]
        if path == "/":
            return self._index()
        name = path.removeprefix("/feeds").removeprefix("/").removesuffix(".xml")
        if path.endswith(".xml") and name in self._times:
            return self._feed(name)
        if path.startswith("/pictures/"):
            picture = self._picture(path.removeprefix("/pictures/"))
            if picture is not None:
                return Answer(200, picture, "image/jpeg", f'"{sha256(picture).hexdigest()[:20]}"', self.day.pace.start)
        return Answer(404, b"There is no such thing at this made-up agency.\n")

    def _index(self) -> Answer:
        elapsed = self.elapsed()
        feeds = "\n".join(
            f'<li><a href="/feeds/{feed.name}.xml" lang="{feed.language}">{escape(feed.title)}</a> '
            f"({feed.format}, {len(self.day.showing(feed.name, elapsed))} items)</li>"
            for feed in world().feeds
        )
        speed = f"{self.day.pace.speed:g}"
        hours = f"{elapsed / 3600:.1f} of 24 hours of the made-up day have passed, at {speed} times the speed."
        return Answer(200, INDEX.format(progress=hours, feeds=feeds).encode(), "text/html; charset=utf-8")

    def _feed(self, name: str) -> Answer:
        times = self._times[name]
        number = bisect_right(times, self.elapsed())
        with self._lock:
            known = self._built.get((name, number))
            if known is None:
                at = times[number - 1] if number else 0.0
                body = document(self.day, name, at if number else -1.0, self.base)
                kind = "atom" if feed_named(name).format == "atom" else "rss"
                tag = f'"{sha256(body).hexdigest()[:20]}"'
                changed = self.day.pace.stamp(at).astimezone(UTC)
                known = Answer(200, body, f"application/{kind}+xml; charset=utf-8", tag, changed)
                self._built[name, number] = known
        return known


class Requests(BaseHTTPRequestHandler):
    """Reads a request, asks the desk, writes the response; the server sets `desk`."""

    protocol_version = "HTTP/1.1"
    server_version = "made-up-agency"
    desk: Desk

    def do_GET(self) -> None:
        """Answers GET."""
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        """Answers HEAD."""
        self._respond(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Says nothing: a poll every few seconds is no news."""

    def _unchanged(self, answer: Answer) -> bool:
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return bool(answer.etag) and answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.changed_at is None:
            return False
        try:
            return answer.changed_at <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _respond(self, *, with_body: bool) -> None:
        answer = self.desk.answer(self.path)
        body = answer.body
        if answer.status == 200 and self._unchanged(answer):
            self.send_response(HTTPStatus.NOT_MODIFIED)
        else:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            if "gzip" in self.headers.get("Accept-Encoding", "") and not answer.content_type.startswith("image/"):
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
        if answer.etag and answer.changed_at is not None:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.changed_at.astimezone(UTC), usegmt=True))
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("X-Robots-Tag", "noindex")
        self.end_headers()
        if with_body and not (answer.status == 200 and self._unchanged(answer)):
            self.wfile.write(body)


def _listen(port: int) -> ThreadingHTTPServer:
    handler = type("DayRequests", (Requests,), {})
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as fault:
        raise UsageError(f"Port {port} cannot be listened on: {fault.strerror}. Name another with --port.") from fault
    server.daemon_threads = True
    return server


def _attach(server: ThreadingHTTPServer, day: Day, clock: Clock) -> Desk:
    base = f"http://{HOST}:{server.server_address[1]}/"
    desk = Desk(day, clock=clock, base=base)
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]
    return desk


def serve(day: Day, *, port: int, clock: Clock, ready: Callable[[str], None]) -> None:
    """Serves the day until interrupted; `ready` is told the address once it answers. Port 0 takes any free one.

    The pace is the day's own (`day(…, speed=…)`). Raises UsageError where the port is taken.
    """
    server = _listen(port)
    desk = _attach(server, day, clock)
    ready(desk.base)
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()


@contextmanager
def serving(day: Day, *, clock: Clock, port: int = 0) -> Iterator[str]:
    """Serves the day in a thread while the block runs, and gives its address (ending in a slash)."""
    server = _listen(port)
    desk = _attach(server, day, clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield desk.base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
