"""The seam of the outlets: what one is, what it is handed, and what it says it did."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class Changed(msgspec.Struct, frozen=True):
    """One story that became public, changed or was withdrawn, in one title; or a topic of stories that did."""

    title: str
    story: str
    """Empty where it is a topic."""
    kind: str
    """`release`, `update` or `withdraw`; or the story is what it was, and other stories stand `beside` it, or the
    `thread` that it is in has become another; or other stories stand under a `topic` than before."""
    topic: str = ""
    """The topic's key, as in publication.public.TopicRef."""


class KeptBack(msgspec.Struct, frozen=True):
    """A page that did not pass the gate: what stood at its path before still stands there."""

    title: str
    path: str
    story: str
    """The story whose words differed, empty where the page could not say."""
    sentence: str
    """For the desk: what is so and what to do next."""


class Delivered(msgspec.Struct, frozen=True):
    """What one outlet did with one batch."""

    went_out: int = 0
    """Pages or messages that differ from what readers had before."""
    kept_back: tuple[KeptBack, ...] = ()


class Outlet(Protocol):
    """Somewhere that stories go. It reads public records only, and it can withdraw."""

    name: str

    def deliver(self, changes: Sequence[Changed], now: datetime) -> Delivered:
        """Make this outlet show what is public now, for these stories; repeating it changes nothing.

        A batch holds withdrawals only, or none. Never raises `wiredesk.common.errors.GateClosed`: a page that fails
        the gate is kept back and reported.
        """
        ...
