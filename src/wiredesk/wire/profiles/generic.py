"""What agencies in general mean by their words: the rows that every profile begins with.

The words are those that AP, PA, Reuters, dpa and the Indian agencies use in headlines, sluglines and notes. News is
made of the same words (`Two kill tigers`, `Court withdraws case`, `TEST CRICKET RETURNS`), so a word counts in capitals
and at the start only, and there only before a delimiter, or before ordinary writing.
"""

import re

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.table import Profile, Row, Where, row

HEAD, SLUG, NOTE, OPEN, CLOSE = Where.HEADLINE, Where.SLUGLINE, Where.NOTE, Where.OPENING, Where.CLOSING
SAID = HEAD | OPEN
ANY = HEAD | OPEN | NOTE

_LABELS = (
    "URGENT|FLASH|ALERT|BULLETIN|ATTN|ATTENTION|EDS|EDITORS|AP|PTI|ANI|IANS|REUTERS|BC|OFFICIAL|RPT|REPEAT|REFILE"
    "|UPDATE|CORRECTED|ADVISORY|[A-Z]{3}\\d{1,3}"
)
START = rf"^[\W\d_]*(?:(?:{_LABELS})[\W\d_]+)*"
"""What may stand before a word of status: ornaments (`>>>`), numbers (`DEL23`) and the wire's own labels."""

STOP = r"(?=\s*(?:[:;\-–—/|>)\]}*!…]|\.|$))"
"""A delimiter after it, or nothing."""

RUNS_ON = r"(?=\s+(?:[A-Z][a-z]|[^\WA-Z]|[\"'“‘]))"
"""Ordinary writing after it: in a headline all in capitals the word is only one of many."""

_TITLE_WORDS = "the|bill|list|switch|zone|chain|team|me|him|them|review|teaser|trailer|movie|film|star|actor"
NOT_A_TITLE = rf"(?!\s+(?i:{_TITLE_WORDS})\b)"
"""`KILL` is a film, and `Kill the Bill` is a slogan."""

_PLEASE = r"(?:(?:please|pls|plz|kindly)\s+)"
_COPY = r"(?:story|stories|item|copy|dispatch|slugged|headlined)"
_TO_DESKS = r"(?:(?:attn|attention|(?:note|advisory|message) to)[\s.,:]*(?:all\s+)?(?:eds|editors|subscribers|clients))"

