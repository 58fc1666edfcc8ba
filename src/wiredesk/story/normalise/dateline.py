"""The dateline at the head of a story: recognised in each agency's style, and left where it stands.

    Moscow [Russia], October 26 :                   ANI without its mark
    Navsari (Gujarat) [India], July 13 (ANI):       ANI
    New Delhi, Jul 7 (PTI)                          PTI and IANS, with no delimiter
    MOSCOW, Jan 21 (Reuters) -                      Reuters
    BERLIN (AP) —                                   AP, dpa: a mark and a dash, no date
    STOCKHOLM, Aug 29, 2014 (AFP) -                 AFP
    MOSCOW, January 21. /TASS/.                     TASS
    नई दिल्ली, 26 अक्टूबर (भाषा)                       Hindi, Marathi and Urdu desks of the same agencies

A sentence can begin with a place and a date, or with a place and a bracket, so neither is enough: a dateline carries a
known agency's mark, or a country in square brackets with a date and a colon, or all of place, date, some mark in round
brackets and a colon, which no sentence has: so a house that no list knows is read too.
"""

import re
from functools import lru_cache

import msgspec
from babel import Locale

from wiredesk.wire.parsed import Located

SEARCHED = 160
"""Characters at the head of a story: a longer dateline is a sentence."""

AGENCIES = (
    r"ANI|PTI|IANS(?: ?[Ll]i[vf]e)?|UNI|HS|Reuters|REUTERS|AP|AFP|dpa|DPA|dpa-AFX|PA|PA Media|Xinhua|XINHUA"
    r"|TASS|RIA Novosti|Interfax"
    r"|Kyodo|Jiji|Yonhap|Bernama|ANSA|EFE|SDA|APA|Belga|ANP|STT|TT|NTB|Ritzau|Anadolu|AA|WAM|SPA|QNA|APP|BSS|UNB|RSS|Bloomberg"
    r"|CNN|UPI|AAP|CP|The Canadian Press|Thomson Reuters Foundation|Newswire|PRNewswire|PR NEWSWIRE|Business ?Wire"
    r"|BUSINESS WIRE|GLOBE NEWSWIRE|NewsVoir|NNIS|ANI Press Release"
)
AGENCIES_INDIC = (
    r"भाषा|पीटीआई|पी\.?टी\.?आई\.?|पीटीआय|एएनआई|एएनआय|आईएएनएस|आयएएनएस|वार्ता|यूनीवार्ता|हि\.?\s?स\.?"
    r"|हिन्दुस्थान समाचार|एपी|एएफपी|रॉयटर्स|रायटर"
    r"|वृत्तसंस्था|एजेंसी|एजेंसियां|पीआयबी|पीआईबी|शिन्हुआ|डीपीए"
    r"|یو این آئی|پی ٹی آئی|اے این آئی|آئی اے این ایس|ایجنسیاں|ایجنسی|اے پی|اے ایف پی|رائٹرز"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTH} {_DAY}|{_DAY} {_MONTH})(?:,? \d{{4}})?"
_DIGITS = r"[\d\u0966-\u096f\u06f0-\u06f9\u0660-\u0669]{1,2}"
_MONTH_INDIC = (
    r"(?:जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर"
    r"|जानेवारी|फेब्रुवारी|एप्रिल|मे|जुलै|ऑगस्ट|सप्टेंबर|ऑक्टोबर|नोव्हेंबर|डिसेंबर"
    r"|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر)"
)
_DAY_WORDS = (
    r"(?:एक|दो|तीन|चार|पा[ंँ]च|छह|छः|सात|आठ|नौ|दस|ग्यारह|बारह|तेरह|चौदह|प(?:ं|न्)द्रह|सोलह|सत्रह"
    r"|अ(?:ठा|ट्ठा)रह|उन्नीस|बीस|इक्कीस"
    r"|बाईस|तेईस|चौबीस|पच्चीस|छब्बीस|सत्ताईस|अ(?:ठा|ट्ठा)ईस|उनतीस|तीस|इकतीस)"
)
"""Bhasha, PTI's Hindi desk, writes its days as words."""

_DATE_INDIC = (
    rf"(?:(?:{_DIGITS}|{_DAY_WORDS}) {_MONTH_INDIC}|{_MONTH_INDIC} {_DIGITS}"
    rf"|(?:दि|ता)\. ?{_DIGITS}(?: {_MONTH_INDIC})?)"
)

_WORD = r"(?:[A-ZÀ-ÞŁŚŠŹŻŽČĆĐİŞ][\w'’.\-]*|d[aeiou]s?|of|the|el|la|al-\w+|upon|and|&|sur|am|an|der)"
_NAME = rf"[A-ZÀ-ÞŁŚŠŹŻŽČĆĐİŞ][\w'’.\-]*(?:[ /]{{1,2}}{_WORD}){{0,5}}"
_PLACE = rf"(?P<place>{_NAME})(?:, (?P<state>{_NAME}))?(?: ?\((?P<bracket>[A-Z][\w .&'’-]{{1,40}})\))?"
_COUNTRY = r"(?: ?\[(?P<country>[A-Z][\w .&'’-]{1,40})\])"
_SPACES = r"[ \u00a0]"
_MARKED = rf"(?P<mark>(?:{AGENCIES})(?:\s?[/-]\s?[\w .&-]{{1,40}})?)"
_MARK = rf"(?:(?:(?P<round>\()|\[) ?{_MARKED} ?(?(round)\)|\]))"
_DASH = rf"{_SPACES}?(?:--|[-–—])(?=\s|\w|$)"
_ANY_MARK = r"\((?P<mark>[A-Z]{2,10}(?:[/-][A-Za-z]{2,20})?)\):"
_PLACE_INDIC = (
    r"(?P<place>[\u0600-\u06ff\u0900-\u097f][\u0600-\u06ff\u0900-\u097f\u200c\u200d .\-]{1,40}?)"
    r"(?: ?[\(\[](?P<bracket>[^()\[\],،]{2,30})[\)\]])?"
)

