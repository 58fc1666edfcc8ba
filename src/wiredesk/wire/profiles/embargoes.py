"""How desks word that a story must wait; until when is read in `embargo.py`."""

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.pieces import ANY, HEAD, NOTE, OPEN, PLEASE, RUNS_ON, SLUG, START, STOP, WHEN
from wiredesk.wire.profiles.table import Row, row

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
    row(
        SignalKind.EMBARGO,
        OPEN,
        "embargo",
        r"[(\[]\s*(?P<said>(?i:(?:strictly |under )?embargo(?:ed)?\s*"
        r"(?:until|till|for|to|up ?to|:)(?=\W)[^)\]]*))[)\]]",
    ),
    row(
        SignalKind.EMBARGO,
        HEAD | OPEN,
        "embargo",
        rf"^\W*(?i:(?:note|nb|attention|important)\W+(?P<said>(?:strictly |under )?embargo(?:ed)?\b{WHEN}.*))",
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
        rf"^\W*(?i:{PLEASE}?do not (?:publish|use|release|broadcast|run|print|carry)\b[^.]{{0,60}}?"
        rf"\b(?:before|until|till)\b{WHEN}).*",
    ),
    row(SignalKind.EMBARGO, NOTE | OPEN, "release", r"^\W*(?i:(?:hold )?for release (?:on|at|after)\b).*"),
    row(SignalKind.EMBARGO, HEAD, "hold for release", r"^\W*(?i:hold for release\b).*"),
    row(
        SignalKind.EMBARGO,
        ANY,
        "",
        r"^\W*(?:(?i:to be (?:released|published)|for (?:release|publication))|FOR USE|TO BE USED) "
        rf"(?i:(?:only )?(?:on|at|after|from|not before)\b{WHEN}).*",
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
        latin=False,
    ),
)
