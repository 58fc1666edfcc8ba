"""What related stories are measured beside: each ranks the same queries over the same stories, earlier ones only.

SQLite's FTS5 and tantivy use their own tokenizers and their own ranking, as somebody would who takes them as they are.
Each sees an archive that ends where its query stands, by a filter, and the ten days that labels reach where there are
times, so that none is beaten for want of knowing the question.
"""

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import tantivy

from bench.related_data import LABELLED, Query
from wiredesk.common.words import words
from wiredesk.story.related.reading import HEADLINE_WEIGHT, Piece, unit

TERMS = 25
"""Words of a long story that a peer is asked for, the rarest: the README's 25."""

Ranked = Mapping[str, Sequence[str]]


def _span(pieces: Sequence[Piece]) -> Callable[[int], int]:
    """The first story that counts for the story at a place: pieces stand in time order; 0 without times."""
    firsts, first = [], 0
    for piece in pieces:
        now = piece.at
        while now is not None and (then := pieces[first].at) is not None and now - then > LABELLED:
            first += 1
        firsts.append(first)
    return firsts.__getitem__


def _last(pieces: Sequence[Piece], at: int) -> int:
    return at - 1 if pieces[at].at is not None else len(pieces) - 1


def _terms(pieces: Sequence[Piece], at: int, counts: Counter[str]) -> list[str]:
    found = set(words(f"{pieces[at].headline} {pieces[at].text}"))
    return sorted(found, key=lambda word: (counts[word], word))[:TERMS]


def _counts(pieces: Sequence[Piece]) -> Counter[str]:
    return Counter(word for piece in pieces for word in set(words(f"{piece.headline} {piece.text}")))


def fts5(pieces: Sequence[Piece], queries: Sequence[Query]) -> Ranked:
    """SQLite FTS5's BM25 over headline and text."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table story using fts5(headline, text)")
    base.executemany(
        "insert into story (rowid, headline, text) values (?, ?, ?)",
        ((at, piece.headline, piece.text) for at, piece in enumerate(pieces)),
    )
    first, counts, ranked = _span(pieces), _counts(pieces), {}
    for at in _places(pieces, queries):
        asked = " OR ".join(f'"{word}"' for word in _terms(pieces, at, counts))
        rows = base.execute(
            "select rowid from story where story match ? and rowid between ? and ? and rowid != ?"
            " order by rank limit 20",
            (asked, first(at), _last(pieces, at), at),
        )
        ranked[pieces[at].id] = [pieces[row].id for (row,) in rows]
    base.close()
    return ranked


def more_like_this(pieces: Sequence[Piece], queries: Sequence[Query]) -> Ranked:
    """tantivy's more-like-this over headline and text as one, with its own English tokenizer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem")
    builder.add_integer_field("place", stored=True, indexed=True, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for at, piece in enumerate(pieces):
        writer.add_document(tantivy.Document(text=f"{piece.headline} {piece.text}", place=at))
    writer.commit()
    index.reload()
    searcher, first, ranked = index.searcher(), _span(pieces), {}
    for at in _places(pieces, queries):
        like = tantivy.Query.more_like_this_document_fields_query(
            schema,
            {"text": [f"{pieces[at].headline} {pieces[at].text}"]},
            min_doc_frequency=1,
            min_term_frequency=1,
            max_query_terms=TERMS,
        )
        within = tantivy.Query.range_query(
            schema, "place", tantivy.FieldType.Integer, first(at), max(first(at), _last(pieces, at))
        )
        both = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, like), (tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0))]
        )
        hits = searcher.search(both, limit=21, count=False).hits
        places = [int(searcher.doc(address)["place"][0]) for _, address in hits]
        ranked[pieces[at].id] = [pieces[place].id for place in places if place != at][:20]
    return ranked


def cosine(pieces: Sequence[Piece], queries: Sequence[Query]) -> Ranked:
    """TF-IDF cosine over whole words by our tokenizer, the headline four times, without decay or learning."""
    wanted, first = set(_places(pieces, queries)), _span(pieces)
    counts, total, ranked = _counts(pieces), len(pieces), {}
    vectors: list[dict[str, float]] = []
    posted: dict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        times = Counter(words(piece.text))
        for word in words(piece.headline):
            times[word] += int(HEADLINE_WEIGHT)
        vectors.append(unit({word: count**0.5 * _idf(counts[word], total) for word, count in times.items()}))
        for word in vectors[at]:
            posted[word].append(at)
    for at in wanted:
        scores: dict[int, float] = defaultdict(float)
        for word, weight in vectors[at].items():
            if counts[word] * 5 < total:
                for other in posted[word]:
                    if first(at) <= other <= _last(pieces, at) and other != at:
                        scores[other] += weight * vectors[other][word]
        best = sorted(scores, key=lambda other: -scores[other])[:20]
        ranked[pieces[at].id] = [pieces[other].id for other in best]
    return ranked


def _idf(count: int, total: int) -> float:
    return math.log((total + 1) / (count + 0.5))


def _places(pieces: Sequence[Piece], queries: Sequence[Query]) -> list[int]:
    asked = {query.id for query in queries}
    return [at for at, piece in enumerate(pieces) if piece.id in asked]


PEERS: Mapping[str, Callable[[Sequence[Piece], Sequence[Query]], Ranked]] = {
    "SQLite FTS5, BM25": fts5,
    "TF-IDF cosine": cosine,
    "tantivy more-like-this": more_like_this,
}
