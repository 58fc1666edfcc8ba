"""How often the first five related stories are right, beside SQLite's FTS5, TF-IDF and tantivy's more-like-this.

nDCG@5 with gains of 0 and 1 over the queries of the last third of the headlines, which nothing was learnt from; the
ideal counts every earlier story of ten days under the same slug, found or not. Then the same over texts without dates,
where all others are candidates: `texts, odd topics` are those that nothing was learnt from. Everybody ranks the same
queries in the same run.

    .venv/bin/python bench/related.py [--json] [--skip-peers] [--embeddings]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import Query, events, headlines, ndcg
from bench.related_peers import PEERS, Ranked
from wiredesk.story.related import meaning
from wiredesk.story.related.model import load
from wiredesk.story.related.reading import Piece
from wiredesk.story.related.replay import rank_all

GOALS = {"headlines, last third": 0.79, "texts": 0.95, "texts, odd topics": 0.95}
Ranking = Callable[[Sequence[Piece], Sequence[Query]], Ranked]


class Measured(msgspec.Struct, frozen=True):
    """How one way to rank did on one set of queries."""

    who: str
    what: str
    queries: int
    ndcg5: float
    seconds: float


def ours(pieces: Sequence[Piece], queries: Sequence[Query]) -> Ranked:
    """What a page would show, without the threshold below which it shows nothing."""
    found = rank_all(pieces, frozenset(query.id for query in queries), load())
    return {story: [one.id for one in listed] for story, listed in found.items()}


def with_embeddings(pieces: Sequence[Piece], queries: Sequence[Query]) -> Ranked:
    """The same with what headlines mean weighed in."""
    found = rank_all(pieces, frozenset(query.id for query in queries), load(), meaning.load())
    return {story: [one.id for one in listed] for story, listed in found.items()}


def mean(ranked: Ranked, queries: Sequence[Query]) -> float:
    """Mean nDCG@5."""
    return sum(ndcg(ranked.get(query.id, ()), query.related) for query in queries) / len(queries)


def measure(ways: Mapping[str, Ranking]) -> list[Measured]:
    """Everybody over everything."""
    data, (texts, asked) = headlines(), events()
    odd = [query for query in asked if query.topic % 2]
    rows = []
    for who, way in ways.items():
        began = time.monotonic()
        ranked = way(data.pieces, data.asked)
        took = time.monotonic() - began
        rows.append(Measured(who, "headlines, last third", len(data.asked), mean(ranked, data.asked), took))
        began = time.monotonic()
        ranked = way(texts, asked)
        took = time.monotonic() - began
        rows.append(Measured(who, "texts", len(asked), mean(ranked, asked), took))
        rows.append(Measured(who, "texts, odd topics", len(odd), mean(ranked, odd), took))
    return rows


def main() -> None:
    """Measure and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--skip-peers", action="store_true", help="only ours")
    parser.add_argument("--embeddings", action="store_true", help="ours with embeddings, too; needs the extra")
    given = parser.parse_args()
    ways: dict[str, Ranking] = {"wiredesk": ours}
    ways |= {"wiredesk, embeddings": with_embeddings} if given.embeddings else {}
    rows = measure(ways if given.skip_peers else {**ways, **PEERS})
    if given.json:
        print(json.dumps({"bench": "related", "goals": GOALS, "measured": msgspec.to_builtins(rows)}))
        return
    print(f"{'':26}{'':24}{'queries':>8}{'nDCG@5':>9}{'seconds':>9}")
    for row in rows:
        goal = f"   (goal: at least {GOALS[row.what]:g})" if row.who == "wiredesk" else ""
        print(f"{row.who:26}{row.what:24}{row.queries:>8}{row.ndcg5:>9.4f}{row.seconds:>9.1f}{goal}")


if __name__ == "__main__":
    main()
