"""How desks ask other desks in whole sentences, in a note or as the first line: to wait, to hold, to use no more.

Readers are told of reports and embargoes in sentences too, so each names the copy itself, or is nothing but a time, and
none goes on as news does.
"""

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.pieces import (
    AGENCY,
    ANY,
    COPY,
    HEAD,
    NEXT,
    NOT_OF_A_FILM,
    NOT_TOLD,
    NOT_TOLD_INDIC,
    NOT_TOLD_MARATHI_URDU,
    NOTE,
    OPEN,
    PLEASE,
    WHEN,
)
from wiredesk.wire.profiles.table import Row, row

_SHORT = r"(?=.{0,100}$)"
_NOT_SAID = r"(?!.*\b(?:said|says|told|tells|ruled|tabled|wrote)\b)"
_THIS = rf"(?:(?:this|the|our|its|an|above|following|attached|earlier|previous)\s+)*{COPY}"
_WITHDRAWN = r"(?:withdrawn|killed|retracted|cancell?ed)"
_CLOCK = r"(?=[^:]{0,40}(?:\d\s*(?:[ap]\.?\s?m|hrs?|hours|ist|gmt)\b|\b\d{1,2}[:.]\d\d\b))"

TO_WAIT = (
    r"^\W*(?i:(?:"
    rf"(?:{_THIS}|publication|(?:this|the)(?: following)?)\s+(?:is\s+|are\s+)?(?:strictly\s+)?"
    r"(?:embargoed|under\s+(?:strict\s+)?embargo)\s+(?:for (?:release|publication|use)|until|till|to|up ?to|at)\b"
    rf"|{PLEASE}?hold(?:\s+{_THIS})? (?:until|till)\b{NEXT}{WHEN}"
    r"|(?:(?:to|may) be (?:used|published|released)|(?:use|publish)(?: this story)?|for use) (?:only )?"
    rf"(?:on|at|after|from|not before)\b{NOT_OF_A_FILM}{NEXT}{WHEN}"
    rf"|not before\b{NEXT}{WHEN}"
    rf"|release time\s*:{WHEN}"
    rf"){NOT_TOLD}){_SHORT}{_NOT_SAID}"
)
_AFTER_INDIC = (
    r"(?:बजे|[\d०-९]\s\S+|वार)[^।:]{0,15}के बाद (?:ही )?"
    r"(?:प्रकाशित|प्रसारित|जारी|इस्तेमाल|उपयोग|प्रयोग)\s(?:करें|किया जाए)(?=\W*$)"
)

