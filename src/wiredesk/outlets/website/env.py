"""The templates of the site, compiled once a process: autoescaped, strict about every name, blank lines trimmed."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from wiredesk.common.ids import sha256_hex

ASSETS = {
    "city.js": "text/javascript; charset=utf-8",
    "epaper.css": "text/css; charset=utf-8",
    "epaper.js": "text/javascript; charset=utf-8",
    "look.css": "text/css; charset=utf-8",
    "front.css": "text/css; charset=utf-8",
    "first.js": "text/javascript; charset=utf-8",
    "reading.js": "text/javascript; charset=utf-8",
    "reading.css": "text/css; charset=utf-8",
    "search.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "story.schema.json": "application/schema+json",
}
"""The files that pages refer to, and their types."""


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


@cache
def asset(name: str) -> tuple[str, bytes]:
    """A file of `static/` as its public name, which carries its digest, and its bytes."""
    data = (files("wiredesk.outlets.website") / "static" / name).read_bytes()
    stem, _, suffix = name.partition(".")
    return f"{stem}.{sha256_hex(data)[:10]}.{suffix}", data


@cache
def asset_path(name: str) -> str:
    """Where a file of `static/` stands on every title's site."""
    return f"/static/{asset(name)[0]}"
