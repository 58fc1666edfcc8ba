"""The proof for scripts that run from right to left: every row's glyphs, by where they stand.

A reader of PDF puts such letters in an order of its own, so they are not compared as a string. Each letter must lie in
the box of exactly one line, and a line's glyphs must be those that its text makes, each at its place.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wiredesk.outlets.epaper.makeup.readback import ReadPage
from wiredesk.outlets.epaper.makeup.typefaces import Measure, invisible
from wiredesk.outlets.epaper.printed import Box, Line

_ASIDE = 4.0
_NEAR = 0.06
"""Points that a glyph may stand from its place at the size of the body, more in proportion: Typst puts them there to a
thousandth, and a letter exchanged for another often moves the rest by no more than a tenth."""
_BRACKET = _FOREIGN = 0.6
"""Brackets, and Latin letters, a few pairs of which Typst kerns otherwise."""


Planned = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Where a line's glyphs are to stand: along the page, and down it."""


def planned(line: Line, known: Measure, rise: float) -> Planned:
    """Where the glyphs of a line are to stand, stretched as the line is; `rise` is from its top to its baseline."""
    glyphs = known.glyphs(line.text)
    between = (line.box.width - glyphs.width) / glyphs.gaps if glyphs.gaps else 0.0
    return line.box.x + glyphs.x + glyphs.spaces * between, line.box.y + rise - glyphs.y


def rows_of(lines: Sequence[Line], places: Sequence[Planned], found: ReadPage) -> tuple[list[NDArray[np.int64]], int]:
    """Which letters of the page are each line's, and how many are none's.

    A letter is the line's in whose box it lies, or just outside. Nastaliq hangs its words: a dot of a large headline
    may lie in the next line's box, so of several lines that one has it which wants a glyph nearest to where it is.
    """
    mine = np.full(len(found.letters), -1)
    away = np.full(len(found.letters), np.inf)
    for aside, over in ((_ASIDE, 0.12), (3 * _ASIDE, 0.5)):
        free = mine < 0
        for place, (line, (along, down)) in enumerate(zip(lines, places, strict=True)):
            here = np.flatnonzero(_inside(line.box, found, aside, over) & free)
            if not len(here) or not len(along):
                continue
            apart = np.hypot(found.x[here][:, None] - along[None], found.y[here][:, None] - down[None]).min(axis=1)
            nearer = apart < away[here]
            mine[here[nearer]], away[here[nearer]] = place, apart[nearer]
    return [np.flatnonzero(mine == place) for place in range(len(lines))], int((mine < 0).sum())


def _inside(box: Box, found: ReadPage, aside: float, over: float) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (
        (found.y > box.y - over * box.height)
        & (found.y < box.y + (1 + over) * box.height)
        & (found.x > box.x - aside)
        & (found.x < box.x + box.width + aside)
    )
    return inside


def wrong_row(line: Line, which: NDArray[np.int64], found: ReadPage, known: Measure, rise: float) -> Iterator[str]:
    """What is wrong with one line's glyphs, as the end of a sentence."""
    got = Counter(_MIRRORED.get(found.letters[index], found.letters[index]) for index in which)
    wanted = Counter(_MIRRORED.get(letter, letter) for letter in line.text if not letter.isspace())
    strange = {letter for letter in got.keys() - wanted.keys() if not invisible(letter)}
    foreign = {letter for letter in wanted if letter.isascii() and got[letter] != wanted[letter]}
    if strange or foreign or not got:
        yield f"is not there letter by letter: see {sorted(strange | foreign)}"
        return
    x, y, glyphs = found.x[which], found.y[which], known.glyphs(line.text)
    near = (_FOREIGN if line.text.isascii() else _NEAR) * max(1.0, known.size / 9.0)
    if not glyphs.sure:
        edges = line.box.x - _ASIDE, line.box.x + line.box.width + _ASIDE
        if x.min() < edges[0] or x.max() > edges[1] or float(np.abs(y - line.box.y - rise).min()) > near:
            yield "does not stand in its place"
        return
    along, down = planned(line, known, rise)
    apart = np.hypot(along[:, None] - x[None], down[:, None] - y[None])
    allowed = np.array([_BRACKET if found.letters[index] in _BRACKETS else near for index in which])
    sunk = np.abs(down[:, None] - y[None]).min(axis=0)
    if (apart.min(axis=0) > allowed).any() or (sunk > _NEAR * max(1.0, known.size / 9.0)).any():
        yield "has glyphs out of their place"
        return
    there = glyphs.clusters[apart.min(axis=1) <= near]
    lacking = set(glyphs.clusters.tolist()) - set(there.tolist())
    # The reader now and then leaves out a letter that lies on another; all others are in their place, so it is there.
    if len(lacking) > 1 or lacking & {int(glyphs.clusters.min()), int(glyphs.clusters.max())}:
        yield "lacks glyphs"


_BRACKETS = frozenset("()[]{}")
"""Typst sets one that follows a space half a point nearer to its word than HarfBuzz alone does."""

_MIRRORED = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹", ">": "<"}
"""A reader may give either of a pair, since the glyph is turned round."""


def strayed_signs(line: Line, x: NDArray[np.float64], known: Measure) -> bool:
    """Whether a vowel sign or half letter of a line, read from left to right, stands away from its letter.

    `x` is where each letter stands, spaces not counted, in the order of the text. A sign is a glyph of its own, or part
    of its letter's; where the letters themselves stand is looked at elsewhere.
    """
    glyphs = known.glyphs(line.text, leftward=False)
    between = (line.box.width - glyphs.width) / glyphs.gaps if glyphs.gaps else 0.0
    along = line.box.x + glyphs.x + glyphs.spaces * between
    of_cluster: dict[int, list[float]] = {}
    for cluster, place in zip(glyphs.clusters.tolist(), along.tolist(), strict=True):
        of_cluster.setdefault(cluster, []).append(place)
    near = _NEAR * max(1.0, known.size / 9.0)
    places: list[float] = []
    aside = 0.0
    for index, place in zip([at for at, letter in enumerate(line.text) if not letter.isspace()], x, strict=True):
        if index in of_cluster:
            places = of_cluster[index]
            aside = place - places[0]
        elif places and min(abs(place - aside - one) for one in places) > near:
            return True
    return False
