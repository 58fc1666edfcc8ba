"""Learn what makes a story go on with an earlier one, and write it: `src/wiredesk/story/related/threads.json`.

Learnt from the first two thirds of the weeks of headlines: for each story under a slug, the candidates under a slug
that the product finds in memory, and whether the slug is the same; 15 in 100 of them again as if nobody knew when; and
the texts of the even topics without dates. The threshold is the one with the best BCubed F1 on the second third,
with everything earlier, by trees that learnt from the first; trees that learnt from both are written.
`bench/related_threads.py` measures the last third.
Needs lightgbm and numpy, of which nothing is needed to use the model.

    .venv/bin/python bench/threads_train.py [--out FILE] [--trees 120] [--leaves 8]
"""

import argparse
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.bcubed import Figures, bcubed
from bench.related_data import rows
from bench.related_train import TIMELESS, TIMES, tree, written
from wiredesk.story.related.features import FEATURES, beside, compare
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Piece
from wiredesk.story.related.threads import SHIPPED, worth_comparing
from wiredesk.story.related.threads_recent import Recent

TIMELESS_SHARE = 0.15
THRESHOLDS = tuple(round(0.35 + 0.05 * step, 2) for step in range(7))
Numbers = npt.NDArray[np.float32]
Truth = npt.NDArray[np.bool_]


class Pairs(msgspec.Struct, frozen=True):
    """Every story with every candidate that was found for it, as rows of features."""

    new: tuple[str, ...]
    earlier: tuple[str, ...]
    features: Numbers

    def known(self, slugs: Mapping[str, str], among: frozenset[str]) -> tuple[Truth, Truth]:
        """Which rows have a slug on both sides and a story `among` these; and in which the slugs are the same."""
        sides = list(zip(self.new, self.earlier, strict=True))
        used = np.array([one in among and one in slugs and other in slugs for one, other in sides], dtype=bool)
        same = np.array([one in slugs and slugs.get(one) == slugs.get(other) for one, other in sides], dtype=bool)
        return used, same


def pairs(pieces: Iterable[Piece]) -> Pairs:
    """What the product would compare, in time order."""
    recent, new, earlier, blocks = Recent(), [], [], [np.zeros((0, len(FEATURES)), dtype=np.float32)]
    for piece in pieces:
        mine = recent.read(piece)
        if found := worth_comparing(mine, recent.like(mine)):
            measured = [compare(mine, one) for one in found]
            features = [one + other for one, other in zip(measured, beside(measured), strict=True)]
            blocks.append(np.array(features, dtype=np.float32))
            new += [piece.id] * len(found)
            earlier += [one.reading.id for one in found]
        recent.add(mine)
    return Pairs(tuple(new), tuple(earlier), np.vstack(blocks))


def learn(features: Numbers, same: Truth, trees: int, leaves: int) -> lightgbm.Booster:
    """Trees whose sum is the logit of two stories being one thread."""
    asked: dict[str, object] = {
        "objective": "binary",
        "num_leaves": leaves,
        "learning_rate": 0.1,
        "min_data_in_leaf": 60,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5,
        "verbose": -1,
        "num_threads": 1,
        "seed": 1,
    }
    return lightgbm.train(asked, lightgbm.Dataset(features, same.astype(int)), num_boost_round=trees)


def without_time(features: Numbers, same: Truth) -> tuple[Numbers, Truth]:
    """Some rows once more as if nobody knew when: so that the model can do without."""
    chosen = np.random.default_rng(3).random(len(features)) < TIMELESS_SHARE
    copied = features[chosen].copy()
    copied[:, TIMES] = 0.0
    copied[:, TIMELESS] = 1.0
    return np.vstack([features, copied]), np.concatenate([same, same[chosen]])


def linked(found: Pairs, likely: npt.NDArray[np.float64], threshold: float) -> dict[str, str]:
    """Threads by the product's rule: each story follows its likeliest candidate."""
    best: dict[str, tuple[float, str]] = {}
    threads: dict[str, str] = {}
    for one, other, probability in zip(found.new, found.earlier, likely, strict=True):
        if probability > best.get(one, (0.0, ""))[0]:
            best[one] = (float(probability), other)
    for one, (probability, other) in best.items():
        threads[one] = threads.get(other, other) if probability >= threshold else one
    return threads


