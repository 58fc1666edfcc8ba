"""The words of a text, by one rule for every script: what related stories are weighed by and search finds.

A word is a run of letters, marks, numbers and the two joiners, `[\\p{L}\\p{M}\\p{N}\\x{200C}\\x{200D}]+`, case folded
and in Unicode's form C. Marks belong to it: `\\w`, as SQLite's FTS5 and tantivy's own tokenizer, breaks a Devanagari
word at its virama, and half a word finds nothing. Chinese, Japanese and Korean runs have no spaces to go by, so they
are read as overlapping pairs of characters; a lone one stands for itself.

tantivy gets `spaced(text)` and splits at spaces only, so there is no second rule to keep in step with this one.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

_ASCII = re.compile(r"[a-z0-9]+")
_LATIN = re.compile(r"[A-Za-z0-9]+")
_JOINERS = "\u200c\u200d"
_CJK_RANGES = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff"
    "\uff66-\uff9d\uffa0-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
"""Hangul, kana, bopomofo and Han, with the marks that stand for a repeated or a lengthened sound."""


def _marks() -> Iterator[str]:
    """The ranges of category M, which `re` has no name for; combining marks begin at U+0300."""
    start = previous = 0
    for point in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(point))[0] != "M":
            continue
        if point != previous + 1:
            if start:
                yield f"{chr(start)}-{chr(previous)}"
            start = point
        previous = point
    yield f"{chr(start)}-{chr(previous)}"


MARKS = "".join(_marks())
"""Every combining mark as the inside of a character class."""

# `[^\W_]` is every letter and number: what `str.isalnum` says yes to.
_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}{_JOINERS}])+")
_CJK = re.compile(rf"[{_CJK_RANGES}]")
_CJK_RUN = re.compile(rf"((?:[{_CJK_RANGES}][{MARKS}{_JOINERS}]*)+)")
_CJK_UNIT = re.compile(rf"[{_CJK_RANGES}][{MARKS}{_JOINERS}]*")
_CJK_PARTS = re.compile(rf"(?:[{_CJK_RANGES}][{MARKS}{_JOINERS}]*)+|[^{_CJK_RANGES}]+")


def words(text: str) -> list[str]:
    """The words of a text in their order, folded and repeated as often as they stand there; no text has an error."""
    if text.isascii():
        return _ASCII.findall(text.lower())
    folded = unicodedata.normalize("NFC", text.casefold())
    found: list[str] = []
    for run in _WORD.findall(folded):
        if _CJK.search(run):
            found += _parted(run)
        elif word := _bare(run):
            found.append(word)
    return found


def spaced(text: str) -> str:
    """The words of a text with a space between each: for an index whose own tokenizer splits at spaces only."""
    return " ".join(words(text))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in a text each of its words stands: start, end and the word, folded. Pairs of characters overlap.

    The words are those that `words` finds, in its order, as long as the text is in form C.
    """
    for run in (_LATIN if text.isascii() else _WORD).finditer(text):
        start, end = run.span()
        if run[0].isascii():
            yield start, end, run[0].lower()
            continue
        if not _CJK.search(run[0]):
            if found := words(run[0]):
                yield start, end, found[0]
            continue
        for part in _CJK_PARTS.finditer(run[0]):
            units = [(unit.start(), unit.end()) for unit in _CJK_UNIT.finditer(part[0])]
            pairs = [(one[0], other[1]) for one, other in itertools.pairwise(units)] or [(0, len(part[0]))]
            for first, last in pairs:
                if found := words(part[0][first:last]):
                    yield start + part.start() + first, start + part.start() + last, found[0]


def _bare(run: str) -> str:
    """A run without joiners at its ends, where they join nothing; empty if no letter or number is in it.

    An emoji of several people leaves lone joiners, and one drawn in colour a lone variation selector.
    """
    word = run.strip(_JOINERS)
    return word if any(map(str.isalnum, word)) else ""


def _parted(run: str) -> Iterator[str]:
    for at, part in enumerate(_CJK_RUN.split(run)):
        if at % 2 == 0:
            if word := _bare(part):
                yield word
            continue
        units = _CJK_UNIT.findall(part)
        if len(units) == 1:
            yield units[0]
        else:
            yield from map("".join, itertools.pairwise(units))
