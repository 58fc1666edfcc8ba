"""What else is about this: a story's neighbours among earlier ones, ranked, each with the reason why.

The same code stands behind the box on a page, the step that fills it and `wiredesk related rank`.
"""

from collections.abc import Sequence

import msgspec

from wiredesk.story.related.features import Side, beside, broadly, compare, likeness, side
from wiredesk.story.related.index import WINDOW, Index
from wiredesk.story.related.meaning import Opinion
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Reading
from wiredesk.story.related.reason import Reason, reason

COMPARED, TEXTS_COMPARED = 40, 20
"""Candidates that are compared in full: those that share the most.

What a text shares tells more than what a headline does: beside texts the first twenty give what forty did, in half the
time (`bench/related.py` and `related_texts.py` print the same figures to the third place).
"""

BROADLY = 0.12
"""What two texts must share beside their one heaviest word: below it they have a town or a phrase in common.

On texts it costs one right pair in seventy, and three in four of those that are of one town only.
"""

LISTED = 20


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier story beside a new one. `shown` is whether it is likely enough to be offered to a reader."""

    id: str
    probability: float
    shown: bool
    reason: Reason


def neighbours(
    new: Reading, index: Index, model: Model, *, limit: int = LISTED, opinion: Opinion | None = None
) -> list[Neighbour]:
    """The earlier stories most like a new one, best first; those of the last ten days stand before older ones.

    Older ones are often right and seldom what a reader of today's news asks for first, so they fill up what is left.
    An opinion of what the headlines mean is weighed in where there is one, and the new story has no text.
    """
    mine = side(new)
    return ranked(mine, compared_sides(mine, index), model, limit=limit, opinion=opinion)


def compared_sides(new: Side, index: Index) -> list[Side]:
    """The earlier stories that are worth comparing with a new one in full, by a first opinion; the likeliest first.

    Found once, they serve whoever compares the story: the ranking here, and threads.
    """
    likeliest = sorted(index.candidates(new.reading), key=lambda one: -likeness(new, one.at, one.heaviest))
    return [one.side() for one in likeliest[: TEXTS_COMPARED if new.reading.whole else COMPARED]]


def ranked(
    new: Side, sides: Sequence[Side], model: Model, *, limit: int = LISTED, opinion: Opinion | None = None
) -> list[Neighbour]:
    """Earlier stories beside a new one as `neighbours` puts them, best first; equal ones stay in their order."""
    likely, model = _likely(new, sides, model, limit, opinion)
    return [
        Neighbour(id=one.reading.id, probability=sure, shown=_shown(new, one, sure, model), reason=reason(new, one))
        for one, sure in likely
    ]


def offered(new: Side, sides: Sequence[Side], model: Model, *, limit: int = LISTED) -> list[Neighbour]:
    """Those of the `ranked` that are likely enough to be offered to a reader; a reason is found for no other."""
    likely, model = _likely(new, sides, model, limit, None)
    return [
        Neighbour(id=one.reading.id, probability=sure, shown=True, reason=reason(new, one))
        for one, sure in likely
        if _shown(new, one, sure, model)
    ]


def _likely(
    new: Side, sides: Sequence[Side], model: Model, limit: int, opinion: Opinion | None
) -> tuple[list[tuple[Side, float]], Model]:
    """The likeliest with their probabilities, in the order of `ranked`, and the model that these are judged by."""
    besides = beside(features := [compare(new, one) for one in sides])
    scores = [model.score(one + other) for one, other in zip(features, besides, strict=True)]
    if opinion is not None and not new.reading.whole:
        # What it weighs was learnt from headlines alone; beside texts it made the order worse.
        added = opinion.added(new.reading, [one.reading for one in sides])
        scores = [score + more for score, more in zip(scores, added, strict=True)]
        model = opinion.judged(model)
    order = sorted(range(len(sides)), key=lambda at: (not recent(new, sides[at]), -scores[at], at))
    return [(sides[at], model.probability(scores[at])) for at in order[:limit]], model


def _shown(new: Side, other: Side, probability: float, model: Model) -> bool:
    """Whether a neighbour is likely enough to be offered to a reader."""
    if new.reading.whole and other.reading.whole:
        return model.likely(probability, texts=True) and broadly(new.whole, other.whole) >= BROADLY
    return model.likely(probability, texts=False)


def recent(new: Side, other: Side) -> bool:
    """Whether two stories are of the same ten days; those without a time always are."""
    one, two = new.reading.at, other.reading.at
    return one is None or two is None or one - two <= WINDOW
