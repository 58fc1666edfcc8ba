"""Fronts as they are stored: read once for as long as they stay what they are."""

from functools import lru_cache

import msgspec

from wiredesk.publication.public import PublicFront

KEPT = 128
"""An arrival changes three or four fronts of a paper's dozens, and every batch asks for all of them, twice."""

_decoder = msgspec.msgpack.Decoder(PublicFront)


@lru_cache(maxsize=KEPT)
def front_of(data: bytes) -> PublicFront:
    """A stored front. A frozen record can be shared."""
    return _decoder.decode(data)
