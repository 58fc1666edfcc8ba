"""Where an agency signs a story off though the text goes on: so several stories stand in one text.

    ... until spring. (ANI)                  in brackets, ANI
    ... until spring. --IANS rs/am           behind dashes, IANS
    ... until spring.\\nPTI RKB CJ            on a line of its own with the desk's initials, PTI
    ... until spring. Reuter Torchmark ...   run into the next story, where lines were lost

A dateline has a mark in brackets, too, but a dash or a colon behind it. Where the text goes on behind a bare mark, only
names that begin few others are believed, and only before what begins a sentence: `AP Moller-Maersk said`, `Reuters
Health asked` and `(CP) cadres marched` sign nothing off.
"""

import re

from wiredesk.story.normalise.dateline import AGENCIES, AGENCIES_INDIC

_MARK = rf"(?:{AGENCIES}|{AGENCIES_INDIC}|Reuter|REUTER)"
_DESK = r"(?:[ /][A-Z]{2,4}\b|/[a-z]{2,4}\b)*"
_BY_DASH = r"(?: [a-z]{1,4}(?:/[a-z]{1,4})+|/[a-z]{1,4})*"
_ENDS = r"\W*$"
_NOT_ITS_OWN = (
    r"(?!\s+(?:News|Agency|Health|TV|Television|Photos?|Pictures?|Editor|Institute|Foundation|Events|Breakingviews|India"
    r"|Live|Life|Bureau|Correspondent|Reporters?)\b)"
)
_SIGNED_OFF = re.compile(
    rf"[(\[/]{_MARK}[)\]/](?!\s*[-–—:])(?=\W*$|\s+[\"“‘'(<]*[A-Z\u0900-\u0dff\u0600-\u06ff])"
    rf"|(?:-{{1,2}}|[–—])\s?{_MARK}{_DESK}{_BY_DASH}{_ENDS}"
    rf"|{_MARK}{_DESK}{_ENDS}"
    rf"|(?:-{{1,2}}|[–—])?\s?(?:Reuters?|REUTERS?|IANS|Xinhua)\b{_BY_DASH}{_NOT_ITS_OWN}(?=\s+[\"“‘'(<]*[A-Z])"
)


def signs_off(sentence: str) -> bool:
    """Whether what stands where a sentence would begin is an agency's mark under what came before."""
    return _SIGNED_OFF.match(sentence) is not None
