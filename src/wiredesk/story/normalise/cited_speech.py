"""Who speaks in copy in English: of the people named, those to whom the copy attributes words.

A person is the subject of a verb of saying (`X, a farmer, told reporters`), comes after it (`", said X`), or is what a
statement is according to. What stands between the name and the verb is read word by word and must be an apposition, an
adverb, a day or where it was said: anything else may have brought in somebody else.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from wiredesk.story.normalise.cited_deeds import is_deed
from wiredesk.story.normalise.cited_outlets import Found
from wiredesk.story.normalise.cited_people import TOKEN, Person, is_role
from wiredesk.story.normalise.cited_tables import any_of, outlets, words

_BEFORE, _AFTER = 120, 260
_VERBS_TRIED = 4
_LONGEST_ABBREVIATION = 5
_LONGEST_ASIDE = 9
_GUARD = re.compile(
    r"\b(?:of|for|with|against|to|from|by|about|than|like|between|near|in|at|behind|under|over|into|without|and|or)\s+$"
)
_JOINED = re.compile(rf"{TOKEN}\s+{TOKEN}\s+and\s+$")
_BODY = re.compile(rf"\bof\s+{TOKEN}(?:\s+{TOKEN})*\s+and\s+$")
"""The name of a body that goes on behind its `and`: `Institute of Volcanology and Seismology director`."""
_QUOTED = re.compile(r"(?:[,?!]\s?[\"”’']|[\"”’'],)\s*$")
_LED_BY_QUOTE = re.compile(r"(?:^|[.?!]\s+)[\"“]\x00{16,}[,?!][\"”]\s+$")
_DID = re.compile(r"\s+(?!named\b|called\b|titled\b|based\b|used\b)[a-z]+ed\b(?!\s+by\b)")
"""What whoever a quotation leads to did: `rued`, `thundered`, `shrugged`. No list has all of them."""
_DAY = re.compile(r"(?:(?:late|early)\s+)?(?:(?:on|last|this)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAY_PART = re.compile(r"\s*(?:morning|afternoon|evening|night)\b")
_COMPANION = re.compile(rf"\s+and\s+{TOKEN}(?:\s+{TOKEN}){{1,3}}")
_HOUSE = re.compile(rf"\s+of\s+(?:the\s+)?{TOKEN}(?:\s+(?:(?:of|for|and|the)\s+)?[\w’'&-]+){{0,4}}(?=,?\s*$)")
"""Where somebody is at home, between the name and the verb: `of the Soroka hospital`."""
_SAYING = re.compile(
    r"(?:,\s(?!who\b|said\b)[^,;:.\"“”]{3,80},)?\s(?!and\b|or\b)[^,;:.\"“”]{3,80},"
    r"\s(?:saying|adding|insisting|arguing|warning|claiming|alleging|telling)\s"
)
_DASH = re.compile(r"^\s+[-–—]\s+")
"""PTI's market copy puts it before somebody's title: `Ajit Mishra - SVP, Research, said`."""
_BRACKET = re.compile(r"\s\([^()]{1,40}\)")
_RELATIVE = re.compile(r"^,\s+(?:who|whose)\s[^;:\"“”]{1,120},(?=[^,]*$)")
_SOMEBODY_ELSE = re.compile(
    r"\b(?:that|which|when|where|because|police|officials|he|she|they|sources|it|was|were|is|are|by)\b"
)
_ASIDES = frozenset(
    {"on", "in", "at", "during", "through", "via", "while", "after", "before"}
    | {"speaking", "addressing", "replying", "responding", "writing"}
)
_GAP_STOPS = frozenset(
    {
        "that",
        "who",
        "which",
        "he",
        "she",
        "they",
        "it",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "but",
        "when",
        "where",
    }
)
_TO_BE = re.compile(r"\s+(?:to\s+(?:be|have)|as)\b")
_WORDS_THERE = re.compile(
    r"(?:\s(?:on\s\w+day|late|early))*"
    r"(?:,\s+(?:saying|writing|claiming|calling|urging|alleging|stating|accusing)|\s+(?:and|to|where\s(?:he|she|they))\s+(?:also\s+)?"
    r"(?:say|said|wrote|write|state|stated|express|expressed|announce|announced|condemn|condemned|claim|claimed|thank|thanked"
    r"|criticise|criticised|slam|slammed|deny|denied|urge|urged|accuse|accused|respond|responded|clarify|clarified)\b|[:,]?\s*\")"
)
"""What follows where somebody took to a platform to say something: others show pictures there."""
_CLAUSE = re.compile(r"\s+(?:that|how|in\s+an?)\b|\s*[,:\"“]")
_APPOSED = re.compile(r"^,\s+(?:the|an?)\s+([^,;:\"“”]{3,100}),\s*$")
_NOUNS = re.compile(r"\b(?:police|officials|sources)\b")
_POST = re.compile(rf"{TOKEN}\s{TOKEN},\s([^,;:\"“”]{{3,80}}),\s$")
"""Somebody's post, before a house that is named like a person: `Vinod Nair, Head of Research, Geojit Wealth, said`."""
_ASIDE = re.compile(r",\s$")
_JUDGING = frozenset({"hailed", "denounced", "decried", "blasted", "slammed", "deplored"})
"""They attribute words where some follow: `hailed "a new era"`."""
_CHARGE = re.compile(r"\s\([^()]{1,40}\)(?=\s*$)")
"""What an officer has charge of: `DCP (South) Ankit Chauhan`."""
_FOR = re.compile(r"(?:^|[.?!]\s+)For\s+$")
_FOR_WHOM = re.compile(r"^,\s+(?:the|an?)\s[^,;:\"“”]{3,100},[^.;:\"“”]*\s[\"“]\x00{12}")
"""`For Nadia Belkacem, a sociologist, the young "have stopped waiting"`."""
_CAPTIONED = re.compile(r"(?:\s[\w’'-]+){0,5},?\s[\"“]")
_PICTURES = re.compile(
    r"\b(?:cop(?:y|ies)|videos?|clips?|pictures?|photos?|photographs?|images?|screenshots?|links?|reels?|footage|selfies?"
    r"|teasers?|posters?|trailers?|glimpses?|snaps?|pics?|maps?|memes?)\b"
)
_TOLD_SOMEBODY = re.compile(rf"(?:\s+{TOKEN}){{1,4}}+(?!\s+to\b)(?=[\s,.])")


