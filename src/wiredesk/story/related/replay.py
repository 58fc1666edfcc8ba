"""Stories from a file, taken in one after the other as if each had just arrived; some of them asked for neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from wiredesk.story.related.index import Index
from wiredesk.story.related.meaning import Opinion
from wiredesk.story.related.model import Model
from wiredesk.story.related.rank import Neighbour, neighbours
from wiredesk.story.related.reading import Piece, Reading, read

AT_ONCE = 500
"""Stories between two commits where nobody asks: rarities are as old as that at most."""

_ALWAYS = datetime.min.replace(tzinfo=UTC)


def rank_all(
    pieces: Iterable[Piece], asked: frozenset[str], model: Model, opinion: Opinion | None = None
) -> Mapping[str, Sequence[Neighbour]]:
    """The neighbours of each story asked for, among those before it.

    Stories go in time order, those of one moment in the order given. Stories without a time are there from the
    beginning, and all of those are candidates of each other.
    """
    ordered = sorted(pieces, key=_time)
    timeless = [piece for piece in ordered if piece.at is None]
    index = _all_at_once(timeless)
    found = {
        piece.id: neighbours(read(piece, index.rarity), index, model, opinion=opinion)
        for piece in timeless
        if piece.id in asked
    }
    waiting: list[Reading] = []
    for piece in ordered[len(timeless) :]:
        if piece.id in asked or len(waiting) == AT_ONCE:
            index.add(waiting, known=False)
            index.commit()
            waiting.clear()
        waiting.append(new := read(piece, index.rarity))
        if piece.id in asked:
            found[piece.id] = neighbours(new, index, model, opinion=opinion)
    return found


def _all_at_once(pieces: Sequence[Piece]) -> Index:
    """An index of them all, whose readings know how rare a word is among all."""
    counted, index = Index(), Index()
    if pieces:
        counted.add((read(piece, counted.rarity) for piece in pieces), known=False)
        counted.commit()
        index.add((read(piece, counted.rarity) for piece in pieces), known=False)
        index.commit()
    return index


def _time(piece: Piece) -> datetime:
    """When a story is taken in: one without a time before all others."""
    return piece.at or _ALWAYS
