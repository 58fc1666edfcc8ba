"""The templates of the site, compiled once a process: autoescaped, strict about every name, blank lines trimmed."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from wiredesk.common.ids import sha256_hex

ASSETS = {
    "city.js": "text/javascript; charset=utf-8",
    "epaper.css": "text/css; charset=utf-8",
    "epaper.js": "text/javascript; charset=utf-8",
    "look.css": "text/css; charset=utf-8",
    "reading.js": "text/javascript; charset=utf-8",
    "search.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "story.schema.json": "application/schema+json",
}
"""The files that pages refer to, and their types."""

FACES = ("latin", "devanagari", "bengali", "tamil", "naskh", "nastaliq")
"""The faces that script/cut_faces.py made, by the script that each is for."""

ASSETS |= {f"{name}.woff2": "font/woff2" for name in FACES}

_PARTS = {
    "look.css": ("look.css", "reading.css", "front.css"),
    "reading.js": ("reading.js", "faces.js"),
}
"""What one file is put together from: a slow line asks once, and a reader's next page needs nothing more."""

_COMMENTS = {"css": re.compile(rb"/\*.*?\*/\n?", re.DOTALL), "js": re.compile(rb"^ *//.*\n", re.MULTILINE)}
"""What is for those who write these files, and goes out to no reader."""

_FIRST = "first.js"
"""The one script that stands in the page: a request of its own would hold up the first paint."""


@cache
def environment() -> Environment:
    """The one environment; templates are never read again after their first use."""
    return Environment(
        loader=PackageLoader("wiredesk.outlets.website"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def template(name: str) -> Template:
    """A compiled template of `templates/`."""
    return environment().get_template(name)


def _bytes(name: str) -> bytes:
    folder = files("wiredesk.outlets.website") / ("faces" if name.endswith(".woff2") else "static")
    return (folder / name).read_bytes()


@cache
def first_script() -> Markup:
    """The script before the first paint as it stands in every page, without its comments and indents."""
    lines = (line.strip() for line in _bytes(_FIRST).decode().splitlines())
    return Markup("\n".join(line for line in lines if line and not line.startswith("//")))  # noqa: S704  (our own)


@cache
def first_source() -> str:
    """How a page's policy names that script, which may stand in a page while no other may."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(first_script().encode()).digest()).decode()}'"


@cache
def asset(name: str) -> tuple[str, bytes]:
    """A file of `static/` or a face as its public name, which carries its digest, and its bytes, without comments."""
    first, *rest = (_bytes(part) for part in _PARTS.get(name, (name,)))
    if name == "reading.js":
        # Their addresses stand here, which a cache keeps, and not on every page. Never in front: what stands before
        # `"use strict"` makes a plain string of it, and the scripts would run loosely.
        rest.insert(0, f'document.documentElement.dataset.faces = "{faces()}";\n'.encode())
    data = b"".join((first, *rest))
    if comment := _COMMENTS.get(name.rpartition(".")[2]):
        data = comment.sub(b"", data)
    stem, _, suffix = name.partition(".")
    return f"{stem}.{sha256_hex(data)[:10]}.{suffix}", data


@cache
def asset_path(name: str) -> str:
    """Where such a file stands on every title's site."""
    return f"/static/{asset(name)[0]}"


@cache
def faces() -> str:
    """Where all faces stand, for the script that asks whether a device needs one."""
    return " ".join(asset_path(f"{name}.woff2") for name in FACES)
