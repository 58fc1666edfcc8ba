"""What agencies in general mean by their words: the rows that every profile begins with.

The words are those that AP, PA, Reuters, dpa and the Indian agencies use in headlines, sluglines and notes.
"""

import re

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.asked import ASKED, TO_WAIT
from wiredesk.wire.profiles.embargoes import EMBARGOES
from wiredesk.wire.profiles.kills import HELD_BACK, KILLS
from wiredesk.wire.profiles.pieces import (
    CLOSE,
    HEAD,
    NOT_ILL_OF,
    NOT_OF_A_FILM,
    NOT_SHORT_FOR,
    NOT_TOLD,
    NOTE,
    OPEN,
    PLEASE,
    RUNS_ON,
    SAID,
    SLUG,
    START,
    STOP,
    WHEN,
)
from wiredesk.wire.profiles.table import Profile, Row, Where, row

_NO_MARKET = r"(?!.*\b(?i:sensex|nifty|stocks?|shares?|markets?|index|points|bitcoin|gold)\b)"
"""What markets have is a correction too."""

_NO_QUESTION = r"(?!\s*[:–—-]\s*(?i:what|why|how|who|when|is|are|will|should|can)\b)"
_NOBODYS = (
    r"(?!\s*[:–—-]\s*(?:[A-Z]{2,6}|(?:\w+\s+){0,2}(?:Court|Govt|Government|Centre|Minister|Ministry|Railways|Police|Board"
    r"|Commission|Chairman))\s+(?:on|(?i:says?|said|denies|denied|tells|told))\b(?!.*\b(?i:story|item|copy)\W*$))"
)
"""What an office clarifies is news: `Clarification: RBI on notes`."""

