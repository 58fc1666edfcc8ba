"""How alike two stories are, as numbers that a model weighs: pure, and most of them between 0 and 1."""

import itertools
import math
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from wiredesk.story.related.reading import FRONT, Reading, title_of, unit

RECENT = 168.0
"""Hours in which recency falls to a third: the decay that alone lifts cosines from 0.70 to 0.76."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A reading with its vectors, each of length 1: one side of many comparisons."""

    reading: Reading
    rarity: dict[str, float]
    title: dict[str, float]
    front: dict[str, float]
    """Words of the headline, earlier ones heavier."""
    sharp: dict[str, float]
    """Words of the headline by the square of their rarity."""
    named: dict[str, float]
    plain: dict[str, float]
    whole: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    spelt: frozenset[str]


class Features(NamedTuple):
    """An earlier story beside a new one. `missing` is what only the new one has, `extra` what only the earlier has."""

    title_cosine: float
    front_cosine: float
    sharp_cosine: float
    named_cosine: float
    plain_cosine: float
    whole_cosine: float
    spelt_shared: float
    covered: float
    covers: float
    rarest_shared: float
    second_shared: float
    third_shared: float
    shared_weight: float
    rarest_missing: float
    rarest_extra: float
    name_shared: float
    name_missing: float
    name_extra: float
    pairs_shared: float
    in_order: float
    lead_shared: float
    first_equal: float
    numbers_shared: float
    numbers_apart: float
    label_equal: float
    label_differs: float
    stage_earlier: float
    stage_new: float
    section_equal: float
    located_equal: float
    capitals_apart: float
    capitals: float
    shorter: float
    length_apart: float
    rarity: float
    rarest: float
    hour: float
    recency: float
    hours: float
    time_of_day: float
    timeless: float
    has_text: float


class Beside(NamedTuple):
    """What a candidate is among the others of the same new story."""

    behind: float
    sharp_behind: float
    best: float
    place: float


FEATURES = (*Features._fields, *Beside._fields)


def side(reading: Reading) -> Side:
    """One side of comparisons."""
    rarity = dict(zip(reading.stems, reading.rarity, strict=True))
    names = frozenset(reading.names)
    front: dict[str, float] = {}
    weight = 1.0
    for stem in reading.stems:
        front.setdefault(stem, rarity[stem] * weight)
        weight *= FRONT
    title = title_of(reading)
    return Side(
        reading=reading,
        rarity=rarity,
        title=title,
        front=unit(front),
        sharp=unit({stem: rare * rare for stem, rare in rarity.items()}),
        named=unit({stem: rare for stem, rare in rarity.items() if stem in names}),
        plain=unit({stem: rare for stem, rare in rarity.items() if stem not in names}),
        whole=reading.whole or title,
        pairs=frozenset(itertools.pairwise(reading.stems)),
        names=names,
        spelt=frozenset(reading.spelt),
    )


