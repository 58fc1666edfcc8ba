"""What a step did in one go: every step returns one, `flow` prints them and the worker's loop reads them."""

from datetime import datetime

import msgspec


class Tally(msgspec.Struct, frozen=True):
    """Counts of one run of one step: `seen` is what it looked at, `done` what it finished."""

    step: str
    seen: int = 0
    done: int = 0
    quarantined: int = 0
    note: str = ""
    again_at: datetime | None = None
    """When the step wants to run again although nothing is new: a half-written file settles, more files wait."""
