"""What a reader asks of the search, read from an address's query: pure, bounded, and never an error.

Whatever arrives becomes a question that can be answered: what cannot be read narrows nothing, what is too long is cut,
and a day that ends before it begins is turned round. So nobody can make one search cost more than a few words do.
"""

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

import msgspec

from wiredesk.common.words import words
from wiredesk.publication.search.folding import folded

LONGEST = 200
"""Characters that are read of what was typed."""

MOST_WORDS = 10
MOST_PHRASES = 6
LONGEST_WORD = 64
MOST_PAGES = 50
LONGEST_NAME = 80
"""Characters that are read of a city's name."""
_YEARS = range(1900, 2200)
"""Years that a day can be of: before and after, nothing was sent, and a calendar's ends are near."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”«»]")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PAGE = re.compile(r"[1-9]\d{0,3}", re.ASCII)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question. Words and phrases are folded as stories' are; days are of the paper's zone and both count."""

    text: str = ""
    """As it was typed, for the form."""
    words: tuple[str, ...] = ()
    """Every one of them is wanted."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Words that are wanted next to each other: what stood in quotation marks, and runs of Han, kana or Hangul."""
    section: str = ""
    provider: str = ""
    """A provider's code in lower case, as in the address of its page."""
    city: str = ""
    """The name of a city or a state as it was typed."""
    since: date | None = None
    until: date | None = None
    newest: bool = False
    """Newest first, whatever fits best."""
    page: int = 1

    @property
    def anything(self) -> bool:
        """Whether there is anything to look for."""
        named = self.section or self.provider or self.city
        return bool(self.words or self.phrases or named or self.since or self.until)

    def query(self, page: int = 1) -> str:
        """The query of the address that asks the same, at another page; without what is as it is by itself."""
        named = {
            "q": self.text,
            "section": self.section,
            "provider": self.provider,
            "city": self.city,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "order": "newest" if self.newest else "",
            "page": str(page) if page > 1 else "",
        }
        return urlencode({name: value for name, value in named.items() if value})


def asked(given: Mapping[str, str]) -> Asked:
    """The question that an address's query asks; `given` has one value a name."""
    text = _plain(given.get("q", ""), LONGEST)
    since, until = _day(given.get("from", "")), _day(given.get("to", ""))
    if since and until and until < since:
        since, until = until, since
    single, phrases = taken_apart(text)
    page = given.get("page", "")
    return Asked(
        text=text,
        words=single,
        phrases=phrases,
        section=_slug(given.get("section", "")),
        provider=_slug(given.get("provider", "")),
        city=_plain(given.get("city", ""), LONGEST_NAME),
        since=since,
        until=until,
        newest=given.get("order", "") == "newest",
        page=min(int(page), MOST_PAGES) if _PAGE.fullmatch(page) else 1,
    )


def _plain(text: str, longest: int) -> str:
    return " ".join(_CONTROL.sub(" ", text[:longest]).split())


def taken_apart(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The words and the phrases of what was typed, each once, at most so many of them."""
    single: dict[str, None] = {}
    phrases: dict[tuple[str, ...], None] = {}

    def take(found: list[str]) -> None:
        if len(found) == 1:
            single[found[0]] = None
        elif found:
            phrases[tuple(found[:MOST_WORDS])] = None

    at = 0
    for quoted in _QUOTED.finditer(text):
        for part in text[at : quoted.start()].split():
            take(_words(part))
        take(_words(quoted[1]))
        at = quoted.end()
    for part in text[at:].split():
        # `Smith-Jones` is two words in a story, next to each other; so are the pairs of a run of Han.
        take(_words(part))
    return tuple(single)[:MOST_WORDS], tuple(phrases)[:MOST_PHRASES]


def _words(text: str) -> list[str]:
    # Stories hold no word this long (see index.py), so a longer one finds what its beginning does not: nothing.
    return [word[:LONGEST_WORD] for word in words(folded(text))]


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _slug(text: str) -> str:
    return text if _SLUG.fullmatch(text) else ""
