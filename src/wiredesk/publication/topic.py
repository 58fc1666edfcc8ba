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
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files

from anyascii import anyascii

from wiredesk.publication.public import PublicStory, TopicKind, TopicRef
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
    words = "-".join(_ASCII_WORDS.findall(anyascii(key).lower()))[:LONGEST].strip("-")
    mark = b32encode(sha256(key.encode()).digest()).decode().lower()[:_MARK]
    return f"{words or 'topic'}--{mark}" if key else ""


@cache
def _words_of_desks() -> frozenset[str]:
    """Subjects that sort the wire and say nothing of a story, as slugs, in every language that there is a list for."""
    text = (files("wiredesk.publication") / "desk_words.toml").read_text(encoding="utf-8")
    return frozenset(topic_slug(word) for words in tomllib.loads(text).values() for word in words)


def no_topics(names: Iterable[str]) -> frozenset[str]:
    """The slugs that are no subjects of a paper whose sections and agencies have these names."""
    return _words_of_desks() | {topic_slug(name) for name in names}


def _subjects(story: PublicStory) -> Iterator[TopicRef]:
    for name in story.subjects:
        yield TopicRef(TopicKind.SUBJECT, topic_slug(name), name)


def _cited(story: PublicStory, kind: CitedKind, topic: TopicKind) -> Iterator[TopicRef]:
    for one in story.cited:
        if one.kind is kind:
            yield TopicRef(topic, topic_slug(one.usual), one.name)


def _people(story: PublicStory) -> Iterator[TopicRef]:
    return _cited(story, CitedKind.PERSON, TopicKind.PERSON)


def _outlets(story: PublicStory) -> Iterator[TopicRef]:
    return _cited(story, CitedKind.OUTLET, TopicKind.OUTLET)


_NAMED: tuple[Callable[[PublicStory], Iterator[TopicRef]], ...] = (_subjects, _people, _outlets)
"""What a story names of each kind, the most telling first."""


def topics_of(story: PublicStory, besides: Collection[str]) -> tuple[TopicRef, ...]:
    """The topics of a story, none twice, in the order in which it names them; none of paid copy.

    `besides` are slugs that are no subjects (`no_topics`): a person or an outlet of such a name is one all the same.
    """
    found: dict[str, TopicRef] = {}
    for named in () if story.paid or story.provider.kind == "paid" else _NAMED:
        of_kind: dict[str, TopicRef] = {}
        for one in named(story):
            if one.slug and not (one.kind is TopicKind.SUBJECT and (one.slug in besides or _is_number(one.slug))):
                of_kind.setdefault(one.key, one)
        found |= dict(list(of_kind.items())[:MOST])
    return tuple(found.values())


def _is_number(slug: str) -> bool:
    """Codes and years that a feed lists among its subjects name nothing to a reader."""
    return slug.replace("-", "").isdigit()
