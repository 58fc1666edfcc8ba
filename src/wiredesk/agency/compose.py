"""Turns the kinds of story in `texts/` into copy: choices are made once a story, so its numbers and names agree.

A kind has subjects (rows of phrases that belong together), slots (values thrown for the story) and paragraphs (each
a list of wordings). Slots are written `4..18` (a number), `4..18 step 2`, `person`, `place`, `year 3..40` (so many
years ago), `one of | a | b`, and `sum a b`, `less a b`, `times a 3`, `percent a b`, `divide a b` of earlier slots.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

import msgspec

from wiredesk.agency.words import Number, month_day
from wiredesk.agency.world import Kind, Place, World, people_of

_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
ENDING = {"HW": "(HW)", "LN": "--LN", "NL": "(HW/NoticeLine)", "CS": ""}


class Story(msgspec.Struct, frozen=True):
    """Copy before it is sent: what a kind, a subject and a throw of the dice gave."""

    headline: str
    other_headline: str
    summary: str
    paragraphs: tuple[str, ...]
    place: Place


def _number(rule: str, chance: Random) -> Number:
    span, _, step = rule.partition(" step ")
    low, high = (int(part) for part in span.split(".."))
    return Number(chance.randrange(low, high + 1, int(step or 1)))


def _worked_out(words: list[str], known: Mapping[str, object]) -> Number:
    left, right = (int(str(int(known.get(word, word)))) for word in words[1:3])  # type: ignore[call-overload]
    match words[0]:
        case "sum":
            return Number(left + right)
        case "less":
            return Number(left - right)
        case "times":
            return Number(left * right)
        case "percent":
            return Number(round(100 * left / right))
        case _:
            return Number(round(left / right))


def throw(
    rule: str, known: Mapping[str, object], chance: Random, moment: datetime, world: World, foreign: bool
) -> object:
    """The value of one slot; `known` holds the slots before it."""
    words = rule.split()
    match words[0]:
        case "person":
            return people_of(world, foreign).pick(chance)
        case "place":
            return chance.choice(world.abroad if foreign else world.home)
        case "year":
            return str(moment.year - int(_number(words[1], chance)))
        case "one":
            return chance.choice([part.strip() for part in rule.split("|")[1:]])
        case "sum" | "less" | "times" | "percent" | "divide":
            return _worked_out(words, known)
        case _:
            return _number(rule, chance)


def dateline(place: Place, moment: datetime, agency: str) -> str:
    """How the agency opens: `Dharvel, March 9 (HW):`, the country in brackets abroad; Lantern shouts and dashes."""
    where = f"{place.name} [{place.country}]" if place.country else place.name
    match agency:
        case "LN":
            return f"{place.name.upper()}, {month_day(moment)} (LN) -"
        case "NL":
            return f"{where}, {month_day(moment)} (HW/NoticeLine):"
        case "CS":
            return f"{where}, {month_day(moment)}:"
        case _:
            return f"{where}, {month_day(moment)} ({agency}):"


def signed(paragraphs: list[str], agency: str) -> tuple[str, ...]:
    """The paragraphs with the agency's mark where it puts it: after the last word, or on a line of its own."""
    mark = ENDING[agency]
    if agency == "LN":
        return (*paragraphs, mark)
    return (*paragraphs[:-1], f"{paragraphs[-1]} {mark}".rstrip())


def values(kind: Kind, subject: Mapping[str, str], moment: datetime, chance: Random, world: World) -> dict[str, object]:
    """Every name that the kind's wordings may use, thrown once."""
    foreign = kind.section == "world"
    places = world.abroad if foreign else world.home if kind.anywhere else world.cities
    place = next((p for p in places if p.name == subject.get("in")), None) or chance.choice(places)
    crowd = people_of(world, foreign)
    first, second, third = crowd.some(chance, 3)
    known: dict[str, object] = {
        "place": place, "p1": first, "p2": second, "p3": third,
        "weekday": f"{moment:%A}", "later": f"{moment + timedelta(days=chance.randrange(2, 6)):%A}",
        "year": str(moment.year), "next_year": str(moment.year + 1), **subject,
    }  # fmt: skip
    for name, rule in kind.slots.items():
        known[name] = throw(rule, known, chance, moment, world, foreign)
    return known | {name: phrase.format_map(known) for name, phrase in subject.items() if "{" in phrase}


def compose(
    kind: Kind, subject: Mapping[str, str], *, moment: datetime, chance: Random, world: World, agency: str = "HW"
) -> Story:
    """One story of a kind, with dateline and mark; equal arguments give equal words."""
    known = values(kind, subject, moment, chance, world)
    place = known["place"]
    assert isinstance(place, Place)
    body = [chance.choice(wordings).format_map(known) for wordings in kind.paragraphs]
    if place.facts and chance.random() < 0.35:
        body.insert(max(2, len(body) - 1), chance.choice(place.facts))
    heads = list(kind.headlines)
    chance.shuffle(heads)
    written = [_capital(head.format_map(known)) for head in heads]
    body = [_capital(paragraph) for paragraph in body]
    summary = _capital(kind.summary.format_map(known)) if kind.summary else ""
    body[0] = f"{dateline(place, moment, agency)} {body[0]}"
    return Story(written[0], written[-1], summary, signed(body, agency), place)


def _capital(text: str) -> str:
    return _SENTENCE.sub(lambda found: found[0].upper(), text)
