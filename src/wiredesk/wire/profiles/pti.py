"""PTI (Press Trust of India): copy that opens `Place, Mon D (PTI)` and ends with the desk's initials, `PTI ABC XYZ`."""

import re

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.generic import ADVISORIES, EMBARGO_LINES, ROWS
from wiredesk.wire.profiles.pieces import HEAD
from wiredesk.wire.profiles.table import Profile, Where, row

PTI = Profile(
    name="pti",
    rows=(
        *ROWS,
        row(
            SignalKind.PAID,
            Where.OPENING | Where.CLOSING,
            "pti",
            r"\((?P<said>PTI\s*[/–-]\s*(?i:PNN|NewsVoir|Business ?Wire(?: India)?|PR ?Newswire|VMPL|GPRC))\)",
        ),
        row(
            SignalKind.PAID,
            Where.CLOSING,
            "pti",
            r"(?i:\bunder an arrangement with)\b.{0,120}\bPTI\b|\bPTI (?i:takes? no (?:editorial )?responsib).*",
        ),
        # The day's lists for desks: PTI sends them down the same line as news.
        row(SignalKind.SERVICE_MESSAGE, HEAD, "schedule", r"^\W*(?i:(?:PTI )?(?:news|national|photo) schedule)\b"),
    ),
    advisories=ADVISORIES,
    embargo_lines=EMBARGO_LINES,
    names=("PTI", "Press Trust of India", "PTI News", "Bhasha", "PTI Bhasha", "भाषा", "पीटीआई", "पीटीआय"),
    sign_offs=(re.compile(r"(?:^|\s)PTI(?:\s+[A-Z]{2,5}){1,6}\s*$"), re.compile(r"^भाषा(?:\s+\S+){0,3}\s*$")),
    zone="Asia/Kolkata",
)
