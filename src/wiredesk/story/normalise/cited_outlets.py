"""Where copy in English leans on an outlet: one of the gazetteer, or one that is clearly marked as an outlet.

A name alone is not enough: outlets are also told, bought and sued. It counts where it reports, where somebody speaks to
it, and where it is cited, quoted, seen through or interviewed for. A name that is a word of every day too (`Time`,
`Dawn`) does not count for merely having said something.
"""

import re
from functools import lru_cache

import msgspec

from wiredesk.story.normalise.cited_tables import UPPER, Alias, any_of, names, outlets, words

_TOKEN = rf"[{UPPER}][\w’'&.-]*[\w]"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LONGEST_LEFT = 90
_OF_ITSELF = (
    rf"(?:\s(?:on\s)?{_DAY})?(?:\sthat)?\sit(?:['’]s)?\s(?:would|will|plans|planned|expects|expected|aims|intends|hopes"
    r"|(?:is|was)\s\w+ing\b|ha[sd]\s(?!seen|obtained|reviewed|verified|viewed|spoken|learn|received|found|been\stold"
    r"|heard|confirmed|contacted|asked|identified|documented|counted|anal|established|tracked|read|examined|interviewed))"
)
"""What an outlet says of its own business: it is the news there. What it did for its reporting is not."""


class Found(msgspec.Struct, frozen=True):
    """A cited name at its place in a block: `key` is what it is counted under."""

    key: str
    name: str
    start: int
    end: int
    role: str | None = None


class _Patterns(msgspec.Struct, frozen=True):
    before: re.Pattern[str]
    inverted: re.Pattern[str]
    joined: re.Pattern[str]
    publishes: re.Pattern[str]
    says: re.Pattern[str]
    work: re.Pattern[str]
    staff: re.Pattern[str]
    longer: re.Pattern[str]
    marked: re.Pattern[str]
    capital: re.Pattern[str]
    marked_after: re.Pattern[str]
    hints: tuple[str, ...]
    """`marked` finds nothing in a text that has none of these."""


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = words("en")
    media = rf"(?:(?:{any_of(table['media'])}|{_TOKEN}['’]s|[\w-]+-based)\s+){{0,5}}"
    between = (
        rf"(?:\s+and\s+(?:The\s+)?{media}{_TOKEN}(?:\s{_TOKEN}){{0,3}})?"
        r"(?:\s+(?:(?:news|business|financial|sports|television|TV|weekly|public|state|national)\s)?"
        r"(?:agency|newspaper|daily|magazine|television|channel|website|site|portal|broadcaster|weekly|tabloid|network|outlet|radio|station))?"
        r"(?:,?\s+(?:citing|quoting|which|in)\s[^.;:\"“”]{2,90}?,)?"
        r"(?:,\s+an?\s[^,.;:\"“”]{0,60}?(?:newspaper|paper|daily|weekly|magazine|tabloid|broadcaster|channel|agency|website),)?"
        rf"(?:\s+(?:{any_of(table['between'])}|(?:late |early )?on {_DAY}|last week|this week))*"
    )
    ending = any_of(table["outlet_endings"])
    mark = any_of(table["outlet_marks"])
    introduced = "(?:" + "|".join(rf"(?<=[{one[0]}{one[0].upper()}]{one[1:]} )" for one in table["outlet_marks"]) + ")"
    return _Patterns(
        before=re.compile(rf"(?:^|[^\w])(?i:{any_of(table['before_outlet'])})\s+(?:{media})$"),
        inverted=re.compile(rf"[,\"”’']\s+(?:wrote|writes|reported|reports|said)\s+{media}$"),
        joined=re.compile(r"^(?:\s+and|,)\s+(?:the\s+)?$"),
        publishes=re.compile(
            rf"{between}\s+(?:{any_of(table['publish'])}\b(?!\s+(?:a\s+)?(?:profit|loss|net|revenue))"
            r"|put\s(?:the\s)?\w+(?:\s\w+){0,3}\sat\s(?:\w+\s){0,2}[\d$€£₹])"
            r"|,\s(?:in\san?\s(?:\w+\s)?(?:editorial|commentary|leader|op-ed)|under\sthe\sheadline)\b"
        ),
        says=re.compile(rf"{between}\s+{any_of(table['outlet_says'])}\b(?!\s+to\s+(?:be|have))(?!{_OF_ITSELF})"),
        work=re.compile(
            rf"(?:['’]s)?\s+(?:\w+\s+)?{any_of(table['outlet_work'])}\s+(?:\w+\s+)?(?:on \w+ )?"
            rf"(?:{any_of(table['outlet_says'])}|{any_of(table['publish'])}|shows|by)\b"
        ),
        staff=re.compile(
            rf"(?:['’]s)?\s+(?:[\w-]+\s+){{0,2}}?{any_of({*names().roles, *table['outlet_staff']})}(?![\w-])"
        ),
        longer=re.compile(rf"\s+(?!{_DAY}|[JFMASOND]\w+ \d)(?:[{UPPER}][\w-]+)"),
        marked=re.compile(
            rf"(?<![\w-])(?P<name>(?:{_TOKEN}\s)?Radio\s{_TOKEN}|[KW][A-Z]{{2,3}}-(?:TV|FM|AM)|(?:{_TOKEN}\s+){{1,3}}{ending}|{introduced}(?:{_TOKEN})(?:\s{_TOKEN}){{0,3}}"
            rf"|(?:{_TOKEN})(?:\s{_TOKEN}){{0,2}}(?=\s{mark}\b))(?![\w-])"
        ),
        capital=re.compile(
            r"\b(?:told|tells?|[Aa]ccording to|interview with|interview to|[Cc]iting|[Qq]uoting|spoke to|reports? in"
            r"|confirmed to)\s"
            rf"(?P<name>The\s{_TOKEN}(?:\s{_TOKEN}){{0,3}}(?:/{_TOKEN})?)(?![\w-]|\s\w+-)"
        ),
        marked_after=re.compile(rf"\s(?:(?:public|state|national|business|financial|sports)\s)?(?:{mark}|radio)\b"),
        hints=(*table["outlet_endings"], *(one[1:] for one in table["outlet_marks"])),
    )


