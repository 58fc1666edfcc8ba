"""Which editions a story stands in, and what its cards say above the headline. Pure.

- A story stands in an edition that covers a place it happens in, in the order of its places: at most MOST of them, so
  that an arrival presses so many fronts and no more.
- Paid copy stands in none: an edition's front is a home.
- The label is the city: the edition's own name for it where the edition is that city's alone, else the place's. Of
  editions of the same places one in the paper's language lends its name, if there is one.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from wiredesk.decisions.spots import Spot
from wiredesk.publication.public import PublicPlace
from wiredesk.story.places.known import within

MOST = 4


class Covering(msgspec.Struct, frozen=True):
    """As much of an edition as decides who stands in it."""

    slug: str
    name: str
    covers: tuple[str, ...]
    foreign: bool = False
    """Whether it speaks another language than the paper."""

    def has(self, key: str) -> bool:
        """Whether a place lies in what it covers."""
        return any(within(key, covered) for covered in self.covers)


class Where(msgspec.Struct, frozen=True):
    """Where a story stands: its places, its editions, and its label with the edition that it leads to."""

    places: tuple[PublicPlace, ...] = ()
    editions: tuple[str, ...] = ()
    label: str = ""
    label_of: str = ""


NOWHERE = Where()


def where(spots: Sequence[Spot], editions: Sequence[Covering], names: Mapping[str, str], *, paid: bool) -> Where:
    """Where a story of these places stands; `names` are places' names in the paper's language, by key."""
    places = tuple(PublicPlace(spot.key, names.get(spot.key, spot.name)) for spot in spots)
    if paid or not editions:
        return Where(places)
    found: dict[str, Covering] = {}
    label = label_of = ""
    for place in places:
        nearest = _nearest(place.key, editions)
        if nearest and not label:
            same = [edition for edition in nearest if edition.covers == nearest[0].covers]
            named = next((edition for edition in same if not edition.foreign), same[0])
            label = named.name if named.covers == (place.key,) else place.name
            label_of = named.slug
        for edition in nearest:
            if len(found) < MOST:
                found.setdefault(edition.slug, edition)
    return Where(places, tuple(found), label, label_of)


def _nearest(key: str, editions: Iterable[Covering]) -> list[Covering]:
    """The editions that cover a place, that of the city before that of its region."""
    covering = [edition for edition in editions if edition.has(key)]
    return sorted(covering, key=lambda edition: -max(len(one) for one in edition.covers if within(key, one)))
