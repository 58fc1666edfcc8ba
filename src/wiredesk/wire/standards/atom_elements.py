"""Atom's elements of an entry, 0.3 and 1.0, for Atom feeds and for Atom inside RSS (RFC 4287; Atom 0.3 draft)."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Final

from wiredesk.common.xml import Element
from wiredesk.wire.parsed import Subject
from wiredesk.wire.standards.draft import Draft, Text
from wiredesk.wire.standards.markup import (
    base_of,
    inner_html,
    is_web,
    plain,
    resolve,
    resolve_html,
    resolve_id,
    text_of,
)
from wiredesk.wire.standards.media_rss import enclosure
from wiredesk.wire.standards.names import name_of
from wiredesk.wire.standards.people import person_name

Reader = Callable[[Draft, Element], None]

_SPACE: Final = " \t\r\n\f"
_BLOCKS: Final = frozenset(("html", "body", "div", "p", "span", "h1", "h2", "h3", "ul", "ol", "table", "blockquote"))
_PARAGRAPHS: Final = frozenset(("p", "para"))
"""What HTML, NITF and DocBook call a paragraph: a vocabulary that has them is a text."""

_RELATIONS: Final = re.compile(r"https?://www\.iana\.org/assignments/(?:link-relations|relation)/")
_HTML: Final = ("html", "text/html", "application/xhtml+xml", "xhtml")


def construct(draft_base: str | None, element: Element) -> Text | None:
    """A text construct or content element, by its type and mode; None when it is empty or no text.

    1.0: `text`, `html`, `xhtml`, or a media type, base64 unless it is text or XML (RFC 4287, 4.1.3.3).
    0.3: a media type with mode `xml` (the default), `escaped` or `base64`.
    """
    base = base_of(element, draft_base)
    sent_type = (element.get("type") or "").strip().lower().partition(";")[0]
    mode = (element.get("mode") or "").strip().lower()
    if sent_type == "multipart/alternative":
        return _alternative(base, element)
    if len(element):
        return _inline(element, base, sent_type)
    sent = text_of(element)
    if mode == "base64" or (not mode and _is_binary(sent_type)):
        decoded = _unpacked(sent)
        if decoded is None:
            return None
        sent = decoded.strip(_SPACE)
        kind = "text" if sent_type == "text/plain" else "html"
    else:
        kind = "html" if sent_type in _HTML else "text"
    if not sent:
        return None
    return Text(resolve_html(sent, base) if kind == "html" else sent, kind)


def _alternative(base: str | None, element: Element) -> Text | None:
    """Of several ways to write one text the one with markup (Atom 0.3, 4.13.1.1.1), else the first."""
    ways = [way for child in element if name_of(child).local == "content" and (way := construct(base, child))]
    return next((way for way in ways if way.type == "html"), ways[0] if ways else None)


def _inline(element: Element, base: str | None, sent_type: str) -> Text | None:
    """Markup as XML: the `div` that XHTML must be wrapped in is no part of the text (RFC 4287, 3.1.1.3)."""
    if sent_type and sent_type not in _HTML and not sent_type.startswith("text") and not sent_type.endswith("xml"):
        return None
    if (
        sent_type.endswith("xml")
        and sent_type not in _HTML
        and not any(map(_is_markup, element))
        and not _tells(element)
    ):
        # Another vocabulary, such as SVG or a whole entry (RFC 4287, 4.1.3.3): its words in a row are no text.
        return None
    alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    wraps = alone and name_of(element[0]).local == "div"
    if sent_type == "xhtml" and wraps:
        base, element = base_of(element[0], base), element[0]
    if wraps and sent_type in ("html", "text/html") and len(element[0]) == 0:
        # TypePad's way: escaped HTML once more inside a div.
        sent = text_of(element[0])
        return Text(resolve_html(sent, base), "html") if sent else None
    inside = inner_html(element, base).strip(_SPACE)
    return Text(inside, "html") if inside else None


def _is_markup(element: Element) -> bool:
    """Whether an element could be HTML: of its namespace, or of none of its own but called as HTML's are."""
    name = name_of(element)
    return name.family == "xhtml" or (name.family in ("atom", "core") and name.local.lower() in _BLOCKS)


def _tells(element: Element) -> bool:
    """Whether another vocabulary's element holds paragraphs, and is no entry, whose content is not this one's."""
    if any(name_of(child).local in ("entry", "feed") for child in element):
        return False
    return any(name_of(inside).local.lower() in _PARAGRAPHS for inside in element.iter() if isinstance(inside.tag, str))


def _is_binary(sent_type: str) -> bool:
    known = sent_type in ("", "text", *_HTML) or sent_type.startswith("text/")
    return not known and not sent_type.endswith(("+xml", "/xml"))


