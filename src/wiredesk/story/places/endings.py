"""Case endings that scripts without capitals put on a city's name: `मुंबईत` and `சென்னையில்` are in a city. Pure.

Only endings that say where or whose: Marathi, Bengali and Tamil. Hindi and Urdu write theirs as words of their own.
"""

_MARATHI_IN = ("मधील", "मध्ये", "तील", "त")
_MARATHI_OF = ("च्या", "ची", "चे", "चा", "हून", "जवळ", "पासून")
_OBLIQUE = ("्यात", "्यातील", "ऱ्यात", "ऱ्यातील", "पुरात", "पुरातील")
"""Ends a whole word that is listed as it stands, such as `पुण्यात`: the stem changes before the ending."""
_BENGALI_IN = ("য়", "তে", "য়ের", "র", "ের")
_TAMIL_IN = (("யில்", ""), ("வில்", ""), ("ில்", "்"), ("ில்", "ு"), ("த்தில்", "ம்"))
_TAMIL_OF = (("யின்", ""), ("வின்", ""), ("ின்", "்"))


def bare(word: str) -> tuple[tuple[str, bool], ...]:
    """The word as it stands, then without each ending it may have; with each whether it says `in`."""
    found = [(word, word.endswith(_OBLIQUE))]
    if "\u0900" <= word[0] <= "\u097f":
        found += [(word[: -len(e)], True) for e in _MARATHI_IN if word.endswith(e) and len(word) > len(e) + 2]
        found += [(word[: -len(e)], False) for e in _MARATHI_OF if word.endswith(e) and len(word) > len(e) + 2]
        # The stem of what ends in a consonant takes an `ा`, and `पूर` loses length: `नागपुरात`, `कोल्हापुरात`.
        long = [(stem[:-1], inside) for stem, inside in found[1:] if stem.endswith("ा") and len(stem) > 3]
        found += [*long, *((f"{stem[:-3]}पूर", inside) for stem, inside in long if stem.endswith("पुर"))]
    elif "\u0980" <= word[0] <= "\u09ff":
        found += [
            (word[: -len(e)], e in ("য়", "তে")) for e in _BENGALI_IN if word.endswith(e) and len(word) > len(e) + 2
        ]
        # After a consonant the ending is the vowel alone: `লখনউতে`, but `চট্টগ্রামে`.
        if word.endswith("ে") and len(word) > 3:
            found.append((word[:-1], True))
    elif "\u0b80" <= word[0] <= "\u0bff":
        found += [(word[: -len(e)] + put, True) for e, put in _TAMIL_IN if word.endswith(e) and len(word) > len(e) + 1]
        found += [(word[: -len(e)] + put, False) for e, put in _TAMIL_OF if word.endswith(e) and len(word) > len(e) + 1]
    return tuple(found)
