"""A story's list of neighbours as it is kept: who, how likely, and why; best first, the recent before the old. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from wiredesk.story.related.index import WINDOW
from wiredesk.story.related.rank import LISTED, Neighbour

READ = 6
"""Of a list, what is likely to be on the page. Where one of these is not public, a change further down waits until
the page is pressed for another reason: the newest of its section change by the hour.
"""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A neighbour in a list."""

    story: str
    probability: float
    at: datetime
    """The neighbour's own time."""
    shared: tuple[str, ...]
    """Words that one headline shares with the other in one form or another, the rarest first."""
    numbers: tuple[str, ...]
    hours_apart: float


Listed = tuple[Entry, ...]

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Listed)


def encode(listed: Listed) -> bytes:
    """A list as it is stored."""
    return _encoder.encode(listed)


def decode(data: bytes) -> Listed:
    """A list back from `encode`; nothing stored is an empty list."""
    return _decoder.decode(data) if data else ()


def found(neighbours: Sequence[Neighbour], at: datetime, times: dict[str, datetime]) -> Listed:
    """The list of a story of that time: the neighbours that are likely enough to be shown."""
    return _in_order(
        Entry(
            one.id,
            round(one.probability, 4),
            times[one.id],
            one.reason.shared,
            one.reason.numbers,
            hours(at, times[one.id]),
        )
        for one in neighbours
        if one.shown and one.id in times
    )


def mirrored(entry: Entry, story: str, at: datetime) -> Entry:
    """The same finding from the other side: the entry of a story in its neighbour's list."""
    return msgspec.structs.replace(entry, story=story, at=at)


def entered(listed: Listed, entry: Entry) -> Listed:
    """A list with one more neighbour, in place of what it said of the same story before."""
    return _in_order((*without(listed, entry.story), entry))


def without(listed: Listed, story: str) -> Listed:
    """A list without one neighbour."""
    return tuple(one for one in listed if one.story != story)


def read_alike(one: Listed, other: Listed) -> bool:
    """Whether two lists say the same to a reader of the page."""
    return one[:READ] == other[:READ]


def hours(one: datetime, other: datetime) -> float:
    """Hours between two stories, never negative."""
    return round(abs((one - other).total_seconds()) / 3600.0, 1)


def _in_order(entries: Iterable[Entry]) -> Listed:
    recent = WINDOW.total_seconds() / 3600.0
    ranked = sorted(entries, key=lambda one: (one.hours_apart > recent, -one.probability, one.story))
    return tuple(ranked[:LISTED])
