"""Topics as one title's readers may see them: those with enough live stories, by rows that only live stories have."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.house import titles
from wiredesk.house.editions import city_of, editions
from wiredesk.publication.models import Topic, UnderTopic
from wiredesk.publication.public import EditionRef, PublicStory, PublicTitle, TopicKind, TopicRef
from wiredesk.publication.topic import LEAST, Besides, no_topics, place_mark, topics_of
from wiredesk.wire.models import Provider

SHOWN = 60
"""Stories of a topic that its page shows: its newest. Older ones are in the archive."""

_AT_ONCE = 64
"""Topics whose newest stories are asked for in one question: SQLite takes five hundred parts of one."""

LISTED = 40_000
"""Topics of a sitemap, the newest: one file may list fifty thousand addresses."""


@prepared
def _due(*, limit: int) -> QuerySet[Topic, tuple[int, str, str]]:
    rows = Topic.objects.filter(stale=True).order_by("id")
    return rows.values_list("id", "title__code", "key")[:limit]


@prepared
def _known(title: int, keys: Sequence[str]) -> QuerySet[Topic, tuple[str, int, int, bool]]:
    return Topic.objects.filter(title=title, key__in=keys).values_list("key", "id", "stories", "open")


@prepared
def _newest(topics: Sequence[int], *, limit: int) -> QuerySet[UnderTopic, tuple[int, datetime, str]]:
    """The newest of each topic, each a part with a limit of its own: numbered together, all would be gone through."""
    parts = []
    for topic in topics:
        newest = UnderTopic.objects.filter(topic=topic).order_by("-sort_at", "-story").values("pk")[:limit]
        parts.append(UnderTopic.objects.filter(pk__in=newest).order_by().values_list("topic", "sort_at", "story"))
    first, *others = parts
    return first.union(*others) if others else first


@prepared
def _open(title: int, *, limit: int) -> QuerySet[Topic, str]:
    return Topic.objects.filter(title=title, open=True).order_by("-id").values_list("key", flat=True)[:limit]


@prepared
def _agencies() -> QuerySet[Provider, tuple[str, str]]:
    return Provider.objects.order_by("code").values_list("code", "name")


def besides(title: int) -> Besides:
    """What is no topic of a title: its own sections, its agencies, words of any desk, and cities with an edition."""
    sections = [name for section in titles.sections(title) for name in (section.name, section.slug)]
    return _no_topics(sections, [city_of(edition) for edition in editions(title)])


def _no_topics(sections: Iterable[str], cities: Iterable[str]) -> Besides:
    return no_topics([*sections, *(name for names in _agencies() for name in names)], cities)


def topics_due(limit: int) -> list[tuple[int, str, str]]:
    """Up to `limit` topics that outlets have not followed: the row's key, the title's code, the topic's key."""
    return _due(limit=limit)


def followed(ids: Sequence[int]) -> None:
    """Outlets show these topics as they are: those with enough stories may be linked from now on."""
    _opened(ids)
    _closed(ids)


@prepared_change
def _opened(ids: Sequence[int]) -> ToChange:
    return Topic.objects.filter(pk__in=ids, stories__gte=LEAST), {"open": True, "stale": False}


@prepared_change
def _closed(ids: Sequence[int]) -> ToChange:
    return Topic.objects.filter(pk__in=ids, stories__lt=LEAST), {"open": False, "stale": False}


class TopicShelf:
    """One title's topics, for one batch: what was read is remembered, as on a Shelf."""

    def __init__(self, title: int, public: PublicTitle) -> None:
        self._title, self._public = title, public
        self._known: dict[str, tuple[int, int, bool]] = {}
        self._opening: frozenset[str] = frozenset()
        self._named: dict[str, tuple[TopicRef, ...]] = {}
        self._stories: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _besides(self) -> Besides:
        sections = [name for section in self._public.sections for name in (section.name, section.slug)]
        return _no_topics(sections, [edition.city for edition in self._public.editions])

    @cached_property
    def _editions(self) -> dict[str, EditionRef]:
        """The editions of one city, by the mark that the city's slug has as a topic; of several, the menu's first."""
        return {place_mark(one.city): one for one in reversed(self._public.editions) if one.city}

    def edition(self, key: str) -> EditionRef | None:
        """The edition whose front stands for a topic's page, where the topic is a city that has one."""
        return self._editions.get(key.rpartition("--")[2]) if key.startswith(f"{TopicKind.PLACE}/") else None

    def named(self, story: PublicStory) -> tuple[TopicRef, ...]:
        """What a story names, whether or not there is a page of it."""
        found = self._named.get(story.id)
        if found is None:
            found = self._named[story.id] = topics_of(story, self._besides)
        return found

    def read(self, keys: Iterable[str]) -> None:
        """Read which of these topics there are, in one question."""
        wanted = sorted({one for one in keys if one not in self._known})
        if wanted:
            self._known |= dict.fromkeys(wanted, (0, 0, False))
            self._known |= {key: (pk, count, is_open) for key, pk, count, is_open in _known(self._title, wanted)}

    def count(self, key: str) -> int:
        """The live stories under a topic."""
        self.read((key,))
        return self._known[key][1]

    def enough(self, key: str) -> bool:
        """Whether a topic has as many live stories as make a page."""
        return self.count(key) >= LEAST

    def opens(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of these topics that get their page with this batch: from here on links to them may be drawn."""
        every = tuple(keys)
        self.read(every)
        opening = tuple(one for one in every if self.enough(one) and not self._known[one][2])
        self._opening |= set(opening)
        return opening

    def linked(self, key: str) -> bool:
        """Whether links may lead to a topic's page."""
        return self.enough(key) and (self._known[key][2] or key in self._opening)

    def read_stories(self, keys: Iterable[str]) -> None:
        """Read the newest stories of some topics, in as few questions as hold them."""
        wanted = [one for one in dict.fromkeys(keys) if one not in self._stories]
        self.read(wanted)
        ids = {self._known[one][0]: one for one in wanted if self._known[one][0]}
        found: dict[str, list[tuple[datetime, str]]] = {one: [] for one in wanted}
        every = sorted(ids)
        for start in range(0, len(every), _AT_ONCE):
            for topic, at, story in _newest(every[start : start + _AT_ONCE], limit=SHOWN):
                found[ids[topic]].append((at, story))
        self._stories |= {one: tuple(story for _, story in sorted(rows)[::-1]) for one, rows in found.items()}

    def stories(self, key: str) -> tuple[str, ...]:
        """The newest live stories under a topic, newest first, even where they are too few for a page."""
        self.read_stories((key,))
        return self._stories[key]

    def some(self) -> bool:
        """Whether any topic has a page, or gets one with this batch."""
        return bool(self._opening or _open(self._title, limit=1))

    def every(self) -> tuple[str, ...]:
        """The topics that have a page or get one with this batch, in the order of their keys."""
        return tuple(sorted({*_open(self._title, limit=LISTED), *self._opening}))
