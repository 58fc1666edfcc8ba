"""Time, taken at the edges only: commands, the worker loop and web views ask a clock, everything else is told."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Whatever says what time it is."""

    def __call__(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


def system_clock() -> datetime:
    """The machine's own time, aware, in UTC."""
    return datetime.now(UTC)
