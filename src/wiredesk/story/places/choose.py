"""Which of the cities of one name is meant: by what stands with it, what else is named, whose copy, and size. Pure."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from wiredesk.story.places.evidence import Named
from wiredesk.story.places.known import Area, Place

_OWN = 1.6
_STATED = 6.0
_REGION = 3.0
_COUNTRY = 2.2
_BEAT_REGION = 2.0
_BEAT_COUNTRY = 1.0
_BESIDE_REGION = 1.0
_BESIDE_COUNTRY = 0.8


class Beat(msgspec.Struct, frozen=True):
    """Where a provider's copy is mostly from, as far as that is known: a country, and perhaps a region of it."""

    country: str = ""
    region: str = ""


class Around(msgspec.Struct, frozen=True):
    """What is known beside the name itself."""

    beat: Beat
    areas: Mapping[Area, float]
    """States and countries that the text names, with how much each says, up to 1."""
    regions: Mapping[tuple[str, str], float]
    """Of cities that are named too and of which there is one only."""


class Chosen(msgspec.Struct, frozen=True):
    """The city that is meant, how sure, and why it and not its namesakes."""

    place: Place
    sure: float
    why: str = ""


def choose(named: Named, around: Around) -> Chosen | None:
    """The likeliest candidate; None where there is none."""
    if not named.candidates:
        return None
    scored = [(_score(place, named, around), place) for place in named.candidates]
    scored.sort(key=lambda one: (-one[0], one[1].id))
    best, place = scored[0]
    rivals = [other for score, other in scored[1:] if other.own or score > best - 2]
    sure = 1 / (1 + sum(10 ** (score - best) for score, _ in scored[1:]))
    return Chosen(place, sure, _why(place, named, around, rivals))


def _score(place: Place, named: Named, around: Around) -> float:
    score = math.log10(max(place.people, 1000)) + _OWN * place.own
    if named.area is not None and named.area.has(place):
        score += _STATED
    region = max((w for area, w in around.areas.items() if area.region and area.has(place)), default=0.0)
    country = max((w for area, w in around.areas.items() if not area.region and area.has(place)), default=0.0)
    score += _REGION * region + _COUNTRY * country
    beat = around.beat
    score += _BEAT_COUNTRY * (place.country == beat.country)
    score += _BEAT_REGION * (bool(beat.region) and (place.country, place.region) == (beat.country, beat.region))
    score += _BESIDE_REGION * min(1.0, around.regions.get((place.country, place.region), 0.0))
    return score + _BESIDE_COUNTRY * min(1.0, around.regions.get((place.country, ""), 0.0))


def _why(place: Place, named: Named, around: Around, rivals: Sequence[Place]) -> str:
    """What told it from its namesakes; empty where it has none worth the name."""
    if named.area is not None:
        return f"{named.area.name} stands with it"
    if not rivals:
        return ""
    for area in sorted(around.areas, key=lambda area: not area.region):
        if area.has(place) and not all(area.has(other) for other in rivals):
            return f"{area.name} is named too"
    if around.beat.region and place.region == around.beat.region:
        return "the service's beat is there"
    if place.country == around.beat.country and any(other.country != place.country for other in rivals):
        return "the agency's beat is that country"
    return "the largest of that name"
