"""Repairs with names: what may be done to bytes so that a strict parser takes them, and never a word changed."""

import html.entities
import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from wiredesk.common.errors import Unreadable

_OPENINGS: Final = re.compile(r"<!\[CDATA\[|<!--|<\?")
_CLOSINGS: Final = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,8};|#x[0-9A-Fa-f]{1,7};|([A-Za-z][A-Za-z0-9._-]{0,40});)?")
_CONTROL: Final = re.compile("[\x80-\x84\x86-\x9f]")
_ONE: Final = re.compile("[\x80-\xff]|&#x?[0-9A-Fa-f]+;")
_HIGH_RAW: Final = re.compile("[\x80-\xff]+")
_HIGH: Final = re.compile(
    "(?:[\x80-\xff]|&#0{0,4}(?:12[89]|1[3-9][0-9]|2[0-4][0-9]|25[0-5]);|&#x0{0,4}[89A-Fa-f][0-9A-Fa-f];)+"
)
_MOST_ENTITY_TEXT: Final = 65_536
_PREDEFINED: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_HALVES: Final = re.compile(
    r"&#(?:0{0,4}(5529[6-9]|55[3-9]\d\d|56[0-2]\d\d|563[01]\d)|x0{0,4}([Dd][89ABab][0-9A-Fa-f]{2}));"
    r"&#(?:0{0,4}(563[2-9]\d|56[4-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3])|x0{0,4}([Dd][C-Fc-f][0-9A-Fa-f]{2}));"
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
_PREFIX: Final = re.compile(r"[</\s]([A-Za-z_][\w.-]*):[A-Za-z_]")

WELL_KNOWN: Final = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""Prefixes that mean one thing wherever feeds are written."""


class Mend(msgspec.Struct, frozen=True):
    """A repair that was made: its name, and what it was made to."""

    name: str
    detail: str = ""


def mend_references(text: str, dtd: Mapping[str, str | None] | None) -> tuple[str, tuple[Mend, ...]]:
    """Turns HTML's named entities into character references and a bare `&` into `&amp;`, outside CDATA and comments.

    `dtd` has the entities that the document's own DOCTYPE declares, None where it has no DOCTYPE: plain words stand
    for themselves, and a name without words here (a file, markup, another entity) raises Unreadable(`entity`).
    """
    named: dict[str, None] = {}
    declared: dict[str, None] = {}
    room = _MOST_ENTITY_TEXT
    bare = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal bare, room
        name = match[1]
        if name in _PREDEFINED or (name is None and len(match[0]) > 1):
            return match[0]
        words = dtd.get(name) if dtd and name else None
        if words is not None:
            declared[name] = None
            room -= len(words)
            if room < 0:
                raise _entity(match[0], "so often that it would drown the text")
            return words
        if name and not (dtd and name in dtd) and (known := html.entities.html5.get(f"{name};")):
            named[name] = None
            return "".join(f"&#{ord(character)};" for character in known)
        if name and dtd is not None:
            raise _entity(match[0], "which only the document's own DTD explains, and DTDs are never loaded")
        bare += 1
        return f"&amp;{match[0][1:]}"

    mended = "".join(_REFERENCE.sub(replaced, part) if open_text else part for open_text, part in _parts(text))
    mends = []
    if declared:
        mends.append(Mend("declared_entity", " ".join(declared)))
    if named:
        mends.append(Mend("html_entity", " ".join(named)))
    if bare:
        mends.append(Mend("bare_ampersand", f"{bare} times"))
    return mended, tuple(mends)


def _entity(reference: str, why: str) -> Unreadable:
    return Unreadable(
        "entity",
        f"The text uses {reference} {why}. Ask the provider to send the characters themselves.",
        offending=reference.encode(),
    )


def mend_windows1252(text: str) -> tuple[str, tuple[Mend, ...]]:
    """Reads C1 control characters as what they are in practice: windows-1252, or UTF-8 that was encoded once more.

    Unicode has no letters at U+0080 to U+009F; HTML reads references to them as windows-1252 too (WHATWG, 13.2.5.80).
    U+0085 by itself is a line's end and stays.
    """
    if "&#" not in text and (text.isascii() or _CONTROL.search(text) is None):
        return text, ()
    names: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        run = "".join(map(_character, _ONE.findall(match[0])))
        if not any("\x80" <= character <= "\x9f" for character in run):
            return match[0]
        try:
            whole = run.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            names["windows1252_characters"] = None
            return "".join(map(_windows1252, run))
        names["utf8_encoded_twice"] = None
        return whole

    mended = "".join((_HIGH if open_text else _HIGH_RAW).sub(replaced, part) for open_text, part in _parts(text))
    return (mended, tuple(Mend(name) for name in names)) if names else (text, ())


def _character(part: str) -> str:
    """A character, or the one that a reference names."""
    if part[0] != "&":
        return part
    return chr(int(part[3:-1], 16) if part[2] == "x" else int(part[2:-1]))


def _windows1252(character: str) -> str:
    if not "\x80" <= character <= "\x9f" or character == "\x85":
        return character
    try:
        return character.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return character


def mend_surrogates(text: str) -> tuple[str, tuple[Mend, ...]]:
    """Makes one reference of the two halves of a character beyond U+FFFF: writers that count in UTF-16 refer to each.

    XML has no halves (XML 1.0, 2.2); one that stands alone is left for the parser to refuse.
    """
    mended = "".join(_HALVES.sub(_joined, part) if open_text else part for open_text, part in _parts(text))
    return (mended, (Mend("surrogate_references"),)) if mended != text else (text, ())


def _joined(match: re.Match[str]) -> str:
    high = int(match[1]) if match[1] else int(match[2], 16)
    low = int(match[3]) if match[3] else int(match[4], 16)
    return f"&#x{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):x};"


def mend_controls(text: str) -> tuple[str, tuple[Mend, ...]]:
    """Drops control characters that XML forbids where they stand beside white space or a tag.

    Inside a word nothing says whether they stood for a space, so they are left there for the parser to refuse.
    """
    dropped = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal dropped
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not before or not after or before.isspace() or after.isspace() or before == ">" or after == "<":
            dropped += len(match[0])
            return ""
        return match[0]

    mended = _CONTROLS.sub(replaced, text)
    return mended, (Mend("control_characters", f"{dropped} dropped"),) if dropped else ()


def prefixes_in(text: str) -> list[str]:
    """Everything in a text that could be a namespace prefix, in order."""
    return [match[1] for match in _PREFIX.finditer(text)]


def missing_prefixes(text: str, declared: frozenset[str]) -> dict[str, str]:
    """Namespaces for the prefixes that a text uses and nobody declared: the well-known one, else one of its own."""
    found = set(prefixes_in(text)) - declared - {"xml", "xmlns"}
    return {prefix: WELL_KNOWN.get(prefix, f"urn:undeclared:{prefix}") for prefix in sorted(found)[:40]}


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut where CDATA, comments and instructions begin and end; True marks what lies outside them."""
    position = 0
    while True:
        opening = _OPENINGS.search(text, position)
        if opening is None:
            yield True, text[position:]
            return
        yield True, text[position : opening.start()]
        closing = _CLOSINGS[opening[0]]
        end = text.find(closing, opening.end())
        if end < 0:
            yield False, text[opening.start() :]
            return
        position = end + len(closing)
        yield False, text[opening.start() : position]
