"""The verbs of decisions and the names of standings, without a database, so that what only computes can speak them."""

from enum import StrEnum

import msgspec


class Verb(StrEnum):
    """What a decision says; `standing.py` adds them up."""

    PUBLISH = "publish"
    EMBARGO = "embargo"
    HOLD = "hold"
    RELEASE = "release"
    SPIKE = "spike"
    KILL = "kill"
    SUSPEND = "suspend"
    RESTORE = "restore"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    PLACE = "place"
    PIN = "pin"
    HEADLINE = "headline"
    REVIEW = "review"
    JOIN = "join"
    PART = "part"
    LOCATE = "locate"
    BAN = "ban"
    PRINT = "print"


class ThreadVerb(StrEnum):
    """What a person says about running stories; no story's standing follows from it."""

    JOIN = "join"
    SPLIT = "split"
    NAME = "name"


class State(StrEnum):
    """A story's standing."""

    NEW = "new"
    HELD = "held"
    EMBARGOED = "embargoed"
    LIVE = "live"
    SPIKED = "spiked"
    SUSPENDED = "suspended"
    KILLED = "killed"


class Chosen(msgspec.Struct, frozen=True):
    """What people said of one story: who belongs beside it, in the order in which that was said, and who does not."""

    belong: tuple[str, ...] = ()
    banned: frozenset[str] = frozenset()


NOTHING = Chosen()
