"""Time, taken at the edges only: commands, the worker loop and web views ask a clock, everything else is told."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

STANDING: Final = "WIREDESK_CLOCK"
"""Names a file that holds an instant: what every process then takes for the present, until the file says otherwise.

It is how a day of tests is lived through by real processes in a minute: nothing passes but what is written down.
"""


class Clock(Protocol):
    """Whatever says what time it is."""

    def __call__(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


def clock_from(environment: Mapping[str, str]) -> Clock:
    """The machine's own clock, or the one that stands where WIREDESK_CLOCK says."""
    named = environment.get(STANDING)
    if not named:
        return lambda: datetime.now(UTC)
    path = Path(named)
    return lambda: datetime.fromisoformat(path.read_text(encoding="ascii").strip()).astimezone(UTC)


system_clock: Final[Clock] = clock_from(os.environ)
"""This process's time, aware, in UTC."""