class _Patterns(msgspec.Struct, frozen=True):
    verb: re.Pattern[str]
    led: re.Pattern[str]
    labelled: re.Pattern[str]
    told: re.Pattern[str]
    posted: re.Pattern[str]
    inverted: re.Pattern[str]
    named: re.Pattern[str]
    saying: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = words("en")
    speak = any_of(table["speak"])
    every = {*table["speak"], *table["clause"], *table["tell"], *table["post"]}
    labels = r"called|calls|described|describes|branded|termed|dubbed"
    passive = r"(?:was|is|were|been)\s+(?:also\s+)?(?:quoted|cited)\s+(?:as|by)|took\s+to|expressed"
    return _Patterns(
        verb=re.compile(
            rf"(?<![\w-])(?P<verb>{passive}|{any_of(every)}|{labels}|captioned|{any_of(_JUDGING)})(?![\w-])"
        ),
        led=re.compile(rf"\s+(?:(?:{any_of(table['media'])}|{TOKEN}['’]s|[\w-]+-based)\s+){{0,5}}"),
        labelled=re.compile(r"(?:\s[\w’'-]+){1,6}\s[\"“'‘]\x00{12}"),
        told=re.compile(rf"\s+(?:{any_of(table['told'])}(?![\w-])(?!\s+to\b)|[\w’'-]+(?:\s[\w’'-]+){{0,5}}?\sthat\b)"),
        posted=re.compile(
            rf"(?:\s[\w’'-]+){{0,6}}?\s(?:on\s|to\s|)(?:his |her |the )?(?:official )?{any_of(table['posted_on'])}\b"
        ),
        inverted=re.compile(
            rf"(?:[\"”’',]\s*(?:{speak}|{any_of(table['clause'])})|[,?!][\"”]\s+(?!starred|directed|featured)[a-z]+ed)"
            r"\s+(?P<gap>(?:[\w’'&.,()-]+\s+){0,8})$"
        ),
        named=re.compile(
            r"\b(?i:according to|quoting|quoted|citing|cited|as per|in the words of|spoke to|interview with"
            r"|interviewed)\s+(?P<gap>(?:[\w’'&.,()-]+\s+){0,8})$"
        ),
        saying=re.compile(r"(?:,[^;:\"“”,]{1,110},)?\s+(?:as\s+(?:saying|telling|having)|who)\b"),
    )


