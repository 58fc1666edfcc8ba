"""Which passages two texts share, word for word, and a few numbers by which likely copies are found among a million.

A shingle is five tokens in a row. A token is a word by `common.words`, or a number as it is printed (`2,400.5` is
one): so a changed figure is one token that differs, and passages are compared with every number masked. What a template
and its next use share is then seen as shared, together with how many numbers inside it are not the same.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from zlib import crc32

import msgspec

from wiredesk.common.words import words
from wiredesk.story.related.signed_off import signs_off

SIZE = 5
"""Tokens in a shingle. Shorter ones are phrases that every desk uses, longer ones break at each corrected word."""

PLACES = 100
"""Places of a passage that are looked at for the one whose numbers agree the most; one where all do is always found."""

PRINTS = 16
"""Fingerprints of a story, at most."""

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_ASCII = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")
MASK = "#"
"""What stands for a number among the masked tokens; no token is one."""

# A name has a capital where no sentence begins; scripts without capitals have no names to find this way.
_NAME = re.compile(r"(?:(?<=[^\W_] )|(?<=[^\W_][,;] ))[<(\"“‘']?([^\W\d_]{3,}(?:[-'’][^\W\d_]+)*)")
_SENTENCE_END = re.compile(r"(?<=[.!?।॥۔؟])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
_SHORTEST_SENTENCE = 3


class Text(msgspec.Struct, frozen=True):
    """A text taken apart for comparing; make it with `read`."""

    tokens: tuple[str, ...]
    masked: tuple[str, ...]
    """The tokens with every number replaced by one and the same mark."""
    names: frozenset[str]
    sentences: tuple[int, ...]
    """Where each sentence ends, as a count of tokens."""
    headline: tuple[str, ...] = ()
    """The tokens of its headline, where that is known."""
    signed_off: tuple[int, ...] = ()
    """Before which tokens an agency's sign-off stands, or begins."""


class Shared(msgspec.Struct, frozen=True):
    """The passages that two texts share: each token of the later one in them, with its place in the earlier."""

    pairs: dict[int, int]
    earlier: frozenset[int]
    """The places in the earlier text that are covered."""


def read(copy: str, headline: str = "") -> Text:
    """A text taken apart, with the headline above it where it has one; any strings will do."""
    tokens: list[str] = []
    ends: list[int] = []
    signed: list[int] = []
    for sentence in _SENTENCE_END.split(copy):
        if signs_off(sentence):
            signed.append(len(tokens))
        tokens += _tokens(sentence)
        if len(tokens) - (ends[-1] if ends else 0) >= _SHORTEST_SENTENCE:
            ends.append(len(tokens))
    names = frozenset(part for found in _NAME.finditer(copy) if found[1][0].isupper() for part in words(found[1]))
    return Text(
        tuple(tokens),
        tuple(MASK if is_number(one) else one for one in tokens),
        names,
        tuple(ends),
        tuple(_tokens(headline)),
        tuple(signed),
    )


def _tokens(text: str) -> list[str]:
    if text.isascii():
        # The same by one pattern: nine in ten texts are English, and each is read once or twice.
        return _ASCII.findall(text.lower())
    return list(_parted(text))


def _parted(text: str) -> Iterator[str]:
    at = 0
    for number in _NUMBER.finditer(text):
        yield from words(text[at : number.start()])
        yield number[0]
        at = number.end()
    yield from words(text[at:])


def is_number(token: str) -> bool:
    """Whether a token is a number, or a word with digits in it."""
    return not token.isalpha() and any(map(str.isdecimal, token))


def shingles(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The different shingles of a text; none if it has fewer tokens than one."""
    return {tokens[at : at + SIZE] for at in range(len(tokens) - SIZE + 1)}


def shared(earlier: Text, later: Text) -> Shared:
    """The passages of at least five tokens that both have, numbers masked.

    Where a passage stands several times in the earlier text, the one that goes on from the token before is taken, and
    else the one whose numbers agree the most.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(earlier.masked) - SIZE + 1):
        places.setdefault(earlier.masked[at : at + SIZE], []).append(at)
    last = len(earlier.masked) - SIZE
    printed = _Printed(earlier.tokens)
    pairs: dict[int, int] = {}
    previous = -2
    for at in range(len(later.masked) - SIZE + 1):
        found = places.get(later.masked[at : at + SIZE])
        if found is None:
            previous = -2
            continue
        if 0 <= previous < last and earlier.masked[previous + SIZE] == later.masked[at + SIZE - 1]:
            # The passage goes on: all but its last token have their places.
            previous += 1
            pairs.setdefault(at + SIZE - 1, previous + SIZE - 1)
            continue
        previous = found[0] if len(found) == 1 else printed.likest(later.tokens[at : at + SIZE], found)
        for step in range(SIZE):
            pairs.setdefault(at + step, previous + step)
    return Shared(pairs, frozenset(pairs.values()))


class _Printed:
    """The shingles of a text as they are printed, numbers and all, for those that are often the same once masked."""

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._first: dict[tuple[str, ...], int] = {}

    def likest(self, shingle: tuple[str, ...], places: list[int]) -> int:
        """The first of the places whose tokens agree the most with these."""
        if len(places) > PLACES:
            if not self._first:
                for at in reversed(range(len(self._tokens) - SIZE + 1)):
                    self._first[self._tokens[at : at + SIZE]] = at
            # A list of nothing but numbers has as many places as tokens: to look at each for each takes minutes.
            if (same := self._first.get(shingle)) is not None:
                return same
        return max(places[:PLACES], key=lambda one: _agreeing(self._tokens[one : one + SIZE], shingle))


def _agreeing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(map(str.__eq__, one, other))


def fingerprints(copy: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, ascending, at most 16 and each below 2**32.

    Two texts that share much share some of them, so looking them up in an indexed column finds likely copies however
    many stories there are (Broder's bottom-k sketch). A text shorter than a shingle has one, of all its tokens.
    """
    tokens = [token.encode() for token in _tokens(copy)]
    if not tokens:
        return ()
    # One string of bytes and its parts: putting each shingle together by itself takes twice as long.
    text = b" ".join(tokens)
    begins = [0, *accumulate(len(token) + 1 for token in tokens)]
    found = {crc32(text[begin : end - 1]) for begin, end in zip(begins, begins[SIZE:], strict=False)} or {crc32(text)}
    return tuple(sorted(found)[:PRINTS])
