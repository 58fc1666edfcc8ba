"""The verbs of decisions and the names of standings, without a database, so that pure rules can speak them."""

from enum import StrEnum


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
