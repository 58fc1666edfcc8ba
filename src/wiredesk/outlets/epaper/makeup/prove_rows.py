"""The proof for scripts that run from right to left: every row's glyphs, by where they stand.

A reader of PDF puts such letters in an order of its own, so they are not compared as a string. Each letter must lie in
the box of exactly one line, and a line's glyphs must be those that its text makes, each at its place.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wiredesk.outlets.epaper.makeup.readback import ReadPage
from wiredesk.outlets.epaper.makeup.typefaces import Glyphs, Measure, invisible
from wiredesk.outlets.epaper.printed import Box, Line

_ASIDE = 4.0
_NEAR = 0.02
"""Points that a glyph may stand from its place at the size of the body, more in proportion: Typst puts them there to a
thousandth, and a letter exchanged for another often moves the rest by no more than a tenth."""
_STRAY = 0.06
"""The same for a vowel sign, from its letter."""
_BEARING = 0.1
"""The white before and after a glyph's ink, at most, as a share of its size: a piece's sides are those of its ink."""


Planned = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Where a line's glyphs are to stand: along the page, and down it."""


def planned(line: Line, glyphs: Glyphs, rise: float) -> Planned:
    """Where the glyphs of a line are to stand, stretched as the line is; `rise` is from its top to its baseline."""
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


def wrong_row(
    line: Line, which: NDArray[np.int64], found: ReadPage, glyphs: Glyphs, size: float, rise: float
) -> Iterator[str]:
    """What is wrong with one line's glyphs, as the end of a sentence."""
    got = Counter(_read_as("".join(found.letters[index] for index in which)))
    wanted = Counter(_read_as(line.text))
    strange = {letter for letter in got.keys() - wanted.keys() if not invisible(letter)}
    foreign = {letter for letter in wanted if letter.isascii() and got[letter] != wanted[letter]}
    if strange or foreign or not got:
        yield f"is not there letter by letter: see {sorted(strange | foreign)}"
        return
    x, y = found.x[which], found.y[which]
    near = _NEAR * max(1.0, size / 9.0)
    if not glyphs.sure:
        sides = line.box.x - _ASIDE, line.box.x + line.box.width + _ASIDE
        if x.min() < sides[0] or x.max() > sides[1] or float(np.abs(y - line.box.y - rise).min()) > near:
            yield "does not stand in its place"
        return
    along, down = planned(line, glyphs, rise)
    there = np.hypot(along[:, None] - x[None], down[:, None] - y[None]) <= near
    if not there.any(axis=0).all():
        yield "has glyphs out of their place"
        return
    texts = _cluster_texts(line.text, glyphs)
    for at, index in enumerate(which):
        letter = found.letters[index]
        if invisible(letter):
            continue
        here = {int(one) for one in glyphs.clusters[there[:, at]]}
        if not any(set(_read_as(letter)) <= set(texts[one]) for one in here):
            yield f"has “{letter}” in the PDF where it should have “{'”, “'.join(texts[one] for one in sorted(here))}”"
            return
    unread = ~there.any(axis=1)
    if not _in_pieces(found, along[unread], down[unread], size):
        yield "lacks glyphs"


def _in_pieces(found: ReadPage, along: NDArray[np.float64], down: NDArray[np.float64], size: float) -> bool:
    """Whether glyphs that are not among the letters are all there: each at a piece of text's begin, or inside one."""
    if not len(along):
        return True
    near, bearing = _NEAR * max(1.0, size / 9.0), _BEARING * size
    here = (found.pieces[:, 1] > down.min() - near) & (found.pieces[:, 1] < down.max() + near)
    x, y, left, right = found.pieces[here].T[:, :, None]
    begins = np.abs(x - along) <= near
    inside = (along >= left - bearing) & (along <= right + bearing)
    return bool(((begins | inside) & (np.abs(y - down) <= near)).any(axis=0).all())


def _cluster_texts(text: str, glyphs: Glyphs) -> dict[int, str]:
    """The letters of each cluster by where it begins, the first of a pair for either."""
    begins = sorted(set(glyphs.clusters.tolist()))
    ends = [*begins[1:], len(text)]
    return {first: _read_as(text[first:upto]) for first, upto in zip(begins, ends, strict=True)}


_MIRRORED = {
    **dict(zip(")]}»›>”’⟩⟫≥", "([{«‹<“‘⟨⟪≤", strict=True)),
    "\u2044": "/",
    "≠": "=/",
}
"""A reader may give either of a pair, since the glyph is turned round, and a stroke for the one of a fraction."""


@cache
def _letter_read_as(letter: str) -> str:
    """What stands for a letter: one that is a form of others, as ﷺ or ½ are, is read as those."""
    forms = unicodedata.normalize("NFKC", letter)
    if forms == unicodedata.normalize("NFC", letter):
        forms = letter
    return "".join(_MIRRORED.get(one, one) for one in forms if not one.isspace())


def _read_as(text: str) -> str:
    """The letters of a text as a reader of PDF may give them, spaces left out."""
    return "".join(map(_letter_read_as, text))


def strayed_signs(line: Line, x: NDArray[np.float64], known: Measure) -> bool:
    """Whether a vowel sign or half letter of a line, read from left to right, stands away from its letter.

    `x` is where each letter stands, spaces not counted, in the order of the text. A sign is a glyph of its own, or part
    of its letter's; where the letters themselves stand is looked at elsewhere.
    """
    glyphs = known.glyphs(line.text)
    between = (line.box.width - glyphs.width) / glyphs.gaps if glyphs.gaps else 0.0
    along = line.box.x + glyphs.x + glyphs.spaces * between
    of_cluster: dict[int, list[float]] = {}
    for cluster, place in zip(glyphs.clusters.tolist(), along.tolist(), strict=True):
        of_cluster.setdefault(cluster, []).append(place)
    near = _STRAY * max(1.0, known.size / 9.0)
    places: list[float] = []
    aside = 0.0
    for index, place in zip([at for at, letter in enumerate(line.text) if not letter.isspace()], x, strict=True):
        if index in of_cluster:
            places = of_cluster[index]
            aside = place - places[0]
        elif places and min(abs(place - aside - one) for one in places) > near:
            return True
    return False
