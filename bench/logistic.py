"""A ridge logistic regression in plain Python: what the small rules are fitted with, so that anybody can refit them."""

import math
from collections.abc import Sequence

import msgspec

from wiredesk.story.related.same_rule import Line

STEPS = 12


class Example(msgspec.Struct, frozen=True):
    """What was measured, what is true, and how much it counts."""

    features: tuple[float, ...]
    label: bool
    counts: float = 1.0


def fit(examples: Sequence[Example], names: Sequence[str], ridge: float) -> Line:
    """The line that tells labels best, by Newton's method; the ridge (of standardised weights) keeps it tame."""
    rows = [one.features for one in examples]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    spreads = [
        math.sqrt(sum((one - mean) ** 2 for one in column) / len(rows)) or 1.0
        for column, mean in zip(zip(*rows, strict=True), means, strict=True)
    ]
    scaled = [
        [1.0, *((one - mean) / spread for one, mean, spread in zip(row, means, spreads, strict=True))] for row in rows
    ]
    size = len(names) + 1
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [0.0] + [-ridge * weight for weight in weights[1:]]
        curve = [[ridge if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for row, example in zip(scaled, examples, strict=True):
            reached = max(-30.0, min(30.0, sum(w * one for w, one in zip(weights, row, strict=True))))
            likely = 1 / (1 + math.exp(-reached))
            wrong, bend = example.counts * (example.label - likely), example.counts * likely * (1 - likely)
            for i in range(size):
                slope[i] += wrong * row[i]
                ours = curve[i]
                for j in range(i + 1):
                    ours[j] += bend * row[i] * row[j]
        for i in range(size):
            for j in range(i + 1, size):
                curve[i][j] = curve[j][i]
        weights = [weight + step for weight, step in zip(weights, _solve(curve, slope), strict=True)]
    raw = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    bias = weights[0] - sum(weight * mean for weight, mean in zip(raw, means, strict=True))
    return Line(bias, dict(zip(names, raw, strict=True)))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with pivoting; the ridge keeps the matrix regular."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda one: abs(rows[one][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for other in range(len(rows)):
            if other != at and rows[other][at]:
                share = rows[other][at] / rows[at][at]
                rows[other] = [one - share * two for one, two in zip(rows[other], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]