def speakers_in(text: str, people: list[Person], known: dict[str, str], press: Sequence[Found] = ()) -> list[Found]:
    """Those of the people to whom the block attributes words.

    `known` maps surnames to full names met so far; `press` are the outlets that the block leans on: whoever told them
    something spoke.
    """
    found = []
    for person in people:
        key = person.name if person.full else known.get(person.surname, person.name if person.role else "")
        if key and _speaks(text, person, press):
            found.append(Found(key, person.name, person.start, person.end, person.role))
    return found


def _speaks(text: str, person: Person, press: Sequence[Found]) -> bool:
    before = text[max(0, person.phrase - _BEFORE) : person.phrase]
    # Only after a comma is the pattern worth its cost.
    post = _POST.search(before) if person.role is None and before.endswith(", ") else None
    if post and any(map(is_role, post[1].split())):
        return False
    return _is_subject(text, person, before, press) or _is_named(text, person, press)


def _is_subject(text: str, person: Person, before: str, press: Sequence[Found]) -> bool:
    """Whether a verb of saying follows that nobody else is the subject of."""
    quoted = _QUOTED.search(before) is not None
    joined = _JOINED.search(before) or (person.role and _BODY.search(before))
    guarded = _GUARD.search(before) is not None and not joined
    after = text[person.end : person.end + _AFTER]
    if re.search(r"(?:^|[.?!]\s+)$", before) and (told := _SAYING.match(after)):
        return _SOMEBODY_ELSE.search(told[0]) is None
    if _FOR.search(before) and _FOR_WHOM.match(after):
        return True
    if quoted and _DID.match(after) and _LED_BY_QUOTE.search(text[: person.phrase]):
        return True
    for tried, verb in enumerate(_patterns().verb.finditer(after)):
        between = after[: verb.start()]
        if tried == _VERBS_TRIED or "\x00" in between or re.search(r"[.;:]\s", between):
            return False
        relative = re.match(r",?\s+who\s", between) is not None
        if not _clear(between, closes=before.endswith(", ")) or (guarded and not relative):
            continue
        if _attributes(after, verb, quoted=quoted) or _told_press(text, person.end, verb, press):
            return True
    return False


def _told_press(text: str, from_: int, verb: re.Match[str], press: Sequence[Found]) -> bool:
    """Whether one of the outlets that the block leans on was told, with no more than what it is in between."""
    led = _patterns().led.match(text, from_ + verb.end())
    return verb["verb"] in words("en")["tell"] and led is not None and any(one.start == led.end() for one in press)


