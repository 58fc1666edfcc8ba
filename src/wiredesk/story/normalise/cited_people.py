"""The names of people in copy in English, speaking or not.

Pronouns, bare roles and bodies ("he", "the spokesman", "police", a company) are nobody whom a reader could look up, and
are left out. A name is two to four words in capitals, or one after a title; a word that only bodies and places have in
their names rules it out. Once a story has named somebody in full, the surname alone is that person.
"""

import re
from functools import lru_cache

import msgspec

from wiredesk.story.normalise.cited_tables import UPPER, names, outlets, words

_ABBREVIATED = "Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Rev|Hon|St|Smt|Adv|Insp|Supt|Brig|Cmdr|Adm"
TOKEN = rf"(?:(?:{_ABBREVIATED})\.|[{UPPER}]\.(?:\s?[{UPPER}]\.)*|[{UPPER}][\w]*(?:[’'-](?!s\b)\w+)*)"
"""One word of a name in capitals, or initials; a full stop is part of it only where it is no sentence's."""
_PARTICLE = r"(?:de|da|di|do|dos|del|della|der|den|van|von|bin|bint|ibn|al|el|la|le|ul|ur|ud|du|y|ben|abu)"
_SPAN = re.compile(rf"(?<![\w@#’'-]){TOKEN}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{TOKEN}){{0,7}}")
_MOST_TOKENS = 4
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_ACRONYMS = re.compile(r"[A-Z]{2,}s$")
_LONGEST_OFFICE = 60
_BEFORE = 120
_OFFICE_OF = re.compile(
    r"\b(?:[Ss]enior |[Dd]eputy |[Aa]dditional |[Aa]ssistant |[Jj]oint |[Vv]ice )?"
    r"(?:[Ll]eader|[Ss]uperintendent|[Ss]ecretary|[Dd]irector|[Cc]hief|[Mm]inister|[Cc]ommissioner|[Ii]nspector|[Ss]peaker)"
    r"(?: [Gg]eneral)? of (?:the )?$"
)
_NAMES_TOO = frozenset(
    {"sen", "rep", "gen", "king", "prince", "major", "lord", "bishop", "pope", "judge", "marshal", "master"}
    | {
        "head",
        "chief",
        "dean",
        "father",
        "son",
        "lady",
        "miss",
        "cardinal",
        "justice",
        "ranger",
        "smt",
        "hon",
        "dig",
        "sp",
    }
)


class Person(msgspec.Struct, frozen=True):
    """A name at its place, whoever may speak: `start` is the name's own, `phrase` that of the title before it."""

    name: str
    start: int
    end: int
    phrase: int
    role: str | None

    @property
    def surname(self) -> str:
        """The last word of the name, `Jr` and `III` aside."""
        parts = [one for one in self.name.split() if one.rstrip(".") not in _SUFFIXES]
        return parts[-1] if parts else self.name

    @property
    def full(self) -> bool:
        """Whether it is more than a surname."""
        return " " in self.name


def people_in(text: str) -> list[Person]:
    """Every name of a person in a block, speaking or not, in order; surnames alone come without a role."""
    found = []
    for span in _SPAN.finditer(text):
        if _nobodys(span[0]):
            continue
        person = _person(text, span)
        if person is not None:
            found.append(person)
    return found


@lru_cache(maxsize=8192)
def _nobodys(word: str) -> bool:
    """Whether a word alone is nobody's name: most words in capitals begin a sentence, or are a place's or a body's."""
    table = names()
    plain = _fold(word)
    return plain in table.starters or plain in table.not_people or plain in _demonyms()


