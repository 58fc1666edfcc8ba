"""One place on a front, and what a story is ranked by. Pure."""

from datetime import datetime

import msgspec


class Merits(msgspec.Struct, frozen=True, array_like=True):
    """What a story is ranked by on fronts, beside its time."""

    urgency: int = 0
    """The agency's, 1 to 8; 0 where it gave none."""
    picture: int = 0
    """The width of its picture; 0 where it has none."""
    letters: int = 0
    """How long its text is, in letters of its markup."""
    thread: str = ""
    """The running story that it is in."""


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One place on a front: `rank` is lead, second, picture, brief, list or breaking; `pinned` when it was given it.

    The rest is what the home page is arranged by, so that nobody needs to look the stories of every front up again, and
    what the desk is told of why the story stands there; it is missing on fronts that an older wiredesk arranged.
    """

    story: str
    rank: str
    pinned: bool = False
    section: str = ""
    sort_at: datetime | None = None
    paid: bool = False
    merits: Merits | None = None
    takes: int = 1
    """Stories of its running story, itself among them, that could stand on this front."""
    behind: int = 0
    """Stories of its section that stand above it."""
    until: datetime | None = None
    """When its slot ends, where it was given one."""