def _unpacked(sent: str) -> str | None:
    try:
        return base64.b64decode("".join(sent.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def words_of(text: Text | None) -> str:
    """A construct as plain words, for a headline."""
    if text is None:
        return ""
    return plain(text.value) if text.type == "html" else text.value


def person_of(element: Element) -> str | None:
    """The name of a person construct; its address stays unread."""
    for child in element:
        if name_of(child).local == "name":
            return person_name(text_of(child))
    return person_name(text_of(element)) if len(element) == 0 else None


def _title(draft: Draft, element: Element) -> None:
    draft.headline.offer(words_of(construct(draft.base, element)), 0)


def _id(draft: Draft, element: Element) -> None:
    draft.guid.offer(resolve_id(base_of(element, draft.base), text_of(element)), 0)


def _relation(element: Element) -> str:
    """What a link is to its entry: registered names are words in any case, or addresses at the registry (RFC 8288)."""
    return _RELATIONS.sub("", (element.get("rel") or "alternate").strip().lower())


def _link(draft: Draft, element: Element) -> None:
    address = (element.get("href") or text_of(element)).strip()
    if not address:
        return
    whole = resolve(base_of(element, draft.base), address)
    relation = _relation(element)
    media_type = (element.get("type") or "").strip().lower()
    if relation == "alternate":
        draft.link.offer(whole, 0 if media_type in ("", "text/html", "application/xhtml+xml") else 1)
    elif relation == "enclosure":
        enclosure(draft, whole, media_type or None, element.get("title"))
    elif relation == "license" and is_web(whole):
        draft.rights.offer(whole, 5)


def _summary(draft: Draft, element: Element) -> None:
    draft.summary.offer(construct(draft.base, element), 0)


def _content(draft: Draft, element: Element) -> None:
    if element.get("src"):
        return
    draft.body.offer(construct(draft.base, element), 0)


def _published(draft: Draft, element: Element) -> None:
    instant = draft.date(text_of(element))
    draft.created.offer(instant, 0)
    draft.sent.offer(instant, 30)


def _created(draft: Draft, element: Element) -> None:
    draft.created.offer(draft.date(text_of(element)), 10)


def _updated(draft: Draft, element: Element) -> None:
    instant = draft.date(text_of(element))
    draft.updated.offer(instant, 0)
    draft.sent.offer(instant, 0)


def _author(draft: Draft, element: Element) -> None:
    draft.author(person_of(element), 0)


def _category(draft: Draft, element: Element) -> None:
    term = (element.get("term") or text_of(element)).strip()
    label = (element.get("label") or "").strip()
    if term or label:
        draft.subjects[Subject(label or term, term if label else None, element.get("scheme") or None)] = None


def _rights(draft: Draft, element: Element) -> None:
    draft.rights.offer(words_of(construct(draft.base, element)), 0)


def _source(draft: Draft, element: Element) -> None:
    """Where an aggregated entry came from: the title names it, its authors are the entry's (RFC 4287, 4.2.1)."""
    for child in element:
        local = name_of(child).local
        if local == "title":
            draft.source_name.offer(words_of(construct(draft.base, child)), 0)
        elif local == "author":
            draft.author(person_of(child), 8)


ATOM: Final[dict[str, Reader]] = {
    "title": _title,
    "id": _id,
    "link": _link,
    "summary": _summary,
    "content": _content,
    "published": _published,
    "issued": _published,
    "created": _created,
    "updated": _updated,
    "modified": _updated,
    "author": _author,
    "category": _category,
    "rights": _rights,
    "copyright": _rights,
    "source": _source,
}


def _ranked_below(reader: Reader, field: str, rank: int) -> Reader:
    """Inside RSS an Atom element stands behind RSS's own."""

    def read(draft: Draft, element: Element) -> None:
        aside = Draft(draft.around, draft.base)
        reader(aside, element)
        getattr(draft, field).offer(getattr(aside, field).value, rank)
        draft.bad_dates.update(aside.bad_dates)

    return read


def _link_in_rss(draft: Draft, element: Element) -> None:
    aside = Draft(draft.around, draft.base)
    _link(aside, element)
    draft.link.offer(aside.link.value, 5)
    for rank, picture in aside.pictures.values():
        draft.picture(picture, rank)
    for address, embed in aside.embeds.items():
        draft.embeds.setdefault(address, embed)


ATOM_IN_RSS: Final[dict[str, Reader]] = {
    "title": _ranked_below(_title, "headline", 10),
    "id": _ranked_below(_id, "guid", 10),
    "link": _link_in_rss,
    "summary": _ranked_below(_summary, "summary", 5),
    "content": _ranked_below(_content, "body", 2),
    "published": _ranked_below(_published, "created", 3),
    "updated": _ranked_below(_updated, "updated", 3),
    "author": _author,
    "category": _category,
    "rights": _rights,
}