def _person(text: str, span: re.Match[str]) -> Person | None:
    table = names()
    tokens = [(one[0], span.start() + one.start(), span.start() + one.end()) for one in re.finditer(r"\S+", span[0])]
    folded = [_fold(one) for one, _, _ in tokens]
    demonyms = _demonyms()
    first = 0
    while first < len(tokens) and (
        folded[first] in table.starters or (folded[first].endswith("ly") and len(tokens) > 1)
    ):
        first += 1
    if first < len(tokens) and _OFFICE_OF.search(text[max(0, tokens[first][1] - _LONGEST_OFFICE) : tokens[first][1]]):
        while first < len(tokens) - 1 and folded[first] in table.not_people:
            first += 1
    # A title is followed by a name: the last word is never one, and `Sen` may be a senator's or Amartya's.
    titles = [
        at
        for at in range(first, len(tokens) - 1)
        if is_role(folded[at]) and not (at > first and folded[at] in _NAMES_TOO and folded[at - 1] not in _BEFORE_RANKS)
    ]
    titled = titles[-1] + 1 if titles else first
    while titled == first and first < len(tokens) - 2 and folded[first] in demonyms:
        first = titled = first + 1
    kept = tokens[titled:]
    if kept and _fold(kept[0][0]) in demonyms:
        return None
    if not 1 <= len(kept) <= _MOST_TOKENS + sum(one[0].islower() for one, _, _ in kept):
        return None
    name = " ".join(one for one, _, _ in kept).rstrip(".,")
    if not _is_persons(name, folded[titled:]):
        return None
    start, end = kept[0][1], kept[0][1] + len(text[kept[0][1] : kept[-1][2]].rstrip(".,"))
    phrase, role = _title(text, tokens[first][1] if titled > first else start, start)
    return Person(name, start, end, phrase, role)


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(one.casefold() for one in words("en")["media"] if one[0].isupper())


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Whether a word is a title or calling; `co-author` and `vice-captain` are by their second half."""
    plain = word.casefold().rstrip(".,")
    return plain in names().roles or plain.rpartition("-")[2] in names().roles


def _fold(token: str) -> str:
    return token.casefold().rstrip(".,")


def _is_persons(name: str, folded: list[str]) -> bool:
    table = names()
    if name in table.places or name in outlets().names or f"The {name}" in outlets().names:
        return False
    first = name.split(maxsplit=1)[0]
    if first != name and first in outlets().names and first not in outlets().everyday:
        return False
    if any(one in table.not_people or one in table.starters for one in folded):
        return False
    last = name.rsplit(maxsplit=1)[-1]
    if last in words("en")["outlet_endings"] or (len(folded) > 1 and is_role(last) and folded[-1] not in _NAMES_TOO):
        return False
    if any(_ACRONYMS.match(one) for one in name.split()):
        return False
    capitals = [one for one in name.split() if len(one) > 1 and one.isupper() and "." not in one]
    return not any(len(one) > 3 for one in capitals) and not (capitals and name.isupper() and len(folded) == 1)


def _title(text: str, from_: int, start: int) -> tuple[int, str | None]:
    """Where the title before a name begins, and the title; one in small letters stands before the name's span."""
    table = names()
    offset = max(0, from_ - _BEFORE)
    head = text[offset:from_]
    before = [(one[0], one.start()) for one in re.finditer(r"[\w’'&.-]+", head)]
    begin = from_
    for word, at in reversed(before):
        joins = text[offset + at + len(word) : begin]
        plain = word.casefold().rstrip(".")
        title_yet = begin < from_ or from_ < start
        stopped = joins == ". " and word in _ABBREVIATED.split("|")
        if not (joins == " " or stopped) or (not is_role(word) and not title_yet):
            break
        if plain in _ENDS_TITLE or plain in table.starters or plain.endswith("ing"):
            break
        begin = offset + at
    office = _OFFICE_OF.search(text[max(0, begin - _LONGEST_OFFICE) : begin])
    if office:
        begin -= len(office[0])
    role = text[begin:start].strip(" ,")
    return begin, role or None


_BEFORE_RANKS = frozenset({"air", "fire", "field", "provost", "district", "chief", "crown"})
"""Before these words nobody is called Marshal or Judge: `Air Marshal`, `Fire Marshal`, `District Judge`."""
_ENDS_TITLE = frozenset(
    {"the", "a", "an", "of", "said", "says", "by", "with", "to", "from", "and", "that", "told", "on", "in", "at", "as"}
    | {"its", "his", "her", "their", "added", "also", "citing", "quoting", "quoted", "while", "but", "or", "for", "who"}
)
