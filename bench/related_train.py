"""Learn the model of related stories, and write it as JSON: `src/wiredesk/story/related/model.json` by default.

Learnt from the first two thirds of the headlines (each story with an earlier one under its slug is a query, its
candidates are those that the product's own index finds) and from the even topics of the texts without dates. What is
printed of headlines is measured on weeks that were left out while learning. `bench/related.py` measures the last third.
Needs lightgbm and numpy, of which nothing is needed to use the model.

    .venv/bin/python bench/related_train.py [--out FILE] [--trees 150] [--leaves 15]
"""

import argparse
import pickle
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import Query, events, headlines, ndcg
from wiredesk.story.related.features import FEATURES, beside, compare, side
from wiredesk.story.related.index import Index
from wiredesk.story.related.model import SHIPPED, Model, Tree
from wiredesk.story.related.rank import compared_sides
from wiredesk.story.related.reading import Piece, Reading, read

WARM = 12_000
"""Headlines before the first query: an archive that is a few days old."""

FOLDS = 4
TEXTS = 4
"""How often each text is learnt from: there are ten headlines for one of them."""

TIMES = tuple(FEATURES.index(name) for name in ("hour", "recency", "hours", "time_of_day"))
TIMELESS = FEATURES.index("timeless")
Numbers = npt.NDArray[np.float64]
Scored = Callable[[Numbers], Numbers]


class Group(msgspec.Struct, frozen=True):
    """One query's candidates: a row of features each, and which of them are related."""

    query: Query
    ids: tuple[str, ...]
    rows: Numbers
    related: npt.NDArray[np.bool_]


def group(query: Query, new: Reading, index: Index) -> Group:
    """A query as the product would meet it."""
    mine = side(new)
    found = compared_sides(mine, index)
    features = [compare(mine, one) for one in found]
    rows = np.array([one + other for one, other in zip(features, beside(features), strict=True)], dtype=float)
    ids = tuple(one.reading.id for one in found)
    related = np.array([one in query.related for one in ids], dtype=bool)
    return Group(query, ids, rows.reshape(len(ids), len(FEATURES)), related)


def dated(pieces: Iterable[Piece], queries: Sequence[Query], warm: int = WARM) -> list[Group]:
    """Groups in time order: each query sees what was there before it; none is asked before so many stories are."""
    index, wanted, groups = Index(), {query.id: query for query in queries}, []
    waiting: list[Reading] = []
    for number, piece in enumerate(pieces):
        query = wanted.get(piece.id) if number >= warm else None
        if query is not None or len(waiting) >= 500:
            index.add(waiting, known=False)
            index.commit()
            waiting.clear()
        waiting.append(read(piece, index.rarity))
        if query is not None:
            groups.append(group(query, waiting[-1], index))
    return groups


def undated(pieces: Sequence[Piece], queries: Sequence[Query]) -> list[Group]:
    """Groups of texts without times: all others are candidates."""
    index = indexed(pieces)
    asked = {query.id: query for query in queries}
    return [group(asked[piece.id], read(piece, index.rarity), index) for piece in pieces if piece.id in asked]


def indexed(pieces: Sequence[Piece]) -> Index:
    """An index whose readings know how rare words are among all of them."""
    first, index = Index(), Index()
    first.add((read(piece, first.rarity) for piece in pieces), known=False)
    first.commit()
    index.add((read(piece, first.rarity) for piece in pieces), known=False)
    index.commit()
    return index


def without_time(groups: Iterable[Group], share: float) -> list[Group]:
    """Some groups once more as if nobody knew when: so that the model can do without."""
    chance, made = random.Random(3), []
    for one in groups:
        if chance.random() < share:
            rows = one.rows.copy()
            rows[:, TIMES] = 0.0
            rows[:, TIMELESS] = 1.0
            made.append(Group(one.query, one.ids, rows, one.related))
    return made


def learn(groups: Iterable[Group], trees: int, leaves: int) -> lightgbm.Booster:
    """Trees that put the related before the others within the first places (LambdaMART)."""
    used = [one for one in groups if one.related.any()]
    data = lightgbm.Dataset(
        np.vstack([one.rows for one in used]),
        np.concatenate([one.related for one in used]).astype(int),
        group=[len(one.ids) for one in used],
    )
    asked: dict[str, Any] = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 8,
        "num_leaves": leaves,
        "learning_rate": 0.08,
        "min_data_in_leaf": 100,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5,
        "verbose": -1,
        "num_threads": 1,
        "seed": 1,
    }
    return lightgbm.train(asked, data, num_boost_round=trees)


def scored_by(booster: lightgbm.Booster) -> Scored:
    """A booster as a function from rows to scores."""
    return lambda rows: np.asarray(booster.predict(rows), dtype=float) if len(rows) else np.zeros(0)


def measured(scored: Scored, groups: Sequence[Group]) -> float:
    """Mean nDCG@5."""
    total = 0.0
    for one in groups:
        if one.ids:
            order = np.argsort(-scored(one.rows), kind="stable")[:5]
            total += ndcg([one.ids[at] for at in order], one.query.related)
    return total / len(groups)