_AGAIN: tuple[Row, ...] = (
    row(SignalKind.CORRECTION, HEAD, "correct", rf"{START}(?P<said>CORRECT(?:ED|ION|S|ING|IVE))(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.CORRECTION, HEAD, "correct", r"\((?P<said>CORRECT(?:ED|ION|S)\b[^)]{0,40})\)"),
    row(SignalKind.CORRECTION, HEAD, "correct", r"[-–—:|]\s*(?P<said>CORRECT(?:ED|ION))\W*$"),
    row(SignalKind.CORRECTION, HEAD, "correcting", r"^CORRECTING (?i:and) REPLACING\b"),
    row(
        SignalKind.CORRECTION,
        HEAD,
        "correct",
        rf"^(?:Corrected|Correction|Corrects)(?:(?=\s*:){_NO_QUESTION}|(?=\s*[–—]|\s+-\s){_NO_MARKET})",
    ),
    row(SignalKind.CORRECTION, HEAD, "correct", r"^[(\[](?P<said>Correct(?:ed|ion|s)\b[^)\]]{0,40})[)\]]"),
    row(
        SignalKind.CORRECTION,
        HEAD,
        "correct",
        r"[(\[]\s*(?P<said>(?i:correct(?:ed|ion)(?: (?:version|copy))?))\s*[)\]]\W*$",
    ),
    row(
        SignalKind.CORRECTION,
        HEAD,
        "",
        r"^\W*(?P<said>(?:CLARIFICATION|Clarification|CORRIGENDUM|Corrigendum|ERRATUM|Erratum)"
        r"|भूल[ -]?सुधार|शुद्धि(?:पत्रक?)?|संशोधित|दुरुस्ती|تصحیح)(?=\s*[:–—]|\W*$)" + _NO_QUESTION + _NOBODYS,
    ),
    row(SignalKind.CORRECTION, OPEN, "correct", rf"{START}(?P<said>CORRECT(?:ED|ION|S|ING|IVE)){STOP}"),
    row(
        SignalKind.CORRECTION,
        OPEN,
        "correct",
        r"^\((?P<said>(?:CORRECT|Correct)(?:ED|ed|ION|ion|ING|ing|S|s)\b[^)]{0,40})",
    ),
    row(
        SignalKind.CORRECTION,
        OPEN,
        "correct",
        r"^\W*(?i:this (?:story|version|item|copy) (?:corrects|has been corrected))\b",
    ),
    row(SignalKind.CORRECTION, NOTE, "", r"सुधार|संशोधित|शुद्धि|दुरुस्त|تصحیح", latin=False),
    row(SignalKind.CORRECTION, SLUG, "correct", r"(?:^|[-/ (_])CORRECT(?:ED|ION|IVE)(?:$|[-/ )_])"),
    row(SignalKind.CORRECTION, NOTE, "correct", r"(?i:\bcorrect(?:s|ed|ing|ion|ive)\b)"),
    row(SignalKind.REFILE, SAID, "refile", rf"{START}(?P<said>REFILE[SD]?)(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.REFILE, HEAD | SLUG, "refile", r"[-/(]\s*(?P<said>REFILE)\b"),
    row(SignalKind.REFILE, NOTE, "refil", r"(?i:\brefil(?:e|es|ed|ing)\b)"),
    row(SignalKind.REPEAT, HEAD, "repeat", rf"{START}(?P<said>REPEAT(?:S|ING)?)(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.REPEAT, OPEN, "repeat", rf"{START}(?P<said>REPEAT(?:S|ING)?){STOP}"),
    row(SignalKind.REPEAT, HEAD, "rpt", rf"{START}(?P<said>RPT)\s*\d*-"),
    row(SignalKind.REPEAT, HEAD | SLUG, "repeat", r"[-/(]\s*(?P<said>REPEAT)\b\W*(?:$|[-/)])"),
    row(SignalKind.REPEAT, NOTE, "repeat", r"(?:^\W*(?i:repeat)|\bREPEAT)(?:(?i:s|ing|ed))?\b"),
    row(SignalKind.UPDATE, HEAD, "update", rf"{START}(?P<said>UPDATE\s*\d*){STOP}"),
    row(SignalKind.UPDATE, SLUG | NOTE, "ld", r"\b\d+(?:st|nd|rd|th)\s+L(?:ea)?d\b"),
    row(SignalKind.UPDATE, SLUG | NOTE, "writethr", r"(?i:\bwritethr)"),
)

_SERVICE = (
    r"(?:(?:MEDIA|NEWS|PHOTO|VIDEO|COVERAGE|SERVICE|EDITORIAL) )?ADVISORY|SERVICE MESSAGE"
    r"|NEWS (?:SCHEDULE|BUDGET|LINE-?UP)|DAY ?BOOK"
    r"|MESSAGE TO (?:ALL )?(?:EDITORS|SUBSCRIBERS|CLIENTS)|NOTE TO (?:ALL )?(?:EDITORS|SUBSCRIBERS|CLIENTS)"
)
_NOT_WARNED = r"(?!.*\b(?:SAYS?|SAID|TELLS?|WARNS?|URGES?|APPEALS?)\b)"
"""What an office says in capitals is news in capitals."""

_MESSAGES: tuple[Row, ...] = (
    row(SignalKind.SERVICE_MESSAGE, HEAD, "", rf"{START}(?P<said>{_SERVICE}){STOP}{_NOT_WARNED}"),
    row(SignalKind.SERVICE_MESSAGE, HEAD, "advisory", r"\(ADVISORY\)|(?:^|\s)ADVISORY\W*$"),
    row(
        SignalKind.SERVICE_MESSAGE,
        HEAD,
        "",
        r"^\W*(?i:(?:attention|attn\.?)[\s,:]+(?:all )?(?:editors|subscribers|clients)"
        r"|(?:note|message|advisory) to (?:all )?(?:editors|subscribers|clients)"
        r"|service message\b|advisory:\s*editors|editors:\s+please\b"
        r"|day ?book\s*:|day ?book (?:for|of) (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
        rf"|^\W*(?:EDS|Eds)\s*\.?(?:\s*:|\s+[–—-]\s){NOT_SHORT_FOR}",
    ),
    row(SignalKind.SERVICE_MESSAGE, OPEN, "advisory", rf"{START}(?P<said>ADVISORY){STOP}"),
    row(SignalKind.TEST, SAID, "test", rf"{START}(?P<said>TEST(?:[\s,!*–-]+TEST)+)\b"),
    row(SignalKind.TEST, HEAD, "test", r"^\W*(?i:test(?:ing)?(?:\W+test(?:ing)?)*)\W*$"),
    row(SignalKind.TEST, SAID, "test", rf"{START}(?P<said>(?:LINE|TRANSMISSION|SYSTEM|WIRE) TEST){STOP}"),
    row(
        SignalKind.TEST,
        SAID,
        "test",
        rf"{START}(?P<said>TEST (?:MESSAGE|STORY|ITEM|TRANSMISSION|FILE|ONLY|COPY|FEED))"
        rf"(?:{STOP}|{RUNS_ON}|\s+(?:PLEASE|IGNORE)\b)",
    ),
    row(
        SignalKind.TEST, SAID, "test", r"^\W*(?i:(?:this is (?:only )?a )?test (?:message|story|item|transmission)\W*)$"
    ),
    row(SignalKind.TEST, SAID, "this is", r"^\W*(?i:this is (?:only )?a test (?:message|story|item|transmission)\b)"),
    row(
        SignalKind.TEST,
        SAID,
        "test",
        r"^\W*(?i:(?:this is (?:only )?a )?test(?:ing\b(?!\s+(?:times?|for|of)\b))?\b"
        rf".{{0,60}}\b{PLEASE}(?:ignore|disregard)\b)",
    ),
    row(SignalKind.TEST, HEAD, "please ", rf"^{_NOT_WARNED}.*(?P<said>\bPLEASE (?:IGNORE|DISREGARD)\b)"),
    row(
        SignalKind.TEST,
        SAID,
        "test",
        r"^\W*(?i:this is (?:only )?a test)(?=\W*$|\W+(?i:please|pls|ignore|disregard|do not)\b)"
        r"|^\W*(?i:test(?:ing)?)(?:(?:\W+\d{1,3})+\W*$"
        r"|\W+(?i:(?:please |pls )?(?:ignore|disregard|do not (?:publish|use)))\b)",
    ),
)

PAID_SUBJECT = row(
    SignalKind.PAID,
    Where.SUBJECT,
    "",
    r"^(?i:press[ -]releases?|advertorials?|sponsored(?: content| post)?|paid (?:content|news|post)"
    r"|brand (?:post|desk|content)|newsvoir|pr ?newswire|business ?wire(?: india)?)$",
)
_PAID: tuple[Row, ...] = (
    row(SignalKind.PAID, HEAD, "advertorial", r"\(ADVERTORIAL\)|^(?:ADVERTORIAL|Advertorial)\s*[:|–—-]"),
    row(
        SignalKind.PAID,
        HEAD,
        "sponsored",
        r"\((?i:sponsored(?: content)?)\)|^(?:SPONSORED|Sponsored)(?: (?i:content))?\s*[:|–—]",
    ),
    row(
        SignalKind.PAID,
        CLOSE | OPEN,
        "press release",
        r"(?i:\b(?:above|this|following) press release "
        r"(?:has been |was |is |comes? )(?:to you )?(?:provided|issued|under|supplied)).*",
    ),
    row(SignalKind.PAID, CLOSE | OPEN, "advertorial", r"(?i:^\W*advertorial disclaimer\b).*"),
    row(
        SignalKind.PAID,
        CLOSE | OPEN,
        "",
        r"(?i:\b(?:this|the above|it) is (?:an? )?(?:paid|sponsored) (?:press release|feature|post|article|content)\b)"
        r"|^\W*(?i:brand (?:desk|post) content)\W*$",
    ),
    row(SignalKind.PAID, CLOSE, "no editorial responsib", r"(?i:\btakes? no editorial responsib).*"),
    PAID_SUBJECT,
)

ROWS: tuple[Row, ...] = (*KILLS, *HELD_BACK, *_AGAIN, *_MESSAGES, *EMBARGOES, *ASKED, *_PAID)

ADVISORIES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"[(\[]?\s*(?:Eds|EDS)\s*\.?\s*[:–—-]{NOT_ILL_OF}"),
    re.compile(r"[(\[]?\s*(?:Editors|EDITORS|Subscribers|SUBSCRIBERS)\s*:"),
    re.compile(r"[(\[]?\s*(?i:editor(?:s['’]?|['’]s)\s+note)\s*[:–—-]"),
    re.compile(
        r"[(\[]?\s*(?i:(?:note|attention|attn\.?|advisory),?\s+(?:to\s+)?(?:all\s+)?(?:editors|subscribers|clients)\b)"
    ),
    re.compile(
        r"[(\[]?\s*(?i:(?:desk|newsroom|editorial)\s+contacts?|for\s+editors(?:\s+only)?|not\s+for\s+publication)\s*:"
    ),
    re.compile(r"[(\[]?\s*(?:संपादकगण|संपादकों|सम्पादक|संपादक|संपादकांनी)(?=[\s:])[^:]{0,40}:"),
)

EMBARGO_LINES: tuple[re.Pattern[str], ...] = (
    re.compile(TO_WAIT),
    re.compile(
        r"[(\[]?\s*(?:(?i:note)\s*[:–—-]\s*)?"
        r"(?:(?:STRICTLY |UNDER )?EMBARGOED\b(?!\s+(?!(?:until|till|for|to|up|at|on|copy)\b)[a-z])"
        r"|(?i:(?:strictly |under )*embargo(?:ed)? (?:until|till|for|up ?to)\b)"
        rf"|EMBARGO\s*:(?i:{WHEN}|(?=.{{0,60}}\b(?:not|until|till)\b)|(?=\W*$)))(?=.{{0,160}}$|[^)]{{0,160}}\)){NOT_TOLD}"
    ),
    re.compile(
        rf"[(\[]?\s*(?i:(?:hold )?for (?:release|publication|use) (?:only )?(?:on|at|after)\b{NOT_OF_A_FILM}"
        r"|to be (?:released|published|used) only after\b"
        rf"|{PLEASE}?do not (?:publish|use|release) (?:before|until|till)\b)"
        rf"(?i:{WHEN})(?=.{{0,100}}$){NOT_TOLD}"
    ),
    re.compile(
        r"[(\[]?\s*(?i:not (?:for|to be) (?:publication|published|released?|broadcast)\b.{0,60}"
        rf"\b(?:before|until|till)\b){NOT_TOLD}"
    ),
)

GENERIC = Profile(name="generic", rows=ROWS, advisories=ADVISORIES, embargo_lines=EMBARGO_LINES)
