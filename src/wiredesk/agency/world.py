"""The made-up world: its places, people and feeds, and the kinds of story that happen in it, read from `texts/`."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import msgspec

from wiredesk.agency.items import Feed

SECTIONS = ("city", "nation", "world", "business", "sport", "culture")


class Place(msgspec.Struct, frozen=True):
    """A town that does not exist; `facts` are sentences that any story from there may end on."""

    name: str
    country: str = ""
    facts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class Person(msgspec.Struct, frozen=True):
    """Somebody who does not exist. Formatted plainly it is the full name."""

    first: str
    last: str
    he: str
    him: str
    his: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def He(self) -> str:  # noqa: N802  (a slot: the capital is what it stands for)
        """The pronoun that opens a sentence."""
        return self.he.capitalize()


class Crowd(msgspec.Struct, frozen=True):
    """First names by gender and surnames, to make people of."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]

    def pick(self, chance: Random) -> Person:
        """One person."""
        return self.some(chance, 1)[0]

    def some(self, chance: Random, count: int) -> list[Person]:
        """`count` people, no two of one surname."""
        people = []
        for last in chance.sample(self.surnames, count):
            if chance.random() < 0.5:
                people.append(Person(chance.choice(self.women), last, "she", "her", "her"))
            else:
                people.append(Person(chance.choice(self.men), last, "he", "him", "his"))
        return people


class Kind(msgspec.Struct, frozen=True):
    """A kind of story: wordings, slots and subjects. `anywhere` lets it happen outside the five cities."""

    name: str
    headlines: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    subjects: tuple[dict[str, str], ...]
    section: str = ""
    slots: dict[str, str] = {}
    scenes: tuple[str, ...] = ()
    summary: str = ""
    anywhere: bool = False


class World(msgspec.Struct, frozen=True):
    """Everything of `texts/places.toml`."""

    cities: tuple[Place, ...]
    home: tuple[Place, ...]
    abroad: tuple[Place, ...]
    near: Crowd
    far: Crowd
    feeds: tuple[Feed, ...]
    captions: dict[str, tuple[str, ...]]


def text_file(name: str) -> dict[str, Any]:
    """One data file of `texts/`, parsed."""
    return tomllib.loads(files("wiredesk.agency").joinpath("texts", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def world() -> World:
    """The world, read once."""
    raw = text_file("places")
    cities = raw.pop("cities")
    return msgspec.convert({"cities": cities, "home": [*cities, *raw.pop("towns")], **raw}, World)


@cache
def kinds(section: str) -> tuple[Kind, ...]:
    """The kinds of story of one section."""
    found = msgspec.convert(text_file(section)["kind"], tuple[Kind, ...])
    return tuple(msgspec.structs.replace(kind, section=section) for kind in found)


def feed_named(name: str) -> Feed:
    """The feed of that name; raises KeyError for one that the world does not have."""
    return {feed.name: feed for feed in world().feeds}[name]


def people_of(known: World, foreign: bool) -> Crowd:
    """The names that people have here, or abroad."""
    return known.far if foreign else known.near
