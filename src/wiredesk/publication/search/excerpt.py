"""The part of a story that answers a question, with the words that do: pure, and never a letter but the story's own."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from wiredesk.publication.search.asked import Asked
from wiredesk.publication.search.folding import folded, placed
from wiredesk.publication.search.spelling import counting, shorter_forms

BEFORE, LONGEST = 60, 240
"""Characters that an excerpt shows before the first word found, and of all, roughly: it ends with a word."""

LOOSELY = 8
"""Lines that are read for words that may be misspelt, where none has what was typed."""

CUT = "…"


class Part(msgspec.Struct, frozen=True):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    found: bool = False


class Telling:
    """Tells the words of stories that answer one question; each different word is looked at once."""

    def __init__(self, asked: Asked, loose: Iterable[str]) -> None:
        self._exact = frozenset(asked.words) | {word for phrase in asked.phrases for word in phrase}
        near = frozenset(loose)
        self._counts: list[Callable[[str], bool]] = [counting(word, loosely=word in near) for word in asked.words]
        self._known: dict[str, bool] = dict.fromkeys(self._exact, True)
        self._looks = tuple({min((word, *shorter_forms(word)), key=len) for word in self._exact})
        self.loose = bool(near)
        """Whether words count that share no letters in a row with what was typed."""

    def __bool__(self) -> bool:
        return bool(self._exact)

    def __call__(self, word: str) -> bool:
        """Whether a folded word does."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = any(counts(word) for counts in self._counts)
        return known

    def share(self, text: str) -> int:
        """How many of the question's words a text may hold, by a look that misses only what is misspelt."""
        plain = folded(text).casefold()
        return sum(word in plain for word in self._looks)


def marked(text: str, telling: Telling) -> tuple[Part, ...]:
    """A whole text in parts."""
    return _parts(text, 0, len(text), [(start, end) for start, end, word in placed(text) if telling(word)])


def excerpt(lines: Sequence[str], telling: Telling) -> tuple[Part, ...]:
    """From the line that has the most of the words, the earliest of these, what is around the first; else nothing."""
    shares = [(telling.share(line), line) for line in lines]
    tried = [line for share, line in sorted(shares, key=lambda one: -one[0]) if share]
    if telling.loose:
        tried += [line for share, line in shares if not share][:LOOSELY]
    for line in tried:
        found = [(start, end) for start, end, word in placed(line) if telling(word)]
        if found:
            return _around(line, found)
    return ()


def _around(line: str, found: list[tuple[int, int]]) -> tuple[Part, ...]:
    start, first = 0, found[0][0]
    if first > BEFORE:
        start = line.find(" ", first - BEFORE, first) + 1 or first
    end = len(line)
    if end - start > LONGEST:
        end = line.rfind(" ", max(found[0][1], start + 1), start + LONGEST)
        if end < 0:
            # Scripts without spaces: between two words that overlap nothing is cut.
            end = max(found[0][1], start + LONGEST)
    parts = _parts(line, start, end, [(a, b) for a, b in found if start <= a and b <= end])
    before = (Part(CUT),) if start else ()
    return (*before, *parts, *((Part(CUT),) if end < len(line) else ()))


def _parts(text: str, start: int, end: int, found: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    for first, last in _joined(found):
        if first > at:
            parts.append(Part(text[at:first]))
        parts.append(Part(text[first:last], found=True))
        at = last
    if at < end:
        parts.append(Part(text[at:end]))
    return tuple(parts)


def _joined(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap, as pairs of Han do, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
