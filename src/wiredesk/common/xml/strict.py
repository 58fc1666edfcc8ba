"""The one parser that received XML meets: strict, deaf to DTDs, and unable to reach a file or the network."""

from typing import Final

from lxml import etree

from wiredesk.common.errors import Unreadable

Element = etree._Element  # noqa: SLF001
"""lxml's element: it has no public name for the type."""

MAX_BYTES: Final = 64 * 1024 * 1024
"""More than any wire sends at once; a larger document is refused before it is looked at."""

_AROUND: Final = 60

_PARSER: Final = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    attribute_defaults=False,
    huge_tree=False,
    recover=False,
    remove_comments=True,
    remove_pis=True,
    strip_cdata=True,
    collect_ids=False,
)


def parse_strict(data: bytes) -> Element:
    """The root element of well-formed UTF-8 XML that has no DOCTYPE.

    Raises Unreadable(`not_well_formed`) with the bytes around the fault. libxml2's own bounds hold: 10 MB a text
    node, and its limit of depth. A DOCTYPE is refused, so no entity but the five predefined ones can exist.
    """
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        message = (fault.msg or "the parser gave no reason").rsplit(", line ", 1)[0]
        raise Unreadable(
            "not_well_formed",
            f"This is not well-formed XML: {message}. Ask the provider to mend it and send it again.",
            offending=_around(data, line, column),
            fact=f"not_well_formed: {message}",
        ) from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable(
            "doctype",
            "The XML declares a document type of its own, which is never read. Ask the provider to send it without.",
            offending=data[:_AROUND],
        )
    return root


def _around(data: bytes, line: int | None, column: int | None) -> bytes:
    """The bytes on both sides of a parser's line and column, both counted from 1."""
    offset = 0
    for _ in range(max((line or 1) - 1, 0)):
        found = data.find(b"\n", offset)
        if found < 0:
            break
        offset = found + 1
    offset = min(offset + max((column or 1) - 1, 0), len(data))
    return data[max(offset - _AROUND, 0) : offset + _AROUND]
