"""What headlines mean, by sentence embeddings: one more opinion on stories that were compared. An extra.

With `wiredesk[embeddings]` installed and asked for, the cosine of two headlines is weighed beside the score of the
trees. The library carries its vectors inside: nothing is fetched when it is used. `meaning.json` beside this file says
how much the opinion weighs and by which figures, from `bench/meaning_train.py`; it is good for the shipped trees only.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Reading

SHIPPED = Path(__file__).with_name("meaning.json")


class Meaning(Protocol):
    """Whatever can tell how near two headlines are in what they mean."""

    def alike(self, one: str, others: Sequence[str]) -> list[float]:
        """The cosine of one headline to each of the others, -1 to 1."""
        ...


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """How much a cosine adds to a score of the trees, and what the sum says: see `Model`."""

    trained_date: date
    trained_on: str
    trained_by: str
    figures: dict[str, float]
    weight: float
    slope: float
    offset: float
    threshold: float


class Opinion:
    """An opinion by what headlines mean, with its weight."""

    def __init__(self, meaning: Meaning, weight: Weight) -> None:
        self._meaning = meaning
        self._weight = weight

    def added(self, new: Reading, others: Sequence[Reading]) -> list[float]:
        """What is added to the score of each of the others beside a new story."""
        alike = self._meaning.alike(printed(new), [printed(one) for one in others])
        return [self._weight.weight * cosine for cosine in alike]

    def judged(self, model: Model) -> Model:
        """The same trees, with what a sum of both opinions says."""
        weight = self._weight
        return msgspec.structs.replace(model, slope=weight.slope, offset=weight.offset, threshold=weight.threshold)


class StaticVectors:
    """wordllama's vectors of words, averaged: a tenth of a millisecond for a headline, in English mostly."""

    def __init__(self) -> None:
        """Load the vectors from the installed package; raises UsageError where it is not installed."""
        try:
            import wordllama
        except ImportError as fault:
            raise UsageError(
                "Embeddings are an extra that is not installed here. Install it with "
                "`pip install 'wiredesk[embeddings]'`, or leave out --embeddings.",
                fact="embeddings: wordllama is not installed",
            ) from fault
        # Left to itself it looks for its own tokenizer on the network.
        self._vectors = wordllama.WordLlama.load(
            cache_dir=Path(wordllama.__file__).parent, dim=256, disable_download=True
        )

    def alike(self, one: str, others: Sequence[str]) -> list[float]:
        """The cosine of one headline to each of the others."""
        if not others:
            return []
        vectors = self._vectors.embed([one, *others], norm=True)
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def load() -> Opinion:
    """The opinion that `--embeddings` asks for; raises UsageError where the extra is not installed."""
    return Opinion(StaticVectors(), msgspec.json.decode(SHIPPED.read_bytes(), type=Weight))


def printed(reading: Reading) -> str:
    """A headline's words as they are embedded."""
    return " ".join(reading.spelt)
