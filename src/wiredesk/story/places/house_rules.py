"""The house's own rules of placing: HOME/places.toml, with places, names and beats that no gazetteer knows.

[[place]]                       # a place of our own
name = "Salt Lane"
key = "IN.16.salt-lane"
also = ["साल्ट लेन"]

[[name]]                        # another name of a place that the gazetteer knows
name = "Bombay town"
place = "IN.16.1275339"

[[beat]]                        # where a service's or an agency's copy is mostly from
service = "pune-city"
in = "IN.16"

[[never]]                       # a name that is no place in our copy
name = "Salem"
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.story.places.choose import Beat
from wiredesk.story.places.fold import fold
from wiredesk.story.places.known import Known, Place

FILE = "places.toml"
_KEY_PARTS = 3
_LARGE = 100_000
"""People of a place of the house's own: large enough to be named without its state."""


class Names(Protocol):
    """Who knows places by their numbers: the gazetteer."""

    def by_id(self, ids: list[str]) -> dict[str, Place]:
        """Places by number."""
        ...


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    key: str
    also: tuple[str, ...] = ()


class _Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    place: str


class _Beat(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"within": "in"}):
    within: str
    service: str = ""
    provider: str = ""


class _Never(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[_Place, ...] = ()
    name: tuple[_Name, ...] = ()
    beat: tuple[_Beat, ...] = ()
    never: tuple[_Never, ...] = ()


class HouseRules(msgspec.Struct, frozen=True):
    """The rules of one home; `fault` says why there are none where the file cannot be read."""

    places: Mapping[str, tuple[Place, ...]] = {}
    """Places of the house's own, by the keys of their names."""
    beats: Mapping[tuple[str, str], Beat] = {}
    """By `service` or `provider` and its name in lower case."""
    never: frozenset[str] = frozenset()
    fault: str = ""

    def known(self, known: Known) -> Known:
        """What the gazetteer knows, with the house's own names before it."""
        if not self.places:
            return known
        merged = dict(known.places)
        for key, own in self.places.items():
            merged[key] = (*own, *(place for place in merged.get(key, ()) if place.key not in {one.key for one in own}))
        return Known(merged, known.areas)

    def beat(self, service: str, provider: str, country: str) -> Beat:
        """Where copy of a service is mostly from: as the house says, else the country of the agency's own time."""
        for kind, name in (("service", service), ("provider", provider)):
            if (found := self.beats.get((kind, name.lower()))) is not None:
                return found
        return Beat(country)

    def by_key(self, key: str) -> Place | None:
        """A place of the house's own by its key."""
        return next((place for own in self.places.values() for place in own if place.key == key), None)


def load(path: Path, names: Names) -> HouseRules:
    """The rules in a file, none where it is absent; raises UsageError that says what to mend."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        return _rules(file, names)
    except FileNotFoundError:
        return HouseRules()
    except (OSError, ValueError) as fault:
        raise UsageError(
            f"{path} cannot be read: {fault}. Until it is mended stories are placed without it.", fact="bad_places"
        ) from fault


def rules_of(home: Path, names: Names) -> HouseRules:
    """The rules that hold now: a file that cannot be read adds nothing and stops no story."""
    try:
        return load(home / FILE, names)
    except UsageError as fault:
        return HouseRules(fault=fault.sentence)


def _rules(file: _File, names: Names) -> HouseRules:
    places: dict[str, tuple[Place, ...]] = {}
    for own in file.place:
        where = _parts(own.key, own.name)
        place = Place(where[2], own.name, where[0], "" if where[1] == "-" else where[1], _LARGE)
        for name in (own.name, *own.also):
            places[fold(name)] = (*places.get(fold(name), ()), place)
    ids = {one.place: _parts(one.place, one.name)[2] for one in file.name}
    found = names.by_id([*ids.values()])
    for one in file.name:
        known = found.get(ids[one.place])
        if known is None or known.key != one.place:
            raise ValueError(f"{one.name} names {one.place}, and the gazetteer knows no such place")
        places[fold(one.name)] = (*places.get(fold(one.name), ()), known)
    beats = {}
    for beat in file.beat:
        if bool(beat.service) == bool(beat.provider):
            raise ValueError(f"the beat {beat.within} needs a service or a provider, and not both")
        country, _, region = beat.within.partition(".")
        kind = "service" if beat.service else "provider"
        beats[kind, (beat.service or beat.provider).lower()] = Beat(country, region.partition(".")[0])
    return HouseRules(places, beats, frozenset(fold(one.name) for one in file.never))


def _parts(key: str, name: str) -> tuple[str, str, str]:
    parts = key.split(".")
    if len(parts) != _KEY_PARTS or not all(parts) or any(sign in key for sign in "|= "):
        raise ValueError(f"{name} has the key {key!r}; write country, region and a word, as IN.16.salt-lane")
    return parts[0], parts[1], parts[2]
