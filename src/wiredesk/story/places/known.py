"""What the gazetteer answers: places, regions and countries by the keys of their names. Pure."""

from collections.abc import Mapping

import msgspec


class Place(msgspec.Struct, frozen=True):
    """One city or town.

    `id` is GeoNames' number or a name of the home's own, `region` GeoNames' code within the country, `people` how many
    live there.
    """

    id: str
    name: str
    country: str
    region: str
    people: int = 0
    zone: str = ""
    own: bool = True
    """Whether the name it was found by is its usual one, and not one of its others."""

    @property
    def key(self) -> str:
        """What it is called in decisions and editions: country, region and number, `IN.16.1278149`."""
        return f"{self.country}.{self.region or '-'}.{self.id}"


class Area(msgspec.Struct, frozen=True):
    """A region of a country, or with an empty `region` the country."""

    country: str
    region: str
    name: str

    @property
    def key(self) -> str:
        """As a place's key begins: `IN.16`, `IN`."""
        return f"{self.country}.{self.region}" if self.region else self.country

    def has(self, place: Place) -> bool:
        """Whether a place lies in it."""
        return place.country == self.country and self.region in ("", place.region)


class Known(msgspec.Struct, frozen=True):
    """What some keys name."""

    places: Mapping[str, tuple[Place, ...]]
    areas: Mapping[str, tuple[Area, ...]]


NOWHERE = Known({}, {})


def within(key: str, covered: str) -> bool:
    """Whether the place of a key lies in what another key covers: a place, a region or a country."""
    return key == covered or key.startswith(f"{covered}.")