def _attributes(after: str, verb: re.Match[str], *, quoted: bool) -> bool:
    """Whether the verb attributes words here: `told` somebody, `added that`, `wrote on X`; after a quotation all do."""
    table, said, end = words("en"), verb["verb"], verb.end()
    if said.split()[0] in ("was", "is", "were", "been"):
        return True
    if _TO_BE.match(after, end) and not quoted and not said.startswith(("dismissed", "rejected")):
        return False
    if not quoted and is_deed(said, after, end):
        return False
    if said in table["speak"]:
        return True
    if said in _JUDGING:
        return re.match(r"(?:\s[\w’'-]+){0,3}\s[\"“]", after[end:]) is not None
    if _patterns().labelled.match(after, end):
        # `called the bill "a giveaway to people who do not need one"`: a name given is shorter.
        return True
    if said == "expressed":
        return re.match(r"\s+(?:hope|concern|confidence|regret|doubt)\b", after[end:]) is not None
    if said in table["tell"]:
        told = _patterns().told.match(after, end) or _TOLD_SOMEBODY.match(after, end)
        return told is not None or outlets().at(after, end + 1) is not None or quoted
    posted = _patterns().posted.match(after, end) if said in table["post"] or said.startswith("took") else None
    if posted:
        shows = said.startswith("took") or _PICTURES.search(posted[0])
        return not shows or _WORDS_THERE.match(after, posted.end()) is not None
    if said == "captioned":
        return _CAPTIONED.match(after, end) is not None
    return said in table["clause"] and (quoted or _CLAUSE.match(after, end) is not None)


def _clear(between: str, *, closes: bool) -> bool:
    """Whether only an apposition, adverbs, a day or an aside stand between a name and its verb."""
    companion = _COMPANION.match(between) or _BRACKET.match(between)
    rest = between[companion.end() :] if companion else between
    rest = _DASH.sub(", ", _HOUSE.sub("", _RELATIVE.sub("", rest)))
    apposed = _APPOSED.match(rest)
    if apposed and any(map(is_role, apposed[1].split())):
        # `the provincial police spokesman` is one person and not the police.
        rest = _NOUNS.sub("", rest)
    if _SOMEBODY_ELSE.search(rest):
        return False
    rest = rest.strip()
    if rest.startswith(","):
        apposition, comma, last = rest[1:].rpartition(",")
        if comma:
            rest = last if len(apposition) <= 2 * _BEFORE else "too far"
        elif rest == ",":
            return closes
        else:
            rest = rest[1:]
    return _only_asides(rest.strip().removeprefix("who "))


def _only_asides(rest: str) -> bool:
    small = words("en")["between"]
    while rest:
        day = _DAY.match(rest)
        first, _, others = rest.partition(" ")
        if day:
            part = _DAY_PART.match(rest, day.end())
            rest = rest[part.end() if part else day.end() :].lstrip(" ,")
        elif first.rstrip(",") in small or first == "who":
            rest = others.lstrip()
        else:
            return first.casefold() in _ASIDES and "," not in rest.rstrip(",") and len(rest.split()) <= _LONGEST_ASIDE
    return True


def _is_named(text: str, person: Person, press: Sequence[Found]) -> bool:
    """Whether the verb stands before the name, or the statement is according to it."""
    patterns = _patterns()
    left, after = text[max(0, person.start - _BEFORE) : person.start], text[person.end : person.end + _AFTER]
    inverted = patterns.inverted.search(left)
    if inverted and _leads_to_name(inverted["gap"]):
        return True
    named = patterns.named.search(left)
    if not named or not _leads_to_name(named["gap"]):
        return False
    begin = person.start - len(left) + named.start()
    quoting = named[0].casefold().startswith(("quoting", "citing"))
    if quoting and after.startswith(",") and _ASIDE.search(text[max(0, begin - 2) : begin]):
        # `The minister, quoting Vivekananda, asked`: that is his source, and only an outlet's is the story's.
        return any(0 <= begin - one.end <= _LONGEST_ASIDE for one in press)
    if re.match(r"(?i)(?:quoted|cited|interviewed|spoke to)\b", named[0]):
        return patterns.saying.match(after) is not None
    return not re.match(r"['’]s\b", after)


def _leads_to_name(gap: str) -> bool:
    """Whether what stands between `said` or `according to` and a name is the title of that name."""
    said = _CHARGE.sub("", gap).split()
    if not said:
        return True
    if any(one.casefold() in _GAP_STOPS or (one.endswith(".") and len(one) > _LONGEST_ABBREVIATION) for one in said):
        return False
    return is_role(said[-1])