def left_out(groups: Sequence[Group], others: list[Group], trees: int, leaves: int) -> tuple[list[Numbers], float]:
    """Each group's scores by a model that did not see its weeks, and nDCG@5 by them."""
    scores: list[Numbers] = []
    total = 0.0
    for fold in np.array_split(np.arange(len(groups)), FOLDS):
        seen = [one for at, one in enumerate(groups) if not fold[0] <= at <= fold[-1]]
        scored = scored_by(learn([*seen, *without_time(seen, 0.15), *others], trees, leaves))
        own = [groups[at] for at in fold]
        asked = [one for one in own if one.query.related]
        total += measured(scored, asked) * len(asked)
        scores += [scored(one.rows) for one in own]
    return scores, total / sum(bool(one.query.related) for one in groups)


def sure(groups: Sequence[Group], scores: Sequence[Numbers]) -> tuple[float, float, dict[str, float]]:
    """What turns a score into a probability: slope and offset; figures with the best threshold of the first five."""
    shown, right = [], []
    for one, score in zip(groups, scores, strict=True):
        best = np.argsort(-score, kind="stable")[:5]
        shown += score[best].tolist()
        right += one.related[best].tolist()
    slope, offset = _logistic(np.array(shown), np.array(right, dtype=float))
    likely = 1.0 / (1.0 + np.exp(-(slope * np.array(shown) + offset)))
    truth, known = np.array(right), sum(min(5, len(one.query.related)) for one in groups)
    figures: dict[str, float] = {}
    for threshold in np.arange(0.1, 0.9, 0.01):
        hit = int(truth[likely >= threshold].sum())
        precision, recall = hit / max(1, int((likely >= threshold).sum())), hit / known
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        if f1 > figures.get("shown_f1", 0.0):
            figures = {"threshold": threshold, "shown_f1": f1, "shown_precision": precision, "shown_recall": recall}
    return slope, offset, figures


def _logistic(score: Numbers, right: Numbers) -> tuple[float, float]:
    """Slope and offset of the likeliest logistic, by Newton's method."""
    given, weights = np.column_stack([score, np.ones_like(score)]), np.zeros(2)
    for _ in range(20):
        likely = 1.0 / (1.0 + np.exp(-given @ weights))
        curve = (given * (likely * (1.0 - likely))[:, None]).T @ given
        weights += np.linalg.solve(curve, given.T @ (right - likely))
    return float(weights[0]), float(weights[1])


def tree(root: dict[str, Any]) -> Tree:
    """One of lightgbm's trees as ours."""
    feature: list[int] = []
    limit: list[float] = []
    below: list[int] = []
    above: list[int] = []
    answers: list[float] = []

    def place(node: dict[str, Any]) -> int:
        if "split_index" not in node:
            answers.append(round(float(node["leaf_value"]), 5))
            return -len(answers)
        at = len(feature)
        feature.append(int(node["split_feature"]))
        limit.append(float(f"{node['threshold']:.6g}"))
        below.append(0)
        above.append(0)
        below[at] = place(node["left_child"])
        above[at] = place(node["right_child"])
        return at

    place(root)
    return Tree(tuple(feature), tuple(limit), tuple(below), tuple(above), tuple(answers))


def main() -> None:
    """Learn, say what it gave, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--leaves", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="a file to keep the groups in between runs")
    given = parser.parse_args()
    if given.keep is not None and given.keep.exists():
        groups, texts = pickle.loads(given.keep.read_bytes())
    else:
        data = headlines()
        groups = dated(data.pieces[: data.last_third], (*data.learnt, *data.unrelated))
        texts = undated(*events())
        if given.keep is not None:
            given.keep.write_bytes(pickle.dumps((groups, texts)))
    even = [one for one in texts if int(one.query.topic) % 2 == 0]
    odd = [one for one in texts if int(one.query.topic) % 2 == 1]
    scores, figure = left_out(groups, even * TEXTS, given.trees, given.leaves)
    slope, offset, figures = sure(groups, scores)
    asked = [one for one in groups if one.query.related]
    booster = learn([*asked, *without_time(asked, 0.15), *even * TEXTS], given.trees, given.leaves)
    figures |= {"ndcg5_weeks_left_out": figure, "ndcg5_texts_left_out": measured(scored_by(booster), odd)}
    model = Model(
        trained_date=date.today(),  # noqa: DTZ011 the day on which a person trained it, for the person who reads it
        trained_on=f"{len(asked)} of 111,352 headlines of an agency, five weeks of 2012, its desk's slugs being the "
        f"truth, 15 in 100 of them again without times; {len(even)} texts of the even topics of EventCorefBank+, "
        f"{TEXTS} times each",
        trained_by=f"bench/related_train.py --trees {given.trees} --leaves {given.leaves}",
        objective="lambdarank; the probability by a logistic on weeks left out, stories without any neighbour included",
        figures={name: round(float(value), 4) for name, value in figures.items()},
        features=FEATURES,
        slope=round(slope, 4),
        offset=round(offset, 4),
        threshold=round(float(figures["threshold"]), 2),
        trees=tuple(tree(one["tree_structure"]) for one in booster.dump_model()["tree_info"]),
    )
    given.out.write_bytes(written(model))
    gains = sorted(zip(booster.feature_importance("gain"), FEATURES, strict=True), reverse=True)
    print(" ".join(f"{name}={gain:.0f}" for gain, name in gains))
    print("\n".join(f"{name:24}{value}" for name, value in model.figures.items()))


def written(model: Model) -> bytes:
    """JSON that can be read and compared: a line for each fact, and one for each tree."""
    trees = b",\n    ".join(msgspec.json.encode(one) for one in model.trees)
    rest = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(model, trees=())), indent=2)
    return rest.replace(b'"trees": []', b'"trees": [\n    ' + trees + b"\n  ]") + b"\n"


if __name__ == "__main__":
    main()