def compare(new: Side, other: Side) -> Features:
    """The features of an earlier story beside a new one."""
    one, two = new.reading, other.reading
    shared = [stem for stem in new.rarity if stem in other.rarity]
    rarities = [*sorted((new.rarity[stem] for stem in shared), reverse=True), 0.0, 0.0, 0.0]
    weight = sum(rarities)
    names = new.names & other.names
    numbers = bool(set(one.numbers) & set(two.numbers))
    hours = hours_between(one.at, two.at)
    return Features(
        title_cosine=cosine(new.title, other.title),
        front_cosine=cosine(new.front, other.front),
        sharp_cosine=cosine(new.sharp, other.sharp),
        named_cosine=cosine(new.named, other.named),
        plain_cosine=cosine(new.plain, other.plain),
        whole_cosine=cosine(new.whole, other.whole),
        spelt_shared=len(new.spelt & other.spelt) / (min(len(new.spelt), len(other.spelt)) or 1),
        covered=weight / (sum(new.rarity.values()) or 1.0),
        covers=weight / (sum(new.rarity.get(stem, rare) for stem, rare in other.rarity.items()) or 1.0),
        rarest_shared=rarities[0],
        second_shared=rarities[1],
        third_shared=rarities[2],
        shared_weight=weight / 4.0,
        rarest_missing=max((rare for stem, rare in new.rarity.items() if stem not in other.rarity), default=0.0),
        rarest_extra=max((rare for stem, rare in other.rarity.items() if stem not in new.rarity), default=0.0),
        name_shared=max((new.rarity[stem] for stem in names), default=0.0),
        name_missing=max((new.rarity[stem] for stem in new.names if stem not in other.rarity), default=0.0),
        name_extra=max((other.rarity[stem] for stem in other.names if stem not in new.rarity), default=0.0),
        pairs_shared=len(new.pairs & other.pairs) / (min(len(new.pairs), len(other.pairs)) or 1),
        in_order=_in_order(one.stems, two.stems),
        lead_shared=max((new.rarity[stem] for stem in one.stems[:3] if stem in two.stems[:3]), default=0.0),
        first_equal=float(one.stems[:1] == two.stems[:1]),
        numbers_shared=float(numbers),
        numbers_apart=float(bool(one.numbers) and bool(two.numbers) and not numbers),
        label_equal=float(bool(one.label) and one.label == two.label),
        label_differs=float(one.label != two.label),
        stage_earlier=float(bool(two.stage)),
        stage_new=float(bool(one.stage)),
        section_equal=float(bool(one.section) and one.section == two.section),
        located_equal=float(bool(one.located) and one.located == two.located),
        capitals_apart=abs(one.capitals - two.capitals),
        capitals=two.capitals,
        shorter=min(len(one.stems), len(two.stems)) / 10.0,
        length_apart=abs(len(one.stems) - len(two.stems)) / 10.0,
        rarity=sum(new.rarity.values()) / (len(new.rarity) or 1),
        rarest=max(new.rarity.values(), default=0.0),
        hour=0.0 if hours is None else math.exp(-hours),
        recency=0.0 if hours is None else math.exp(-hours / RECENT),
        hours=0.0 if hours is None else math.log1p(hours) / 5.0,
        time_of_day=0.0 if hours is None else abs((hours + 12.0) % 24.0 - 12.0) / 12.0,
        timeless=float(hours is None),
        has_text=float(bool(one.whole) and bool(two.whole)),
    )


def beside(candidates: Sequence[Features]) -> list[Beside]:
    """What each candidate is among the others, which stand in the order in which they were found."""
    best = max((found.whole_cosine for found in candidates), default=0.0)
    sharpest = max((found.sharp_cosine for found in candidates), default=0.0)
    return [
        Beside(found.whole_cosine - best, found.sharp_cosine - sharpest, best, min(place, 20) / 20.0)
        for place, found in enumerate(candidates)
    ]


def likeness(new: Side, at: datetime | None, heaviest: dict[str, float]) -> float:
    """A first, cheap opinion of an earlier story by its time and its heaviest stems: is it compared in full?"""
    hours = hours_between(new.reading.at, at)
    decay = 1.0 if hours is None else 1.0 + math.exp(-hours / RECENT)
    return cosine(new.whole, heaviest) * decay


def hours_between(one: datetime | None, other: datetime | None) -> float | None:
    """Hours between two stories, never negative; None where one of them has no time."""
    if one is None or other is None:
        return None
    return abs((one - other).total_seconds()) / 3600.0


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    # What both have is found in C; a set's order is anybody's guess, so the sum is one that no order changes.
    return math.fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def broadly(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two vectors of length 1 without the word that adds the most to it.

    Two stories from one town share its name, and often nothing else.
    """
    parts = [one[word] * other[word] for word in one.keys() & other.keys()]
    return math.fsum(parts) - max(parts, default=0.0)


def _in_order(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of the shared words that follow each other in the same order in both headlines."""
    places = {word: at for at, word in enumerate(other)}
    found = [places[word] for word in one if word in places]
    if len(found) < 2:
        return 0.0
    return sum(after > before for before, after in itertools.pairwise(found)) / (len(found) - 1)
