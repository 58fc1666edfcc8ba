"""Who and what copy in Hindi and Marathi leans on, by the tables of these languages.

These scripts have no capitals, so a person is found by a title before the name and by the agent's particle after it
(`ने`, `यांनी`), with a verb of saying to follow; an outlet by the gazetteer and what follows it.
"""

import re
from functools import lru_cache

import msgspec

from wiredesk.story.normalise.cited_outlets import Found
from wiredesk.story.normalise.cited_tables import any_of, outlets, words

LANGUAGES = ("hi", "mr")
_WORD = r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+\.?"
_SAID_WITHIN = 14
"""Words within which the verb of saying follows: sentences in these languages end with it."""


class _Patterns(msgspec.Struct, frozen=True):
    person: re.Pattern[str]
    said: re.Pattern[str]
    after: re.Pattern[str]
    stop: frozenset[str]


@lru_cache(maxsize=4)
def _patterns(language: str) -> _Patterns:
    table = words(language)
    agent = any_of(table["agent"])
    return _Patterns(
        person=re.compile(
            rf"(?<![\u0900-\u097f])(?P<role>{any_of(table['roles'])})\s+(?:{any_of(table['roles'])}\s+)*(?P<name>{_WORD}\s+{_WORD}(?:\s+{_WORD})?)"
            rf"\s+(?P<agent>{agent})(?![\u0900-\u097f])"
        ),
        said=re.compile(rf"(?:[^\s।]+\s+){{0,{_SAID_WITHIN}}}?[^\s।]*{any_of(table['speak'])}"),
        after=re.compile(rf"\s*{any_of(table['outlet_after'])}"),
        stop=frozenset(table["stop"]),
    )


def sources_in(text: str, language: str, own: frozenset[str]) -> tuple[list[Found], list[Found]]:
    """The outlets and the people that a block leans on, each in order."""
    patterns, gazetteer = _patterns(language), outlets()
    cited = []
    for match in gazetteer.devanagari.finditer(text):
        key = gazetteer.key(match[0])
        if key not in own and patterns.after.match(text[match.end() :]):
            cited.append(Found(key, match[0], match.start(), match.end()))
    people = []
    for match in patterns.person.finditer(text):
        name = match["name"]
        speaks = match["agent"] in words(language)["speak"] or patterns.said.match(text[match.end() :].lstrip(" ,"))
        if speaks and patterns.stop.isdisjoint(name.split()):
            people.append(Found(name, name, match.start("name"), match.end("name"), match["role"]))
    return cited, people
