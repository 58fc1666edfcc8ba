"""What makes a deed of a verb of saying: who `demanded Rs 2 lakh`, `called on the President` or `denied Spain a goal`
said nothing that a story leans on.

A verb that is not here always attributes words. After a quotation every one does.
"""

import re

from wiredesk.story.normalise.cited_people import TOKEN

_WHOSE = r"(?:his|her|their)"
_SUM = r"(?:Rs|[\d$€£₹])"
_TO_DO_IT = r"(?![^.;:]{0,100}(?:\sto\b|[\"“]))"
"""Calling on somebody is a visit, unless it is to do something."""

_DEEDS = {
    "announced": r"\s+(?:himself|herself|themselves)\b",
    "appealed to": r"\s+(?:the|a)\s(?:[\w’'-]+\s){0,2}(?:[Cc]ourt|[Tt]ribunal)\b",
    "assured": rf"\s+{_WHOSE}\s\w+\b|\s+of\b",
    "called on": _TO_DO_IT,
    "called upon": _TO_DO_IT,
    "confirmed": rf"\s+{_WHOSE}\s(?:place|spot|berth|title|class|status|ticket)\b",
    "demanded": rf"\s+(?:{_SUM}|money|cash|ransom|dowry|(?:a|the)\s(?:bribe|ransom|dowry|sum|kickback))",
    "denied": rf"\s+(?:(?:the|{_WHOSE})\s\w+\s+an?\b|{TOKEN}\s+(?:an?|the|{_WHOSE}|victory)\b"
    r"|(?:him|her|them|us)\s+(?:an?|the|entry)\b)",
    "informed": r"\s+(?:the\s)?(?:police|authorities|fire)\b",
    "noted": r"\s+for\b",
    "observed": r"\s+(?:an?|the)\s(?:\w+['’]s\s)?(?:minute|moment|fast|strike|silence|holiday)\b"
    r"|\s+(?:silence|mourning)\b",
    "pledged": rf"\s+(?:allegiance|{_SUM})",
    "ruled out": r"(?![^.;:]{0,100}\sin\s(?:an?\sinterview|a\sstatement|remarks|comments)\b)",
    "stressed": r"\s+out\b",
}
_COMPILED = {verb: re.compile(then) for verb, then in _DEEDS.items()}


def is_deed(verb: str, text: str, end: int) -> bool:
    """Whether what follows a verb, which ends at this place of the text, makes a deed of it."""
    then = _COMPILED.get(verb)
    return then is not None and then.match(text, end) is not None
