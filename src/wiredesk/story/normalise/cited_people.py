"""Who speaks in copy in English: a person with a name, to whom the copy attributes words.

Pronouns, bare roles and bodies ("he", "the spokesman", "police", a company) are nobody whom a reader could look up, and
are left out. A name is two to four words in capitals, or one after a title; a word that only bodies and places have in
their names rules it out. Once a story has named somebody in full, the surname alone is that person.
"""

import re
from functools import lru_cache

import msgspec

from wiredesk.story.normalise.cited_outlets import Found
from wiredesk.story.normalise.cited_tables import UPPER, any_of, names, outlets, words

_TOKEN = rf"(?:[{UPPER}]\.(?:\s?[{UPPER}]\.)*|[{UPPER}][\w]*(?:[’'-](?!s\b)\w+)*)"
_PARTICLE = r"(?:de|da|di|do|dos|del|della|der|den|van|von|bin|bint|ibn|al|el|la|le|ul|ur|ud|du|y|ben|abu)"
_SPAN = re.compile(rf"(?<![\w@#’'-]){_TOKEN}(?:\.?\s+(?:{_PARTICLE}\s+){{0,2}}{_TOKEN}){{0,7}}")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MOST_TOKENS = 4
_BEFORE, _AFTER = 120, 260
_GUARD = re.compile(
    r"\b(?:of|for|with|against|to|from|by|about|than|like|between|near|in|at|behind|under|over|into|without|and|or)\s+$"
)
_OFFICE_OF = re.compile(
    r"\b(?:[Ss]enior |[Dd]eputy |[Aa]dditional |[Aa]ssistant |[Jj]oint |[Vv]ice )?"
    r"(?:[Ll]eader|[Ss]uperintendent|[Ss]ecretary|[Dd]irector|[Cc]hief|[Mm]inister|[Cc]ommissioner|[Ii]nspector|[Ss]peaker)"
    r"(?: [Gg]eneral)? of (?:the )?$"
)
_NAMES_TOO = frozenset({"sen", "rep", "gen", "king", "prince", "major", "lord", "bishop", "pope", "judge", "marshal", "master"}
    | {"head", "chief", "dean", "father", "son", "lady", "miss", "cardinal", "justice", "ranger", "smt", "hon", "dig", "sp"})
