"""How alike two stories are, as numbers that a model weighs: pure, and most of them between 0 and 1."""

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple, TypeVar

import msgspec

from wiredesk.story.related.reading import FRONT, Reading, length, title_of

Found = TypeVar("Found")

RECENT = 168.0
"""Hours in which recency falls to a third: the decay that alone lifts cosines from 0.70 to 0.76."""


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A reading made ready: one side of many comparisons. Thousands are remembered, so vectors are kept as lengths."""

    reading: Reading
    rarity: dict[str, float]
    """The headline's stems."""
    front: dict[str, float]
    """The same, earlier ones heavier."""
    whole: dict[str, float]
    """Headline and text, or the headline where it is all there is: a vector of length 1."""
    names: frozenset[str]
    numbers: frozenset[str]
    title_length: float
    front_length: float
    sharp_length: float
    """Of the headline's stems by the square of their rarity."""
    named_length: float
    """Of those that are names."""
    plain_length: float
    """Of those that are not."""
    weight: float
    """All rarities together."""
    rarest: float
    rarest_name: float


class Words(NamedTuple):
    """What headlines and texts share. `missing` is what only the new one has, `extra` what only the earlier has."""

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


class Features(NamedTuple):
    """An earlier story beside a new one. The first of them are `Words`."""

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
    return Side(
        reading=reading,
        rarity=rarity,
        front=front,
        whole=reading.whole or title_of(reading),
        names=names,
        numbers=frozenset(reading.numbers),
        title_length=length(rarity.values()),
        front_length=length(front.values()),
        sharp_length=length([rare * rare for rare in rarity.values()]),
        named_length=length([rare for stem, rare in rarity.items() if stem in names]),
        plain_length=length([rare for stem, rare in rarity.items() if stem not in names]),
        weight=sum(rarity.values()),
        rarest=max(rarity.values(), default=0.0),
        rarest_name=max((rarity[stem] for stem in reading.names), default=0.0),
    )


def compare(new: Side, other: Side) -> Features:
    """The features of an earlier story beside a new one."""
    one, two = new.reading, other.reading
    shared = new.rarity.keys() & other.rarity.keys()
    words = _words(new, other, shared) if shared else _no_words(new, other)
    numbers = not new.numbers.isdisjoint(other.numbers)
    hours = hours_between(one.at, two.at)
    return Features(
        *words,
        first_equal=float(one.stems[:1] == two.stems[:1]),
        numbers_shared=float(numbers),
        numbers_apart=float(bool(new.numbers) and bool(other.numbers) and not numbers),
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
        rarity=new.weight / (len(new.rarity) or 1),
        rarest=new.rarest,
        hour=0.0 if hours is None else math.exp(-hours),
        recency=0.0 if hours is None else math.exp(-hours / RECENT),
        hours=0.0 if hours is None else math.log1p(hours) / 5.0,
        time_of_day=0.0 if hours is None else abs((hours + 12.0) % 24.0 - 12.0) / 12.0,
        timeless=float(hours is None),
        has_text=float(bool(one.whole) and bool(two.whole)),
    )


def title_cosine(one: Side, other: Side) -> float:
    """The cosine of two headlines."""
    shared = one.rarity.keys() & other.rarity.keys()
    return _product([(one.rarity[stem], other.rarity[stem]) for stem in shared], one.title_length, other.title_length)


def _no_words(new: Side, other: Side) -> Words:
    """What `_words` finds where nothing is shared: so it is with most that were found by their texts."""
    return Words(
        *(0.0,) * 5,
        cosine(new.whole, other.whole),
        *(0.0,) * 7,
        rarest_missing=new.rarest,
        rarest_extra=other.rarest,
        name_shared=0.0,
        name_missing=new.rarest_name,
        name_extra=other.rarest_name,
        pairs_shared=0.0,
        in_order=0.0,
        lead_shared=0.0,
    )


def _words(new: Side, other: Side, shared: AbstractSet[str]) -> Words:
    """The features of two headlines that share some stems."""
    one, two = new.reading, other.reading
    mine, others = new.rarity, other.rarity
    rare = [(mine[stem], others[stem]) for stem in shared]
    names = new.names & other.names
    plain = shared - new.names - other.names
    rarities = [*sorted([here for here, _ in rare], reverse=True), 0.0, 0.0, 0.0]
    weight = sum(rarities)
    return Words(
        title_cosine=_product(rare, new.title_length, other.title_length),
        front_cosine=_product(
            [(new.front[stem], other.front[stem]) for stem in shared], new.front_length, other.front_length
        ),
        sharp_cosine=_product(
            [(here * here, there * there) for here, there in rare], new.sharp_length, other.sharp_length
        ),
        named_cosine=_product([(mine[stem], others[stem]) for stem in names], new.named_length, other.named_length),
        plain_cosine=_product([(mine[stem], others[stem]) for stem in plain], new.plain_length, other.plain_length),
        whole_cosine=cosine(new.whole, other.whole),
        spelt_shared=_share(set(one.spelt), set(two.spelt)),
        covered=weight / (new.weight or 1.0),
        covers=weight / (sum([mine.get(stem, rare) for stem, rare in others.items()]) or 1.0),
        rarest_shared=rarities[0],
        second_shared=rarities[1],
        third_shared=rarities[2],
        shared_weight=weight / 4.0,
        rarest_missing=max([rare for stem, rare in mine.items() if stem not in shared], default=0.0),
        rarest_extra=max([rare for stem, rare in others.items() if stem not in shared], default=0.0),
        name_shared=max([mine[stem] for stem in names], default=0.0),
        name_missing=max([mine[stem] for stem in new.names - shared], default=0.0),
        name_extra=max([others[stem] for stem in other.names - shared], default=0.0),
        pairs_shared=_share(set(pairwise(one.stems)), set(pairwise(two.stems))),
        in_order=_in_order(one.stems, two.stems),
        lead_shared=max([mine[stem] for stem in one.stems[:3] if stem in two.stems[:3]], default=0.0),
    )


def _product(weights: Iterable[tuple[float, float]], length: float, other: float) -> float:
    """The cosine of two vectors by the weights of what they share, and by their lengths."""
    return math.fsum([(here / length) * (there / other) for here, there in weights])


def _share(one: AbstractSet[Found], other: AbstractSet[Found]) -> float:
    """The share of the smaller set that is in the larger one, too."""
    return len(one & other) / (min(len(one), len(other)) or 1)


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
    return sum(after > before for before, after in pairwise(found)) / (len(found) - 1)
