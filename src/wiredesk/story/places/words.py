"""The word lists of `words.toml`, by what they are for. Pure, read once."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

Words = frozenset[str]


class Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"in_": "in"}):
    """Each list under its name; the file says what it means."""

    in_: Words
    strikes: Words
    taken_from: Words
    of: Words
    directions: Words
    local: Words
    not_local: Words
    not_news: Words
    from_there: Words
    here: Words
    speaks: Words
    governments: Words
    people: Words
    common: Words
    seats: Words
    small: Words
    sport: Words
    links: Words
    refuses: Words
    local_small: Words
    indic_in: Words
    indic_local: Words
    indic_and: Words


@cache
def lists() -> Lists:
    """The lists."""
    text = (files("wiredesk.story.places") / "words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Lists)
