"""Pictures and printed pages: files of the home that never change, found by names that can only mean one of them.

One lies in `media/ab/<digest>-<size>.<ext>`, or in `epaper/files/…`, and is served at the same path. The name is
matched whole, before any path is made of it, so nothing that a client sends is ever joined to a folder.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from wiredesk.public.hosts import Site
from wiredesk.public.negotiate import matched
from wiredesk.public.replies import Headers, Reply, site_headers, status_line

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

PRINTED_TYPES = {"webp": "image/webp", "pdf": "application/pdf"}
"""The kinds of file that a printed page comes as."""

_NAME = (
    r"{prefix}(?P<shelf>[0-9a-f]{{2}})/(?P<stem>(?P=shelf)[0-9a-f]{{14,62}}(?:-[0-9a-z]{{1,12}}){{1,3}})"
    r"\.(?P<ending>{endings})"
)
_FOREVER = "max-age=31536000, immutable"


class Media:
    """The files of one folder of a home, all of these kinds."""

    def __init__(self, folder: Path, prefix: str = PREFIX, types: Mapping[str, str] = TYPES) -> None:
        self._folder = folder
        self._types = types
        self._name = re.compile(_NAME.format(prefix=prefix, endings="|".join(types)))

    def answer(self, path: str, site: Site, if_none_match: str | None) -> Reply | None:
        """The answer for a file's path, or None where there is no such file (any more)."""
        name = self._name.fullmatch(path)
        if name is None:
            return None
        shelf, stem, ending = name.groups()
        try:
            body = (self._folder / shelf / f"{stem}.{ending}").read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        tag = f'"{stem}.{ending}"'
        headers: Headers = [
            ("ETag", tag),
            ("Cache-Control", f"{'private' if site.private else 'public'}, {_FOREVER}"),
        ]
        if if_none_match is not None and matched(if_none_match, (tag,)):
            return Reply(status_line(304), headers, b"")
        headers += [("Content-Type", self._types[ending]), ("Content-Length", str(len(body))), *site_headers(site)]
        return Reply(status_line(200), headers, body)
