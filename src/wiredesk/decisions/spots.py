"""Places of a story as decisions and standings keep them: a line of text each way. Pure.

`IN.34.1260086=92=Patna|IN.07.1273294=60=Delhi`: key, how sure in a hundred, and the name, so that what was decided can
be read whatever becomes of the gazetteer.
"""

from collections.abc import Iterable

import msgspec

BY_HAND = 100
_LONGEST = 80


class Spot(msgspec.Struct, frozen=True):
    """One place of a story; a key is as in `story.places.known.Place`."""

    key: str
    percent: int
    name: str


def written(spots: Iterable[Spot]) -> str:
    """Spots as text."""
    return "|".join(f"{one.key}={one.percent}={_plain(one.name)}" for one in spots)


def spots_of(text: str) -> tuple[Spot, ...]:
    """Text as spots; what is nothing of the kind is left out."""
    found = []
    for one in text.split("|") if text else ():
        key, _, rest = one.partition("=")
        percent, _, name = rest.partition("=")
        if key and percent.isascii() and percent.isdigit():
            found.append(Spot(key, int(percent), name))
    return tuple(found)


def _plain(name: str) -> str:
    return name.replace("|", " ")[:_LONGEST]
