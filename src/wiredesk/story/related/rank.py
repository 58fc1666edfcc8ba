"""What else is about this: a story's neighbours among earlier ones, ranked, each with the reason why.

The same code stands behind the box on a page, the step that fills it and `wiredesk related rank`.
"""

import msgspec

from wiredesk.story.related.features import Side, beside, compare, hours_between, likeness, side
from wiredesk.story.related.index import WINDOW, Index
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Reading

COMPARED = 60
"""Candidates that are compared in full: those that share the most."""

LISTED = 20
REASON_WORDS = 5


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why two stories are called neighbours, for the desk and the page's markup."""

    shared: tuple[str, ...]
    """Words of the new headline that the other shares in one form or another, the rarest first."""
    numbers: tuple[str, ...]
    """Numbers that both headlines have."""
    hours_apart: float | None
    """None where one of them has no time."""


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier story beside a new one. `shown` is whether it is likely enough to be offered to a reader."""

    id: str
    probability: float
    shown: bool
    reason: Reason


def neighbours(new: Reading, index: Index, model: Model, *, limit: int = LISTED) -> list[Neighbour]:
    """The earlier stories most like a new one, best first; those of the last ten days stand before older ones.

    Older ones are often right and seldom what a reader of today's news asks for first, so they fill up what is left.
    """
    mine = side(new)
    found = compared(mine, index.candidates(new))
    besides = beside(features := [compare(mine, one) for one in found])
    scores = [model.score(one + other) for one, other in zip(features, besides, strict=True)]
    ranked = sorted(range(len(found)), key=lambda at: (not recent(mine, found[at]), -scores[at], at))
    return [_neighbour(mine, found[at], scores[at], model) for at in ranked[:limit]]


def compared(new: Side, candidates: list[Reading]) -> list[Side]:
    """The candidates that are worth comparing in full, by a first opinion; the likeliest first."""
    likeliest = sorted(candidates, key=lambda one: -likeness(new, one))
    return list(map(side, likeliest[:COMPARED]))


def recent(new: Side, other: Side) -> bool:
    """Whether two stories are of the same ten days; those without a time always are."""
    one, two = new.reading.at, other.reading.at
    return one is None or two is None or one - two <= WINDOW


def _neighbour(new: Side, other: Side, score: float, model: Model) -> Neighbour:
    probability = model.probability(score)
    one, two = new.reading, other.reading
    rare = sorted(dict(zip(one.spelt, one.stems, strict=True)).items(), key=lambda pair: -new.rarity[pair[1]])
    hours = hours_between(one.at, two.at)
    return Neighbour(
        id=two.id,
        probability=probability,
        shown=probability >= model.threshold,
        reason=Reason(
            shared=tuple(word for word, stem in rare if stem in other.rarity)[:REASON_WORDS],
            numbers=tuple(number for number in one.numbers if number in two.numbers),
            hours_apart=None if hours is None else round(hours, 1),
        ),
    )
