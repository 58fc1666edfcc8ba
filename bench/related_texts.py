"""How likely is likely enough to be shown, where two stories are known by their texts and not by headlines alone.

The model's probabilities say whether a desk would give two headlines one slug. Over texts they are too careful: events
of full texts, each with a second event of the same kind as its hard negative, are told apart at far lower ones. The
texts have no times, so each event is given five days of its own at random (by seed) within twenty-five. Only odd topics
are used, which no model was learnt from. Printed is, for each threshold, how many pairs are shown and the share of them
that is of one event. `--write` puts the lowest threshold with nine in ten right into `model.json`.

    .venv/bin/python bench/related_texts.py [--json] [--seed 3] [--write]
"""

import argparse
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import events
from wiredesk.story.related.features import beside, broadly, compare, side
from wiredesk.story.related.index import Index
from wiredesk.story.related.model import SHIPPED, load
from wiredesk.story.related.rank import BROADLY, compared_sides
from wiredesk.story.related.reading import Piece, Reading, read

START = datetime(2025, 1, 1, tzinfo=UTC)
SPREAD_HOURS, TOLD_HOURS = 480.0, 120.0
THRESHOLDS = (0.37, 0.3, 0.25, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02)
RIGHT = 0.9


class Shown(msgspec.Struct, frozen=True):
    """What one threshold shows."""

    threshold: float
    pairs: int
    of_one_event: int

    @property
    def right(self) -> float:
        """The share of the pairs that is of one event."""
        return self.of_one_event / max(1, self.pairs)


class Told(msgspec.Struct, frozen=True):
    """Texts in time order, and the others of its event for each."""

    pieces: tuple[Piece, ...]
    related: dict[str, frozenset[str]]


def timed(seed: int) -> Told:
    """The texts of the odd topics in time order, each event in days of its own."""
    chance, begun = Random(seed), dict[str, float]()
    pieces, queries = events()
    related = {query.id: query.related for query in queries if query.topic % 2}
    told = []
    for piece in pieces:
        if piece.id in related:
            event = min(piece.id, *related[piece.id])
            began = begun.setdefault(event, chance.random() * SPREAD_HOURS)
            at = START + timedelta(hours=began + chance.random() * TOLD_HOURS)
            told.append(msgspec.structs.replace(piece, at=at))
    return Told(tuple(sorted(told, key=lambda piece: piece.at or START)), related)


def probabilities(pieces: tuple[Piece, ...]) -> list[tuple[float, str, str]]:
    """Each pair that shares enough to be shown at all, as probability and both ids."""
    counted, index, model = Index(), Index(), load()
    counted.add((read(piece, counted.rarity) for piece in pieces), known=False)
    found = []
    for piece in pieces:
        new: Reading = read(piece, counted.rarity)
        mine = side(new)
        others = compared_sides(mine, index)
        features = [compare(mine, other) for other in others]
        for other, feature, rest in zip(others, features, beside(features), strict=True):
            if broadly(mine.whole, other.whole) < BROADLY:
                continue
            found.append((model.probability(model.score(feature + rest)), piece.id, other.reading.id))
        index.add((new,), known=False)
    return found


def write(threshold: float) -> None:
    """Put the threshold into the shipped model, whose lines stay as they are."""
    text = re.sub(r'\n  "threshold_texts": [\d.]+,', "", SHIPPED.read_text(encoding="utf-8"))
    text = re.sub(r'(\n  "threshold": [\d.]+,)', rf'\1\n  "threshold_texts": {threshold},', text)
    SHIPPED.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Thresholds for stories with texts.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    told = timed(given.seed)
    pairs = probabilities(told.pieces)
    rows = []
    for threshold in THRESHOLDS:
        shown = [(one, other) for sure, one, other in pairs if sure >= threshold]
        rows.append(Shown(threshold, len(shown), sum(other in told.related[one] for one, other in shown)))
    if given.write:
        write(min(row.threshold for row in rows if row.right >= RIGHT))
    if given.json:
        print(json.dumps([{**msgspec.structs.asdict(row), "right": row.right} for row in rows]))
        return
    print("threshold  pairs  of one event  right")
    for row in rows:
        print(f"{row.threshold:9.2f}{row.pairs:7}{row.of_one_event:14}{row.right:7.3f}")


if __name__ == "__main__":
    main()
