"""Made-up articles in the sizes of real ones."""

import random
from datetime import datetime, timedelta

from wiredesk.outlets.stores.store import Page

_SYLLABLES = [consonant + vowel for vowel in "aoi" for consonant in "bklmnrstvy"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1>"


class Stories:
    """Stories by number, pressed from `pressed_at` (aware) on; the same seed makes the same bytes on any machine."""

    def __init__(self, pressed_at: datetime, seed: int = 7) -> None:
        self._pressed_at = pressed_at
        chance = random.Random(seed)
        self._words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(6000)]
        self._seed = seed
        self._furniture = "".join(
            f'<nav class="band band-{n}" aria-labelledby="label-{n}"><a class="of-{n}" href="/section-{n}/">'
            f"{self._text(chance, 12)}</a></nav>"
            for n in range(40)
        )

    def _text(self, chance: random.Random, words: int) -> str:
        # Squared, because some words of any language are used far more often than others.
        picked = [self._words[int(chance.random() ** 2 * len(self._words))] for _ in range(words)]
        return " ".join(picked).capitalize() + "."

    def id(self, number: int) -> str:
        """Twelve letters, another for every number."""
        return "".join(_LETTERS[(number * 2654435761 >> 5 * place) & 31] for place in range(7)) + "".join(
            _LETTERS[(number >> 5 * place) & 31] for place in range(5)
        )

    def path(self, number: int) -> str:
        """The address of a story's article."""
        return f"/section-{number % 8}/{self._words[number % 6000]}-{self._words[number * 7 % 6000]}-{self.id(number)}/"

    def article(self, number: int) -> Page:
        """A story of some 400 words on a page of 12 to 20 kB, with six newer ones listed under it."""
        chance = random.Random(self._seed * 1_000_003 + number)
        head = _HEAD.format(self._text(chance, 9))
        body = "".join(f"<p>{self._text(chance, chance.randint(25, 60))}</p>" for _ in range(10))
        newest = range(max(0, number - 6), number)
        cards = "".join(f'<li><a href="{self.path(n)}">{self._text(chance, 9)}</a></li>' for n in newest)
        html = f"{head}<article>{body}</article><ul>{cards}</ul>{self._furniture}</body></html>"
        return self._page(number, self.path(number), "article", html, (number, *newest))

    def _page(self, number: int, path: str, kind: str, text: str, shows: tuple[int, ...]) -> Page:
        return Page(
            title="main",
            path=path,
            kind=kind,
            body=text.encode(),
            shows=frozenset(self.id(one) for one in shows),
            # Later than anything that stands on every page can have changed: nothing is pressed again.
            pressed_at=self._pressed_at + timedelta(seconds=number),
        )