_STYLES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(style.replace(" ?", f"{_SPACES}?"))
    for style in (
        # ANI, with or without its mark: the colon closes it, and a country or the mark vouches for it.
        rf"{_PLACE}{_COUNTRY},? {_DATE} ?{_MARK}? ?:",
        # A place, a date and a mark; delimiter optional, for PTI and IANS send none.
        rf"{_PLACE}{_COUNTRY}? ?,? ?(?<!\w){_DATE},? ?{_MARK}(?: ?:|{_DASH})?",
        # A place and a mark: only a dash makes it more than a bracket in a sentence. `Guntur [AP]` lies in Andhra.
        rf"{_PLACE}{_COUNTRY}?,? \( ?{_MARKED} ?\)(?:{_DASH}| ?:)",
        # TASS writes its mark between slashes, after a full stop.
        rf"{_PLACE}, {_DATE}\. ?/(?P<mark>{AGENCIES})/\.?",
        # A house that no list knows: place, date, its mark and a colon.
        rf"{_PLACE}{_COUNTRY}?, {_DATE} {_ANY_MARK}",
        # Devanagari and Urdu.
        rf"{_PLACE_INDIC}[,،] {_DATE_INDIC}[,،.]? ?\((?P<mark>{AGENCIES_INDIC})\)(?: ?[:।]|{_DASH})?",
        rf"{_PLACE_INDIC}[,،] {_DATE_INDIC} \((?P<mark>[^()\d:,،]{{2,30}})\):",
    )
)
_NO_PLACE = frozenset(
    {"On", "In", "At", "By", "From", "Since", "Until", "Till", "After", "Before", "Monday", "Tuesday", "Wednesday"}
    | {
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "As",
        "For",
        "With",
        "Posted",
        "Published",
        "Updated",
        "Last",
        "Next",
    }
    | {"This", "That", "When", "While", "During", "Photo", "Source", "Eds", "Mr", "Mrs", "Ms", "Dr", "President", "By:"}
)


class Dateline(msgspec.Struct, frozen=True):
    """A dateline as printed, what it says, and where the story begins after it."""

    text: str
    located: Located
    mark: str | None
    """The agency's mark inside it, without brackets: `ANI`, `PTI`, `Reuters`."""
    end: int
    """Characters of the paragraph that belong to the dateline and the space after it."""


def dateline_of(paragraph: str, names: tuple[str, ...] = ()) -> Dateline | None:
    """The dateline that a paragraph (canonical text) begins with, or None.

    A provider's own `names` count as marks too. Source: the agencies' style books, as far as they are public.
    """
    head = paragraph[:SEARCHED].replace("\u00a0", " ")
    for style in _STYLES:
        found = style.match(head)
        if found is not None and _is_place(found):
            return _dateline(found, paragraph)
    for name in names:
        if len(name) > 1 and f"({name})" in head:
            found = _own_style(name).match(head)
            if found is not None and _is_place(found):
                return _dateline(found, paragraph)
    return None


def _own_style(name: str) -> re.Pattern[str]:
    """The style of a provider whose mark no list knows: place, date and its own name in brackets."""
    mark = rf"\((?P<mark>{re.escape(name)})\)"
    return re.compile(
        rf"{_PLACE}{_COUNTRY}?,? (?:{_DATE},? ?{mark}(?: ?:|{_DASH})?|{mark.replace('mark', 'bare')}{_DASH})"
    )


def _is_place(found: re.Match[str]) -> bool:
    first = found["place"].split()[0]
    return first not in _NO_PLACE


def _dateline(found: re.Match[str], paragraph: str) -> Dateline:
    groups = found.groupdict()
    rest = paragraph[found.end() :]
    end = found.end() + len(rest) - len(rest.lstrip(" \u00a0"))
    after_comma = _plain(groups.get("state"))
    states_country = after_comma is not None and after_comma.casefold() in _countries()
    located = Located(
        name=_calm(_plain(found["place"]) or found["place"]),
        country=_plain(groups.get("country")) or (after_comma if states_country else None),
        state=_plain(groups.get("bracket")) or (None if states_country else after_comma),
    )
    return Dateline(paragraph[: found.end()].rstrip(" \u00a0"), located, groups.get("mark") or groups.get("bare"), end)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Countries by their English names, to tell `COLOMBO, Sri Lanka` from `PORTLAND, Ore.`; Georgia is a state too."""
    names = Locale("en").territories
    listed = {str(name).casefold() for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return frozenset(listed | {"uk", "us", "uae", "united states of america", "czech republic", "england"}) - {
        "georgia"
    }


def _calm(place: str) -> str:
    """A place that a house style writes in capitals, as a card or a map writes it: `MOSCOW` is Moscow, `D.C.` stays."""
    if any(letter.islower() for letter in place):
        return place
    return " ".join(word if "." in word[:-1] or len(word) < 3 else word.capitalize() for word in place.split(" "))


def _plain(name: str | None) -> str | None:
    return name.strip(" .-\u00a0") or None if name else None
