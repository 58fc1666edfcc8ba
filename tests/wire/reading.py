"""Short ways to read a feed in a test."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wiredesk.wire import plugins
from wiredesk.wire.parsed import BrokenItem, ParsedItem, ReadContext, Received
from wiredesk.wire.profiles.profile import apply, by_name

SENT = datetime(2026, 3, 9, 4, 30, tzinfo=UTC)
PARAGRAPH = "<p>Nine boats left the harbour at dawn, the port's master said on Monday.</p>"

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:x="urn:example:agency"'
)


def read(data: bytes, *, base_url: str | None = None, zone: str = "UTC") -> list[ParsedItem | BrokenItem]:
    """Everything in some bytes, by whichever format recognises them."""
    received = Received(data=data, received_at=datetime(2025, 3, 4, tzinfo=UTC), base_url=base_url)
    return list(plugins.recognise(data).read(received, ReadContext(time_zone=ZoneInfo(zone))))


def item(inside: str, *, channel: str = "", base_url: str | None = None, zone: str = "UTC") -> ParsedItem:
    """The one item of an RSS feed, from what stands inside its element."""
    data = f'<rss version="2.0" {NAMESPACES}><channel>{channel}<item>{inside}</item></channel></rss>'
    (found,) = read(data.encode(), base_url=base_url, zone=zone)
    assert isinstance(found, ParsedItem), found
    return found


def entry(inside: str, *, feed: str = "", base_url: str | None = None) -> ParsedItem:
    """The one entry of an Atom feed, from what stands inside its element."""
    data = f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}>{feed}<entry>{inside}</entry></feed>'
    (found,) = read(data.encode(), base_url=base_url)
    assert isinstance(found, ParsedItem), found
    return found


def wired(**fields: object) -> ParsedItem:
    """An item as a format would give it, with a text of one paragraph unless the fields say otherwise."""
    given = {"format": "rss", "guid": "g", "raw": b"", "body": PARAGRAPH, "created_at": SENT, **fields}
    return ParsedItem(**given)  # type: ignore[arg-type]


def kinds(item: ParsedItem, profile: str = "generic") -> set[tuple[str, str]]:
    """What a profile's words say of an item, each with where that was found."""
    return {(signal.kind.value, signal.source) for signal in apply(by_name(profile), item).signals}
