"""A feed opened for reading: its head, and its items, each parsed strictly and by itself.

Nothing a neighbour does can change or hide an item: every item is cut out of the bytes as it was sent and parsed
inside a wrapper that only repeats the namespaces around it. The bytes of an item are therefore the same whatever
else the transmission holds.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

import msgspec

from wiredesk.common.errors import Unreadable
from wiredesk.common.xml.encoding import Encoding, decode, determine
from wiredesk.common.xml.repairs import (
    WELL_KNOWN,
    Mend,
    mend_controls,
    mend_references,
    mend_surrogates,
    mend_windows1252,
    missing_prefixes,
    prefixes_in,
)
from wiredesk.common.xml.sniff import Prolog, Root, declared_near, read_prolog, read_root
from wiredesk.common.xml.split import Span, Splitter
from wiredesk.common.xml.strict import MAX_BYTES, Element, parse_strict

_WRAPPER: Final = "wiredesk-item"
_MOST_PREFIXES: Final = 60


class Piece(msgspec.Struct, frozen=True):
    """One item: its own bytes, and either its element or the fault that keeps it from being read."""

    raw: bytes
    element: Element | None
    mends: tuple[Mend, ...] = ()
    fault: Unreadable | None = None


class Document(msgspec.Struct, frozen=True):
    """A feed: `head` is everything but the items, or the bare root element where the rest is not well-formed."""

    root: Root
    head: Element
    head_fault: str
    """What is wrong with the head, empty where it is well-formed."""
    _data: bytes
    _encoding: Encoding
    _prolog: Prolog
    _splitter: Splitter
    _spans: list[Span]
    _mends: tuple[Mend, ...]

    def pieces(self, context: Element) -> Iterator[Piece]:
        """Every item in document order, in the namespaces of `context` (the element that the items stand in)."""
        namespaces = {prefix or "": uri for prefix, uri in context.nsmap.items()}
        for span in self._spans:
            yield from self._piece(span, namespaces)

    def _piece(self, span: Span, namespaces: dict[str, str]) -> Iterator[Piece]:
        raw = self._data[span.start : span.end]
        if span.fault:
            yield Piece(raw, None, self._mends, _cut(raw, span.fault))
            return
        try:
            element, mends = _parse(raw, self._encoding, self._prolog.entities, _used(namespaces, raw))
            if span.nested and any(child.tag == element.tag for child in element):
                raise _cut(raw, "the next item begins before this one ends")
        except Unreadable as fault:
            inside = self._splitter.flat(self._data, span.start, span.end) if span.nested else []
            if len(inside) < 2:
                yield Piece(raw, None, self._mends, fault)
            for inner in inside if len(inside) > 1 else ():
                yield from self._piece(inner, namespaces)
            return
        yield Piece(raw, element, self._mends + mends)


def open_document(data: bytes, charset: str | None, items: Mapping[str, Callable[[str], bool]]) -> Document:
    """The document in these bytes, whose items have a local name in `items`, in a namespace that its test accepts.

    `charset` is what the server said. Raises Unreadable when there is no root element, when the encoding is unknown,
    or when it holds no item and is not well-formed.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            "too_large", "The document is larger than any wire sends. Ask the provider for less at a time."
        )
    encoding = determine(data, charset)
    mends = _leading(data)
    data = data[encoding.bom :]
    if not encoding.splittable:
        text, more = decode(data, encoding)
        data, encoding, mends = text.encode(), Encoding("utf-8", encoding.origin), mends + more
    prolog = read_prolog(data)
    root = read_root(data, prolog) if prolog else None
    if prolog is None or root is None:
        raise Unreadable(
            "no_format", "There is no XML element in these bytes. Look at what the service sends.", offending=data[:80]
        )
    splitter = Splitter(_qualified(items, declared_near(data, prolog.root)))
    spans = splitter.spans(data)
    head, fault = _head(data, encoding, prolog, root, spans)
    return Document(root, head, fault, data, encoding, prolog, splitter, spans, mends)


