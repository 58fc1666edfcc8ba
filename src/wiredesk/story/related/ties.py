"""What two texts say beside the passages they share, and whether that is about the same thing.

Two stories may close with the same paragraphs about a company, a war or a festival, and tell different news. A newer
take keeps paragraphs of the story too, but what it says in place of the others speaks of what those spoke of, or of
what both keep. Words count by their rarity in any wire: that both say `Monday` and `police` ties nothing.
"""

import math
from collections.abc import Iterable

import msgspec

from wiredesk.story.related.common import share
from wiredesk.story.related.shingles import Shared, Text, is_number
from wiredesk.story.related.stems import stem

_RAREST = 0.004
_SHORTEST = 3
_CJK_BEGINS = "\u2e80"
_DOUBT = 2.0
"""Weight by which a share is drawn to a half where there is little to take it of: less than a rare word has."""


class Ties(msgspec.Struct, frozen=True):
    """Shares between 0 and 1, of words weighed by rarity; `linked` goes to 2."""

    own: float
    """The share of tokens outside the shared passages, of the text that has fewer: none where one holds the other."""
    linked: float
    """Of what is outside, the share that speaks of the shared passages, and of what is outside in the other."""
    headlines: float | None
    """Of each headline the share that the other story's text or headline has, on average; None where one has none."""


def ties(earlier: Text, later: Text, passages: Shared) -> Ties:
    """What ties two texts beside the passages that they share."""
    one = [token for at, token in enumerate(earlier.tokens) if at not in passages.earlier]
    two = [token for at, token in enumerate(later.tokens) if at not in passages.pairs]
    both = _stems(later.tokens[at] for at in passages.pairs)
    ours, theirs = _stems(one), _stems(two)
    kept = max(_part(ours, both), _part(theirs, both))
    headlines = None
    if earlier.headline and later.headline:
        here, there = _stems(earlier.headline), _stems(later.headline)
        headlines = (_part(here, both | theirs | there) + _part(there, both | ours | here)) / 2
    return Ties(
        own=min(len(one) / max(1, len(earlier.tokens)), len(two) / max(1, len(later.tokens))),
        linked=kept + max(_part(ours, theirs), _part(theirs, ours)),
        headlines=headlines,
    )


def _stems(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(
        stem(token) for token in tokens if not is_number(token) and (len(token) >= _SHORTEST or token >= _CJK_BEGINS)
    )


def _part(sought: frozenset[str], there: frozenset[str]) -> float:
    """The share of stems that are there, by weight."""
    return (_weight(sought & there) + _DOUBT) / (_weight(sought) + 2 * _DOUBT)


def _weight(stems: Iterable[str]) -> float:
    return sum(-math.log(max(share(one), _RAREST)) for one in stems)
