"""A decision before it is written: what every verb makes and `record` writes."""

from datetime import datetime

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.decisions.words import Verb


class Actor(msgspec.Struct, frozen=True):
    """Who decides: a rule by its name, or a person by id and name. Exactly one of the two."""

    rule: str = ""
    person: int | None = None
    name: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One decision to be written about one story."""

    story: str
    verb: Verb
    by: Actor
    reason: str
    version: int | None = None
    until: datetime | None = None
    value: str = ""


def reasoned(reason: str, verb: str) -> str:
    """The reason, trimmed; raises UsageError when a verb that needs one was given none."""
    said = reason.strip()
    if not said:
        raise UsageError(f"To {verb} a story, say why: the reason is kept with the decision.", fact="no_reason")
    return said
