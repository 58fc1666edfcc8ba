"""The proof for scripts that run from right to left: every row's glyphs, by where they stand.

A reader of PDF puts such letters in an order of its own, so they are not compared as a string. Each letter must lie in
the box of exactly one line, and a line's glyphs must be those that its text makes, each at its place.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wiredesk.outlets.epaper.makeup.readback import ReadPage
from wiredesk.outlets.epaper.makeup.typefaces import Measure, invisible
from wiredesk.outlets.epaper.printed import Box, Line

_ASIDE = 4.0
_NEAR = 0.3


def rows_of(lines: tuple[Line, ...], found: ReadPage) -> tuple[list[NDArray[np.int64]], int]:
    """Which letters of the page lie in each line's box, or just outside and in no other's; and how many lie in none."""
    taken = np.zeros(len(found.letters), dtype=bool)
    rows = [np.zeros(0, dtype=np.int64)] * len(lines)
    for aside, over in ((_ASIDE, 0.12), (3 * _ASIDE, 0.5)):
        for place, line in enumerate(lines):
            mine = _inside(line.box, found, aside, over) & ~taken
            taken |= mine
            rows[place] = np.concatenate([rows[place], np.flatnonzero(mine)])
    return rows, int((~taken).sum())


def _inside(box: Box, found: ReadPage, aside: float, over: float) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (
        (found.y > box.y - over * box.height)
        & (found.y < box.y + (1 + max(0.0, over - 0.12)) * box.height)
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
    x, y, planned = found.x[which], found.y[which], known.glyphs(line.text)
    near = _NEAR * max(1.0, known.size / 9.0)
    if not planned.sure:
        edges = line.box.x - _ASIDE, line.box.x + line.box.width + _ASIDE
        if x.min() < edges[0] or x.max() > edges[1] or float(np.abs(y - line.box.y - rise).min()) > near:
            yield "does not stand in its place"
        return
    between = (line.box.width - planned.width) / planned.gaps if planned.gaps else 0.0
    along = line.box.x + planned.x + planned.spaces * between
    down = line.box.y + rise - planned.y
    apart = np.hypot(along[:, None] - x[None], down[:, None] - y[None])
    if apart.min(axis=0).max() > near:
        yield "has glyphs out of their place"
        return
    there = planned.clusters[apart.min(axis=1) <= near]
    lacking = set(planned.clusters.tolist()) - set(there.tolist())
    # The reader now and then leaves out a letter that lies on another; all others are in their place, so it is there.
    if len(lacking) > 1 or lacking & {int(planned.clusters.min()), int(planned.clusters.max())}:
        yield "lacks glyphs"


_MIRRORED = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹", ">": "<"}
"""A reader may give either of a pair, since the glyph is turned round."""
