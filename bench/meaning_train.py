"""Weigh what headlines mean beside the trees, and write it: `src/wiredesk/story/related/meaning.json`.

The weight is the one with the best nDCG@5 on weeks that the trees did not see; slope, offset and threshold come from
the same weeks, as those of the trees do. `bench/related.py --embeddings` measures the last third.
Needs the extra `embeddings`, and what `bench/related_train.py` needs.

    .venv/bin/python bench/meaning_train.py [--keep FILE] [--out FILE]
"""

import argparse
import pickle
import sys
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import events, headlines, ndcg
from bench.related_train import TEXTS, Group, Numbers, dated, left_out, sure, undated
from wiredesk.story.related.meaning import SHIPPED, StaticVectors, Weight, printed
from wiredesk.story.related.reading import read

WEIGHTS = tuple(round(0.25 * step, 2) for step in range(41))


def alike(groups: list[Group], spelt: dict[str, str]) -> list[Numbers]:
    """Each group's cosines."""
    vectors = StaticVectors()
    return [np.array(vectors.alike(spelt[one.query.id], [spelt[other] for other in one.ids])) for one in groups]


def measured(groups: list[Group], scores: list[Numbers]) -> float:
    """Mean nDCG@5 of the groups that have somebody related."""
    asked = [(one, score) for one, score in zip(groups, scores, strict=True) if one.query.related]
    best = ((one, np.argsort(-score, kind="stable")[:5]) for one, score in asked)
    return sum(ndcg([one.ids[at] for at in order], one.query.related) for one, order in best) / len(asked)


def main() -> None:
    """Weigh, say what it gave, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--keep", type=Path, help="the file that bench/related_train.py --keep wrote")
    given = parser.parse_args()
    data = headlines()
    if given.keep is not None and given.keep.exists():
        groups, texts = pickle.loads(given.keep.read_bytes())
    else:
        groups = dated(data.pieces[: data.last_third], (*data.learnt, *data.unrelated))
        texts = undated(*events())
    spelt = {piece.id: printed(read(piece, lambda stem: 1.0)) for piece in data.pieces[: data.last_third]}
    even = [one for one in texts if int(one.query.topic) % 2 == 0]
    scores, alone = left_out(groups, even * TEXTS, 150, 15)
    cosines = alike(groups, spelt)
    sums = {weight: [s + weight * c for s, c in zip(scores, cosines, strict=True)] for weight in WEIGHTS}
    weight = max(WEIGHTS, key=lambda one: measured(groups, sums[one]))
    slope, offset, figures = sure(groups, sums[weight])
    figures |= {"ndcg5_weeks_left_out": measured(groups, sums[weight]), "ndcg5_without": alone}
    made = Weight(
        trained_date=date.today(),  # noqa: DTZ011 the day on which a person trained it, for the person who reads it
        trained_on=f"{len(groups)} headlines of an agency, five weeks of 2012, by trees that did not see their weeks",
        trained_by="bench/meaning_train.py",
        figures={name: round(float(value), 4) for name, value in figures.items()},
        weight=weight,
        slope=round(slope, 4),
        offset=round(offset, 4),
        threshold=round(float(figures["threshold"]), 2),
    )
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    print("\n".join(f"{name:24}{value}" for name, value in made.figures.items()))


if __name__ == "__main__":
    main()
