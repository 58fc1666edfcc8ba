"""How common English words are in any wire's texts, for papers that have not read enough to know.

Each word's share of texts, averaged over topics so that no event's own words count as common: over EventCorefBank+.
It has few topics, so what seven weeks of headlines print is counted too: a text has some twenty times a headline's
chance of having a word. Names are left out: a word counts where it is printed small, and one that is
mostly printed with a capital not at all. What comes out is kept by stem in `story/related/common_english.json`, a share
in thousandths each.

    .venv/bin/python bench/related_common.py [--write]
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.related_data import events, headlines
from wiredesk.common.words import words
from wiredesk.story.related.common import LEARNT
from wiredesk.story.related.stems import stem

TOPICS = 3
"""Topics that a word must come up in."""

LEAST = 0.004
TEXTS_CHANCE, MOST = 20.0, 0.2
"""A text's chance of having a word, in those of a headline, and the most that is believed of that."""

_PRINTED = re.compile(r"(?<![.!?] )\b[^\W\d_]+\b")


def shares() -> dict[str, float]:
    """The share of texts that have a stem, by stem."""
    pieces, queries = events()
    topic = {query.id: query.topic for query in queries}
    texts: dict[int, list[str]] = defaultdict(list)
    for piece in pieces:
        if piece.id in topic:
            texts[topic[piece.id]].append(f"{piece.headline}\n{piece.text}")
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    found: dict[str, list[float]] = defaultdict(list)
    for own in texts.values():
        having: Counter[str] = Counter()
        for text in own:
            printed = _PRINTED.findall(text)
            small.update(stem(word) for word in printed if word.islower())
            capital.update(stem(part) for word in printed if not word.islower() for part in words(word))
            having.update({stem(part) for word in printed if word.islower() for part in words(word)})
        for one, count in having.items():
            found[one].append(count / len(own))
    average = {one: sum(each) / len(texts) for one, each in found.items() if len(each) >= TOPICS}
    for one, rate in _headlines(small, capital).items():
        average[one] = max(average.get(one, 0.0), min(MOST, TEXTS_CHANCE * rate))
    return {one: share for one, share in average.items() if share >= LEAST and small[one] > capital[one]}


def _headlines(small: Counter[str], capital: Counter[str]) -> dict[str, float]:
    """The share of headlines that have a word printed small, by stem."""
    pieces = headlines().pieces
    having: Counter[str] = Counter()
    for piece in pieces:
        printed = _PRINTED.findall(piece.headline)[1:]
        if sum(word.islower() for word in printed) * 2 < len(printed):
            continue
        own = {stem(part) for word in printed if word.islower() for part in words(word)}
        having.update(own)
        small.update(own)
        capital.update(stem(part) for word in printed if not word.islower() for part in words(word))
    return {one: count / len(pieces) for one, count in having.items()}


def main() -> None:
    """Count, print the commonest, and write."""
    parser = argparse.ArgumentParser(description="How common English words are in a wire's texts.")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found = dict(sorted(shares().items(), key=lambda one: (-one[1], one[0])))
    print(f"{len(found)} stems; " + " ".join(f"{one} {share:.2f}" for one, share in list(found.items())[:60]))
    if given.write:
        lines = ",\n".join(f"  {json.dumps(one)}: {round(share * 1000)}" for one, share in sorted(found.items()))
        LEARNT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
