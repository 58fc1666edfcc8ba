"""Breaking news by the agency's own word: a flash, or a category or a headline that says so. For two hours at most.

The hours run from the story's own time: what arrives late, or is put in again years later, is not breaking any more.
"""

import re
from datetime import timedelta

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.slots import EVERY, SlotName
from wiredesk.decisions.words import Verb

RULE = "breaking"
FLASH = 1
"""IPTC's urgency of what is to be told at once."""

BREAKING_FOR = timedelta(hours=2)
TARGET = f"{EVERY} {SlotName.BREAKING.value}"

_CATEGORIES = frozenset(
    {"flash", "news flash", "newsflash", "breaking", "breaking news", "ब्रेकिंग", "ब्रेकिंग न्यूज़", "ब्रेकिंग न्यूज", "بریکنگ نیوز"}
    | {"ব্রেকিং", "ব্রেকিং নিউজ", "பிரேக்கிங் நியூஸ்"}
)
# In capitals, or before a colon: "breaking" in a sentence is ordinary news.
_BEFORE_COLON = re.compile(r"(?i:news ?flash|flash|breaking(?: news)?|ब्रेकिंग(?: न्यूज़?)?|بریکنگ نیوز)\s*[:|–—]")
_CAPITALS = re.compile(r"(?:NEWS ?FLASH|FLASH|BREAKING(?: NEWS)?)\b")


def propose(case: Case) -> tuple[Proposal, ...]:
    """The strip above every front, for a text that is published; none for paid copy, or where it stands there."""
    content = case.content
    if case.breaking or case.kind == "paid" or content.paid_mark is not None:
        return ()
    reason = _said(case)
    begun_at = min(content.created_at or content.updated_at or case.now, case.now)
    until = begun_at + BREAKING_FOR
    if not reason or until <= case.now:
        return ()
    return (Proposal(verb=Verb.PIN, rule=RULE, reason=reason, until=until, value=TARGET),)


def _said(case: Case) -> str:
    """By what the agency says that it is breaking; empty where it does not."""
    content = case.content
    if content.urgency == FLASH:
        return "The agency sent it as a flash: urgency 1"
    for subject in content.subjects:
        if subject.name.casefold().strip() in _CATEGORIES:
            return f"The agency's category: {subject.name}"
    for text in (content.headline, content.slugline or ""):
        found = _CAPITALS.match(text) or _BEFORE_COLON.match(text)
        if found:
            return f"The agency's words: {found[0]}"
    return ""
