"""The tables that cited sources are found by, read once from the TOML files beside this one.

`cited_outlets.toml` is the gazetteer, `cited_words.toml` the words of attribution in each language, `cited_names.toml`
what tells a person's name from a body's. Additions are made there, not here.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

_HERE = Path(__file__).parent
_FORMS = ("agencies", "broadcasters", "papers")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"cited_{name}.toml").read_text(encoding="utf-8"))


class Outlets(msgspec.Struct, frozen=True):
    """The gazetteer: what each alias is called, and which are words of every day too."""

    names: dict[str, str]
    everyday: frozenset[str]
    pattern: re.Pattern[str]
    """Any alias in Latin letters, with or without its article; the group `name` is the alias."""
    devanagari: re.Pattern[str]

    def key(self, printed: str) -> str:
        """What an outlet is called wherever it is counted: `Russia Today` is RT, `the Guardian` is The Guardian."""
        plain = printed.removeprefix("The ").removeprefix("the ")
        return self.names.get(printed) or self.names.get(f"The {plain}") or self.names.get(plain) or printed

    def own(self, names: Iterable[str]) -> frozenset[str]:
        """The keys that a provider's own names have."""
        return frozenset(self.key(name) for name in names)


@lru_cache(maxsize=1)
def outlets() -> Outlets:
    """The gazetteer, compiled."""
    table = _table("outlets")
    exact = set(table["exact"])
    names: dict[str, str] = {}
    for form in _FORMS:
        for key, aliases in table[form].items():
            for alias in (key, *aliases):
                names.setdefault(alias, key)
    latin, indic = [], []
    for alias in names:
        if not alias[0].isascii() and not alias[0].isupper():
            indic.append(re.escape(alias))
        elif alias.startswith("The "):
            article = "[Tt]he " if alias in exact else "(?:[Tt]he )?"
            latin.append((len(alias), article + re.escape(alias[4:])))
        else:
            latin.append((len(alias), f"(?:[Tt]he )?{re.escape(alias)}"))
    longest = "|".join(form for _, form in sorted(latin, key=lambda one: -one[0]))
    return Outlets(
        names,
        frozenset(table["everyday"]),
        re.compile(rf"(?<![\w\-–/@#.])(?P<name>{longest})(?![\w\-]|\.\w)"),
        re.compile("|".join(sorted(indic, key=len, reverse=True))),
    )


@lru_cache(maxsize=8)
def words(language: str) -> dict[str, tuple[str, ...]]:
    """The words of attribution of a language; empty for one that has no table."""
    return {name: tuple(listed) for name, listed in _table("words").get(language, {}).items()}


class Names(msgspec.Struct, frozen=True):
    """What tells a person's name: all in lower case, `places` as printed."""

    roles: frozenset[str]
    not_people: frozenset[str]
    starters: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=1)
def names() -> Names:
    """The table of names."""
    table = _table("names")
    return Names(*(frozenset(table[part]) for part in ("roles", "not_people", "starters", "places")))


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "(?:" + "|".join(re.escape(one) for one in sorted(listed, key=len, reverse=True)) + ")"


UPPER = "A-Z" + "".join(chr(one) for one in range(0xC0, min(0x250, sys.maxunicode)) if chr(one).isupper())
"""Latin capitals, as the inside of a character class."""
