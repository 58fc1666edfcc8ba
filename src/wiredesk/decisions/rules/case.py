"""What a rule is told, and what it answers. No database, no network: a rule is a function of a case."""

from datetime import datetime

import msgspec

from wiredesk.decisions.words import State, Verb
from wiredesk.story.content import Content
from wiredesk.story.related.same import Evidence


class WordList(msgspec.Struct, frozen=True, kw_only=True):
    """One of the operator's lists: copy with any of these words is held, for this reason, in this window."""

    reason: str
    words: tuple[str, ...]
    from_at: datetime | None = None
    until_at: datetime | None = None


class CopyOf(msgspec.Struct, frozen=True, kw_only=True):
    """The earlier story that a new one was found to say the same as, and what is known of that story's group."""

    group: str
    """The story under whose id the copies are joined."""
    of: str
    """The story that it was compared with."""
    headline: str
    """That story's."""
    take: bool
    """Whether it tells the story further, and does not only say the same."""
    evidence: Evidence
    stopped: str = ""
    """Why a person has to look at it first, where the house withdrew or holds one of the group."""
    embargoed_until: datetime | None = None
    """Until when the same agency keeps back what it copies."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One new version of one story, and what the rules may know about it."""

    story: str
    version: int
    what: str
    """story.models.What, as its value."""
    content: Content
    state: State
    """The story's standing before this version."""
    ran: bool
    """Whether any version of it was ever public here."""
    now: datetime
    service: str
    publish: str
    """auto, hold or off."""
    kind: str
    """agency, house or paid."""
    section: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    word_lists: tuple[WordList, ...] = ()
    stopped: bool = False
    """Whether something keeps the story, or a later version of it, from readers."""
    public_digest: str = ""
    """Of the canonical text of the version that is or would be public."""
    withdrawn: str = ""
    """The story, withdrawn here, that said the same; empty when none did."""
    over_cap: str = ""
    """Why the hourly cap holds this story; empty when it does not."""
    breaking: bool = False
    """Whether it stands in the strip of breaking news already."""
    copy_of: CopyOf | None = None
    """What a new story copies, where it copies one."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One decision that a rule proposes, with its name and reason."""

    verb: Verb
    rule: str
    reason: str
    until: datetime | None = None
    value: str = ""
