"""Which way the pieces of a line run where the paper is read from right to left, by Unicode's rules (UAX #9).

Numbers and foreign words run from left to right, and where a sign beside them goes depends on what stands before it on
the line: a line that we end is a paragraph to the setter. Embeddings and isolates are left out: no agency has been seen
to send one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

_RIGHTWARD = frozenset(("L", "EN", "AN"))
"""The classes of digits, of letters of another script and of their mark: without any a line runs one way all along."""
_UNTOLD = re.compile("[\u202a-\u202e\u2066-\u2069\u200f]")
"""Embeddings, and the mark from right to left, around which Typst sets otherwise."""
_NEUTRAL, _NUMBERS = frozenset(("B", "S", "WS", "ON")), frozenset(("EN", "AN"))

_DEEPEST = 63
"""Brackets in brackets that Unicode looks at; beyond them it looks at none that follow."""


def told(text: str) -> bool:
    """Whether it can be told here where its glyphs stand: not around embeddings and marks from right to left."""
    return not _UNTOLD.search(text)


def pieces(text: str) -> tuple[tuple[int, int, bool], ...]:
    """The pieces of a line as they stand from left to right: where each begins and ends, and if it runs rightward."""
    if _RIGHTWARD.isdisjoint(map(unicodedata.bidirectional, text)):
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
    classes = [unicodedata.bidirectional(letter) for letter in letters]
    kinds = _numbers(_weak(list(classes)))
    for index, kind in list(_brackets(letters, kinds)):
        kinds[index] = kind
        # A mark upon a bracket goes with it.
        for mark in range(index + 1, len(kinds)):
            if classes[mark] != "NSM":
                break
            kinds[mark] = kind
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


@cache
def closing(letter: str) -> str:
    """The bracket that closes the one that a sign opens, by Unicode's pairs; nothing where it opens none.

    Python knows what opens and that it is turned round, and not by what: the name says so, or the next letter does.
    """
    if unicodedata.category(letter) != "Ps" or not unicodedata.mirrored(letter):
        return ""
    try:
        found = unicodedata.lookup(unicodedata.name(letter).replace("LEFT", "RIGHT"))
    except KeyError:
        found = letter
    return unicodedata.normalize("NFC", chr(ord(letter) + 1) if found == letter else found)


def _brackets(letters: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, str]]:
    """N0: a pair of brackets goes the way of what it holds, or of what stands before it."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, letter in enumerate(letters):
        if kinds[index] != "ON":
            continue
        if end := closing(letter):
            if len(opened) == _DEEPEST:
                break
            opened.append((end, index))
        elif unicodedata.category(letter) == "Pe":
            end = unicodedata.normalize("NFC", letter)
            mine = next((place for place in reversed(range(len(opened))) if opened[place][0] == end), None)
            if mine is not None:
                pairs.append((opened[mine][1], index))
                del opened[mine:]
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
