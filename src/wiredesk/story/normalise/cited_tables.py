"""The tables that cited sources are found by, read once from the TOML files beside this one.

`cited_outlets.toml` is the gazetteer, `cited_words.toml` the words of attribution in each language, `cited_names.toml`
what tells a person's name from a body's. Additions are made there, not here.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from babel import Locale

_HERE = Path(__file__).parent
_FORMS = ("agencies", "broadcasters", "papers")


@lru_cache(maxsize=3)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"cited_{name}.toml").read_text(encoding="utf-8"))


class Alias(msgspec.Struct, frozen=True):
    """An alias of an outlet at its place in a text."""

    name: str
    start: int
    end: int


class Outlets(msgspec.Struct, frozen=True):
    """The gazetteer: what each alias is called, and which are words of every day too."""

    names: dict[str, str]
    everyday: frozenset[str]
    heads: dict[str, tuple[str, ...]]
    """Every way that an alias is printed, by its first word, the longest first."""
    begins: frozenset[str]
    """The words that an alias can begin with: nearly every word of a text is none of them."""
    devanagari: re.Pattern[str]

    def key(self, printed: str) -> str:
        """What an outlet is called wherever it is counted: `Russia Today` is RT, `the Guardian` is The Guardian."""
        plain = printed.removeprefix("The ").removeprefix("the ")
        return self.names.get(printed) or self.names.get(f"The {plain}") or self.names.get(plain) or plain

    def is_everyday(self, printed: str, key: str) -> bool:
        """Whether a name is a word of every day too: `SPA` is one, and `Saudi Press Agency` is none."""
        plain = printed.removeprefix("The ").removeprefix("the ")
        spelt_out = " " in plain and not plain.startswith(key.removeprefix("The "))
        return printed in self.everyday or (key in self.everyday and not spelt_out)

    def own(self, names: Iterable[str]) -> frozenset[str]:
        """The keys that a provider's own names have."""
        return frozenset(self.key(name) for name in names)

    def at(self, text: str, start: int) -> Alias | None:
        """The alias that begins at this place, or None."""
        for name in self.heads.get(_head(text, start), ()):
            if text.startswith(name, start) and not _GOES_ON.match(text, start + len(name)):
                return Alias(name, start, start + len(name))
        return None

    def find(self, text: str) -> Iterator[Alias]:
        """Every alias in a text, none inside another. Time: linear in the text, whatever the gazetteer's size."""
        done = 0
        for word in _HEAD.finditer(text):
            if word[0] in self.begins and word.start() >= done and (found := self.at(text, word.start())):
                done = found.end
                yield found


_HEAD = re.compile(r"(?<![\w\-–/@#.])\w+")
_ARTICLE = re.compile(r"[Tt]he \w+")
_GOES_ON = re.compile(r"[\w-]|\.\w")


def _head(text: str, start: int) -> str:
    """The word by which the gazetteer is looked up, with its article: hundreds of names begin with one."""
    head = _ARTICLE.match(text, start) or _HEAD.match(text, start)
    return head[0] if head else ""


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
    heads: dict[str, set[str]] = {}
    indic = []
    for alias in names:
        if "\u0900" <= alias[0] <= "\u097f":
            indic.append(alias)
            continue
        bare = alias.removeprefix("The ")
        forms = {f"The {bare}", f"the {bare}"} | (set() if alias in exact else {bare})
        for one in forms:
            heads.setdefault(_head(one, 0), set()).add(one)
    longest = {head: tuple(sorted(forms, key=len, reverse=True)) for head, forms in heads.items()}
    begins = frozenset(begin[0] for head in heads if (begin := _HEAD.match(head)))
    return Outlets(names, frozenset(table["everyday"]), longest, begins, re.compile(any_of(indic)))


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


_GIVEN_NAMES_TOO = frozenset({"jordan", "chad", "georgia", "israel", "jersey", "kenya"})


@lru_cache(maxsize=1)
def names() -> Names:
    """The table of names, and every country of one word: none of them is part of a person's."""
    table = _table("names")
    listed = {str(name).casefold() for code, name in Locale("en").territories.items() if len(code) == 2}
    countries = {name for name in listed if name.isalpha()} - _GIVEN_NAMES_TOO
    return Names(
        roles=frozenset(table["roles"]),
        not_people=frozenset(table["not_people"]) | countries,
        starters=frozenset(table["starters"]),
        places=frozenset(table["places"]),
    )


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "(?:" + "|".join(re.escape(one) for one in sorted(listed, key=len, reverse=True)) + ")"


UPPER = "A-Z" + "".join(chr(one) for one in range(0xC0, min(0x250, sys.maxunicode)) if chr(one).isupper())
"""Latin capitals, as the inside of a character class."""
