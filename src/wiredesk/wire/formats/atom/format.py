"""Atom 1.0 (RFC 4287) and 0.3, with tombstones (RFC 6721) and the modules that carry news."""

from collections.abc import Callable, Iterator
from typing import Final

from wiredesk.common.xml import Document, Element, Piece, open_document, sniff
from wiredesk.wire.parsed import BrokenItem, ParsedItem, ReadContext, Received
from wiredesk.wire.standards.atom_elements import ATOM, construct, person_of, words_of
from wiredesk.wire.standards.draft import Around, Draft, Text
from wiredesk.wire.standards.dublin_core import DUBLIN_CORE, PRISM, TERMS
from wiredesk.wire.standards.feeds import Table, own_language, read_children, read_pieces, tombstone
from wiredesk.wire.standards.markup import base_of, is_web, resolve_html, text_of
from wiredesk.wire.standards.media_rss import MEDIA_WORDS
from wiredesk.wire.standards.names import family_of, is_atom, is_tombstone, name_of

_ITEMS: Final[dict[str, Callable[[str], bool]]] = {"entry": is_atom, "deleted-entry": is_tombstone}


def _encoded(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    draft.body.offer(Text(resolve_html(sent, draft.base), "html") if sent else None, 5)


_TABLE: Final[Table] = {
    "atom": ATOM,
    "core": ATOM,
    "dc": DUBLIN_CORE,
    "dcterms": TERMS,
    "prism": PRISM,
    "content": {"encoded": _encoded},
    "media": MEDIA_WORDS,
}


class Atom:
    """Atom, known by its root: a `feed` or a lone `entry` in one of Atom's namespaces, a `feed` in none, or a lone
    tombstone."""

    name = "atom"

    def recognises(self, data: bytes) -> bool:
        """Whether the root element is Atom's."""
        root = sniff(data)
        if root is None or root.name not in ("feed", *_ITEMS):
            return False
        if root.name == "deleted-entry":
            return is_tombstone(root.namespace)
        return family_of(root.namespace) == "atom" or (root.name == "feed" and root.namespace == "")

    def read(self, received: Received, context: ReadContext) -> Iterator[ParsedItem | BrokenItem]:
        """Every entry and tombstone in document order; raises Unreadable when there is none to be read."""
        document = open_document(received.data, received.charset, _ITEMS)
        around = _around(document, received, context)

        def read_one(piece: Piece, element: Element) -> ParsedItem | BrokenItem | None:
            name = name_of(element)
            if name.family == "tombstone":
                return tombstone(self.name, around, piece, element)
            return _entry(self.name, around, piece, element) if name.family in ("atom", "core") else None

        return read_pieces(self.name, document, document.head, read_one)


def _around(document: Document, received: Received, context: ReadContext) -> Around:
    base = base_of(document.head, received.base_url)
    authors: list[str] = []
    rights: str | None = None
    language = own_language(document.head)
    for child in document.head:
        name = name_of(child)
        if name.family in ("atom", "core") and name.local == "author":
            person = person_of(child)
            authors += [person] if person else []
        elif name.family in ("atom", "core") and name.local in ("rights", "copyright"):
            rights = words_of(construct(base, child)) or None
        elif name.family == "dc" and name.local == "language":
            language = (child.text or "").strip() or language
    return Around(context, base or _home_of(document), language, tuple(authors), rights)


def _home_of(document: Document) -> str | None:
    """Where a feed says that it lives, for one that nobody fetched: its own address, else that of its site."""
    links = {
        (child.get("rel") or "alternate").strip().lower(): (child.get("href") or "").strip()
        for child in document.head
        if name_of(child).local == "link"
    }
    return next((links[rel] for rel in ("self", "alternate") if is_web(links.get(rel, ""))), None)


def _entry(form: str, around: Around, piece: Piece, element: Element) -> ParsedItem:
    draft = Draft(around, base_of(element, around.base))
    draft.language.offer(own_language(element), 1)
    read_children(draft, element, _TABLE)
    content = next((child for child in element if name_of(child).local == "content"), None)
    if content is not None:
        draft.language.offer(own_language(content), 0)
    if draft.created.value is None:
        draft.created.offer(draft.updated.value, 90)
    return draft.finish(form, piece)
