"""Why two stories belong together, in words that can be checked by looking at their headlines."""

import msgspec

from wiredesk.story.related.features import Side, hours_between

WORDS = 5
TELLING = 0.3
"""Rarity below which a shared word is no reason."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an earlier story stands beside a new one, for the desk and the page's markup."""

    shared: tuple[str, ...]
    """Words of the new headline that the earlier one shares in one form or another, the rarest first."""
    numbers: tuple[str, ...]
    """Numbers that both headlines have."""
    hours_apart: float | None
    """None where one of them has no time."""


def reason(new: Side, earlier: Side) -> Reason:
    """What two stories have in common."""
    one, two = new.reading, earlier.reading
    words = dict(zip(one.spelt, one.stems, strict=True))
    shared = [(word, stem) for word, stem in words.items() if stem in earlier.rarity]
    shared.sort(key=lambda pair: -new.rarity[pair[1]])
    hours = hours_between(one.at, two.at)
    return Reason(
        shared=tuple(word for word, stem in shared if len(word) > 1 and new.rarity[stem] >= TELLING)[:WORDS],
        numbers=tuple(number for number in one.numbers if number in two.numbers),
        hours_apart=None if hours is None else round(hours, 1),
    )