def _qualified(items: Mapping[str, Callable[[str], bool]], declared: list[tuple[str, str]]) -> frozenset[bytes]:
    """The items' names as they are written here: bare, and with each prefix that is bound to their namespace."""
    names = set(items)
    for prefix, uri in (*WELL_KNOWN.items(), *declared):
        names |= {f"{prefix}:{local}" for local, accepts in items.items() if prefix and uri and accepts(uri)}
    return frozenset(name.encode() for name in names)


def _leading(data: bytes) -> tuple[Mend, ...]:
    """XML allows nothing before its declaration; white space and marks there carry no words."""
    start = data.find(b"<?xml", 0, 4096)
    before = data[:start].removeprefix(b"\xef\xbb\xbf") if start > 0 else b""
    junk = before and not before.replace(b"\xef\xbb\xbf", b"").strip()
    return (Mend("leading_junk", f"{len(before)} bytes"),) if junk else ()


def _head(data: bytes, encoding: Encoding, prolog: Prolog, root: Root, spans: list[Span]) -> tuple[Element, str]:
    kept, position = [], prolog.root
    for span in spans:
        kept.append(data[position : span.start])
        position = max(span.end, position)
    kept.append(data[position:])
    if spans and spans[0].start == prolog.root:
        return _wrapper({}), ""
    try:
        return _parse(b"".join(kept), encoding, prolog.entities, None)[0], ""
    except Unreadable as fault:
        if not spans:
            raise
        return _wrapper(root.namespaces), fault.sentence


def _wrapper(namespaces: dict[str, str]) -> Element:
    try:
        return parse_strict(f"<{_WRAPPER}{_declarations(namespaces)}/>".encode())
    except Unreadable:
        return parse_strict(f"<{_WRAPPER}/>".encode())


def _declarations(namespaces: dict[str, str]) -> str:
    return "".join(
        f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
        for prefix, uri in namespaces.items()
        if uri and prefix != "xml"
    )


def _parse(
    raw: bytes, encoding: Encoding, dtd: Mapping[str, str | None] | None, namespaces: dict[str, str] | None
) -> tuple[Element, tuple[Mend, ...]]:
    """One element, strictly; where that fails, the named repairs, and strictly again."""
    text, mends = decode(raw, encoding)
    text, misread = mend_windows1252(text)
    mends += misread
    try:
        return _once(text, namespaces), mends
    except Unreadable as fault:
        mended, references = mend_references(text, dtd)
        mended, halves = mend_surrogates(mended)
        mended, controls = mend_controls(mended)
        if mended == text and not _lacks_prefix(fault):
            raise
    mends += references + halves + controls
    try:
        return _once(mended, namespaces), mends
    except Unreadable as fault:
        missing = missing_prefixes(mended, frozenset(namespaces or ()))
        if not missing or not _lacks_prefix(fault):
            raise
    element = _once(mended, {**(namespaces or {}), **missing})
    return element, (*mends, Mend("undeclared_prefix", " ".join(missing)))


def _used(namespaces: dict[str, str], raw: bytes) -> dict[str, str]:
    """Of a root that declares more prefixes than any honest feed, those that the item writes."""
    if len(namespaces) <= _MOST_PREFIXES:
        return namespaces
    written = set(prefixes_in(raw.decode("latin-1")))
    return {prefix: uri for prefix, uri in namespaces.items() if not prefix or prefix in written}


def _lacks_prefix(fault: Unreadable) -> bool:
    return "amespace prefix" in fault.fact


def _once(text: str, namespaces: dict[str, str] | None) -> Element:
    if namespaces is None:
        return parse_strict(text.encode())
    wrapped = f"<{_WRAPPER}{_declarations(namespaces or {})}>{text}</{_WRAPPER}>"
    return parse_strict(wrapped.encode())[0]


def _cut(raw: bytes, fault: str) -> Unreadable:
    return Unreadable(
        "not_well_formed",
        f"The item is not whole: {fault}. Ask the provider to send it again; what was sent stays in quarantine.",
        offending=raw[-80:],
        fact=f"not_well_formed: {fault}",
    )
