"""What topics a public story stands under, and where each of them has its page. Pure.

A topic is something that stories have in common by name: what their agency says that they are about, who is cited in
them, where they happen. A new kind is a value of TopicKind and a line in _NAMED.

Its slug is worked out from the name alone and never stored as a choice, so the same name has the same address on every
machine and for ever. See docs/why/topics.md.
"""

import re
import tomllib
import unicodedata
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files

import msgspec
from anyascii import anyascii

from wiredesk.publication.public import PublicPlace, PublicStory, TopicKind, TopicRef
from wiredesk.story.content import CitedKind

LEAST = 3
"""Live stories that make a topic: below that it has no page, and nothing leads to it."""

MOST = 8
"""Topics of one kind that a story stands under: one that names everybody would press everybody's page."""

LONGEST = 60
_MARK = 10
"""Letters of the digest that tells names apart which read alike in ASCII: fifty bits, beside the words themselves."""

_ASCII_WORDS = re.compile(r"[a-z0-9]+")


def folded(name: str) -> str:
    """A name as it is compared: its words in lower case, in its own script, without marks between them."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("'", "").replace("’", "")
    # By category and not by \w, which splits words of Devanagari and Tamil at their vowel signs.
    return " ".join("".join(one if unicodedata.category(one)[0] in "LMN" else " " for one in text).split())


@lru_cache(maxsize=4096)
def topic_slug(name: str) -> str:
    """The slug of a topic's name, empty for one without a letter; two names share one only if they fold alike.

    ASCII words stand as they are. Everything else is written in ASCII with a mark of the name behind `--`, which no
    slug of ASCII words has: `Кури́лы` and `Kurily` are not one topic because they read alike.
    """
    key = folded(name)
    plain = "-".join(key.split(" "))
    if key and key.isascii() and len(plain) <= LONGEST:
        return plain
    return f"{_in_ascii(key)}--{_digest(key)}" if key else ""


def _in_ascii(key: str) -> str:
    words = "-".join(_ASCII_WORDS.findall(anyascii(key).lower()))
    return words[:LONGEST].strip("-") or "topic"


def _digest(key: str) -> str:
    return b32encode(sha256(key.encode()).digest()).decode().lower()[:_MARK]


@lru_cache(maxsize=4096)
def place_slug(place: PublicPlace) -> str:
    """The slug of a place: two of one name, Aurangabad in Maharashtra and in Bihar, are told apart by the mark."""
    return f"{_in_ascii(folded(place.name))}--{place_mark(place.key)}"


def place_mark(key: str) -> str:
    """What stands behind `--` in a place's slug: its number in the gazetteer, or a digest of the house's own key."""
    number = key.rpartition(".")[2]
    return number if number.isascii() and number.isdigit() else _digest(key)


@cache
def _words_of_desks() -> frozenset[str]:
    """Subjects that sort the wire and say nothing of a story, as slugs, in every language that there is a list for."""
    text = (files("wiredesk.publication") / "desk_words.toml").read_text(encoding="utf-8")
    return frozenset(topic_slug(word) for words in tomllib.loads(text).values() for word in words)


class Besides(msgspec.Struct, frozen=True):
    """What is no topic of a paper: slugs that are no subjects, and places, by their marks, that have a front."""

    subjects: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def no_topics(names: Iterable[str], cities: Iterable[str] = ()) -> Besides:
    """What is no topic of a paper whose sections and agencies have these names, and editions these cities, by key."""
    subjects = _words_of_desks() | {topic_slug(name) for name in names}
    return Besides(subjects, frozenset(place_mark(key) for key in cities if key))


def _subjects(story: PublicStory) -> Iterator[TopicRef]:
    for name in story.subjects:
        yield TopicRef(TopicKind.SUBJECT, topic_slug(name), name)


def _places(story: PublicStory) -> Iterator[TopicRef]:
    for place in story.places:
        yield TopicRef(TopicKind.PLACE, place_slug(place), place.name)


def _cited(story: PublicStory, kind: CitedKind, topic: TopicKind) -> Iterator[TopicRef]:
    for one in story.cited:
        if one.kind is kind:
            yield TopicRef(topic, topic_slug(one.usual), one.name)


def _people(story: PublicStory) -> Iterator[TopicRef]:
    return _cited(story, CitedKind.PERSON, TopicKind.PERSON)


def _outlets(story: PublicStory) -> Iterator[TopicRef]:
    return _cited(story, CitedKind.OUTLET, TopicKind.OUTLET)


_NAMED: tuple[Callable[[PublicStory], Iterator[TopicRef]], ...] = (_subjects, _places, _people, _outlets)
"""What a story names of each kind, the most telling first."""


def topics_of(story: PublicStory, besides: Besides) -> tuple[TopicRef, ...]:
    """The topics of a story, none twice, in the order in which it names them; none of paid copy."""
    found: dict[str, TopicRef] = {}
    for named in () if story.paid or story.provider.kind == "paid" else _NAMED:
        of_kind: dict[str, TopicRef] = {}
        for one in named(story):
            if one.slug and not _is_none(one, besides):
                of_kind.setdefault(one.key, one)
        found |= dict(list(of_kind.items())[:MOST])
    return tuple(found.values())


def _is_none(topic: TopicRef, besides: Besides) -> bool:
    """Whether a name is no topic; a person or an outlet of a section's name is one all the same."""
    if topic.kind is TopicKind.SUBJECT:
        return topic.slug in besides.subjects or _is_number(topic.slug)
    return topic.kind is TopicKind.PLACE and topic.slug.rpartition("--")[2] in besides.places


def _is_number(slug: str) -> bool:
    """Codes and years that a feed lists among its subjects name nothing to a reader."""
    return slug.replace("-", "").isdigit()
