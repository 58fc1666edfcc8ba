"""The seam of the outlets: what one is, and what it is handed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class Changed(msgspec.Struct, frozen=True):
    """One story that became public, changed or was withdrawn, in one title."""

    title: str
    story: str
    kind: str
    """`release`, `update` or `withdraw`."""


class Outlet(Protocol):
    """Somewhere that stories go. It reads public records only, and it can withdraw."""

    name: str

    def deliver(self, changes: Sequence[Changed], now: datetime) -> int:
        """Make this outlet show what is public now, for these stories; repeating it changes nothing.

        A batch holds withdrawals only, or none. Returns how many pages or messages went out.
        Raises `wiredesk.common.errors.GateClosed` never: a page that fails the gate is kept back and reported.
        """
        ...
