"""Slots of fronts that a story was given, as decisions and standings keep them: a line of text each way. Pure.

A decision names `home lead` or `section/world second`; a standing keeps those that hold, with when each ends and since
when: `home lead 2025-10-26T12:00:00+00:00 2025-10-26T06:00:00+00:00|…`.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

HOME = "home"
EVERY = "every"
"""The front of what stands on all fronts."""

MOST = 6
"""Slots that a story holds at once."""


class SlotName(StrEnum):
    """The places of a front that a story can be given."""

    LEAD = "lead"
    SECOND = "second"
    PICTURE = "picture"
    BRIEF = "brief"
    BREAKING = "breaking"
    """The strip above every front."""


class Given(msgspec.Struct, frozen=True):
    """One slot of one front that a story was given. `front` is `home`, `section/SLUG`, `edition/SLUG` or `every`."""

    front: str
    slot: SlotName
    until: datetime
    since: datetime

    @property
    def target(self) -> str:
        """What a decision names."""
        return f"{self.front} {self.slot.value}"


def target_of(value: str) -> tuple[str, SlotName | None]:
    """The front and the slot that a decision's value names; no slot where it means every one that the story has."""
    front, _, slot = value.partition(" ")
    return front, SlotName(slot) if slot in set(SlotName) else None


def written(slots: Iterable[Given]) -> str:
    """Slots as text."""
    return "|".join(f"{one.target} {one.until.isoformat()} {one.since.isoformat()}" for one in slots)


def slots_of(text: str) -> tuple[Given, ...]:
    """Text as slots; what is nothing of the kind is left out."""
    found = []
    for one in text.split("|") if text else ():
        parts = one.split(" ")
        if len(parts) == 4 and parts[1] in set(SlotName):
            try:
                until, since = map(datetime.fromisoformat, parts[2:])
            except ValueError:
                continue
            found.append(Given(parts[0], SlotName(parts[1]), until, since))
    return tuple(found)
