"""Where an agency signs a story off though the text goes on: so several stories stand in one text.

    ... until spring. (ANI)                  in brackets, ANI
    ... until spring. --IANS rs/am           behind dashes, IANS
    ... until spring.\\nPTI RKB CJ            on a line of its own with the desk's initials, PTI
    ... until spring. Reuter Torchmark ...   run into the next story, where lines were lost

A dateline has a mark in brackets, too, but a dash or a colon behind it. A bare mark that runs on is only believed of
names that begin no others: `AP Moller-Maersk said` signs nothing off.
"""

import re

from wiredesk.story.normalise.dateline import AGENCIES, AGENCIES_INDIC

_MARK = rf"(?:{AGENCIES}|{AGENCIES_INDIC}|Reuter|REUTER)"
_INITIALS = r"(?:[ /][A-Z]{2,4}|[ /][a-z]{2,4})*"
_SIGNED_OFF = re.compile(
    rf"[(\[/]{_MARK}[)\]/](?!\s*[-–—:])"
    rf"|(?:-{{1,2}}|[–—])\s?{_MARK}\b"
    rf"|{_MARK}{_INITIALS}\W*$"
    rf"|(?:Reuters?|REUTERS?|IANS|Xinhua)(?=\s+[\"“‘'(<]*[A-Z\d])"
)


def signs_off(sentence: str) -> bool:
    """Whether what stands where a sentence would begin is an agency's mark under what came before."""
    return _SIGNED_OFF.match(sentence) is not None
