"""One reader's own copy of a printed page or issue, made when it is downloaded; what is stored stays as it is.

A copy takes a process of its own some tenths of a second. One is made at a time and one more waits: pages never do.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from wiredesk.outlets.epaper import kept, pdf
from wiredesk.outlets.epaper.pdf_orders import Stamp
from wiredesk.public.hosts import Site
from wiredesk.public.media import busy
from wiredesk.public.ranges import Part
from wiredesk.public.replies import Headers, Reply, plain, site_headers, status_line
from wiredesk.public.sending import Sending
from wiredesk.settings.options import Options

log = structlog.get_logger()

ROOM = 2


class Stamping:
    """The copies of one home; any thread may ask."""

    def __init__(self, options: Options, sending: Sending, now: Callable[[], datetime]) -> None:
        self._home = options.home
        self._zone = ZoneInfo(options.time_zone)
        self._sending = sending
        self._now = now
        self._room = threading.BoundedSemaphore(ROOM)
        self._turn = threading.Lock()

    def answer(self, file: Path, site: Site, reader: str, *, reads: bool) -> Reply | None:
        """The copy of a file for who is called so; None where there is no such file (any more)."""
        if not file.is_file():
            return None
        headers: Headers = [
            ("Cache-Control", "private, no-store"),
            ("Accept-Ranges", "none"),
            ("Content-Type", "application/pdf"),
            *site_headers(site),
        ]
        if not reads:
            return Reply(status_line(200), headers, b"")
        if not self._room.acquire(blocking=False):
            return busy(site)
        try:
            with self._turn:
                return self._copy(file, site, reader, headers)
        finally:
            self._room.release()

    def _copy(self, file: Path, site: Site, reader: str, headers: Headers) -> Reply | None:
        at = self._now().astimezone(self._zone)
        stamp = Stamp(f"{reader} · {at:%Y-%m-%d %H:%M %z}", reader, at.isoformat(timespec="seconds"))
        work = kept.scratch(self._home)
        try:
            made = pdf.stamped(file, work, stamp)
            size = made.stat().st_size
            body = self._sending.body(made.open("rb"), Part(0, size), file)
        except pdf.PdfRefused as fault:
            log.error("copy_not_made", file=file.name, sentence=fault.sentence, fact=fault.fact)
            return plain(503, "The copy could not be made. Try again in a moment.", site, ("Retry-After", "5"))
        finally:
            kept.done_with(work)
        if body is None:
            return busy(site)
        if not file.is_file():
            # Withdrawn meanwhile: nobody gets what was made of it.
            if not isinstance(body, bytes):
                body.close()
            return None
        return Reply(status_line(200), [*headers, ("Content-Length", str(size))], body)
