"""A feed at one moment as the bytes that an agency sends: RSS 2.0 with the usual modules, Atom 1.0 for Lantern.

Documents are written as text and not by an XML library, because some of them have to be broken in just the way that
an agency's are. Whatever is not broken on purpose parses strictly; a test holds that.
"""

from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from wiredesk.agency.items import Event, Fault, Feed, Item, Pace, Shot
from wiredesk.agency.scenario import Day
from wiredesk.agency.world import feed_named

ITEM_NAMESPACE = "https://hw.example/ns/item"
CUT_SHARE = 0.6
"""How much of a document is sent when its feed breaks off."""
RSS_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    f' xmlns:hw="{ITEM_NAMESPACE}">\n<channel>\n'
)
ATOM_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    f' xmlns:media="http://search.yahoo.com/mrss/" xmlns:hw="{ITEM_NAMESPACE}"'
)


def body_html(item: Item) -> str:
    """The item's body: a paragraph an element, the editors' note first, where agencies put it."""
    note = [f"Eds: {item.note}"] if item.note else []
    paragraphs = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in [*note, *item.paragraphs])
    return paragraphs + item.extra_html


def _title(item: Item) -> str:
    match item.fault:
        case Fault.AMPERSAND:
            return item.headline
        case Fault.ENTITY:
            return escape(item.headline, quote=False).replace("é", "&eacute;")
        case _:
            return escape(item.headline, quote=False)


def _media(shots: Iterable[Shot], base: str) -> str:
    return "".join(
        f'<media:content url="{escape(base)}pictures/{shot.name}" type="image/jpeg" medium="image" width="1600"'
        f' height="1067"><media:description type="plain">{escape(shot.caption)}</media:description>'
        f"<media:credit>{escape(shot.credit)}</media:credit></media:content>\n"
        for shot in shots
    )


def rss_item(item: Item, pace: Pace, base: str) -> str:
    """One `<item>`; `base` ends in a slash and is what picture addresses begin with."""
    parts = [
        "<item>\n",
        f"<title>{_title(item)}</title>\n",
        f"<link>{escape(item.link)}</link>\n",
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>\n',
        f"<dc:creator>{escape(item.byline)}</dc:creator>\n",
        *(f"<category>{escape(name)}</category>\n" for name in item.categories),
        f"<pubDate>{format_datetime(pace.stamp(item.created))}</pubDate>\n",
    ]
    if item.updated != item.created:
        parts.append(f"<atom:updated>{pace.stamp(item.updated).isoformat()}</atom:updated>\n")
    if item.available is not None and not item.note:
        parts.append(f"<dcterms:available>{pace.stamp(item.available).isoformat()}</dcterms:available>\n")
    if item.status:
        parts.append(f"<hw:pubStatus>{item.status}</hw:pubStatus>\n")
    if item.note:
        parts.append(f"<hw:edNote>{escape(item.note)}</hw:edNote>\n")
    if item.fault is Fault.UNCLOSED:
        parts.append("<category>Music<category>\n")
    if item.paragraphs:
        summary = item.summary or item.paragraphs[0]
        parts.append(f"<description>{escape(escape(summary, quote=False), quote=False)}</description>\n")
        parts.append(f"<content:encoded><![CDATA[{body_html(item)}]]></content:encoded>\n")
    parts.append(_media(item.shots, base))
    parts.append("</item>\n")
    return "".join(parts)


def atom_entry(event: Event, pace: Pace, base: str) -> str:
    """One `<entry>`, or the tombstone (RFC 6721) of one."""
    item = event.item
    updated = pace.stamp(item.updated).isoformat()
    if event.action == "delete":
        ref = escape(item.guid)
        return (
            f'<at:deleted-entry ref="{ref}" when="{updated}"><at:comment>Withdrawn.</at:comment></at:deleted-entry>\n'
        )
    return (
        f"<entry>\n<id>{escape(item.guid)}</id>\n<title>{_title(item)}</title>\n"
        f'<link rel="alternate" href="{escape(item.link)}"/>\n<author><name>{escape(item.byline)}</name></author>\n'
        + "".join(f'<category term="{escape(name)}"/>\n' for name in item.categories)
        + f"<published>{pace.stamp(item.created).isoformat()}</published>\n<updated>{updated}</updated>\n"
        + (f"<summary>{escape(item.summary)}</summary>\n" if item.summary else "")
        + f'<content type="html">{escape(body_html(item), quote=False)}</content>\n'
        + _media(item.shots, base)
        + "</entry>\n"
    )


def _whole(feed: Feed, entries: str, date: str, base: str) -> str:
    if feed.format == "atom":
        return (
            f'{ATOM_OPENING} xml:lang="{feed.language}">\n<id>tag:lantern.example,2026:{feed.name}</id>\n'
            f"<title>{escape(feed.title)} (made up)</title>\n"
            "<subtitle>A simulated agency. Every person, place and event in here is made up.</subtitle>\n"
            f'<link rel="self" href="{escape(base)}feeds/{feed.name}.xml"/>\n<updated>{date}</updated>\n'
            f"{entries}</feed>\n"
        )
    return (
        f"{RSS_OPENING}<title>{escape(feed.title)} (made up)</title>\n<link>https://{feed.provider.lower()}.example/</link>\n"
        "<description>A simulated agency. Every person, place and event in here is made up.</description>\n"
        f"<language>{feed.language}</language>\n<lastBuildDate>{date}</lastBuildDate>\n{entries}</channel>\n</rss>\n"
    )


def _entry(event: Event, pace: Pace, base: str) -> str:
    if feed_named(event.feed).format == "atom":
        return atom_entry(event, pace, base)
    return rss_item(event.item, pace, base)


def wrap(feed: Feed, events: Iterable[Event], pace: Pace, base: str, at: float) -> bytes:
    """A whole document of a feed with these entries, dated to a moment of the day."""
    stamp = pace.stamp(at)
    date = stamp.isoformat() if feed.format == "atom" else format_datetime(stamp)
    return _whole(feed, "".join(_entry(event, pace, base) for event in events), date, base).encode()


def document(day: Day, feed_name: str, elapsed: float, base: str = "") -> bytes:
    """The feed as it stands `elapsed` seconds into the day: equal arguments, equal bytes."""
    sent = day.sent(feed_name, elapsed)
    at = sent[-1].at if sent else 0.0
    whole = wrap(feed_named(feed_name), day.showing(feed_name, elapsed), day.pace, base, at)
    return whole[: int(len(whole) * CUT_SHARE)] if day.is_cut(feed_name, elapsed) else whole


def one_item(day: Day, event: Event, base: str = "") -> bytes:
    """A document with a single entry, as agencies send who write a file an item; cut short if the event says so."""
    whole = wrap(feed_named(event.feed), [event], day.pace, base, event.at)
    return whole[: int(len(whole) * CUT_SHARE)] if event.action == "cut" else whole
