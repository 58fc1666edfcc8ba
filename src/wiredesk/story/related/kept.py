"""What the index keeps of a story: first what a first opinion needs, then the rest, read for the few that pass.

Of a hundred stories that share words with a new one, most are ruled out by the heaviest of their words;
making whole readings of them all was a third of the time.
"""

from datetime import datetime
from itertools import islice
from sys import intern

import msgspec

from wiredesk.story.related.features import Side, side
from wiredesk.story.related.reading import Reading, title_of

HEAVIEST = 60
"""Stems of a text that a first opinion goes by."""


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """One story as it lies in the index."""

    id: str
    at: datetime | None
    heaviest: dict[str, float]
    """The heaviest stems with their weights: of headline and text, or of the headline where it is all there is."""
    has_text: bool
    rest: msgspec.Raw


class Kept:
    """One story of the index, read as far as it was asked for, and no further twice."""

    __slots__ = ("_has_text", "_rest", "_side", "at", "heaviest", "id")

    def __init__(self, data: bytes) -> None:
        """What `keep` made, ready for a first opinion."""
        stored = _stored.decode(data)
        self.id = stored.id
        self.at = stored.at
        self.heaviest = _shared(stored.heaviest) if stored.has_text else stored.heaviest
        self._has_text = stored.has_text
        self._rest: msgspec.Raw | None = stored.rest
        self._side: Side | None = None

    def side(self) -> Side:
        """The story as it is compared in full."""
        if self._side is None:
            self._side = side(self._read())
            # The side has all that was in it.
            self._rest = None
        return self._side

    def reading(self) -> Reading:
        """The reading that was kept, whole."""
        return self._read() if self._side is None else self._side.reading

    def _read(self) -> Reading:
        assert self._rest is not None
        rest = _rest.decode(self._rest)
        # Stories share most of their stems: a word that is written once takes up no memory twice.
        return msgspec.structs.replace(
            rest,
            stems=tuple(map(intern, rest.stems)),
            spelt=tuple(map(intern, rest.spelt)),
            names=tuple(map(intern, rest.names)),
            whole=self.heaviest | _shared(rest.whole) if self._has_text else {},
        )


_encoder = msgspec.msgpack.Encoder()
_rest = msgspec.msgpack.Decoder(Reading)
_stored = msgspec.msgpack.Decoder(Stored)
_weights: dict[float, float] = {}
"""Those of a text have four decimals, so there are ten thousand of them at most, each kept as one object."""


def keep(reading: Reading) -> bytes:
    """A reading as the index keeps it."""
    stems = iter(reading.whole.items())
    heaviest = dict(islice(stems, HEAVIEST)) if reading.whole else title_of(reading)
    rest = msgspec.Raw(_encoder.encode(msgspec.structs.replace(reading, whole=dict(stems))))
    return _encoder.encode(Stored(reading.id, reading.at, heaviest, bool(reading.whole), rest))


def _shared(whole: dict[str, float]) -> dict[str, float]:
    """The same vector of a text, of strings and numbers that stories share."""
    one = _weights.setdefault
    return {intern(stem): one(weight, weight) for stem, weight in whole.items()}
