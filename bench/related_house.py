"""Learn a house's own model of related stories: the shipped one, corrected by what the house's desk chose.

`wiredesk related export` writes both files. To the trees of the shipped model some small ones are added, which learn
what it got wrong: of each story with a choice, those that a person put beside it go before those that were parted from
it, and before those that the shipped model finds unlikely. What nobody said anything about and may well be right is
left out. A quarter of the choices, the newest, is kept apart: printed is nDCG@5 on them with the shipped model and
with the house's. The file is written only where that is no worse. Needs lightgbm and numpy (the dependency group
`train`).

    .venv/bin/python bench/related_house.py --stories stories.jsonl --labels labels.jsonl --out related_model.json
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import lightgbm
import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import Query
from bench.related_train import Group, Numbers, Scored, dated, measured, tree, written
from wiredesk.story.related.model import Model, load
from wiredesk.story.related.reading import Piece

LEAST = 100
"""Stories with a choice: fewer teach nothing that the next hundred would not take back."""

UNLIKELY = 0.05
TREES, LEAVES = 30, 6


class Told(msgspec.Struct, frozen=True):
    """What was chosen about a story."""

    id: str
    related: tuple[str, ...]
    unrelated: tuple[str, ...] = ()


def rows(path: Path, kind: type[msgspec.Struct]) -> Iterator[msgspec.Struct]:
    """The rows of a file of JSON lines."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as lines:
        yield from (decoder.decode(line) for line in lines if line.strip())


def learnt_from(group: Group, parted: frozenset[str], shipped: Model) -> Group:
    """A story's candidates without those that nobody said anything about and that may well be right."""
    score = [shipped.score(row.tolist()) for row in group.rows]
    keep = [
        at
        for at, one in enumerate(group.ids)
        if group.related[at] or one in parted or shipped.probability(score[at]) < UNLIKELY
    ]
    return Group(group.query, tuple(group.ids[at] for at in keep), group.rows[keep], group.related[keep])


def before(groups: Sequence[Group], shipped: Model) -> Numbers:
    """The shipped model's scores of every row."""
    return np.array([shipped.score(row.tolist()) for group in groups for row in group.rows])


def corrected(groups: Sequence[Group], shipped: Model) -> lightgbm.Booster:
    """Small trees that say what the shipped model's scores lack."""
    used = [one for one in groups if one.related.any() and not one.related.all()]
    data = lightgbm.Dataset(
        np.vstack([one.rows for one in used]),
        np.concatenate([one.related for one in used]).astype(int),
        group=[len(one.ids) for one in used],
        init_score=before(used, shipped),
    )
    asked = {
        "objective": "lambdarank",
        "num_leaves": LEAVES,
        "learning_rate": 0.05,
        "min_data_in_leaf": 20,
        "lambda_l2": 10,
        "verbose": -1,
        "num_threads": 1,
        "seed": 1,
    }
    return lightgbm.train(asked, data, num_boost_round=TREES)


def of_house(groups: Sequence[Group], shipped: Model, choices: int) -> Model:
    """The shipped model with the house's trees behind its own."""
    booster = corrected(groups, shipped)
    added = tuple(tree(one["tree_structure"]) for one in booster.dump_model()["tree_info"])
    return msgspec.structs.replace(
        shipped,
        trained_date=date.today(),  # noqa: DTZ011 the day on which a person trained it, for the person who reads it
        trained_on=f"{shipped.trained_on}; and {choices} stories with choices of the house",
        trained_by=f"{shipped.trained_by}; bench/related_house.py",
        trees=(*shipped.trees, *added),
    )


def scored(model: Model) -> Scored:
    """A model as a function from rows to scores."""
    return lambda given: np.array([model.score(row.tolist()) for row in given])


def main() -> None:
    """Learn, say what it gave, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    shipped = load()
    told = {one.id: one for one in rows(given.labels, Told) if isinstance(one, Told)}
    if len(told) < LEAST:
        sys.exit(f"{len(told)} stories have choices, and {LEAST} are the least to learn from: join and part some more.")
    pieces = [one for one in rows(given.stories, Piece) if isinstance(one, Piece)]
    groups = dated(pieces, [Query(one.id, frozenset(one.related)) for one in told.values()], warm=0)
    last = len(groups) * 3 // 4
    learnt = [learnt_from(one, frozenset(told[one.query.id].unrelated), shipped) for one in groups]
    apart = [one for one in groups[last:] if one.query.related]
    figures = [measured(scored(model), apart) for model in (shipped, of_house(learnt[:last], shipped, last))]
    print(f"nDCG@5 on the newest {len(apart)} choices: shipped {figures[0]:.4f}, the house's {figures[1]:.4f}")
    if figures[1] < figures[0]:
        sys.exit("The house's model is no better on what was kept apart: nothing was written.")
    given.out.write_bytes(written(of_house(learnt, shipped, len(told))))


if __name__ == "__main__":
    main()
