"""A text as words with what stands between them, and the names that may be in it. Pure.

In a script with capitals a name is capitalised; in the others any word may be one, and its case ending is taken off.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from wiredesk.story.places.endings import bare
from wiredesk.story.places.fold import fold
from wiredesk.story.places.words import lists

LONGEST = 4
"""Words of a name, at most: `Rio de Janeiro`, `Chhatrapati Sambhaji Nagar`."""

_TOKEN = re.compile(
    r"([^\W\d_]+(?:[\u0900-\u0d7f\u064b-\u065f\u0670\u200c\u200d]+[^\W\d_]*)*"
    r"(?:(?:[-‐‑]|['’](?![sS]\b))[^\W\d_][^\W_]*|\.(?=[A-Za-z]\.)[A-Za-z]|&[A-Z])*)(['’][sS]?\b|['’](?=\s))?|([^\w\s])"
)
_INDIC = re.compile(r"[\u0600-\u06ff\u0900-\u0dff]")
_ENDS = frozenset(".!?:;।۔")


class Token(msgspec.Struct, frozen=True):
    """A word or sign; `kind` is `cap` for a capitalised word, `low`, `indic` for a script without capitals, `sign`."""

    text: str
    lower: str
    kind: str
    owner: bool = False
    """Whether it owns what follows: `Bihar's`."""
    first: bool = False
    """Whether a sentence begins with it."""

    @property
    def cap(self) -> bool:
        """Whether it begins with a capital."""
        return self.kind == "cap"

    @property
    def indic(self) -> bool:
        """Whether it is in a script without capitals."""
        return self.kind == "indic"

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.kind != "sign"


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and signs of a text, in order. `Pune-based` is three: the name stands by itself."""
    found: list[Token] = []
    first = True
    for match in _TOKEN.finditer(text):
        word, owner, sign = match.groups()
        if sign is not None:
            found.append(Token(sign, sign, "sign"))
            first = sign in _ENDS or (first and sign in "\"“‘'(")
            continue
        owns = owner is not None
        head, hyphen, tail = word.partition("-")
        if hyphen and tail.islower() and word[0].isupper():
            found.append(Token(head, head.lower(), "cap", first=first))
            found.append(Token("-", "-", "sign"))
            found.append(Token(tail, tail, "low", owner=owns))
        else:
            kind = "cap" if word[0].isupper() else "indic" if _INDIC.match(word) else "low"
            found.append(Token(word, word.lower(), kind, owner=owns, first=first))
        first = False
    return tuple(found)


class Span(msgspec.Struct, frozen=True):
    """Some words that may be a name: from `start` up to, not including, `end`."""

    start: int
    end: int
    keys: tuple[str, ...]
    """What to look up, the likeliest first."""
    inside: bool = False
    """Whether its ending says that something is in it."""


def spans_of(tokens: Sequence[Token]) -> Iterator[Span]:
    """Every run of words that may be a name, from each word on the longest first."""
    for start, token in enumerate(tokens):
        if token.kind == "cap":
            yield from _latin(tokens, start)
        elif token.kind == "indic":
            yield from _indic(tokens, start)


def _latin(tokens: Sequence[Token], start: int) -> Iterator[Span]:
    words = lists()
    text = tokens[start].text
    found = [] if tokens[start].lower in words.small or len(text) == 1 else [Span(start, start + 1, (fold(text),))]
    end = start
    while not tokens[end].owner and end + 1 < min(start + LONGEST, len(tokens)):
        end += 1
        token = tokens[end]
        if token.kind == "cap":
            text = f"{text} {token.text}"
            found.append(Span(start, end + 1, (fold(text),)))
        elif token.lower in words.links:
            text = f"{text} {token.text}"
        else:
            break
    yield from reversed(found)


def _indic(tokens: Sequence[Token], start: int) -> Iterator[Span]:
    ends = []
    for end in range(start, min(start + 3, len(tokens))):
        if not tokens[end].indic:
            break
        ends.append(end + 1)
    for end in reversed(ends):
        words = [token.text for token in tokens[start:end]]
        stems = bare(words[-1])
        for stem, inside in stems:
            yield Span(start, end, (fold(" ".join((*words[:-1], stem))),), inside)
