"""RSS as agencies send it: 0.90, 0.91 to 0.94, 1.0 (RDF) and 2.0, with the modules that carry news."""

from collections.abc import Callable, Iterator
from typing import Final

from wiredesk.common.xml import Document, Element, Piece, namespaces_near, open_document, sniff
from wiredesk.wire.formats.rss.elements import TABLE, words
from wiredesk.wire.parsed import BrokenItem, ParsedItem, ReadContext, Received
from wiredesk.wire.standards.draft import Around, Draft
from wiredesk.wire.standards.feeds import own_language, read_children, read_pieces, tombstone
from wiredesk.wire.standards.markup import base_of, is_web, resolve, text_of
from wiredesk.wire.standards.names import RDF_ABOUT, is_core, is_tombstone, name_of

_ITEM: Final = ("item", "Item", "ITEM")
_ITEMS: Final[dict[str, Callable[[str], bool]]] = {
    **dict.fromkeys(_ITEM, is_core),
    "deleted-entry": is_tombstone,
}


class Rss:
    """The RSS family, known by its root: `rss`, or `RDF` in which an RSS's namespace is declared."""

    name = "rss"

    def recognises(self, data: bytes) -> bool:
        """Whether the root element is RSS's."""
        root = sniff(data)
        if root is None:
            return False
        if root.name.lower() == "rdf":
            return any(uri and is_core(uri) for uri in (*root.namespaces.values(), *namespaces_near(data)))
        return root.name.lower() == "rss"

    def read(self, received: Received, context: ReadContext) -> Iterator[ParsedItem | BrokenItem]:
        """Every item in document order, good or broken; raises Unreadable when there is none to be read."""
        document = open_document(received.data, received.charset, _ITEMS)
        channel = _channel(document)
        around = _around(document, channel, received, context)

        def read_one(piece: Piece, element: Element) -> ParsedItem | BrokenItem | None:
            name = name_of(element)
            if name.family == "tombstone":
                return tombstone(self.name, around, piece, element)
            return _item(self.name, around, piece, element) if name.local in _ITEM else None

        return read_pieces(self.name, document, document.head if channel is None else channel, read_one)


def _channel(document: Document) -> Element | None:
    for child in document.head:
        if name_of(child).local in ("channel", "Channel"):
            return child
    return None


def _around(document: Document, channel: Element | None, received: Received, context: ReadContext) -> Around:
    base = base_of(document.head, received.base_url)
    language = own_language(document.head)
    rights = source = link = None
    if channel is not None:
        base = base_of(channel, base)
        language = own_language(channel) or language
        for child in channel:
            name = name_of(child)
            if name.family in ("core", "dc") and name.local == "language":
                language = text_of(child) or language
            elif name.family in ("core", "dc") and name.local in ("copyright", "rights"):
                rights = rights or words(child) or None
            elif name.family == "core" and name.local == "link":
                link = link or text_of(child)
            elif name.family == "core" and name.local == "title":
                source = source or words(child) or None
    if link and base == received.base_url and is_web(resolve(base, link)) and base is None:
        # Nobody else says where the feed lives: the site that it speaks for is the best guess.
        base = resolve(base, link)
    return Around(context, base, language, rights=rights)


def _item(form: str, around: Around, piece: Piece, element: Element) -> ParsedItem:
    draft = Draft(around, base_of(element, around.base))
    draft.language.offer(own_language(element), 1)
    draft.guid.offer((element.get(RDF_ABOUT) or "").strip(), 20)
    read_children(draft, element, TABLE)
    return draft.finish(form, piece)