_CLOCK = (
    r"\d\s*(?:[ap]\.?\s?m\b|hrs?\b|hours\b|ist\b|gmt\b|utc\b)|\b\d{1,2}[:.]\d\d\b"
    r"|\b(?:midnight|noon|today|tonight|tomorrow)\b"
)
_DATE = (
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
WHEN = rf"(?=.{{0,60}}(?:{_CLOCK}|{_DATE}))"
"""A time or a day soon after: news about an embargo on oil has none, and an agency's embargo nothing else."""

_KILL: tuple[Row, ...] = (
    row(SignalKind.KILL, ANY, "kill", rf"{START}(?P<said>(?:MANDATORY\s+)?KILL){STOP}"),
    row(SignalKind.KILL, HEAD, "kill", rf"{START}(?P<said>(?:MANDATORY\s+)?KILL){NOT_A_TITLE}{RUNS_ON}"),
    row(SignalKind.KILL, ANY, "kill", r"\bKILL(?:[\s,!*–-]+KILL)+\b"),
    row(SignalKind.KILL, ANY, "mandatory kill", r"\bMANDATORY KILL\b"),
    row(SignalKind.KILL, NOTE | OPEN, "kill is mandatory", r"(?i:\bkill is mandatory\b)"),
    row(SignalKind.KILL, ANY, "kill", rf"{START}(?P<said>(?i:mandatory\s+kill|kill\s+(?:notice|advisory)))\b"),
    row(
        SignalKind.KILL,
        HEAD,
        "kill",
        rf"{START}(?P<said>Kill)(?=\s*:)(?!.*\b(?i:review|teaser|trailer|movie|film|star|actor|box office)\b)",
    ),
    row(
        SignalKind.KILL,
        ANY,
        "kill",
        rf"{START}(?P<said>(?:(?:PLEASE|PLS|PLZ|KINDLY)\s+KILL|KILL\s+(?:(?:THE|THIS)\s+)?(?:STORY|ITEM|COPY|TAKE|[A-Z]{{3}}\d{{1,3}})))\b",
    ),
    row(
        SignalKind.KILL,
        ANY,
        "",
        rf"^\W*(?i:(?:{_TO_DESKS}[\s.,:–—-]*{_PLEASE}?|(?:eds|editors)\W*[.,:–—-]\s*{_PLEASE}?|(?:eds|editors)\s+{_PLEASE})"
        r"(?P<said>kill|withdraw|retract|spike|disregard|do not use)\b)",
    ),
    row(
        SignalKind.KILL,
        HEAD,
        "",
        rf"^\W*(?P<said>(?i:{_PLEASE}(?:kill|withdraw|retract|spike|disregard|ignore|cancel)"
        rf"(?!\s+(?:me|us|him|her|them|my)\b)(?:\b.{{0,60}}\b{_COPY}|\s*:))(?!\w))",
    ),
    row(
        SignalKind.KILL,
        HEAD,
        "story",
        r"^\W*(?P<said>(?i:story (?:(?:is|has been|stands) )?(?:withdrawn|killed|retracted)))(?=\s*[:|–—-]|\W*$)",
    ),
    row(SignalKind.KILL, HEAD | NOTE, "retract", rf"{START}(?P<said>RETRACT(?:ED|ION)|Retract(?:ed|ion))(?=\s*:)"),
    row(SignalKind.KILL, HEAD, "withdrawn", r"^\W*(?P<said>Withdrawn)(?=\s*:)"),
    row(
        SignalKind.KILL,
        HEAD,
        "",
        r"[(\[]\s*(?P<said>KILLED|(?i:(?:mandatory )?kill|(?:story )?withdrawn|story killed|retracted))\s*[)\]]",
    ),
    row(SignalKind.KILL, HEAD, "kill", r"[-–—|/]\s*(?P<said>(?:MANDATORY )?KILL|(?i:story killed))\W*$"),
    row(SignalKind.KILL, HEAD, "story withdrawn", r"[-–—|/:]\s*(?P<said>(?i:story withdrawn))\W*$"),
    row(
        SignalKind.KILL,
        ANY,
        "",
        r"(?:ख़?बर|समाचार|वृत्त|बातमी|स्टोरी)\s*(?:को\s*)?(?:निरस्त|रद्द|वापस|मागे)(?=\s*(?:[:|–—।-]|की|किया|ली|लिया|घे|कर|$))"
        r"|(?:इस|यह|हे|ही)\s+(?:ख़?बर|समाचार|वृत्त|बातमी)[^।]{0,20}(?:उपयोग|प्रयोग|इस्तेमाल|वापर|प्रकाशित)[^।]{0,12}"
        r"(?:न करें|ना करें|नहीं करें|करू नये|करू नका)"
        r"|خبر\s*(?:کو\s*)?(?:منسوخ|واپس)(?=\s*(?:[:|–—۔-]|کی|کر|لی|$))",
    ),
    row(SignalKind.KILL, SLUG, "kill", r"(?:^|[-/ _])KILL(?:$|[-/ _])"),
    row(SignalKind.KILL, NOTE, "kill", r"\bKILL\b"),
    row(
        SignalKind.KILL,
        ANY,
        "story",
        rf"{START}(?P<said>STORY (?:IS )?(?:WITHDRAWN|KILLED|RETRACTED))(?:{STOP}|{RUNS_ON})",
    ),
    row(SignalKind.KILL, HEAD, "withdrawn", r"[-–—:|(]\s*(?P<said>(?:STORY )?WITHDRAWN)\W*$"),
    row(SignalKind.KILL, ANY, "withdrawn", rf"{START}(?P<said>WITHDRAWN)(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.KILL, NOTE, "withdrawn", r"\b(?:STORY )?WITHDRAWN\b"),
    row(SignalKind.KILL, NOTE, "with", r"(?i:\b(?:please|kindly)\s+withdraw\b)"),
    row(SignalKind.KILL, NOTE, "kill", r"(?i:\b(?:please|kindly)\s+kill\b)"),
    row(
        SignalKind.KILL,
        NOTE,
        "wn",
        r"(?i:\b(?:story|report|item|copy|dispatch)\b[^.]{0,160}\b(?:stands|is|has been|was) (?:withdrawn)\b)",
    ),
    row(SignalKind.KILL, ANY, "eliminat", rf"{START}(?P<said>ELIMINAT(?:E|ION))(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.KILL, NOTE, "eliminate", r"\bELIMINATE\b"),
)

_WITHHOLD: tuple[Row, ...] = (
    row(SignalKind.WITHHOLD, ANY, "withhold", rf"{START}(?P<said>WITHHOLD)(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.WITHHOLD, HEAD, "(withhold)", r"\(WITHHOLD\)"),
    row(SignalKind.WITHHOLD, SLUG, "withhold", r"(?:^|[-/ _])WITHHOLD(?:$|[-/ _])"),
    row(SignalKind.WITHHOLD, NOTE, "withh", r"\bWITHH(?:OLD|ELD)\b"),
    row(
        SignalKind.WITHHOLD,
        HEAD,
        " not ",
        rf"{START}(?P<said>(?:(?:PLEASE|KINDLY)\s+)?DO NOT (?:USE|PUBLISH|RUN|CARRY)){STOP}",
    ),
    row(SignalKind.WITHHOLD, HEAD, "not for", rf"{START}(?P<said>NOT FOR (?:USE|PUBLICATION|BROADCAST|PRINT)){STOP}"),
    row(
        SignalKind.WITHHOLD,
        NOTE,
        "do not",
        rf"(?i:\bdo not (?:use|publish|run|carry) (?:this|the) (?:{_COPY}|report)\b)",
    ),
    row(SignalKind.HOLD, ANY, "hold", r"\bHOLD(?:[\s,!*–-]+HOLD)+\b"),
    row(SignalKind.RELEASE, ANY, "release", r"\bRELEASE(?:[\s,!*–-]+RELEASE)+\b"),
    row(SignalKind.RELEASE, NOTE, "hold", r"(?i:\bhold (?:is |has been )?(?:lifted|released)\b)"),
    row(
        SignalKind.RELEASE, NOTE | OPEN, "embargo", r"^\W*(?i:embargo (?:is |has been |was )?(?:lifted|removed|over)\b)"
    ),
)

_AGAIN: tuple[Row, ...] = (
    row(SignalKind.CORRECTION, HEAD, "correct", rf"{START}(?P<said>CORRECT(?:ED|ION|S|ING|IVE))(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.CORRECTION, HEAD, "correct", r"\((?P<said>CORRECT(?:ED|ION|S)\b[^)]{0,40})\)"),
    row(SignalKind.CORRECTION, HEAD, "correct", r"[-–—:|]\s*(?P<said>CORRECT(?:ED|ION))\W*$"),
    row(SignalKind.CORRECTION, HEAD, "correcting", r"^CORRECTING (?i:and) REPLACING\b"),
    row(SignalKind.CORRECTION, HEAD, "correct", r"^(?:Corrected|Correction|Corrects)(?=\s*[:–—]|\s+-\s)"),
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
        r"|भूल[ -]?सुधार|शुद्धि(?:पत्रक?)?|संशोधित|दुरुस्ती|تصحیح)(?=\s*[:–—])",
    ),
    row(SignalKind.CORRECTION, OPEN, "correct", rf"{START}(?P<said>CORRECT(?:ED|ION|S|ING|IVE)){STOP}"),
    row(SignalKind.CORRECTION, OPEN, "correct", r"^\((?P<said>(?:CORRECT|Correct)(?:ED|ed|ION|ion|S|s)\b[^)]{0,40})"),
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
_MESSAGES: tuple[Row, ...] = (
    row(SignalKind.SERVICE_MESSAGE, HEAD, "", rf"{START}(?P<said>{_SERVICE}){STOP}"),
    row(SignalKind.SERVICE_MESSAGE, HEAD, "advisory", r"\(ADVISORY\)|(?:^|\s)ADVISORY\W*$"),
    row(
        SignalKind.SERVICE_MESSAGE,
        HEAD,
        "s",
        r"^\W*(?i:(?:attention|attn\.?)[\s,:]+(?:all )?(?:editors|subscribers|clients)"
        r"|(?:note|message|advisory) to (?:all )?(?:editors|subscribers|clients)"
        r"|service message\b|advisory:\s*editors)|^\W*(?:EDS|Eds)\s*[.:]",
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
        rf"^\W*(?i:(?:this is (?:only )?a )?test(?:ing)?\b.{{0,60}}\b{_PLEASE}(?:ignore|disregard)\b)",
    ),
    row(SignalKind.TEST, HEAD, "please ", r"\bPLEASE (?:IGNORE|DISREGARD)\b"),
)

_EMBARGO: tuple[Row, ...] = (
    row(
        SignalKind.EMBARGO, ANY, "embargo", rf"{START}(?:STRICTLY |UNDER )?EMBARGOED(?:{STOP}|{RUNS_ON}|\s+[A-Z0-9]).*"
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargoed",
        r"^\W*(?i:(?:strictly |under )?embargoed\s*(?:until|till|for|to|up ?to)\b).*",
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargo",
        r"^\W*(?i:(?:strictly )?(?:under )?embargo\s*(?:until|till|for|to|up ?to|ends?|expires?|lifts?|lifted)\b"
        rf"(?:{WHEN}|(?=\s+(?:release|publication|use|broadcast|further notice)\b))).*",
    ),
    row(SignalKind.EMBARGO, ANY, "embargo", rf"{START}(?:UNDER )?EMBARGO{STOP}.*"),
    row(SignalKind.EMBARGO, HEAD, "embargo", rf"{START}(?P<said>EMBARGO)(?=\s+[A-Z][a-z])"),
    row(SignalKind.EMBARGO, ANY, "under embargo", r"^\W*(?i:(?:strictly )?under embargo)(?=\s*(?:[:–—-]|\W*$)).*"),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "embargo",
        rf"^\W*(?i:embargo\s*:(?:{WHEN}|(?=.{{0,60}}\b(?:not|until|till)\b)|(?=\W*$))).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "embargo", r"^\W*(?i:embargo\s*:).*"),
    row(
        SignalKind.EMBARGO,
        HEAD | SLUG,
        "embargo",
        r"[(\[]\s*(?P<said>(?i:(?:strictly |under )?embargo(?:ed)?\b[^)\]]*))[)\]]",
    ),
    row(SignalKind.EMBARGO, HEAD, "embargo", r"[-–—|/:]\s*(?P<said>EMBARGOED\b.{0,60}|UNDER EMBARGO|EMBARGO)\W*$"),
    row(
        SignalKind.EMBARGO,
        NOTE,
        "embargo",
        r"(?i:\bembargoed\b|\bunder embargo\b|\bembargo\b:?(?= (?:until|till|ends|lifts|expires))).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "not ", r"\bNOT FOR (?:PUBLICATION|RELEASE|USE|BROADCAST)\b.*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "not ",
        r"^\W*(?i:not (?:for|to be) (?:publication|published|released?|broadcast|used?)\b[^.]{0,60}?"
        r"\b(?:before|until|till)\b).*",
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "do not",
        rf"^\W*(?i:{_PLEASE}?do not (?:publish|use|release|broadcast|run|print|carry)\b[^.]{{0,60}}?"
        rf"\b(?:before|until|till)\b{WHEN}).*",
    ),
    row(SignalKind.EMBARGO, NOTE | OPEN, "release", r"^\W*(?i:(?:hold )?for release (?:on|at|after)\b).*"),
    row(SignalKind.EMBARGO, HEAD, "hold for release", r"^\W*(?i:hold for release\b).*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "",
        r"^\W*(?i:(?:to be|for) (?:release|publication|use|broadcast|released|published|used|broadcast) "
        rf"(?:only )?(?:on|at|after|from|not before)\b{WHEN}).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "प्रकाश", r"(?:तक|से पहले) प्रकाश(?:न|ित)[^।]{0,20}(?:न करें|नहीं|रोक).*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "",
        r"(?:तक|से पहले) (?:प्रकाशित|प्रसारित|जारी|इस्तेमाल|उपयोग)[^।]{0,12}(?:न करें|ना करें|नहीं करें).*"
        r"|(?:पर्यंत|पूर्वी|आधी) (?:प्रसिद्ध|प्रकाशित|प्रसारित)[^।]{0,12}(?:करू नये|करू नका).*"
        r"|(?:تک|سے پہلے) (?:شائع|نشر|جاری)[^۔]{0,12}(?:نہ کریں|نہ کیا جائے).*"
        r"|^\W*(?:एम्बार्गो|एंबार्गो|ایمبارگو)\s*[:–—-].*",
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
    row(SignalKind.PAID, CLOSE, "no editorial responsib", r"(?i:\btakes? no editorial responsib).*"),
    PAID_SUBJECT,
)

ROWS: tuple[Row, ...] = (*_KILL, *_WITHHOLD, *_AGAIN, *_MESSAGES, *_EMBARGO, *_PAID)

ADVISORIES: tuple[re.Pattern[str], ...] = (
    re.compile(r"[(\[]?\s*(?:Eds|EDS)\s*\.?\s*[:–—-]"),
    re.compile(r"[(\[]?\s*(?:Editors|EDITORS|Subscribers|SUBSCRIBERS)\s*:"),
    re.compile(r"[(\[]?\s*(?i:editor(?:s['’]?|['’]s)\s+note)\s*[:–—-]"),
    re.compile(
        r"[(\[]?\s*(?i:(?:note|attention|attn\.?|advisory),?\s+(?:to\s+)?(?:all\s+)?(?:editors|subscribers|clients)\b)"
    ),
    re.compile(
        r"[(\[]?\s*(?i:(?:desk|newsroom|editorial)\s+contacts?|for\s+editors(?:\s+only)?|not\s+for\s+publication)\s*:"
    ),
    re.compile(
        r"[(\[]?\s*(?:STRICTLY |UNDER )?EMBARGOED\b|[(\[]?\s*(?i:(?:strictly )?embargo(?:ed)? (?:until|till|for)\b)"
    ),
    re.compile(
        r"[(\[]?\s*(?i:not (?:for|to be) (?:publication|published|released?|broadcast)\b.{0,60}"
        r"\b(?:before|until|till)\b)"
    ),
    re.compile(r"[(\[]?\s*(?:संपादकगण|संपादकों|सम्पादक|संपादक|संपादकांनी)(?=[\s:])[^:]{0,40}:"),
)

GENERIC = Profile(name="generic", rows=ROWS, advisories=ADVISORIES)
