"""How desks word that a story is withdrawn, withheld, held, or released again."""

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.pieces import (
    ANY,
    COPY,
    DASH,
    HEAD,
    NO_FILM,
    NOT_A_TITLE,
    NOT_TOLD_INDIC,
    NOTE,
    OPEN,
    PLEASE,
    RUNS_ON,
    SLUG,
    START,
    STOP,
    TO_DESKS,
)
from wiredesk.wire.profiles.table import Row, row

_KILL_INDIC = (
    r"(?:(?:ख़?बर|समाचार|वृत्त|बातमी|स्टोरी)\s*(?:को\s*)?(?:निरस्त|रद्द|वापस|मागे)(?=\s*(?:[:|–—।-]|की|किया|ली|लिया|घे|कर|$))"
    r"|(?:इस|यह|हे|ही)\s+(?:ख़?बर|समाचार|वृत्त|बातमी)[^।]{0,20}(?:उपयोग|प्रयोग|इस्तेमाल|वापर|प्रकाशित)[^।]{0,12}"
    r"(?:न करें|ना करें|नहीं करें|करू नये|करू नका)"
    r"|خبر\s*(?:کو\s*)?(?:منسوخ|واپس)(?=\s*(?:[:|–—۔-]|کی|کر|لی|$)))"
)
_SAID_SO = r"(?!(?:,|\s+and\b)[^.]{0,80}\b(?:said|says|told|ruled|tabled)\b)"
"""What somebody tells of a report that was withdrawn is news of it."""

