"""The people who wrote a story, out of what agencies put into an author's field."""

import re
from collections.abc import Iterable

from wiredesk.story.canonical import fold

_MAIL = re.compile(r"<?\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+\b>?")
_BRACKETED = re.compile(r"^\s*\(([^()]+)\)\s*$")
_BY = re.compile(r"^(?i:by|von|par|por)[\s:]+(?=\S)")
_AND = re.compile(r"\s*(?:;|\s&\s|\s(?i:and)\s|\s\|\s|،|\sऔर\s|\sआणि\s|\sاور\s)\s*")
_DESK = re.compile(
    r"(?i)^(?:web|news|online|international|national|business|sports?|city)?\s*(?:desk|staff|bureau|team|editors?)$"
)
_ROLE = re.compile(r",\s*(?i:associated press|reuters|afp|[a-z ]*(?:writer|correspondent|reporter|editor|bureau))\s*$")
_NOBODY = frozenset(
    {"agency", "agencies", "admin", "administrator", "unknown", "none", "n/a", "staff", "editor", "feed"}
)
LONGEST = 120
"""Characters of a name."""


def people(authors: Iterable[str], sources: Iterable[str] = ()) -> tuple[str, ...]:
    """The persons named, each once and in order; `sources` are the agency's names for itself, which are nobody's.

    RSS 2.0 wants a mail address (`desk@agency.example (A. Writer)`), most send a name, some the agency's own.
    """
    nobody = {_key(source) for source in sources} | _NOBODY
    found: dict[str, str] = {}
    for author in authors:
        for part in _names(author):
            name = _ROLE.sub("", _BY.sub("", part)).strip(" ,.;:-–—")
            key = _key(name)
            if key and key not in nobody and not _is_desk(name, nobody) and len(name) <= LONGEST:
                found.setdefault(key, name)
    return tuple(found.values())


def _names(author: str) -> list[str]:
    text = _MAIL.sub(" ", author)
    bracketed = _BRACKETED.match(text)
    parts = _AND.split(fold(bracketed[1] if bracketed else text))
    names: list[str] = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",")]
        # "Doe, Jane" is one person; "Jane Doe, John Roe" are two.
        several = len(pieces) > 1 and all(" " in piece for piece in pieces) and not _ROLE.search(part)
        names.extend(pieces if several else [part])
    return names


def _is_desk(name: str, nobody: set[str]) -> bool:
    """`ANI Desk`, `Web Desk`: a room, not a person."""
    if _DESK.match(name):
        return True
    words = name.split()
    return len(words) > 1 and _key(" ".join(words[:-1])) in nobody and _DESK.match(words[-1]) is not None


def _key(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())
