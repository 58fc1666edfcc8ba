"""Pictures, printed pages, spoken stories: files of the home that never change, found by names that mean one of them.

One lies in `media/ab/<digest>-<size>.<ext>`, or in `epaper/files/…`, and is served at the same path; a spoken story
lies in `spoken/…`, and is served at the address of the story whose page names it, as long as that does. The name is
matched whole, before any path is made of it, so nothing that a client sends is ever joined to a folder.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from wsgiref.types import WSGIEnvironment

import msgspec

from wiredesk.public.hosts import Site
from wiredesk.public.negotiate import matched
from wiredesk.public.ranges import Part, part_of
from wiredesk.public.replies import Headers, Reply, plain, site_headers, status_line
from wiredesk.public.sending import Sending

PREFIX = "/media/"
PRINTED = "/epaper/files/"
TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
"""The kinds of picture that are ever stored; never SVG, which can hold a script."""

SPOKEN = "/spoken/"
SPOKEN_KIND = "spoken"
"""The kind of page that is no page to send: it holds the name of a file of this folder, and that is sent."""

SPOKEN_TYPES = {"mp3": "audio/mpeg"}
PRINTED_TYPES = {"webp": "image/webp", "pdf": "application/pdf"}
"""The kinds of file that a printed page comes as."""

_NAME = (
    r"{prefix}(?P<shelf>[0-9a-f]{{2}})/(?P<stem>(?P=shelf)[0-9a-f]{{14,62}}(?:-[0-9a-z]{{1,12}}){{1,3}})"
    r"\.(?P<ending>{endings})"
)
FOREVER = "max-age=31536000, immutable"
ASKING = "no-cache"
"""Kept, and asked for again each time by its ETag: what is withdrawn is then shown by no cache."""


class Asked(msgspec.Struct, frozen=True):
    """What a request says of the file that it wants, each as its header has it."""

    reads: bool = True
    """Whether it wants the bytes: a HEAD does not."""
    if_none_match: str | None = None
    part: str | None = None
    if_range: str | None = None


def asked(environ: WSGIEnvironment) -> Asked:
    """The same of a request as WSGI hands it over."""
    return Asked(
        environ["REQUEST_METHOD"] == "GET",
        environ.get("HTTP_IF_NONE_MATCH"),
        environ.get("HTTP_RANGE"),
        environ.get("HTTP_IF_RANGE"),
    )


class Media:
    """The files of one folder of a home, all of these kinds; `lasting` is how caches may keep them."""

    def __init__(
        self,
        folder: Path,
        sending: Sending,
        prefix: str = PREFIX,
        types: Mapping[str, str] = TYPES,
        *,
        lasting: str = FOREVER,
    ) -> None:
        self._folder = folder
        self._sending = sending
        self._lasting = lasting
        self._types = types
        self._name = re.compile(_NAME.format(prefix=prefix, endings="|".join(types)))

    def file(self, path: str) -> Path | None:
        """Where the file of that path lies, if there is one of that name (any more); None for what is no name."""
        name = self._name.fullmatch(path)
        return self._folder / name["shelf"] / f"{name['stem']}.{name['ending']}" if name is not None else None

    def answer(self, path: str, site: Site, asked: Asked) -> Reply | None:
        """The answer for a file's path, or None where there is no such file (any more)."""
        found = self.file(path)
        if found is None:
            return None
        try:
            return self._answer(found, site, asked)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def _answer(self, found: Path, site: Site, asked: Asked) -> Reply:
        size = found.stat().st_size
        tag = f'"{found.name}"'
        headers: Headers = [
            ("ETag", tag),
            ("Cache-Control", f"{'private' if site.private else 'public'}, {self._lasting}"),
        ]
        if asked.if_none_match is not None and matched(asked.if_none_match, (tag,)):
            return Reply(status_line(304), headers, b"")
        # A range is defined for GET alone (RFC 9110, 14.2).
        part = part_of(asked.part, asked.if_range, tag, size) if asked.reads else None
        if part is not None and not part.size:
            return plain(416, "The file has no such part.", site, ("Content-Range", f"bytes */{size}"))
        status, sent = (200, Part(0, size)) if part is None else (206, part)
        if part is not None:
            headers.append(("Content-Range", f"bytes {part.start}-{part.end - 1}/{size}"))
        headers += [
            ("Accept-Ranges", "bytes"),
            ("Content-Type", self._types[found.suffix[1:]]),
            ("Content-Length", str(sent.size)),
            *site_headers(site),
        ]
        body = self._sending.body(found.open("rb"), sent, found) if asked.reads else b""
        return Reply(status_line(status), headers, body) if body is not None else busy(site)


def busy(site: Site) -> Reply:
    """What is said while every place for a large download is held."""
    later = (("Retry-After", "5"), ("Cache-Control", "no-store"))
    return plain(503, "Others are downloading just now. Try again in some seconds.", site, *later)