def texts() -> tuple[tuple[Piece, ...], dict[str, str]]:
    """The even topics of the texts without dates, and their events."""
    kept = [row for row in rows("ecb-stories.jsonl.gz") if int(row["event"].rstrip("+")) % 2 == 0]
    pieces = tuple(Piece(id=row["id"], headline=row["headline"], text=row["text"]) for row in kept)
    return pieces, {row["id"]: row["event"] for row in kept}


def main() -> None:
    """Learn, say what it gave, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--trees", type=int, default=120)
    parser.add_argument("--leaves", type=int, default=8)
    given = parser.parse_args()
    stories = [
        Piece(id=row["id"], headline=row["headline"], at=datetime.fromisoformat(row["at"]))
        for row in rows("headlines-stories.jsonl.gz")
    ]
    slugs = {row["id"]: row["thread"] for row in rows("headlines-threads.jsonl.gz")}
    thirds = thirds_of(stories)
    seen = frozenset(piece.id for piece in (*thirds[0], *thirds[1]))
    slugs = {one: slug for one, slug in slugs.items() if one in seen}
    found = pairs((*thirds[0], *thirds[1]))
    plain, events = texts()
    others = pairs(plain)
    other_used, other_same = others.known(events, frozenset(events))

    def taught(among: frozenset[str]) -> tuple[lightgbm.Booster, int]:
        used, same = found.known(slugs, among)
        features, truth = without_time(found.features[used], same[used])
        features = np.vstack([features, others.features[other_used]])
        truth = np.concatenate([truth, other_same[other_used]])
        return learn(features, truth, given.trees, given.leaves), int(used.sum())

    first, _ = taught(frozenset(piece.id for piece in thirds[0]))
    likely = np.asarray(first.predict(found.features))
    asked = frozenset(piece.id for piece in thirds[1])
    tried: dict[float, Figures] = {
        threshold: bcubed(linked(found, likely, threshold), slugs, asked) for threshold in THRESHOLDS
    }
    for threshold, figures in tried.items():
        print(f"threshold {threshold:.2f}  {figures}")
    threshold = max(tried, key=lambda one: tried[one].f1)
    booster, rows_used = taught(seen)
    model = Model(
        trained_date=datetime.now(UTC).date(),
        trained_on=f"{rows_used} pairs of headlines under slugs, the first two thirds of seven weeks of 2012, "
        f"15 in 100 again without times; {len(plain)} texts of the even topics of EventCorefBank+",
        trained_by=f"bench/threads_train.py --trees {given.trees} --leaves {given.leaves}",
        objective="binary: the sum of the trees is the logit of two stories being of one thread",
        figures={
            "second_third_bcubed_precision": round(tried[threshold].precision, 4),
            "second_third_bcubed_recall": round(tried[threshold].recall, 4),
            "second_third_bcubed_f1": round(tried[threshold].f1, 4),
        },
        features=FEATURES,
        slope=1.0,
        offset=0.0,
        threshold=threshold,
        trees=tuple(tree(one["tree_structure"]) for one in booster.dump_model()["tree_info"]),
    )
    given.out.write_bytes(written(model))
    gains = sorted(zip(booster.feature_importance("gain"), FEATURES, strict=True), reverse=True)
    print(" ".join(f"{name}={gain:.0f}" for gain, name in gains))


def thirds_of(stories: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Stories by the third of the time that they came in."""
    began, ended = stories[0].at, stories[-1].at
    assert began is not None
    assert ended is not None
    third: timedelta = (ended - began) / 3
    parts: tuple[list[Piece], list[Piece], list[Piece]] = ([], [], [])
    for piece in stories:
        assert piece.at is not None
        parts[min(2, int((piece.at - began) / third))].append(piece)
    return parts


if __name__ == "__main__":
    main()
