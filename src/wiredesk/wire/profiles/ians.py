"""IANS (Indo-Asian News Service): copy that opens `Place, Mon D (IANS)`, and ends `--IANS` and the desk's initials.

The last lines are paragraphs of their own, `--IANS` and `ms/vd`; the dashes vary, and the initials may share a line
with the mark.
"""

import re

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.generic import ADVISORIES, EMBARGO_LINES, ROWS
from wiredesk.wire.profiles.table import Profile, Where, row

IANS = Profile(
    name="ians",
    rows=(
        *ROWS,
        row(
            SignalKind.PAID,
            Where.OPENING | Where.CLOSING,
            "ians",
            r"\((?P<said>IANS\s*[/–-]\s*(?i:PNN|NewsVoir|Business ?Wire(?: India)?|PR ?Newswire|VMPL|GPRC))\)",
        ),
        row(SignalKind.PAID, Where.CLOSING, "ians", r"\bIANS (?i:(?:will not be|is not|takes? no) .{0,20}responsib).*"),
    ),
    advisories=ADVISORIES,
    embargo_lines=EMBARGO_LINES,
    names=("IANS", "Indo-Asian News Service", "IANS News", "आईएएनएस"),
    sign_offs=(
        re.compile(r"(?:^|\s)[-–—―]{1,3}\s?IANS\b(?:\s+\S{1,12})?\s*$"),
        re.compile(r"^[a-z]{1,6}(?:/[a-z]{1,6}){1,3}\s*$"),
    ),
    zone="Asia/Kolkata",
)