def outlets_in(text: str, own: frozenset[str]) -> list[Found]:
    """The outlets that a block leans on, in their order; `text` has what is quoted blanked out."""
    patterns, gazetteer = _patterns(), outlets()
    found: list[Found] = []
    for candidate in _candidates(text):
        printed, start, end = candidate.name, candidate.start, candidate.end
        if found and start < found[-1].end:
            continue
        key = gazetteer.key(printed)
        everyday = gazetteer.is_everyday(printed, key)
        listed = key in gazetteer.names
        joined = bool(found) and patterns.joined.match(text[found[-1].end : start]) is not None
        introduced = _introduced(text, start) or patterns.marked_after.match(text, end) is not None
        if _leans(text, start, end, said_is_enough=(listed and not everyday) or introduced, joined=joined):
            found.append(Found(key, printed, start, end))
    return [one for one in found if one.key not in own]


def _introduced(text: str, start: int) -> bool:
    """Whether the words before a name say that it is an outlet's."""
    marks = words("en")["outlet_marks"]
    return text[max(0, start - 30) : start].casefold().endswith(tuple(f"{mark.casefold()} " for mark in marks))


def _generic(name: str) -> bool:
    """Whether a name has nothing of its own, as `State television` and `The News` have not."""
    table = names()
    plain = [one.casefold() for one in name.split() if one not in words("en")["outlet_endings"]]
    return all(one in table.not_people or one in table.starters or one in _media() for one in plain)


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    return frozenset(one.casefold() for one in words("en")["media"])


def _candidates(text: str) -> list[Alias]:
    """Names of the gazetteer, and those marked as an outlet's where no listed one stands."""
    listed = list(outlets().find(text))
    patterns = _patterns()
    marked: list[Alias] = []
    if any(hint in text for hint in patterns.hints):
        marked = [_named(one) for one in patterns.marked.finditer(text) if not _generic(one["name"])]
    if " The " in text:
        # Copy that gives an article a capital in the middle of a sentence says that it is part of a name.
        marked += [_named(one) for one in patterns.capital.finditer(text) if not _bodys(one["name"])]
    # Kantipur Television is not Kantipur.
    goes_on = {one.start: one.end for one in marked}
    listed = [one for one in listed if goes_on.get(one.start, 0) <= one.end]
    for one in marked:
        if all(one.end <= taken.start or one.start >= taken.end for taken in listed):
            listed.append(one)
    return sorted(listed, key=lambda one: one.start)


def _named(found: re.Match[str]) -> Alias:
    """A name as it is printed, without whose it is: `Syria's Sham FM`."""
    owner = _WHOSE.match(found["name"])
    skipped = owner.end() if owner and found["name"][owner.end() :] not in words("en")["outlet_endings"] else 0
    return Alias(found["name"][skipped:], found.start("name") + skipped, found.end("name"))


_WHOSE = re.compile(
    rf"(?:{_TOKEN}['’]s|[\w-]+-(?:run|based|backed|linked|owned|affiliated|controlled|aligned))\s+(?=\S)"
)


def _bodys(name: str) -> bool:
    """Whether a name is a court's, a bank's or a place's."""
    table = names()
    own = [one.casefold() for one in name.split()[1:]]
    return any(one in table.not_people or one in table.starters or one in _CAPITAL_PLACES for one in own)


_CAPITAL_PLACES = frozenset({"hague", "gambia", "bahamas", "netherlands", "bronx", "philippines", "vatican"})


def _leans(text: str, start: int, end: int, *, said_is_enough: bool, joined: bool) -> bool:
    patterns = _patterns()
    after = text[end : end + 160]
    if patterns.publishes.match(after) or patterns.work.match(after):
        return True
    if said_is_enough and patterns.says.match(after):
        return True
    if patterns.staff.match(after) or patterns.longer.match(after):
        return False
    left = text[max(0, start - _LONGEST_LEFT) : start]
    if said_is_enough and patterns.inverted.search(left):
        return True
    return joined or patterns.before.search(left) is not None
