"""The elements of an RSS item, one reader each, and the modules' readers beside them."""

import re
from typing import Final

from wiredesk.common.xml import Element
from wiredesk.wire.parsed import ParsedPicture, Repair, Subject
from wiredesk.wire.standards.atom_elements import ATOM_IN_RSS
from wiredesk.wire.standards.draft import Best, Draft, Text
from wiredesk.wire.standards.dublin_core import DUBLIN_CORE, PRISM, TERMS
from wiredesk.wire.standards.feeds import Table
from wiredesk.wire.standards.markup import (
    base_of,
    inner_html,
    is_web,
    plain,
    resolve,
    resolve_html,
    resolve_id,
    text_of,
    unescape_title,
    without_inline_tags,
)
from wiredesk.wire.standards.media_rss import MEDIA_WORDS, RANK_ART, RANK_THUMBNAIL, enclosure
from wiredesk.wire.standards.names import RDF_RESOURCE, Name, name_of
from wiredesk.wire.standards.people import person_name


def words(element: Element) -> str:
    """An element's text on its own, tags inside it (naked markup) passed over."""
    return text_of(element)


def prose(draft: Draft, element: Element, *, html: bool = False) -> Text | None:
    """An element that holds a text: escaped HTML, naked markup, or plain words; addresses made whole."""
    base = base_of(element, draft.base)
    if len(element):
        return Text(inner_html(element, base).strip(" \t\r\n\f"), "html")
    sent = text_of(element)
    if not sent:
        return None
    found = Text(sent, "html") if html else draft.prose(sent)
    if found is not None and found.type == "html":
        return Text(resolve_html(found.value, base), "html")
    return found


