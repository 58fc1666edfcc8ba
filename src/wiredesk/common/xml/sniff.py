"""What a document is, from its first bytes: the root element's name and namespaces, without parsing it."""

import re
from typing import Final

import msgspec

from wiredesk.common.errors import Unreadable
from wiredesk.common.xml.encoding import Encoding, determine
from wiredesk.common.xml.repairs import WELL_KNOWN

_SPACE: Final = re.compile(rb"(?:[ \t\r\n\f\v]|\xef\xbb\xbf)*")
_PEEK: Final = 65_536
_TAG: Final = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_XMLNS: Final = re.compile(rb"""\sxmlns(?::([A-Za-z_][\w.-]*))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_QUOTE_OR_END: Final = re.compile(rb"[\"'>]")
_IN_DOCTYPE: Final = re.compile(rb"[\"'>\[]")
_SUBSET: Final = re.compile(rb"[\"'\]]|<!--|<\?")
_ENTITY: Final = re.compile(rb"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"]{0,4096})"|'([^']{0,4096})')?""")
_NOT_WORDS: Final = re.compile(
    rb"[<%]|&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)|&#0*(?:38|60);|&#x0*(?:26|3[Cc]);"
)
_SKIPPED: Final = {b"<!--": b"-->", b"<?": b"?>"}


class Root(msgspec.Struct, frozen=True):
    """A root element by its start tag: name, namespace and every namespace declared there (`` is the default one)."""

    name: str
    namespace: str
    namespaces: dict[str, str]


class Prolog(msgspec.Struct, frozen=True):
    """Where things begin: the DOCTYPE's span and the entities it declares, the root's start tag and its end."""

    doctype: tuple[int, int] | None
    entities: dict[str, str | None] | None
    """The general entities that the DOCTYPE declares, with their words; None for what is more than words."""
    root: int
    root_end: int


def sniff(data: bytes) -> Root | None:
    """The root element of what looks like XML, or None. Looks at the first 64 kB only."""
    text = _peek(data)
    prolog = read_prolog(text)
    if prolog is None:
        return None
    return read_root(text, prolog)


def namespaces_near(data: bytes) -> list[str]:
    """Every namespace declared in the first 64 kB, on whichever element."""
    return [uri for _, uri in _declarations(text, 0, len(text))] if (text := _peek(data)) else []


def _peek(data: bytes) -> bytes:
    peek = data[:_PEEK]
    try:
        encoding = determine(peek, None)
    except Unreadable:
        encoding = Encoding("utf-8", "default")
    text = peek[encoding.bom :]
    return text if encoding.splittable else text.decode(encoding.codec, "ignore").encode()


def read_root(data: bytes, prolog: Prolog) -> Root | None:
    """The root's name and namespaces out of its start tag; a well-known prefix stands for itself where undeclared."""
    tag = _TAG.match(data, prolog.root)
    if tag is None:
        return None
    namespaces = dict(_declarations(data, tag.end(), prolog.root_end))
    prefix = (tag[1] or b"").rstrip(b":").decode("ascii", "ignore")
    namespace = namespaces.get(prefix) or (WELL_KNOWN.get(prefix, "") if prefix else "")
    return Root(tag[2].decode("ascii", "ignore"), namespace, namespaces)


def declared_near(data: bytes, start: int) -> list[tuple[str, str]]:
    """Prefixes and namespaces declared in the 64 kB from an offset on: some feeds declare on the channel."""
    return _declarations(data, start, start + _PEEK)


def _declarations(data: bytes, start: int, end: int) -> list[tuple[str, str]]:
    return [
        ((match[1] or b"").decode("ascii", "ignore"), (match[2] or match[3] or b"").decode("utf-8", "ignore").strip())
        for match in _XMLNS.finditer(data, start, end)
    ]


def read_prolog(data: bytes) -> Prolog | None:
    """Passes over declaration, comments, instructions and DOCTYPE; None when no element follows them."""
    position, doctype, entities = 0, None, None
    while (position := _past_space(data, position)) < len(data):
        if data.startswith((b"<!--", b"<?"), position):
            closing = _SKIPPED[b"<!--" if data.startswith(b"<!--", position) else b"<?"]
            end = data.find(closing, position + 2)
            if end < 0:
                return None
            position = end + len(closing)
        elif data[position : position + 9].upper() == b"<!DOCTYPE" and doctype is None:
            end = _doctype_end(data, position + 9)
            if end < 0:
                return None
            doctype, entities = (position, end), _entities(data[position:end])
            position = end
        elif _TAG.match(data, position):
            return Prolog(doctype, entities, position, tag_end(data, position))
        else:
            return None
    return None


def _entities(doctype: bytes) -> dict[str, str | None]:
    """Of several declarations the first holds (XML 1.0, 4.2). Words are letters and character references only."""
    found: dict[str, str | None] = {}
    for match in _ENTITY.finditer(doctype):
        words = match[2] if match[2] is not None else match[3]
        known = None
        if words is not None and not _NOT_WORDS.search(words):
            try:
                known = words.decode("utf-8")
            except UnicodeDecodeError:
                known = None
        found.setdefault(match[1].decode("ascii", "ignore"), known)
    return found


def tag_end(data: bytes, position: int) -> int:
    """The offset after a tag's `>`, quoted values passed over; the end of the data when there is none."""
    while (found := _QUOTE_OR_END.search(data, position)) is not None:
        if found[0] == b">":
            return found.end()
        position = data.find(found[0], found.end()) + 1
        if position == 0:
            break
    return len(data)


def _past_space(data: bytes, position: int) -> int:
    found = _SPACE.match(data, position)
    return found.end() if found else position


def _doctype_end(data: bytes, position: int) -> int:
    """The offset after a DOCTYPE, its internal subset passed over; -1 when it does not end."""
    while True:
        found = _IN_DOCTYPE.search(data, position)
        if found is None:
            return -1
        if found[0] == b">":
            return found.end()
        inside = found[0] == b"["
        position = _subset_end(data, found.end()) if inside else data.find(found[0], found.end()) + 1
        if position <= 0:
            return -1


def _subset_end(data: bytes, position: int) -> int:
    while (found := _SUBSET.search(data, position)) is not None:
        if found[0] == b"]":
            return found.end()
        closing = _SKIPPED.get(found[0], found[0])
        end = data.find(closing, found.end())
        if end < 0:
            return -1
        position = end + len(closing)
    return -1
