"""What readers spell otherwise than agencies do, as one: pure, one rule for what is indexed, asked and highlighted.

Search forgives what `common/words.py` keeps apart, because stories are compared by that and readers type as they can:
`café` is found by `cafe`, `ख़बर` by `खबर`, `हँस` by `हंस`, `كتاب` by `کتاب`, a word with its vowel marks or its half
space by one without, and `२०२६` by `2026`. Marks that are vowels themselves, as in all the scripts of India, stay.
"""

import re
import unicodedata
from collections.abc import Iterator

from wiredesk.common.words import spans, words

_LATIN_MARKS = range(0x0300, 0x0370)
_ARABIC_MARKS = (0x0640, *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9), 0x06EA, 0x06EB)
_NUKTA = (0x093C, 0x09BC, 0x0A3C)
_JOINERS = (0x200C, 0x200D)
_LETTERS = {
    "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ۂ": "ہ", "ة": "ہ", "ۃ": "ہ", "ٱ": "ا", "ؤ": "و",
    "ँ": "ं", "ঁ": "ং", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i",
}  # fmt: skip
_DIGITS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0BE6)
"""The noughts of Arabic, Urdu, Devanagari, Bengali and Tamil."""

_TABLE: dict[int, str | None] = {
    **dict.fromkeys((*_LATIN_MARKS, *_ARABIC_MARKS, *_NUKTA, *_JOINERS)),
    **{ord(one): other for one, other in _LETTERS.items()},
    **{nought + digit: str(digit) for nought in _DIGITS for digit in range(10)},
}
_TOUCHED = re.compile(
    f"[{''.join(map(chr, _TABLE))}\u00c0-\u024f\u0370-\u04ff\u0622-\u0626\u06c0-\u06d3\u0929-\u0934\u0958-\u095f"
    "\u09dc-\u09df\u0a33-\u0a5e\u1e00-\u1fff]"
)
"""What this changes, or hides in one letter: most texts have none of it, and looking costs a tenth of changing."""

_PRINTED = re.compile("[\u00a0\u00a3\u00ab\u00bb\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u20b9]")
"""What English copy has beside ASCII, and what is no letter of a word."""

_LATIN = {point: chr(point).lower() if chr(point).isalnum() else " " for point in range(128)}


def folded(text: str) -> str:
    """A text as search reads it."""
    if text.isascii() or not _TOUCHED.search(text):
        return text
    # In form D a letter and its mark lie apart; back together, what was not taken away is as it was.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TABLE))


def spaced(text: str) -> str:
    """The words of a text as search reads them, with spaces between them."""
    plain = text if text.isascii() else _PRINTED.sub(" ", text)
    if plain.isascii():
        # The same words in a tenth of the time: most of what an index is built from.
        return plain.translate(_LATIN)
    return " ".join(words(folded(text)))


def placed(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each of those words stands in the text as it was written."""
    if text.isascii():
        return spans(text)
    return ((start, end, _searched(text[start:end], word)) for start, end, word in spans(text))


def _searched(written: str, word: str) -> str:
    """A word as search reads it; empty where nothing of it is left.

    From what was written, not from the word: folding case makes a letter of a mark that search takes away, such as
    Greek's iota below.
    """
    return next(iter(words(folded(written))), "") if _TOUCHED.search(written) else word
