"""ANI (Asian News International): copy that opens `Place (State) [Country], Month D (ANI):` and ends `(ANI)`.

Paid releases carry the distributor in the mark, `(ANI/NewsVoir)`, and a closing line that disclaims them. Partners'
news carries the partner the same way, `(ANI/WAM)`, so only distributors of paid copy are listed.
"""

import re

from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.generic import ADVISORIES, EMBARGO_LINES, ROWS
from wiredesk.wire.profiles.table import Profile, Where, row

_DISTRIBUTORS = (
    r"NewsVoir|GPRC|PNN|VMPL|SRV|SMPL|ATK|Digpu|ThePRTree|PRNewswire|PR Newswire|Business ?Wire(?: India)?|Mediawire"
    r"|NewsReach|India PR Distribution|Brandwagon|Oswal PR|Heylin Spark|BusinessWireIndia|ANI Press Release"
)

ANI = Profile(
    name="ani",
    rows=(
        *ROWS,
        row(
            SignalKind.PAID,
            Where.OPENING | Where.CLOSING,
            "ani",
            rf"\((?P<said>ANI\s*[/–-]\s*(?i:{_DISTRIBUTORS}))\)",
        ),
        row(
            SignalKind.PAID,
            Where.CLOSING,
            "ani will not be responsible",
            r"(?P<said>(?i:ANI will not be responsible in any way for the content)[^.)]*)",
        ),
        row(SignalKind.PAID, Where.CLOSING, "story is provided by", r"(?i:\bthis story is provided by)\s.*"),
    ),
    advisories=ADVISORIES,
    embargo_lines=EMBARGO_LINES,
    names=("ANI", "Asian News International", "ANI News", "एएनआई"),
    sign_offs=(re.compile(r"\(ANI(?:\s*/[^()]{1,40})?\)\s*$"),),
    zone="Asia/Kolkata",
)
