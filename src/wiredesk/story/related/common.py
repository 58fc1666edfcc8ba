"""How common words are before a paper has read enough to know: the least that a new paper brings with it.

Of the first three stories, two that say `today` share a word that nothing else has, as far as their paper can tell. So
until an archive has a thousand stories, those that it lacks are taken to have used common words as any wire does.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wiredesk.common.words import words
from wiredesk.story.related.stems import stem

LEARNT = Path(__file__).with_name("common_english.json")
"""Learnt by `bench/related_common.py` from English texts of many topics: stems, in thousandths of the stories."""

TABLE = Path(__file__).with_name("common_words.toml")
SHARES = {"most": 0.5, "many": 0.12}
"""Share of stories that have a word of each list, roughly."""


def share(one: str) -> float:
    """The share of any wire's stories that have a stem, 0 for one that is in no list."""
    return _shares().get(one, 0.0)


@cache
def _shares() -> Mapping[str, float]:
    found: dict[str, float] = {}
    learnt: dict[str, int] = json.loads(LEARNT.read_text(encoding="utf-8"))
    found |= {one: thousandths / 1000 for one, thousandths in learnt.items()}
    for lists in tomllib.loads(TABLE.read_text(encoding="utf-8")).values():
        for name, text in lists.items():
            for word in words(text):
                found[stem(word)] = max(found.get(stem(word), 0.0), SHARES[name])
    return found
