"""How desks word that a story must wait; until when is read in `embargo.py`."""

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.pieces import (
    ANY,
    COPY,
    DASH,
    EVENT,
    HEAD,
    NEXT,
    NOT_OF_A_FILM,
    NOT_TOLD,
    NOT_TOLD_INDIC,
    NOT_TOLD_MARATHI_URDU,
    NOTE,
    OPEN,
    PLEASE,
    RUNS_ON,
    SLUG,
    START,
    STOP,
    WHEN,
)
from wiredesk.wire.profiles.table import Row, row

_WHEN_INDIC = (
    r"(?:[\d०-९]{1,2}(?:[:.][\d०-९]{2})?\s*(?:बजे|(?:जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर"
    r"|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर))|[\d०-९]{1,2}[/.-][\d०-९]{1,2}"
    r"|(?:सोम|मंगल|बुध|गुरु|बृहस्पति|शुक्र|शनि|रवि)वार|आधी रात|अगल[ीे] (?:सूचना|आदेश))"
)
_NOT_BEFORE = (
    r"^\W*(?i:not (?:for|to be) (?:publication|published|released?|broadcast|used?)\b[^.]{0,60}?"
    r"\b(?:before|until|till)\b)"
)
_NOT_UNTIL_MARATHI_URDU = (
    r"(?:(?:पर्यंत|पूर्वी|आधी) (?:प्रसिद्ध|प्रकाशित|प्रसारित)[^।]{0,12}(?:करू नये|करू नका)"
    r"|(?:تک|سے پہلے) (?:شائع|نشر|جاری)[^۔]{0,12}(?:نہ کریں|نہ کیا جائے))"
)
EMBARGOES: tuple[Row, ...] = (
    row(
        SignalKind.EMBARGO, ANY, "embargo", rf"{START}(?:STRICTLY |UNDER )?EMBARGOED(?:{STOP}|{RUNS_ON}|\s+[A-Z0-9]).*"
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargoed",
        r"^\W*(?i:(?:strictly |under )?embargoed\s*(?:until|till|for|to|up ?to)\b).*",
    ),
    row(SignalKind.EMBARGO, ANY, "embargo", rf"{START}(?:STRICTLY |UNDER )*EMBARGO (?:UNTIL|TILL|UP ?TO)\b.*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargo",
        r"^\W*(?i:(?:strictly |under )+embargo\s*(?:until|till|up ?to)\b).*",
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargo",
        rf"^\W*(?i:embargo\s*(?:until|till|up ?to)\b(?:{WHEN}|{NEXT}|{EVENT}|{NOT_TOLD})).*",
    ),
    row(
        SignalKind.EMBARGO,
        ANY,
        "embargo",
        r"^\W*(?i:(?:strictly )?(?:under )?embargo\s*(?:for|to|ends?|expires?|lifts?)\b"
        rf"(?:{WHEN}{NOT_TOLD}|(?=\s+(?:release|publication|use|broadcast|further notice)\b))).*",
    ),
    row(SignalKind.EMBARGO, ANY, "embargo", rf"{START}(?:UNDER )?EMBARGO{STOP}.*"),
    row(SignalKind.EMBARGO, HEAD, "embargo", rf"{START}(?P<said>EMBARGO)(?=\s+[A-Z][a-z])"),
    row(SignalKind.EMBARGO, ANY, "under embargo", r"^\W*(?i:(?:strictly )?under embargo)(?=\s*(?:[:–—-]|\W*$)).*"),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "embargo",
        rf"^\W*(?i:embargo\s*:(?:{WHEN}|(?=.{{0,60}}\b(?:not|until|till)\b)|(?=\W*$))|embargo\s*[–—-]{NEXT}).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "embargo", r"^\W*(?i:embargo\s*:).*"),
    row(
        SignalKind.EMBARGO,
        HEAD | SLUG,
        "embargo",
        r"[(\[]\s*(?P<said>(?:EMBARGO|(?i:(?:strictly |under )embargo|embargoed)"
        r"|(?i:embargo)(?=\s*(?:[)\]:\d]|(?i:until|till|up ?to|for|to|ends|lifts|expires)\b)"
        r"(?![^)\]]*\b\d{4}\s+on\b)))(?:ED)?\b[^)\]]*)[)\]]",
    ),
    row(
        SignalKind.EMBARGO,
        OPEN,
        "embargo",
        r"[(\[]\s*(?P<said>(?:(?i:(?:strictly |under )?embargoed|(?:strictly |under )+embargo)|EMBARGO)\s*"
        r"(?i:until|till|for|to|up ?to|:)(?=\W)[^)\]]*"
        rf"|(?i:embargo\s*(?:until|till|for|to|up ?to|:)(?:{WHEN}|{NEXT}|{EVENT})[^)\]]*))[)\]]",
    ),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "embargo",
        r"^\W*(?i:(?:note|nb|attention|important)\W+(?P<said>(?:strictly |under )?embargo(?:ed)?\b"
        rf"(?:{WHEN}|(?=\s*(?:until|till)\b)).*))",
    ),
    row(
        SignalKind.EMBARGO,
        HEAD,
        "embargo",
        rf"(?:{DASH}|:)\s*(?P<said>EMBARGOED\b.{{0,60}}|UNDER EMBARGO|EMBARGO)\W*$",
    ),
    row(
        SignalKind.EMBARGO,
        NOTE,
        "embargo",
        r"(?i:\bembargoed\b|\bunder embargo\b|\bembargo\b:?(?= (?:until|till|ends|lifts|expires))).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "not ", r"\bNOT FOR (?:PUBLICATION|RELEASE|USE|BROADCAST)\b.*"),
    row(SignalKind.EMBARGO, NOTE, "not ", rf"{_NOT_BEFORE}.*"),
    row(SignalKind.EMBARGO, HEAD | OPEN, "not ", rf"{_NOT_BEFORE}(?![^:–—]*,\s+(?:the|an?|it|he|she|they)\b).*"),
    row(
        SignalKind.EMBARGO,
        NOTE,
        "do not",
        rf"^\W*(?i:{PLEASE}?do not (?:publish|use|release|broadcast|run|print|carry)\b[^.]{{0,60}}?"
        rf"\b(?:before|until|till)\b{WHEN}).*",
    ),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "do not",
        rf"^\W*+(?:DO NOT (?=[A-Z])|(?i:{PLEASE}?do not ){NOT_TOLD})"
        r"(?i:(?:publish|use|release|broadcast|run|print|carry)(?: or \w+)?"
        rf"(?: it| this| (?:this |the |any part of this )?(?:{COPY}|report|text))?"
        rf" (?:before|until|till)\b{WHEN}).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "release", r"^\W*(?i:(?:hold )?for release (?:on|at|after|until|till)\b).*"),
    row(SignalKind.EMBARGO, OPEN, "hold for release", r"^\W*(?i:hold for release (?:on|at|after|until|till)\b).*"),
    row(SignalKind.EMBARGO, OPEN, "for release", r"^\W*FOR RELEASE (?i:on|at|after)\b.*"),
    row(SignalKind.EMBARGO, OPEN, "for release", rf"^\W*(?i:for release (?:on|at|after)\b){NOT_OF_A_FILM}.*"),
    row(SignalKind.EMBARGO, HEAD, "hold for release", r"^\W*(?i:hold for release\b(?!\s+of\b)).*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "",
        r"^\W*(?:(?i:to be (?:released|published)|for (?:release|publication))|FOR USE|TO BE USED) "
        rf"(?i:{NOT_TOLD}(?:only )?(?:on|at|after|from|not before)\b{NOT_OF_A_FILM}{NEXT}{WHEN}).*",
    ),
    row(SignalKind.EMBARGO, NOTE, "प्रकाश", r"(?:तक|से पहले) प्रकाश(?:न|ित)[^।]{0,20}(?:न करें|नहीं|रोक).*"),
    row(
        SignalKind.EMBARGO,
        NOTE,
        "",
        r"(?:तक|से पहले) (?:प्रसारित|जारी|इस्तेमाल|उपयोग)[^।]{0,12}(?:न करें|ना करें|नहीं करें).*",
        latin=False,
    ),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "",
        rf"(?:^|[(\[।]){NOT_TOLD_INDIC}[^।]{{0,60}}?{_WHEN_INDIC}[^।:]{{0,15}}?\s*(?:तक|से पहले) "
        r"(?:(?:प्रकाशित|प्रसारित)[^।]{0,12}(?:न करें|ना करें|नहीं करें)|प्रकाशन (?:न करें|ना करें|नहीं करें|पर रोक)"
        r"|(?:जारी|इस्तेमाल|उपयोग)[^।]{0,12}(?:न करें|ना करें|नहीं करें)(?=\s*(?:[:|।)\]!–—-]|$))).*",
        latin=False,
    ),
    row(
        SignalKind.EMBARGO,
        NOTE,
        "",
        rf"{_NOT_UNTIL_MARATHI_URDU}.*|^\W*(?:एम्बार्गो|एंबार्गो|ایمبارگو)\s*[:–—-].*",
        latin=False,
    ),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "",
        rf"^{NOT_TOLD_MARATHI_URDU}.*{_NOT_UNTIL_MARATHI_URDU}.*|^\W*(?:एम्बार्गो|एंबार्गो|ایمبارگو)\s*[:–—-].*",
        latin=False,
    ),
)
