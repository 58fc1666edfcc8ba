"""What the index keeps of a story: first what a first opinion needs, then the rest, read for the few that pass.

Of a hundred stories that share words with a new one, most are ruled out by the heaviest of their words;
making whole readings of them all was a third of the time.
"""

from datetime import datetime
from itertools import islice

import msgspec

from wiredesk.story.related.reading import Reading, title_of

HEAVIEST = 60
"""Stems of a text that a first opinion goes by."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """One story in the index."""

    id: str
    at: datetime | None
    heaviest: dict[str, float]
    """The heaviest stems with their weights: of headline and text, or of the headline where it is all there is."""
    has_text: bool
    rest: msgspec.Raw

    def reading(self) -> Reading:
        """The reading that was kept, whole."""
        rest = _rest.decode(self.rest)
        return msgspec.structs.replace(rest, whole=self.heaviest | rest.whole) if self.has_text else rest


_encoder = msgspec.msgpack.Encoder()
_rest = msgspec.msgpack.Decoder(Reading)
_kept = msgspec.msgpack.Decoder(Kept)


def keep(reading: Reading) -> bytes:
    """A reading as the index keeps it."""
    stems = iter(reading.whole.items())
    heaviest = dict(islice(stems, HEAVIEST)) if reading.whole else title_of(reading)
    rest = msgspec.Raw(_encoder.encode(msgspec.structs.replace(reading, whole=dict(stems))))
    return _encoder.encode(Kept(reading.id, reading.at, heaviest, bool(reading.whole), rest))


def kept(data: bytes) -> Kept:
    """What `keep` made, ready for a first opinion."""
    return _kept.decode(data)
