"""The learned model: trees over the features, and how sure they are, read from a file that people can read.

`model.json` beside this file says when and on what it was trained, with which figures, by `bench/related_train.py`. A
house can train its own and name it instead. Scoring is plain Python (`forest.py`): no library is needed to use what one
was needed to learn.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.story.related.features import FEATURES
from wiredesk.story.related.forest import MOST_ANSWERS, Forest

SHIPPED = Path(__file__).with_name("model.json")
OWN_MODEL = "related_model.json"
"""A house's own model, in its home."""


class Tree(msgspec.Struct, frozen=True):
    """Questions and answers. At question `n`, go to `below[n]` if the feature is at most the limit, else `above[n]`.

    A place that is negative is an answer: `answers[-place - 1]`. A tree without questions has one answer.
    """

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    below: tuple[int, ...]
    above: tuple[int, ...]
    answers: tuple[float, ...]


class Model(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Trees whose answers add up to a score; by it, how likely the desk would call two stories one subject.

    `slope` and `offset` turn a score into a probability; below `threshold` (a probability) nothing is shown, and below
    `threshold_texts` where both stories are known by their texts and not by headlines alone.
    """

    trained_date: date
    trained_on: str
    trained_by: str
    objective: str
    figures: dict[str, float]
    features: tuple[str, ...]
    slope: float
    offset: float
    threshold: float
    threshold_texts: float | None = None
    trees: tuple[Tree, ...]

    def score(self, features: Sequence[float]) -> float:
        """The sum of the trees' answers; only good for comparing candidates of one story."""
        return self._forest.score(features)

    @cached_property
    def _forest(self) -> Forest:
        return Forest(self.trees)

    def likely(self, probability: float, *, texts: bool) -> bool:
        """Whether a story is likely enough to be shown."""
        if texts and self.threshold_texts is not None:
            return probability >= self.threshold_texts
        return probability >= self.threshold

    def probability(self, score: float) -> float:
        """How likely it is, 0 to 1, that the desk would call them one subject; it rises with the score."""
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, self.slope * score + self.offset))))


@lru_cache(maxsize=4)
def load(path: Path = SHIPPED) -> Model:
    """The model in a file; raises UsageError if it is none, or if it was trained on other features than these."""
    try:
        model = msgspec.json.decode(path.read_bytes(), type=Model)
    except (OSError, msgspec.MsgspecError) as fault:
        raise UsageError(
            f"{path.name} is not a model for related stories. Train one with bench/related_train.py, or leave it out.",
            fact=f"related model: {fault}",
        ) from fault
    if model.features != FEATURES:
        raise UsageError(
            f"{path.name} was trained on other features than this version has. Train it again, or leave it out.",
            fact=f"related model: features differ: {_differ(model.features)}",
        )
    if any(len(tree.answers) > MOST_ANSWERS for tree in model.trees):
        raise UsageError(
            f"{path.name} has trees of more than {MOST_ANSWERS} answers. Train it with fewer leaves, or leave it out.",
            fact="related model: trees too large",
        )
    return model


def _differ(features: Iterable[str]) -> str:
    return " ".join(sorted(set(features) ^ set(FEATURES))) or "order"