def _title(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    title, twice = unescape_title(sent)
    if twice:
        draft.repairs.append(Repair("title_escaped_twice", sent[:200]))
    title, marked = without_inline_tags(title)
    if marked:
        draft.repairs.append(Repair("title_markup", sent[:200]))
    draft.headline.offer(title, 0)


def _link(draft: Draft, element: Element) -> None:
    sent = text_of(element) or (element.get("href") or "").strip()
    draft.link.offer(resolve(base_of(element, draft.base), "".join(sent.split())) or None, 0)


def _guid(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    draft.guid.offer(sent, 0)
    if not any(str(key).lower() == "ispermalink" and _says_no(value) for key, value in element.attrib.items()):
        # A number is no page beside the feed: an address that is not whole at least begins as a path.
        whole = resolve_id(base_of(element, draft.base), sent)
        draft.link.offer(whole if is_web(whole) else None, 10)


def _says_no(value: str | bytes) -> bool:
    return str(value).strip().lower() == "false"


def _description(draft: Draft, element: Element) -> None:
    _short(draft, prose(draft, element), 0, other=_BARE_SUMMARY)


_BARE_SUMMARY: Final = 3


def _summary(draft: Draft, element: Element) -> None:
    _short(draft, prose(draft, element), _BARE_SUMMARY, other=0)


def _short(draft: Draft, found: Text | None, rank: int, *, other: int) -> None:
    """A text whose name says it is short. Of two under two names the second is the body, or the first if far longer."""
    first = draft.summary.value
    if draft.summary.rank != other or first is None or found is None:
        draft.summary.offer(found, rank)
    elif len(first.value) > 2 * len(found.value):
        draft.body.offer(first, 20)
        draft.summary = Best()
        draft.summary.offer(found, rank)
    else:
        draft.body.offer(found, 20)


def _encoded(draft: Draft, element: Element) -> None:
    draft.body.offer(prose(draft, element, html=True), 0)


def _full(draft: Draft, element: Element) -> None:
    draft.body.offer(prose(draft, element, html=True), 5)


def _content_items(draft: Draft, element: Element) -> None:
    """The content module's first syntax: a bag of items, each a text in one format; that in HTML is the body."""
    for node in element.iter():
        if name_of(node) == _CONTENT_ITEM:
            value = next((child for child in node if name_of(child) == _RDF_VALUE), None)
            form = next((str(child.get(RDF_RESOURCE)) for child in node if name_of(child) == _CONTENT_FORMAT), "")
            if value is not None and "html" in form.lower():
                draft.body.offer(prose(draft, value, html=True), 3)


_CONTENT_ITEM: Final = Name("content", "item")
_CONTENT_FORMAT: Final = Name("content", "format")
_RDF_VALUE: Final = Name("rdf", "value")


def _image(draft: Draft, element: Element) -> None:
    """No RSS has pictures of items by this name, and many agencies send them: an address, or one in `url`."""
    inside = next((child for child in element if name_of(child).local == "url"), element)
    sent = text_of(inside) if inside is not element or not len(element) else ""
    address = resolve(base_of(element, draft.base), sent)
    # A mere word would be made an address by the base.
    if re.search(r"[/.]", sent) and is_web(address):
        draft.picture(ParsedPicture(address), RANK_THUMBNAIL)


def _author(draft: Draft, element: Element) -> None:
    draft.author(person_name(text_of(element)), 0)


def _category(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    if sent:
        draft.subjects[Subject(unescape_title(sent)[0], scheme=element.get("domain") or None)] = None


def _enclosure(draft: Draft, element: Element) -> None:
    enclosure(draft, element.get("url") or "", element.get("type"))


def _published(draft: Draft, element: Element) -> None:
    # RSS has no time of update: the one date is when the item was sent and when its text was made.
    instant = draft.date(text_of(element))
    draft.created.offer(instant, 0)
    draft.sent.offer(instant, 0)


def _source(draft: Draft, element: Element) -> None:
    draft.source_name.offer(text_of(element), 0)


def _rights(draft: Draft, element: Element) -> None:
    draft.rights.offer(text_of(element), 3)


def _language(draft: Draft, element: Element) -> None:
    draft.language.offer(text_of(element), 0)


def _itunes_author(draft: Draft, element: Element) -> None:
    draft.author(person_name(text_of(element)), 4)


def _itunes_summary(draft: Draft, element: Element) -> None:
    draft.summary.offer(prose(draft, element), 10)


def _itunes_title(draft: Draft, element: Element) -> None:
    draft.headline.offer(plain(text_of(element)), 15)


def _itunes_image(draft: Draft, element: Element) -> None:
    address = resolve(draft.base, element.get("href") or element.get("url") or text_of(element))
    if is_web(address):
        draft.picture(ParsedPicture(address), RANK_ART)


def _itunes_category(draft: Draft, element: Element) -> None:
    name = (element.get("text") or "").strip()
    if name:
        draft.subjects[Subject(name)] = None


def _original_link(draft: Draft, element: Element) -> None:
    draft.link.offer(text_of(element), 12)


TABLE: Final[Table] = {
    "core": {
        "title": _title,
        "link": _link,
        "guid": _guid,
        "description": _description,
        "summary": _summary,
        "content": _full,
        "body": _full,
        "fullitem": _full,
        "author": _author,
        "category": _category,
        "enclosure": _enclosure,
        "image": _image,
        "pubDate": _published,
        "pubdate": _published,
        "source": _source,
        "copyright": _rights,
        "language": _language,
    },
    "content": {"encoded": _encoded, "items": _content_items},
    "xhtml": {"body": _full, "div": _full},
    "dc": DUBLIN_CORE,
    "dcterms": TERMS,
    "prism": PRISM,
    "atom": ATOM_IN_RSS,
    "media": MEDIA_WORDS,
    "feedburner": {"origLink": _original_link},
    "itunes": {
        "author": _itunes_author,
        "summary": _itunes_summary,
        "title": _itunes_title,
        "image": _itunes_image,
        "link": _itunes_image,
        "category": _itunes_category,
    },
}
