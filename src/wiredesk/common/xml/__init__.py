"""XML from strangers: strict or not at all, one item at a time, with nothing loaded and nothing expanded."""

from wiredesk.common.xml.document import Document, Piece, open_document
from wiredesk.common.xml.repairs import Mend
from wiredesk.common.xml.sniff import Root, namespaces_near, sniff
from wiredesk.common.xml.strict import Element, parse_strict

__all__ = ["Document", "Element", "Mend", "Piece", "Root", "namespaces_near", "open_document", "parse_strict", "sniff"]
