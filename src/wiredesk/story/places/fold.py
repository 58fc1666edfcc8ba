"""A name as a key: the same for every way of writing it that a reader would not call another name. Pure."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile("[\u0300-\u036f\u093c\u064b-\u065f\u0670\u200c\u200d.'’‘ʼ`´′]")
"""Accents of Latin, the dot below of Devanagari, vowel marks of Arabic, joiners, apostrophes and full stops."""
_BETWEEN = re.compile(r"[\s\-‐-―_,/]+")
_SAME = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ه": "ہ",
        "ۀ": "ہ",
        "ھ": "ہ",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ँ": "ं",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "ß": "ss",
    }
)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """The key of a name: no accents, no case, one space between words. `Ahmadābād` and `AHMADABAD` are one."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return _BETWEEN.sub(" ", _DROPPED.sub("", plain.casefold()).translate(_SAME)).strip()
