"""The weights by which two texts are judged, as a file that a person can read: `same_rule.json`.

Written by `bench/related_same.py --write`, from pairs of wire copy that people judged and made edits of real stories.
"""

from pathlib import Path

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A weighted sum: `bias` and a weight for each named feature, in the order in which they are measured."""

    bias: float
    weights: dict[str, float]

    def score(self, features: tuple[float, ...]) -> float:
        """Above zero for yes; raises ValueError when the features are not as many as the weights."""
        return self.bias + sum(w * one for w, one in zip(self.weights.values(), features, strict=True))


class Rule(msgspec.Struct, frozen=True):
    """Both lines: `same` tells copies and takes from templates, `roundup` tells roundups from takes."""

    same: Line
    roundup: Line


SHIPPED = msgspec.json.decode((Path(__file__).parent / "same_rule.json").read_bytes(), type=Rule)
"""The rule that the product judges by."""