KILLS: tuple[Row, ...] = (
    row(SignalKind.KILL, ANY, "kill", rf"{START}(?P<said>(?:MANDATORY\s+)?KILL){STOP}"),
    row(SignalKind.KILL, HEAD, "kill", rf"{START}(?P<said>(?:MANDATORY\s+)?KILL){NOT_A_TITLE}{RUNS_ON}"),
    row(SignalKind.KILL, ANY, "kill", r"\bKILL(?:[\s,!*–-]+KILL)+\b"),
    row(SignalKind.KILL, ANY, "mandatory kill", rf"\bMANDATORY KILL\b{NOT_A_TITLE}"),
    row(SignalKind.KILL, NOTE | OPEN, "kill is mandatory", r"(?i:\bkill is mandatory\b)"),
    row(
        SignalKind.KILL,
        ANY,
        "kill",
        rf"{START}(?P<said>(?i:mandatory\s+kill|kill\s+(?:notice|advisory))(?:{STOP}|(?i:(?=\s+(?:for|on)\b.{{0,40}}\b{COPY}\b)))"
        rf"|KILL\s+(?:NOTICE|ADVISORY)\b|Mandatory\s+[Kk]ill{NOT_A_TITLE}(?=\s+[A-Z]))",
    ),
    row(SignalKind.KILL, HEAD, "kill", rf"{START}(?P<said>Kill)(?=\s*:){NO_FILM}"),
    row(
        SignalKind.KILL,
        ANY,
        "kill",
        rf"{START}(?P<said>(?:(?:PLEASE|PLS|PLZ|KINDLY)\s+KILL(?!\s+(?:ME|HIM|HER|THEM|MY)\b)|KILL\s+(?:(?:THE|THIS)\s+)?(?:STORY|ITEM|COPY|TAKE|[A-Z]{{3}}\d{{1,3}})))\b",
    ),
    row(
        SignalKind.KILL,
        ANY,
        "",
        rf"^\W*(?i:(?:{TO_DESKS}[\s.,:–—-]*{PLEASE}?|(?:eds|editors)\W*[.,:–—-]\s*{PLEASE}?|(?:eds|editors)\s+{PLEASE})"
        r"(?P<said>kill|withdraw|retract|spike|disregard"
        r"|do not use(?!(?<=[–—-]\sdo not use).*,\s+(?:says?|said|tells?|told)\b))\b)",
    ),
    row(
        SignalKind.KILL,
        ANY,
        "",
        rf"^\W*(?P<said>(?i:{PLEASE}(?:kill|withdraw|retract|spike|disregard|ignore|cancel)"
        rf"(?!\s+(?:me|him|her|them|my)\b)(?:\b[^,:]{{0,60}}\b{COPY}|(?<=kill|pike|ract|gard)\b[^”]{{0,60}}\b{COPY}"
        r"|(?<!cancel)\s*:))(?!\w))",
    ),
    row(
        SignalKind.KILL,
        HEAD,
        "story",
        r"^\W*(?P<said>(?i:story (?:(?:is|has been|stands) )?(?:withdrawn|killed|retracted)))(?=\s*[:|–—-]|\W*$)",
    ),
    row(SignalKind.KILL, HEAD | NOTE, "retract", rf"{START}(?P<said>RETRACT(?:ED|ION))(?=\s*:)"),
    row(SignalKind.KILL, NOTE, "retract", rf"{START}(?P<said>Retract(?:ed|ion))(?=\s*:)"),
    row(SignalKind.KILL, HEAD, "withdrawn", r"^\W*(?P<said>Withdrawn)(?=\s*:)(?!.*,\s+(?i:where|what|why|how|who)\b)"),
    row(
        SignalKind.KILL,
        HEAD,
        "",
        r"[(\[]\s*(?P<said>KILLED|KILL|WITHDRAWN|Withdrawn|RETRACTED|Retracted"
        r"|(?i:mandatory kill|story (?:killed|withdrawn|retracted)))\s*[)\]]",
    ),
    row(SignalKind.KILL, HEAD, "kill", rf"^{NO_FILM}.*[(\[]\s*(?P<said>[Kk]ill)\s*[)\]]"),
    row(SignalKind.KILL, HEAD, "-kill", r"^[A-Z\d]+(?:-[A-Z\d]+)*(?<!-TO)-(?P<said>KILL)\W*$"),
    row(
        SignalKind.KILL,
        HEAD,
        "kill",
        rf"{DASH}\s*(?P<said>(?:MANDATORY )?KILL|(?i:story killed))\W*$",
    ),
    row(SignalKind.KILL, HEAD, "story withdrawn", r"[-–—|/:]\s*(?P<said>(?i:story withdrawn))\W*$"),
    row(SignalKind.KILL, NOTE, "", _KILL_INDIC, latin=False),
    row(SignalKind.KILL, HEAD | OPEN, "", rf"^{NOT_TOLD_INDIC}.*?(?P<said>{_KILL_INDIC})", latin=False),
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
    row(
        SignalKind.KILL,
        NOTE | OPEN,
        "",
        r"^\W*(?i:(?:(?:this|the|our|earlier|above|following|previous)\s+)+(?:story|report|item|copy|dispatch)"
        r"(?:,? (?:headlined|slugged|titled|moved|sent|datelined|on)\b[^.]{0,160}?)?"
        r"(?:,? (?:stands|is|has been|is being|is hereby))+ (?:withdrawn|killed|retracted))\b(?!\s+(?:from|in|by)\b)"
        rf"{_SAID_SO}",
    ),
    row(SignalKind.KILL, ANY, "eliminat", rf"{START}(?P<said>ELIMINAT(?:E|ION))(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.KILL, NOTE, "eliminate", r"\bELIMINATE\b"),
)

_NO_RECALL = r"(?:(?<!USE)|(?!\W*(?i:fda|safety body|\w+ (?:recalls?|warns? over))\b))"
"""`DO NOT USE` is said of drugs and of cars too, by those who watch over them."""

HELD_BACK: tuple[Row, ...] = (
    row(SignalKind.WITHHOLD, ANY, "withhold", rf"{START}(?P<said>WITHHOLD)(?:{STOP}|{RUNS_ON})"),
    row(SignalKind.WITHHOLD, HEAD, "(withhold)", r"\(WITHHOLD\)"),
    row(SignalKind.WITHHOLD, SLUG, "withhold", r"(?:^|[-/ _])WITHHOLD(?:$|[-/ _])"),
    row(SignalKind.WITHHOLD, NOTE, "withh", r"\bWITHH(?:OLD|ELD)\b"),
    row(
        SignalKind.WITHHOLD,
        HEAD,
        " not ",
        rf"{START}(?P<said>(?:(?:PLEASE|KINDLY)\s+)?DO NOT (?:USE|PUBLISH|RUN|CARRY)){STOP}{_NO_RECALL}",
    ),
    row(
        SignalKind.WITHHOLD,
        HEAD,
        "not for",
        rf"{START}(?P<said>NOT FOR (?:USE|PUBLICATION|BROADCAST|PRINT)){STOP}{_NO_RECALL}",
    ),
    row(
        SignalKind.WITHHOLD,
        NOTE,
        "do not",
        rf"(?i:\bdo not (?:use|publish|run|carry) (?:this|the) (?:{COPY}|report)\b)",
    ),
    row(SignalKind.HOLD, ANY, "hold", r"\bHOLD(?:[\s,!*–-]+HOLD)+\b"),
    row(SignalKind.RELEASE, ANY, "release", r"\bRELEASE(?:[\s,!*–-]+RELEASE)+\b"),
    row(SignalKind.RELEASE, NOTE, "hold", r"(?i:\bhold (?:is |has been )?(?:lifted|released)\b)"),
    row(
        SignalKind.RELEASE, NOTE | OPEN, "embargo", r"^\W*(?i:embargo (?:is |has been |was )?(?:lifted|removed|over)\b)"
    ),
)
