"""Which way the pieces of a line run where the paper is read from right to left, by Unicode's rules (UAX #9).

Numbers and foreign words run from left to right, and where a sign beside them goes depends on what stands before it on
the line: a line that we end is a paragraph to the setter. Embeddings and isolates are left out: no agency has been seen
to send one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

_RIGHTWARD = re.compile(r"[^\W\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u0660-\u0669\u06f0-\u06f9\u200e]")
"""A digit, a letter of another script, or the mark of one: without any of them a line runs one way all along."""
_UNTOLD = re.compile("[\u202a-\u202e\u2066-\u2069\u200f]")
"""Embeddings, and the mark from right to left, around which Typst sets otherwise."""
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_NEUTRAL, _NUMBERS = frozenset(("B", "S", "WS", "ON")), frozenset(("EN", "AN"))


def told(text: str) -> bool:
    """Whether it can be told here where its glyphs stand: not around embeddings and marks from right to left."""
    return not _UNTOLD.search(text)


def pieces(text: str) -> tuple[tuple[int, int, bool], ...]:
    """The pieces of a line as they stand from left to right: where each begins and ends, and if it runs rightward."""
    if not _RIGHTWARD.search(text):
        return ((0, len(text), False),)
    found, at = list[tuple[int, int, bool]](), 0
    for way, run in groupby(_rightward(text)):
        upto = at + len(list(run))
        found.append((at, upto, way))
        at = upto
    return tuple(reversed(found))


def _rightward(text: str) -> list[bool]:
    """Of every letter whether it runs from left to right, in a paragraph that is read from right to left."""
    seen = [index for index, letter in enumerate(text) if unicodedata.bidirectional(letter) != "BN"]
    letters = [text[index] for index in seen]
    kinds = _numbers(_weak([unicodedata.bidirectional(letter) for letter in letters]))
    for index, kind in _brackets(letters, kinds):
        kinds[index] = kind
    _fill(kinds)
    ways = [False] * len(text)
    for index, kind in zip(seen, kinds, strict=True):
        ways[index] = kind != "R"
    for index in range(1, len(text)):
        # A joiner goes with the letter before it.
        if unicodedata.bidirectional(text[index]) == "BN":
            ways[index] = ways[index - 1]
    return ways


def _weak(kinds: list[str]) -> list[str]:
    """W1 to W3: marks, and whose the digits are by the last letter before."""
    strong = last = "R"
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = last
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        elif kind in ("R", "L", "AL"):
            strong = kind
        last = kinds[index]
    return ["R" if kind == "AL" else kind for kind in kinds]


def _numbers(kinds: list[str]) -> list[str]:
    """W4 to W7: the signs in numbers and beside them."""
    for index in range(1, len(kinds) - 1):
        around = (kinds[index - 1], kinds[index + 1])
        if (kinds[index] in ("ES", "CS") and around == ("EN", "EN")) or (
            kinds[index] == "CS" and around == ("AN", "AN")
        ):
            kinds[index] = around[0]
    at = 0
    for kind, run in groupby(list(kinds)):
        upto = at + len(list(run))
        if kind == "ET" and ("EN" in kinds[max(0, at - 1) : at] or "EN" in kinds[upto : upto + 1]):
            kinds[at:upto] = ["EN"] * (upto - at)
        at = upto
    strong = "R"
    for index, kind in enumerate(kinds):
        if kind in ("R", "L"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
    return kinds


def _way(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind if kind in ("R", "L") else ""


def _brackets(letters: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, str]]:
    """N0: a pair of brackets goes the way of what it holds, or of what stands before it."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, letter in enumerate(letters):
        if kinds[index] != "ON":
            continue
        if letter in _CLOSES:
            opened.append(index)
        elif letter in _CLOSES.values():
            mine = next((place for place in reversed(opened) if _CLOSES[letters[place]] == letter), None)
            if mine is not None:
                del opened[opened.index(mine) :]
                pairs.append((mine, index))
    ways = [_way(kind) for kind in kinds]
    for first, last in sorted(pairs):
        inside = set(ways[first + 1 : last])
        if not inside & {"R", "L"}:
            continue
        way = "R"
        if "R" not in inside:
            way = next((one for one in reversed(ways[:first]) if one), "R")
        for index in (first, last):
            ways[index] = way
            yield index, way


def _fill(kinds: list[str]) -> None:
    """N1 and N2: what has no way of its own goes that of both its neighbours, or the paragraph's."""
    at = 0
    for neutral, run in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        upto = at + len(list(run))
        if neutral:
            sides = (_way(kinds[at - 1]) if at else "R", _way(kinds[upto]) if upto < len(kinds) else "R")
            kinds[at:upto] = ["L" if sides == ("L", "L") else "R"] * (upto - at)
        at = upto
