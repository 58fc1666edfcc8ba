"""The labelled stories that ranking is learnt from and measured on, read by path: see `../shared/related/README.md`."""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from wiredesk.story.related.reading import Piece

SHARED = Path(__file__).parents[1].parent / "shared" / "related"
LABELLED = timedelta(days=10)
"""How far back a headline's label reaches."""

DISCOUNT = tuple(1.0 / math.log2(place + 2) for place in range(5))


class Query(msgspec.Struct, frozen=True):
    """A story, and the earlier ones that are known to be about the same."""

    id: str
    related: frozenset[str]
    topic: int = 0
    """Of a text without a date: its topic, which holds two events of one kind."""


class Headlines(msgspec.Struct, frozen=True):
    """Headlines in time order; where the last third begins; queries learnt from before it and asked within it."""

    pieces: tuple[Piece, ...]
    last_third: int
    learnt: tuple[Query, ...]
    unrelated: tuple[Query, ...]
    """Some stories of the first two thirds that had nothing to stand beside: what is shown for them is wrong."""
    asked: tuple[Query, ...]


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file; raises SystemExit, saying so, where it is not there."""
    path = SHARED / name
    if not path.exists():
        raise SystemExit(f"{name} is not there: related stories are measured beside the shared data only")
    with gzip.open(path, "rt") if name.endswith(".gz") else path.open() as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def headlines() -> Headlines:
    """The seven weeks. Learnt from: every story of the first two thirds with an earlier one under its slug."""
    pieces = tuple(
        Piece(id=row["id"], headline=row["headline"], at=datetime.fromisoformat(row["at"]))
        for row in rows("headlines-stories.jsonl.gz")
    )
    last_third = len(pieces) * 2 // 3
    place = {piece.id: at for at, piece in enumerate(pieces)}
    threads: dict[str, list[Piece]] = defaultdict(list)
    learnt: list[Query] = []
    unrelated: list[Query] = []
    slugs = {row["id"]: row["thread"] for row in rows("headlines-threads.jsonl.gz")}
    for piece in pieces[:last_third]:
        if piece.id in slugs and piece.at is not None:
            earlier = threads[slugs[piece.id]]
            related = frozenset(one.id for one in earlier if one.at is not None and piece.at - one.at <= LABELLED)
            earlier.append(piece)
            if related:
                learnt.append(Query(piece.id, related))
            elif len(unrelated) < len(learnt) // 4:
                unrelated.append(Query(piece.id, related))
    labels = (Query(row["id"], frozenset(row["related"])) for row in rows("headlines-labels.jsonl"))
    asked = tuple(one for one in labels if place[one.id] >= last_third)
    return Headlines(pieces, last_third, tuple(learnt), tuple(unrelated), asked)


def events() -> tuple[tuple[Piece, ...], tuple[Query, ...]]:
    """EventCorefBank+: texts without dates; related are all others of the same event, none of the topic's other one."""
    pieces, together = [], defaultdict(list)
    for row in rows("ecb-stories.jsonl.gz"):
        pieces.append(Piece(id=row["id"], headline=row["headline"], text=row["text"]))
        together[row["event"]].append(row["id"])
    queries = [
        Query(one, frozenset(ids) - {one}, int(event.rstrip("+")))
        for event, ids in together.items()
        for one in ids
        if len(ids) > 1
    ]
    return tuple(pieces), tuple(queries)


def ndcg(ranked: Sequence[str], related: frozenset[str]) -> float:
    """nDCG@5 with gains of 0 and 1; the ideal has every related story that there is, found or not, up to five."""
    got = sum(gain for gain, one in zip(DISCOUNT, ranked, strict=False) if one in related)
    return got / sum(DISCOUNT[: len(related)])
