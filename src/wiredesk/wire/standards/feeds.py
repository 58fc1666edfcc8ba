"""What RSS and Atom share: opening the bytes, walking the items, and turning faults into broken items."""

from collections.abc import Callable, Iterator
from typing import Final

from wiredesk.common.errors import OWN_FAULTS, Unreadable
from wiredesk.common.xml import Document, Element, Mend, Piece
from wiredesk.wire.faults import own_fault
from wiredesk.wire.parsed import BrokenItem, ParsedItem, PubStatus, Signal, SignalKind
from wiredesk.wire.standards.draft import Around, Draft
from wiredesk.wire.standards.extensions import read_extension
from wiredesk.wire.standards.markup import base_of, resolve_id, text_of
from wiredesk.wire.standards.media_rss import Details, details, read_media
from wiredesk.wire.standards.names import SETTLED, XML_LANG, name_of

Reader = Callable[[Draft, Element], None]
Table = dict[str, dict[str, Reader]]
"""What reads an element: by family, then by local name."""

_NOWHERE: Final = Details()


def read_pieces(
    form: str,
    document: Document,
    context: Element,
    read_one: Callable[[Piece, Element], ParsedItem | BrokenItem | None],
) -> Iterator[ParsedItem | BrokenItem]:
    """Every item of a document: as `read_one` reads it, or broken with what to do. None from `read_one` is no item."""
    for piece in document.pieces(context):
        if piece.fault is not None or piece.element is None:
            yield _broken(piece)
            continue
        element = piece.element
        if document.head_fault:
            mend = Mend("read_alone", "the feed around the item is not well-formed; the item itself is")
            piece = Piece(piece.raw, element, (*piece.mends, mend))  # noqa: PLW2901
        try:
            item = read_one(piece, element)
        except OWN_FAULTS as fault:
            yield own_fault(fault, piece.raw, _guid_hint(piece.raw))
            continue
        if item is not None:
            yield item


def read_children(draft: Draft, element: Element, table: Table) -> None:
    """Hands each child to its reader, whatever the case of its name; what no table knows is tried as an agency's own
    extension."""
    shared: Details | None = None
    for child in element:
        name = name_of(child)
        family = table.get(name.family)
        reader = (family.get(name.local) or family.get(name.local.lower())) if family else None
        if reader is not None:
            reader(draft, child)
        elif name.family == "media":
            if shared is None:
                shared = details(element, _NOWHERE)
            if not read_media(draft, child, shared):
                read_extension(draft, child, name.local, holding_only=True)
        else:
            read_extension(draft, child, name.local, holding_only=name.family in SETTLED)


def own_language(element: Element) -> str | None:
    """The language that an element states for itself."""
    return (element.get(XML_LANG) or "").strip() or None


def tombstone(form: str, around: Around, piece: Piece, element: Element) -> ParsedItem | BrokenItem:
    """An `at:deleted-entry` (RFC 6721): the story it refers to is canceled; broken where it refers to none."""
    guid = resolve_id(base_of(element, around.base), (element.get("ref") or "").strip())
    if not guid:
        # RFC 6721, 3, requires it; a withdrawal of nobody knows what is never passed over in silence.
        sentence = "A story is withdrawn, and the notice does not say which. Ask the provider; kill it at the desk."
        return BrokenItem("no_identity", sentence, piece.raw[:200], piece.raw)
    draft = Draft(around, around.base)
    draft.guid.offer(guid, 0)
    when = draft.date((element.get("when") or "").strip())
    draft.updated.offer(when, 0)
    draft.sent.offer(when, 0)
    notes = [text_of(child) for child in element if name_of(child).local == "comment"]
    draft.status.offer(PubStatus.CANCELED, 0)
    draft.signals[Signal(SignalKind.KILL, "status", "at:deleted-entry")] = None
    draft.notes.update((note, None) for note in notes if note)
    return draft.finish(form, piece)


def _broken(piece: Piece) -> BrokenItem:
    fault = piece.fault or Unreadable("not_well_formed", "The item cannot be read. Ask the provider to send it again.")
    return BrokenItem(fault.reason, fault.sentence, fault.offending, piece.raw, _guid_hint(piece.raw))


def _guid_hint(raw: bytes) -> str | None:
    """The guid of a broken item where its own element is whole: for the desk to find the story, never to publish by."""
    for opening, closing in ((b"<guid", b"</guid>"), (b"<id>", b"</id>"), (b"<link>", b"</link>")):
        start = raw.find(opening)
        begin, end = raw.find(b">", start) + 1, raw.find(closing, start)
        if 0 <= start < begin <= end and end - begin <= 1000:
            hint = raw[begin:end].removeprefix(b"<![CDATA[").removesuffix(b"]]>").strip()
            if hint and b"<" not in hint:
                return hint.decode("utf-8", "backslashreplace")
    return None
