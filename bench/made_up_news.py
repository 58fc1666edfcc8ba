"""Full texts of a made-up wire, as many as are asked for: what an index meets, in proportions that are a wire's own.

Words follow Zipf's law over a vocabulary of 60,000. Every story tells of an event: events have three names that hardly
anything else has, a few numbers and forty words of their subject, and are told in one to fifteen stories within days.
So rare words stay as rare as they are on a wire, and new names come for as long as the wire runs. Equal seeds make
equal stories; nothing depends on how many are asked for.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

import msgspec

from wiredesk.story.related.reading import Piece

VOCABULARY = 60_000
OPEN = 240
"""Events that are told of at the same time."""

_SUBJECT, _NAMES = 40, 3
_WORDS = (180, 520)
_BEGINNINGS = (*"bcdfghjklmnprstvwz", "br", "ch", "dr", "fl", "gr", "kl", "pr", "qu", "sh", "sp", "st", "th", "tr")
_VOWELS = (*"aeiou", "ai", "ea", "ou")
_ENDINGS = ("", *"nrstlmx", "nd", "st", "ng", "ck")


class Event(msgspec.Struct, frozen=True):
    """What several stories tell of."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    subject: tuple[str, ...]
    lasts: int
    """Stories that tell of it."""


class Wire:
    """An endless wire of one seed. The vocabulary is the same for all seeds, as a language is."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = _vocabulary()
        self._weights = list(accumulate(1.0 / (rank + 2.7) for rank in range(VOCABULARY)))
        self._events = [self._event() for _ in range(OPEN)]
        self._told = [0] * OPEN

    def stories(self, number: int, *, start: datetime, a_day: int, first: int = 0) -> Iterator[Piece]:
        """The next stories in time order, numbered from `first`, so many a day from `start` on."""
        for at in range(first, first + number):
            yield self._story(str(at), start + timedelta(days=at / a_day))

    def common(self, rank: int) -> str:
        """A word of the vocabulary, the commonest first."""
        return self._words[rank]

    def _story(self, name: str, at: datetime) -> Piece:
        chance = self._chance
        which = int(OPEN * chance.random() ** 2)
        event = self._events[which]
        self._told[which] += 1
        if self._told[which] >= event.lasts:
            self._events[which], self._told[which] = self._event(), 0
        told = [*chance.sample(event.names, 2), *chance.sample(event.subject, 5), *self._zipf(2)]
        chance.shuffle(told)
        if chance.random() < 0.4:
            told.append(chance.choice(event.numbers))
        words = self._zipf(chance.randint(*_WORDS))
        for _ in range(len(words) // 5):
            pool = event.subject if chance.random() < 0.8 else (*event.names, *event.numbers)
            words[chance.randrange(len(words))] = chance.choice(pool)
        text = ". ".join(" ".join(words[part : part + 20]).capitalize() for part in range(0, len(words), 20))
        return Piece(id=name, headline=" ".join(told).capitalize(), at=at, text=f"{text}.")

    def _event(self) -> Event:
        chance = self._chance
        return Event(
            names=tuple(_word(chance, 3).capitalize() for _ in range(_NAMES)),
            numbers=tuple(str(chance.randint(11, 9_999)) for _ in range(4)),
            subject=tuple(dict.fromkeys(self._words[chance.randrange(200, VOCABULARY)] for _ in range(_SUBJECT))),
            lasts=min(15, int(1 / (1 - chance.random()) ** 0.8)),
        )

    def _zipf(self, number: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=number)


def _vocabulary() -> list[str]:
    """Words, the commonest first; common ones are short."""
    chance, words = random.Random(0), dict[str, None]()
    while len(words) < VOCABULARY:
        words[_word(chance, 1 + (len(words) > 150) + (len(words) > 5_000))] = None
    return list(words)


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(
        chance.choice(_BEGINNINGS) + chance.choice(_VOWELS) + chance.choice(_ENDINGS) for _ in range(syllables)
    )