ASKED: tuple[Row, ...] = (
    row(SignalKind.EMBARGO, NOTE | OPEN, "", rf"{TO_WAIT}.*"),
    row(SignalKind.EMBARGO, HEAD, "hold ", rf"^\W*(?i:hold (?:until|till)\b){_CLOCK}(?=[^:]{{0,60}}(?::|$)).*"),
    row(SignalKind.EMBARGO, NOTE, "embargo", rf"^\W*(?i:embargo\b{WHEN}).*"),
    row(
        SignalKind.EMBARGO, NOTE, "release", rf"^\W*(?i:release (?:on|at|after)\b{NEXT}{WHEN}|release date\s*:{WHEN}).*"
    ),
    row(SignalKind.EMBARGO, HEAD | OPEN, "", rf"^{NOT_TOLD_INDIC}.*{_AFTER_INDIC}", latin=False),
    row(SignalKind.EMBARGO, NOTE, "", rf"{_AFTER_INDIC}|बजे तक[^।]{{0,12}}(?:रोक|होल्ड).*", latin=False),
    row(
        SignalKind.EMBARGO,
        ANY,
        "",
        rf"^{NOT_TOLD_MARATHI_URDU}.*(?:بجے|\d\s\S+)[^۔:]{{0,15}}کے بعد ہی (?:شائع|نشر|جاری)\s(?:کریں|کیا جائے)",
        latin=False,
    ),
    row(SignalKind.KILL, ANY, "kill ", rf"^\W*(?i:{PLEASE}?kill)\s+[A-Z]{{3}}\s?\d{{1,3}}\b"),
    row(SignalKind.KILL, HEAD, "kill", r"^\W*(?i:kill(?:\W+kill)+)\W*$"),
    row(
        SignalKind.KILL,
        HEAD | OPEN,
        "",
        r"^\W*(?i:(?:advisory|urgent|attn|eds)\W+"
        rf"(?P<said>{PLEASE}?(?:kill|withdraw|retract|spike|disregard))\b[^,:]{{0,40}}\b{COPY}\b)",
    ),
    row(
        SignalKind.KILL,
        NOTE | OPEN,
        "",
        rf"^\W*(?i:{_THIS} (?:(?:stands|is|has been|is being|is hereby)\s+)?{_WITHDRAWN}(?: by {AGENCY}\b)?)\W*$",
    ),
    row(
        SignalKind.KILL,
        NOTE | OPEN,
        "",
        rf"^\W*(?:{AGENCY}|(?i:we)) (?i:(?:has|have) {_WITHDRAWN} (?:this|the|its|our|an)\b[^.]{{0,60}}?\b{COPY}\b)",
    ),
    row(
        SignalKind.KILL,
        HEAD | NOTE | OPEN,
        " are ",
        r"^\W*(?i:(?:all )?(?:eds|editors|subscribers|clients|desks) are (?:requested|asked|advised|urged) "
        rf"(?:not to use|to (?:kill|withdraw|retract|disregard|ignore|spike|cancel|not use))\b[^.]{{0,80}}\b{COPY}\b)",
    ),
    row(
        SignalKind.KILL,
        OPEN,
        "kill ",
        rf"^\W*(?i:kill (?:the|this|our)\s+(?:\w+\s+)?{COPY}\b)"
        r"(?=.{0,40}\b(?:slugged|headlined|moved|datelined)\b|\W*$)",
    ),
    row(SignalKind.KILL, NOTE, "kill", rf"^\W*(?i:kill(?=\W*$)|kill (?:the|this|our)\b[^.]{{0,40}}\b{COPY}\b)"),
    row(
        SignalKind.KILL,
        NOTE | OPEN,
        " not be ",
        rf"^\W*(?i:(?:this|the|our|earlier)\s+{COPY}\b[^.]{{0,120}}"
        r"\b(?:should|must|may) not be (?:used|published|carried))\b"
        rf"{_NOT_SAID}",
    ),
    row(
        SignalKind.KILL,
        ANY,
        "",
        r"(?:कृपया\s+)?(?:ही|हे) (?:बातमी|वृत्त) वापरू (?:नये|नका)(?=\W*$)"
        r"|(?:یہ|اس)\s+خبر[^۔]{0,12}\s(?:استعمال|شائع|نشر)[^۔]{0,8}\s(?:نہ کریں|نہ کیا جائے)(?=\W*$)",
        latin=False,
    ),
    row(SignalKind.KILL, NOTE, "", r"(?:ख़?बर|समाचार)[^।]{0,12}\s(?:उपयोग|प्रयोग|इस्तेमाल)\s(?:न|ना|नहीं) करें", latin=False),
    row(
        SignalKind.KILL,
        HEAD | OPEN,
        "",
        r"^\W*(?:पीटीआई|भाषा|एएनआई|आईएएनएस|वार्ता|एजेंसी) ने (?:यह|अपनी)\s+(?:ख़?बर|समाचार) वापस ले ल[ीि]",
        latin=False,
    ),
    row(
        SignalKind.WITHHOLD,
        OPEN,
        "do not",
        rf"^\W*(?i:{PLEASE}do not (?:use|publish|run|carry)"
        rf"(?: (?:this|the|our)\b[^.:]{{0,60}}?\b{COPY}\b|\W*$)){_NOT_SAID}",
    ),
    row(SignalKind.WITHHOLD, NOTE, "do not", rf"^\W*(?i:{PLEASE}?do not (?:use|publish|run|carry))\W*$"),
    row(SignalKind.WITHHOLD, NOTE, "withh", r"(?i:\b(?:please|kindly) withhold\b)|^\W*(?i:withheld by\b)"),
    row(SignalKind.HOLD, HEAD, "hold", r"^\W*(?P<said>HOLD)(?=\s*:)"),
    row(
        SignalKind.HOLD,
        NOTE,
        "hold",
        rf"^\W*(?i:(?:on )?hold(?:\s+{_THIS})?(?: (?:until|till) further (?:notice|orders?|advice))?)\W*$",
    ),
    row(SignalKind.HOLD, NOTE, "", r"(?:ख़?बर|समाचार)[^।]{0,10}\sरोक(?:ें|\s|$)", latin=False),
)
