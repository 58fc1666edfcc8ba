"""What else is about this: a story's neighbours among earlier ones, ranked, each with the reason why.

The same code stands behind the box on a page, the step that fills it and `wiredesk related rank`.
"""

import msgspec

from wiredesk.story.related.features import Side, beside, compare, likeness, side
from wiredesk.story.related.index import WINDOW, Index
from wiredesk.story.related.kept import Kept
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Reading
from wiredesk.story.related.reason import Reason, reason

COMPARED = 40
"""Candidates that are compared in full: those that share the most."""

ALIKE = 0.1
"""Cosine below which nothing is shown, however close in time two stories are: they share common words only."""

LISTED = 20


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
    return ranked(mine, compared(mine, index.candidates(new)), model, limit=limit)


def ranked(mine: Side, found: list[Side], model: Model, *, limit: int = LISTED) -> list[Neighbour]:
    """The stories that a new one was compared with as its neighbours, in that order."""
    besides = beside(features := [compare(mine, one) for one in found])
    scores = [model.score(one + other) for one, other in zip(features, besides, strict=True)]
    ranked = sorted(range(len(found)), key=lambda at: (not recent(mine, found[at]), -scores[at], at))
    likely = [(found[at], model.probability(scores[at]), features[at].whole_cosine) for at in ranked[:limit]]
    return [
        Neighbour(
            id=one.reading.id,
            probability=sure,
            shown=alike >= ALIKE and model.likely(sure, texts=bool(mine.reading.whole) and bool(one.reading.whole)),
            reason=reason(mine, one),
        )
        for one, sure, alike in likely
    ]


def compared(new: Side, candidates: list[Kept]) -> list[Side]:
    """The candidates that are worth comparing in full, by a first opinion; the likeliest first."""
    likeliest = sorted(candidates, key=lambda one: -likeness(new, one.at, one.heaviest))
    return [side(one.reading()) for one in likeliest[:COMPARED]]


def recent(new: Side, other: Side) -> bool:
    """Whether two stories are of the same ten days; those without a time always are."""
    one, two = new.reading.at, other.reading.at
    return one is None or two is None or one - two <= WINDOW
