"""Which formats and transports there are: the built-in ones as typed tuples, then those that packages register.

A package adds one by an entry point in the group `wiredesk.formats` or `wiredesk.transports` that names an instance.
"""

from functools import cache
from importlib.metadata import entry_points
from typing import Final, cast

from wiredesk.common.errors import Unreadable, UsageError
from wiredesk.common.xml import sniff
from wiredesk.wire.formats.atom.format import Atom
from wiredesk.wire.formats.rss.format import Rss
from wiredesk.wire.parsed import Format, Transport
from wiredesk.wire.transports.folder import Folder
from wiredesk.wire.transports.http_poll import HttpPoll
from wiredesk.wire.transports.push import Push

BUILT_IN_FORMATS: Final[tuple[Format, ...]] = (
    Rss(),
    Atom(),
)

BUILT_IN_TRANSPORTS: Final[tuple[Transport, ...]] = (
    HttpPoll(),
    Folder(),
    Push(),
)

FORMATS_GROUP: Final = "wiredesk.formats"
TRANSPORTS_GROUP: Final = "wiredesk.transports"

# What else arrives where a feed was expected, by the name and namespace of its root.
_ROOTS: Final = {
    "html": "an HTML page",
    "NewsML": "NewsML 1.2",
    "newsItem": "NewsML-G2",
    "newsMessage": "NewsML-G2",
    "packageItem": "NewsML-G2",
    "nitf": "NITF",
    "channel": "CDF or a channel without its rss element",
    "opml": "an OPML list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap index",
    "Envelope": "a SOAP message",
    "Error": "an error message in XML",
}
_STARTS: Final = (
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed bytes"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
)


@cache
def formats() -> tuple[Format, ...]:
    """Every format, the built-in ones first. Loads registered packages once."""
    found = entry_points(group=FORMATS_GROUP)
    return (*BUILT_IN_FORMATS, *(cast("Format", point.load()) for point in sorted(found, key=lambda one: one.name)))


@cache
def transports() -> tuple[Transport, ...]:
    """Every transport, the built-in ones first. Loads registered packages once."""
    found = entry_points(group=TRANSPORTS_GROUP)
    return (
        *BUILT_IN_TRANSPORTS,
        *(cast("Transport", point.load()) for point in sorted(found, key=lambda one: one.name)),
    )


def format_named(name: str) -> Format:
    """The format of that name; raises UsageError that lists those there are."""
    for known in formats():
        if known.name == name:
            return known
    names = ", ".join(known.name for known in formats())
    raise UsageError(f"There is no format called {name}. Choose auto, or one of: {names}.")


def transport_named(name: str) -> Transport:
    """The transport of that name; raises UsageError that lists those there are."""
    for known in transports():
        if known.name == name:
            return known
    names = ", ".join(known.name for known in transports())
    raise UsageError(f"There is no transport called {name}. Choose one of: {names}.")


def recognise(data: bytes) -> Format:
    """The format of some bytes, by their content only; raises Unreadable(`no_format`) that names what was found."""
    for known in formats():
        if known.recognises(data):
            return known
    names = ", ".join(known.name for known in formats())
    raise Unreadable(
        "no_format",
        f"These bytes are {_found(data)}, which no format here reads ({names}). "
        "Look at what the service's address or folder really holds.",
        offending=data[:80],
        fact=f"no_format: {_found(data)}",
    )


def chosen(name: str, data: bytes) -> Format:
    """The format that a service names (`auto` or nothing: by content); raises Unreadable when the bytes are not it."""
    if name in ("", "auto"):
        return recognise(data)
    wanted = format_named(name)
    if wanted.recognises(data):
        return wanted
    other = next((known.name for known in formats() if known.recognises(data)), None)
    found = other or _found(data)
    raise Unreadable(
        "other_format",
        f"These bytes are {found}, and the service is set to {name}. Set its format to {other or 'auto'}.",
        offending=data[:80],
        fact=f"other_format: {found}",
    )


def _found(data: bytes) -> str:
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return "empty"
    for begins, what in _STARTS:
        if start.startswith(begins.lower()):
            return what
    root = sniff(data)
    if root is None:
        return "XML without an element in it" if start.startswith(b"<") else "neither XML nor JSON"
    where = f" in the namespace {root.namespace}" if root.namespace else ""
    return _ROOTS.get(root.name, f"XML whose root is <{root.name}>{where}")
