"""A city or a state as a reader types its name, in any spelling that is known, as the keys that stories lie under.

An edition's name means what the edition covers. Any other name means every place and state that is called so, unless
one place is far larger than all others of its name: who types Hyderabad and not Hyderabad, Sindh, means that one.
"""

from collections.abc import Collection
from pathlib import Path

from wiredesk.house.editions import editions
from wiredesk.house.models import Edition
from wiredesk.story.places.fold import fold
from wiredesk.story.places.gazetteer import gazetteer
from wiredesk.story.places.house_rules import rules_of
from wiredesk.story.places.known import Area, Place

MOST = 8
"""Places that a name can mean at once."""

FAR_LARGER = 20
"""How many times as many people live in the one that is meant where others have its name too."""


def places_called(name: str, title: int, home: Path) -> tuple[str, ...]:
    """The keys of the places, states and countries that a reader may mean; nothing where no such is known."""
    city, _, area = name.partition(",")
    whole, wanted, around = fold(name), fold(city), fold(area)
    if not wanted:
        return ()
    covered = _covered_by(editions(title), whole)
    if covered:
        return covered
    keys = [one for one in (wanted, around) if one]
    known = rules_of(home, gazetteer()).known(gazetteer().known(keys))
    places = _meant(known.places.get(wanted, ()), known.areas.get(around, ()) if around else None)
    areas = () if around else known.areas.get(wanted, ())
    return tuple(dict.fromkeys([*(one.key for one in areas), *(one.key for one in places)]))[:MOST]


def _covered_by(every: Collection[Edition], name: str) -> tuple[str, ...]:
    """What the edition of that name covers."""
    for edition in every:
        if name in (fold(edition.name), fold(edition.slug)):
            return tuple(edition.covers)
    return ()


def _meant(every: Collection[Place], areas: Collection[Area] | None) -> tuple[Place, ...]:
    """Those of the places of a name that somebody means, the largest first; only those in the areas, where given."""
    there = tuple(one for one in every if areas is None or any(area.has(one) for area in areas))
    usual = tuple(one for one in there if one.own) or there
    if len(usual) > 1 and usual[0].people >= FAR_LARGER * usual[1].people:
        return usual[:1]
    return usual[:MOST]
