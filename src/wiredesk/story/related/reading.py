"""What of a story is compared with others: its words and how rare they are, its names, its numbers, its manner.

A reading is made once, when the story arrives, with the rarities of that moment, and is kept. Two readings are compared
without asking an index anything, so what a comparison costs does not grow with the archive.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from wiredesk.common.words import words
from wiredesk.story.related.stems import stem

Rarity = Callable[[str], float]
"""How rare a stem is: 0 for one that every story has, 1 for one that no story has yet."""

HEADLINE_WEIGHT = 4.0
"""How often a word of the headline counts beside one of the text."""

KEPT = 200
"""Stems of one story that are kept of its text, the heaviest: more than most have, and a bound for the longest."""

YOUNG = 1000
"""Stories that an archive is taken to have at least: two of the first three that share a name share a rare word."""

FRONT = 0.85
"""How much less each word of a headline counts than the one before it where its order is weighed."""

_LABEL = re.compile(r"(?P<label>[^\W\d_][\w .&'’/]{0,28}?)(?: ?--? ?|: )(?=[\w'\"“‘$€£₹])")
_STAGE = re.compile(
    r"(?:update|wrapup|rpt|repeat|refile|corrected|correction|exclusive|analysis|factbox|timeline|snapshot|preview"
    r"|advisory|interview|newsmaker|instant view|brief|table|text|poll|special report|insight|column|feature"
    r"|highlights|scenarios|witness|urgent|flash|lead|ld|take a look|breaking|live|explainer|watch|video|opinion"
    r"|review|profile|roundup)(?: ?\d+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PRINTED = re.compile(r"[^\W\d_][\w'’]*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOTS = re.compile(r"\.[^\W\d_]\.")
"""What every dotted word has in it; texts without one are told in a tenth of the time."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One story as it is handed over for comparing: plain text, and when it was sent (None where nobody knows)."""

    id: str
    headline: str
    at: datetime | None = None
    text: str = ""
    section: str = ""
    located: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What of one story is kept for comparing; rarities are those of the moment it was read, 0 to 1."""

    id: str
    at: datetime | None
    spelt: tuple[str, ...]
    """The headline's words, folded, in their order."""
    stems: tuple[str, ...]
    """Their stems, one for each word."""
    rarity: tuple[float, ...]
    """How rare each of those stems is."""
    names: tuple[str, ...]
    """The stems among them that were printed with a capital inside the headline, or stood before its first colon."""
    numbers: tuple[str, ...]
    label: str
    """What the headline says before its first dash or colon: a place, a sport, a column."""
    stage: str
    """The like of `update` or `factbox` before that: how far a story is told, not what about."""
    capitals: float
    """The share of the headline's words, but the first, that begin with a capital: 0 to 1."""
    section: str
    located: str
    whole: dict[str, float] = {}
    """The heaviest stems of headline and text, as a vector of length 1; empty where there is a headline only."""


def read(piece: Piece, rarity: Rarity) -> Reading:
    """A story's reading, by how rare its words are at this moment."""
    stage, label, rest = taken_apart(_undotted(piece.headline))
    spelt = tuple(words(f"{label} {rest}"))
    stems = tuple(map(stem, spelt))
    printed = _PRINTED.findall(rest)
    capitalised = [word for word in printed[1:] if word[0].isupper()]
    named = {stem(part) for word in (*capitalised, label) for part in words(word) if len(part) > 1}
    return Reading(
        id=piece.id,
        at=piece.at,
        spelt=spelt,
        stems=stems,
        rarity=tuple(round(rarity(one), 4) for one in stems),
        names=tuple(dict.fromkeys(one for one in stems if one in named)),
        numbers=tuple(dict.fromkeys(_NUMBER.findall(rest))),
        label=label.casefold(),
        stage=stage,
        capitals=round(len(capitalised) / (len(printed) - 1), 3) if len(printed) > 1 else 0.0,
        section=piece.section,
        located=piece.located.casefold(),
        whole=_heaviest(stems, words(_undotted(piece.text)), rarity) if piece.text else {},
    )


def taken_apart(headline: str) -> tuple[str, str, str]:
    """A headline's stage, label and rest: `UPDATE 1-Olympics-Rice wins` is `update`, `Olympics` and `Rice wins`."""
    stage, rest = "", headline
    while (match := _LABEL.match(rest)) and _STAGE.fullmatch(match["label"]):
        stage = stage or match["label"].rstrip(" 0123456789").casefold()
        rest = rest[match.end() :]
    if match is not None:
        return stage, match["label"], rest[match.end() :]
    return stage, "", rest


def rarity_of(count: float, stories: int, share: float = 0.0) -> float:
    """How rare a stem is that so many of so many stories have: 1 for none of them, 0 for all.

    Of the stories that a young archive lacks, a `share` is taken to have it too.
    """
    lacking = max(0, YOUNG - stories)
    return max(0.0, 1.0 - math.log(count + share * lacking + 1.0) / math.log(stories + lacking + 1.0))


def length(weights: Iterable[float]) -> float:
    """The length of a vector; 1 where it has none, so that it can be divided by."""
    return math.sqrt(sum([weight * weight for weight in weights])) or 1.0


def unit(weights: dict[str, float]) -> dict[str, float]:
    """The same vector at length 1; empty when it has none."""
    long = math.sqrt(sum([weight * weight for weight in weights.values()]))
    return {word: weight / long for word, weight in weights.items()} if long else {}


def title_of(reading: Reading) -> dict[str, float]:
    """The headline's stems by their rarity, a vector of length 1."""
    return unit(dict(zip(reading.stems, reading.rarity, strict=True)))


def _undotted(text: str) -> str:
    """`U.S.` is the word `US`, not two letters."""
    return _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", text) if _DOTS.search(text) else text


def _heaviest(headline: Iterable[str], text: Iterable[str], rarity: Rarity) -> dict[str, float]:
    counts: dict[str, float] = {}
    # Counted by words first, which C does: a text has half as many different ones.
    for word, count in Counter(text).items():
        one = stem(word)
        counts[one] = counts.get(one, 0.0) + count
    for one in headline:
        counts[one] = counts.get(one, 0.0) + HEADLINE_WEIGHT
    weights = unit({one: math.sqrt(count) * rarity(one) for one, count in counts.items()})
    kept = sorted(weights, key=weights.__getitem__, reverse=True)[:KEPT]
    return {one: round(weights[one], 4) for one in kept}
