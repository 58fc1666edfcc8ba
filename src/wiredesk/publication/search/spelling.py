"""Which words count for one that was typed: its forms, and where little is found, what is spelt nearly so. Pure.

It needs to know no language: in nearly every script that agencies write, a word's forms differ in their last letters.
A word with a digit in it is a name or a number, and nothing but itself.
"""

from collections import Counter
from collections.abc import Callable

SHORTEST = 4
"""Letters that a word has at least when its forms count: `car` is not `care`."""

ENDING = 2
"""Letters that a form may have more or less."""

LONG = 8
"""Letters from which two may be wrong, and not one."""


def shorter_forms(word: str) -> tuple[str, ...]:
    """A word without its last letters: `elections` is looked for as `election` too."""
    if not _has_forms(word):
        return ()
    return tuple(word[:-cut] for cut in range(1, ENDING + 1) if len(word) - cut >= SHORTEST + cut - 1)


def is_longer_form(word: str, other: str) -> bool:
    """Whether another word is this one with an ending: `elections` for `election`."""
    return _has_forms(word) and 0 < len(other) - len(word) <= ENDING and other.startswith(word)


def allowed(word: str) -> int:
    """How many letters may be wrong: 0, 1 or 2."""
    if len(word) < SHORTEST or any(map(str.isdigit, word)):
        return 0
    return 2 if len(word) >= LONG else 1


def is_near(word: str, other: str) -> bool:
    """Whether a word is another misspelt: letters left out, put in, taken for others, or two exchanged."""
    most = allowed(word)
    if not most or abs(len(word) - len(other)) > most:
        return False
    # A letter that is wrong takes one away from what both have; this is seen much sooner than which one it is.
    if sum((Counter(word) & Counter(other)).values()) < max(len(word), len(other)) - most:
        return False
    return _distance(word, other, most) <= most


def counting(word: str, *, loosely: bool) -> Callable[[str], bool]:
    """Whether a word of a story counts for a word that was typed; `loosely` where misspelt ones do."""
    forms = (word, *shorter_forms(word))
    first, most = word[:1], allowed(word) if loosely else 0

    def counts(other: str) -> bool:
        # Nearly every word of a story is told by its first letter or its length.
        if other[:1] == first and (other in forms or is_longer_form(word, other)):
            return True
        return most > 0 and abs(len(other) - len(word)) <= most and is_near(word, other)

    return counts


def _has_forms(word: str) -> bool:
    return len(word) >= SHORTEST and not any(map(str.isdigit, word))


def _distance(one: str, other: str, most: int) -> int:
    """Damerau's distance with neighbours exchanged counting as one, `most + 1` where it is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row, last = row, [at], before
        for place, other_letter in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != other_letter))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == other_letter:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
