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
_ARTICLE = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ul|ur)-)?"
_SPAN = re.compile(rf"(?<![\w@#’'-]){TOKEN}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_ARTICLE}{TOKEN}){{0,7}}")
_MOST_TOKENS = 4
_INITIALS = re.compile(r"[A-Z]\.?\s[A-Z]\.?\s")
"""`A R Rahman` begins with no article."""
_OPENS = re.compile(r"(?:^|[.?!:;\"“”])\s?$")
"""Where a sentence begins: only there has an adverb a capital."""
_GIVEN_NAMES = frozenset(
    {"vitaly", "anatoly", "emily", "kelly", "billy", "sally", "molly", "polly", "holly", "beverly"}
    | {"lily", "milly", "tilly", "willy", "wally", "kimberly", "carly", "olly"}
)
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$")
_COMPOUND = re.compile(
    r"-(?:linked|backed|based|led|born|run|owned|controlled|affiliated|aligned|trained|occupied|turned|held)$"
)
"""What somebody or something is, before a name: `IRGC-linked Fars`."""
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_ACRONYMS = re.compile(r"[A-Z]{2,}s$")
_LONGEST_OFFICE = 60
_BEFORE = 120
_OFFICE_OF = re.compile(
    r"\b(?:[Ss]enior |[Dd]eputy |[Aa]dditional |[Aa]ssistant |[Jj]oint |[Vv]ice )?"
    r"(?:[Ll]eader|[Ss]uperintendent|[Ss]ecretary|[Dd]irector|[Cc]hief|[Mm]inister|[Cc]ommissioner|[Ii]nspector|[Ss]peaker)"
    r"(?: [Gg]eneral)? (?:of (?:the )?(?:[Ss]tate for )?|for )$"
)
_HEAD_OF = re.compile(r"\b(?:[Cc]hair(?:wo)?man|[Pp]resident|[Hh]ead|[Mm]ember) of (?:the )?$")
_PORTFOLIOS = frozenset(
    {"home", "law", "culture", "tourism", "education", "agriculture", "environment", "commerce"}
    | {"textiles", "coal", "external", "foreign", "affairs", "rural", "urban", "civil", "social", "women", "youth"}
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
        "acharya",
        "baker",
        "barber",
        "boxer",
        "butcher",
        "carpenter",
        "driver",
        "farmer",
        "miner",
        "monk",
        "shepherd",
        "singer",
        "warden",
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
    while len(tokens) > 1 and _DAY.match(folded[-1]):
        # `Jairam Sharma Wednesday accused`: agencies leave `on` out.
        tokens, folded = tokens[:-1], folded[:-1]
    first, opens = 0, _OPENS.search(text[max(0, span.start() - 3) : span.start()]) is not None
    while first < len(tokens) and (
        (folded[first] in table.starters and not _INITIALS.match(span[0], tokens[first][1] - span.start()))
        or (len(tokens) > 1 and _COMPOUND.search(folded[first]))
        or (len(tokens) > 1 and opens and folded[first].endswith("ly") and folded[first] not in _GIVEN_NAMES)
    ):
        first += 1
    left = text[max(0, tokens[first][1] - _LONGEST_OFFICE) : tokens[first][1]] if first < len(tokens) else ""
    if _OFFICE_OF.search(left) or _HEAD_OF.search(left):
        # `Chairman of Russia's Security Council Dmitry Medved`: the body's name ends where a person's can begin.
        bodys = [at for at in range(first, len(tokens) - 1) if folded[at] in table.not_people | _PORTFOLIOS]
        first = bodys[-1] + 1 if bodys else first
    # A title is followed by a name: the last word is never one, and `Sen` may be a senator's or Amartya's.
    titles = [
        at
        for at in range(first, len(tokens) - 1)
        if is_role(folded[at]) and (at == first or folded[at] not in _NAMES_TOO or folded[at - 1] in _BEFORE_RANKS)
    ]
    titled = titles[-1] + 1 if titles else first
    while titles and titled < len(tokens) - 2 and folded[titled] in _BEATS:
        titled += 1
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
    if any((one in table.not_people or one in table.starters) and len(one) > 1 for one in folded):
        return False
    if len(folded) == 1 and is_role(name) and folded[0] not in _NAMES_TOO:
        # `The Chief Minister`: one title before another names nobody.
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
        if plain in _ENDS_TITLE or word in ("pm", "cm") or plain in table.starters or plain.endswith("ing"):
            break
        begin = offset + at
    office = _OFFICE_OF.search(text[max(0, begin - _LONGEST_OFFICE) : begin])
    if office:
        begin -= len(office[0])
    role = text[begin:start].strip(" ,")
    return begin, role or None


_BEATS = frozenset(
    {"rural", "urban", "city", "traffic", "crime", "north", "south", "east", "west", "central", "headquarters"}
)
"""What an officer has charge of, between rank and name: `SP Rural Harish Yadav`."""
_BEFORE_RANKS = frozenset(
    {"air", "fire", "field", "provost", "district", "chief", "crown", "sessions", "civil", "county"}
    | {"state", "us", "u.s"}
)
"""Before these words nobody is called Marshal or Judge: `Air Marshal`, `Fire Marshal`, `District Judge`."""
_ENDS_TITLE = frozenset(
    {"the", "a", "an", "of", "said", "says", "by", "with", "to", "from", "and", "that", "told", "on", "in", "at", "as"}
    | {"its", "his", "her", "their", "added", "also", "citing", "quoting", "quoted", "while", "but", "or", "for", "who"}
)
