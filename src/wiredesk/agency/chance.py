"""Chance that falls the same way on every machine."""

from random import Random


def dice(*labels: object) -> Random:
    """A random source that depends on nothing but its labels: equal labels, equal throws."""
    return Random("/".join(str(label) for label in labels))  # noqa: S311  (made-up news, not secrets)
