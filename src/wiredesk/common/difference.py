"""The difference between two texts, word by word: lines are matched first, then the words of those that changed."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

LONGEST = 4000
"""Words compared on one side of one change; beyond, one text is shown as taken out and the other as put in."""

# A word is what stands between spaces and marks. `\\w` would split Devanagari at the virama.
_MARKS = r".,;:!?\"'“”‘’«»()\[\]{}<>–—…।॥،؛؟"
_PIECES = re.compile(rf"\s+|[{_MARKS}]|[^\s{_MARKS}]+")


class Change(StrEnum):
    """What became of a run of text."""

    SAME = "same"
    IN = "in"
    OUT = "out"


class Run(msgspec.Struct, frozen=True):
    """A run of text that stayed, came or went."""

    change: Change
    text: str


class Difference(msgspec.Struct, frozen=True):
    """Lines of runs; `words_in` and `words_out` count what changed."""

    lines: tuple[tuple[Run, ...], ...]
    words_in: int
    words_out: int


class _Piece(msgspec.Struct, frozen=True):
    """A word or a mark, and the space after it, which is not compared: else every space would match every other."""

    key: str
    text: str


def _pieces(lines: Sequence[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for piece in _PIECES.findall("\n".join(lines)):
        if piece.isspace() and pieces:
            pieces[-1] = _Piece(pieces[-1].key, pieces[-1].text + piece)
        else:
            pieces.append(_Piece(piece, piece))
    return pieces


def _joined(pieces: Iterable[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _words(runs: Iterable[Run], change: Change) -> int:
    said = (piece.key for run in runs if run.change is change for piece in _pieces([run.text]))
    return sum(1 for key in said if any(sign.isalnum() for sign in key))


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterable[Run]:
    before, after = _pieces(old), _pieces(new)
    if max(len(before), len(after)) > LONGEST:
        yield from (Run(Change.OUT, "\n".join(old)), Run(Change.SAME, "\n"), Run(Change.IN, "\n".join(new)))
        return
    matcher = SequenceMatcher(None, [piece.key for piece in before], [piece.key for piece in after])
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Run(Change.SAME, _joined(after[c:d]))
            continue
        if b > a:
            # What stood before it may have lost its space, which then belongs to what was taken out.
            apart = a and c and before[a - 1].text.endswith(" ") and not after[c - 1].text.endswith(" ")
            yield Run(Change.OUT, " " * bool(apart) + _joined(before[a:b]))
        if d > c:
            yield Run(Change.IN, _joined(after[c:d]))


def _by_line(runs: Iterable[Run]) -> Iterable[tuple[Run, ...]]:
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line += [Run(run.change, first)] if first else []
        for other in others:
            yield tuple(line)
            line = [Run(run.change, other)] if other else []
    yield tuple(line)


def difference(before: Sequence[str], after: Sequence[str]) -> Difference:
    """What changed from one list of lines to another.

    The words of the runs that are not `in` are those of `before`, of the runs that are not `out` those of `after`.
    """
    runs: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if runs:
            runs.append(Run(Change.SAME, "\n"))
        if kind == "replace":
            runs += _replaced(before[a:b], after[c:d])
        elif kind == "delete":
            runs.append(Run(Change.OUT, "\n".join(before[a:b])))
        else:
            runs.append(Run(Change.SAME if kind == "equal" else Change.IN, "\n".join(after[c:d])))
    return Difference(
        lines=tuple(line for line in _by_line(runs) if line),
        words_in=_words(runs, Change.IN),
        words_out=_words(runs, Change.OUT),
    )