_QUOTED = re.compile(r"[\"”’']\s*,?\s*$")
_GAP_STOPS = frozenset(
    {"that", "who", "which", "he", "she", "they", "it", "was", "were", "is", "are", "had", "has", "but", "when", "where"}
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
        """The last word of the name."""
        return self.name.split()[-1]

    @property
    def full(self) -> bool:
        """Whether it is more than a surname."""
        return " " in self.name


class _Patterns(msgspec.Struct, frozen=True):
    speaks: re.Pattern[str]
    after_quote: re.Pattern[str]
    inverted: re.Pattern[str]
    named: re.Pattern[str]
    saying: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = words("en")
    speak, clause, tell = any_of(table["speak"]), any_of(table["clause"]), any_of(table["tell"])
    any_verb = any_of((*table["speak"], *table["clause"], *table["tell"]))
    small = any_of(table["between"])
    filler = (
        rf"(?:,?\s+(?:{small}|(?:late |early )?(?:on|last|this)\s+{_DAY}(?:\s(?:morning|afternoon|evening|night))?"
        r"|(?:on|in|at|during|through|via|while|after|before|speaking|addressing|replying|responding|writing)\s"
        r"(?:[\w’'&.,%-]+\s*){1,9}?),?){0,3}?"
    )
    apposition = r"(?:,\s[^;:\"“”]{1,110}?,|\s\([^()]{1,40}\))?"
    companion = rf"(?:\s+and\s+{_TOKEN}(?:\s+{_TOKEN}){{1,3}})?"
    told = rf"{tell}\s+(?:{any_of(table['told'])}(?!\s+to\b)|(?:the\s+)?{_outlet_words()}|[\w\s’'-]{{2,45}}?\sthat\b)"
    posted = rf"{any_of(table['post'])}\s(?:[^.;]{{0,50}}?\s)?(?:on|to)\s(?:his |her |the )?(?:official )?{any_of(table['posted_on'])}\b"
    verb = (
        rf"(?:{speak}(?!\s+to\s+(?:be|have)\b)|{clause}(?=\s+(?:that|how|in\s+an?)\b|\s*[,:\"“])|{told}|{posted}"
        rf"|took to {any_of(table['posted_on'])}|(?:was|is|were)\s+(?:also\s+)?(?:quoted|cited)\s+(?:as|by)\b"
        r"|expressed\s+(?:hope|concern|confidence|regret|doubt)|told\s+(?:Reuters|AFP|AP)\b)"
    )
    return _Patterns(
        speaks=re.compile(rf"{companion}{apposition}(?:,?\s+who)?{filler},?\s+{verb}(?![\w-])"),
        after_quote=re.compile(rf"(?:,[^;:\"“”]{{1,110}}?,)?(?:\s+{small})*\s+{any_verb}(?![\w-])(?!\s+to\s+(?:be|have)\b)"),
        inverted=re.compile(rf"[\"”’',]\s*(?:{speak}|added|adds|wrote|recalled)\s+(?P<gap>(?:[\w’'&.-]+\s+){{0,8}})$"),
        named=re.compile(
            rf"\b(?i:according to|quoting|quoted|citing|cited|as per|in the words of|spoke to|interview with"
            rf"|interviewed)\s+(?P<gap>(?:[\w’'&.,-]+\s+){{0,8}})$"
        ),
        saying=re.compile(r"(?:,[^;:\"“”]{1,110}?,)?\s+(?:as\s+(?:saying|telling|having)|\bwho\b)"),
    )


@lru_cache(maxsize=1)
def _outlet_words() -> str:
    return outlets().pattern.pattern.replace("?P<name>", "?:")


def people_in(text: str) -> list[Person]:
    """Every name of a person in a block, speaking or not, in order; surnames alone come without a role."""
    found = []
    for span in _SPAN.finditer(text):
        person = _person(text, span)
        if person is not None:
            found.append(person)
    return found


def _person(text: str, span: re.Match[str]) -> Person | None:
    table = names()
    tokens = [(one[0], span.start() + one.start(), span.start() + one.end()) for one in re.finditer(r"\S+", span[0])]
    folded = [_fold(one) for one, _, _ in tokens]
    demonyms = {one.casefold() for one in words("en")["media"] if one[0].isupper()}
    first = 0
    while first < len(tokens) and folded[first] in table.starters:
        first += 1
    if _OFFICE_OF.search(text[: tokens[first][1]]) if first < len(tokens) else False:
        while first < len(tokens) - 1 and folded[first] in table.not_people:
            first += 1
    # A title is followed by a name: the last word is never one, and `Sen` may be a senator's or Amartya's.
    titles = [at for at in range(first, len(tokens) - 1) if is_role(folded[at]) and not (at > first and folded[at] in _NAMES_TOO)]
    titled = titles[-1] + 1 if titles else first
    while titled == first and first < len(tokens) - 2 and folded[first] in demonyms:
        first = titled = first + 1
    kept = tokens[titled:]
    if not 1 <= len(kept) <= _MOST_TOKENS + sum(one[0].islower() for one, _, _ in kept):
        return None
    name = " ".join(one for one, _, _ in kept).rstrip(".,")
    if not _is_persons(name, folded[titled:]):
        return None
    start, end = kept[0][1], kept[0][1] + len(text[kept[0][1] : kept[-1][2]].rstrip(".,"))
    phrase, role = _title(text, tokens[first][1] if titled > first else start, start)
    return Person(name, start, end, phrase, role)


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
    if any(one in table.not_people or one in table.starters for one in folded):
        return False
    if name.split()[-1] in words("en")["outlet_endings"]:
        return False
    capitals = [one for one in name.split() if len(one) > 1 and one.isupper() and "." not in one]
    return not any(len(one) > 3 for one in capitals) and not (capitals and name.isupper() and len(folded) == 1)


def _title(text: str, from_: int, start: int) -> tuple[int, str | None]:
    """Where the title before a name begins, and the title: in capitals it is part of the span, else it is looked for."""
    table = names()
    head = text[:from_]
    before = [(one[0], one.start()) for one in re.finditer(r"[\w’'&.-]+", head[-_BEFORE:])]
    offset = len(head) - len(head[-_BEFORE:])
    begin = from_
    for word, at in reversed(before):
        joins = text[offset + at + len(word) : begin]
        plain = word.casefold().rstrip(".")
        title_yet = begin < from_ or from_ < start
        if joins not in (" ", ". ") or (not is_role(word) and not title_yet):
            break
        if plain in _ENDS_TITLE or plain in table.starters or plain.endswith("ing"):
            break
        begin = offset + at
    office = _OFFICE_OF.search(text[:begin])
    if office:
        begin = office.start()
    role = text[begin:start].strip(" ,")
    return begin, role or None


_ENDS_TITLE = frozenset(
    {"the", "a", "an", "of", "said", "says", "by", "with", "to", "from", "and", "that", "told", "on", "in", "at", "as"}
    | {"its", "his", "her", "their", "added", "also", "citing", "quoting", "quoted", "while", "but", "or", "for", "who"}
)


def speakers_in(text: str, people: list[Person], known: dict[str, str]) -> list[Found]:
    """Those of the people to whom the block attributes words; `known` maps surnames to full names met so far."""
    found = []
    for person in people:
        key = person.name if person.full else known.get(person.surname, person.name if person.role else "")
        if key and _speaks(text, person):
            found.append(Found(key, person.name, person.start, person.end, person.role))
    return found


def _speaks(text: str, person: Person) -> bool:
    patterns = _patterns()
    before, after = text[max(0, person.phrase - _BEFORE) : person.phrase], text[person.end : person.end + _AFTER]
    if _QUOTED.search(before) and patterns.after_quote.match(after):
        return True
    subject = patterns.speaks.match(after)
    if subject and not _other_subject(subject[0]):
        relative = re.match(r",?\s+who\b", subject[0])
        closes = after.startswith(",") and re.match(rf",\s+{any_of(words('en')['speak'])}", after)
        if relative or (not _GUARD.search(before) and (not closes or before.endswith(", "))):
            return True
    for pattern in (patterns.inverted, patterns.named):
        left = pattern.search(text[max(0, person.start - _BEFORE) : person.start])
        if left and _leads_to_name(left["gap"]):
            if pattern is patterns.inverted or _names_a_source(left[0], after):
                return True
    return False


def _names_a_source(left: str, after: str) -> bool:
    if re.match(r"(?i)\W*(?:quoted|cited|interviewed|spoke to)\b", left):
        return _patterns().saying.match(after) is not None
    return not re.match(r"['’]s\b", after)


def _leads_to_name(gap: str) -> bool:
    """Whether what stands between `said` or `according to` and a name is the title of that name."""
    said = gap.split()
    if not said:
        return True
    if any(one.casefold() in _GAP_STOPS for one in said):
        return False
    return is_role(said[-1])


def _other_subject(matched: str) -> bool:
    """Whether somebody else has come between a name and the verb."""
    return re.search(
        r"\b(?:that|which|when|where|because|police|officials|he|she|they|sources|it|was|were|is|are|by)\b(?=.*\s)",
        re.sub(r"\b(?:was|is|were)\s+(?:also\s+)?(?:quoted|cited)\b.*|\bthat$", "", matched),
    ) is not None
