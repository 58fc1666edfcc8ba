"""Running stories as one title's readers may see them: the story room knows who is in one, this room who is live."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import PublicThread
from wiredesk.story.models import Thread, Threaded

SHOWN = 200
"""Stories of a thread that readers see: its newest. A longer one goes on; its first days are in the archive."""

LOOKED_AT = SHOWN + 50
"""Stories of a thread, its newest, among which those are that are live: a thread may run for years."""

LEAST = 2
"""Live stories that make a thread."""

LISTED = 2000
"""Threads of a sitemap, the newest: an older one is led to by each of its articles, and by those of its topics."""

_AT_ONCE = 400
"""Threads asked about in one question."""

_STORIES_AT_ONCE = 1000
"""And stories, or a thread's worth more."""


@prepared
def _threads_of(stories: Sequence[str]) -> QuerySet[Threaded, tuple[str, str]]:
    return Threaded.objects.filter(story__in=stories).values_list("story_id", "thread_id")


@prepared
def _threads(ids: Sequence[str]) -> QuerySet[Thread, tuple[str, str, str]]:
    return Thread.objects.filter(pk__in=ids).values_list("id", "name", "moved_to")


@prepared
def _were(ids: Sequence[str]) -> QuerySet[Thread, tuple[str, str]]:
    return Thread.objects.filter(moved_to__in=ids).order_by("id").values_list("id", "moved_to")


@prepared
def _members(threads: Sequence[str]) -> QuerySet[Threaded, tuple[str, str]]:
    """As thread and story: who is in these threads, public or not, the newest of each first."""
    # As they lie in the index: numbering them there, so as to read the newest only, took four times as long.
    rows = Threaded.objects.filter(thread__in=threads).order_by("thread", "-at", "story")
    return rows.values_list("thread_id", "story_id")


def _live(title: int, stories: Sequence[str]) -> QuerySet[PublicStory]:
    return PublicStory.objects.filter(title=title, story__in=stories, state=PublicState.LIVE).exclude(kind="paid")


@prepared
def _live_at(title: int, stories: Sequence[str]) -> QuerySet[PublicStory, tuple[str, str]]:
    """As a text that sorts, and story: those of them that are live. Making instants of it took as long as the rest."""
    return _live(title, stories).annotate(at=Cast("sort_at", TextField())).values_list("at", "story_id")


@prepared
def _changed(title: int, stories: Sequence[str]) -> QuerySet[PublicStory, tuple[str, datetime]]:
    """Those of them that are live, and when each changed."""
    return _live(title, stories).values_list("story_id", "changed_at")


@prepared
def _newest(*, limit: int) -> QuerySet[Thread, str]:
    return Thread.objects.filter(moved_to="").order_by("-newest_at").values_list("id", flat=True)[:limit]


def _by_thread(threads: Sequence[str]) -> Iterator[dict[str, str]]:
    """The threads of the newest stories of each of these, by story, some whole threads at a time."""
    found: dict[str, str] = {}
    for start in range(0, len(threads), _AT_ONCE):
        for thread, rows in groupby(_members(threads[start : start + _AT_ONCE]), key=itemgetter(0)):
            found |= dict.fromkeys((story for _, story in islice(rows, LOOKED_AT)), thread)
            if len(found) >= _STORIES_AT_ONCE:
                yield found
                found = {}
    if found:
        yield found


class ThreadShelf:
    """One title's running stories, for one batch: what was read is remembered, as on a Shelf."""

    def __init__(self, title: int) -> None:
        self._title = title
        self._of: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._threads: dict[str, PublicThread | None] = {}
        self._live: dict[str, tuple[str, ...]] = {}

    def read_of(self, stories: Iterable[str]) -> None:
        """Read which threads some stories are in, in one question."""
        wanted = [one for one in dict.fromkeys(stories) if one not in self._of]
        if wanted:
            self._of |= dict.fromkeys(wanted, "")
            self._of |= dict(_threads_of(wanted))

    def where(self, stories: Sequence[str]) -> dict[str, str]:
        """The thread of each of some stories that is in one, public or not."""
        self.read_of(stories)
        return {one: thread for one in stories if (thread := self._of[one])}

    def ids_of(self, stories: Sequence[str]) -> tuple[str, ...]:
        """The threads that some stories are in, public or not."""
        self.read_of(stories)
        return tuple(dict.fromkeys(thread for one in stories if (thread := self._of[one])))

    def of(self, stories: Sequence[str]) -> dict[str, PublicThread]:
        """The public thread of each of these stories that is in one."""
        found = self.named(self.ids_of(stories))
        return {one: found[self._of[one]] for one in stories if self._of[one] in found}

    def named(self, ids: Iterable[str]) -> dict[str, PublicThread]:
        """The public threads among these ids; one that was joined to another is found under its own id too."""
        every = tuple(dict.fromkeys(ids))
        self._read([one for one in every if one not in self._threads and one not in self._moved])
        found = {one: self._threads.get(self._moved.get(one, one)) for one in every}
        return {one: thread for one, thread in found.items() if thread is not None}

    def live(self, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The live stories of each of these threads, newest first, even where there is one only."""
        self.named(ids)
        return tuple(self._live.get(one, ()) for one in ids)

    def were(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Ids that lead to these threads since the desk joined them, whether or not a reader may see them."""
        return tuple(one for one, _ in _were(ids))

    def some(self) -> bool:
        """Whether readers may see any of the newest threads."""
        return bool(self._listed(_AT_ONCE // 10))

    def listed(self) -> tuple[tuple[str, datetime], ...]:
        """The newest threads that readers may see, the newest first, each with when a story of it last changed."""
        return self._listed(LISTED)

    def _listed(self, limit: int) -> tuple[tuple[str, datetime], ...]:
        every = list(_newest(limit=limit))
        changes: dict[str, list[datetime]] = {}
        for thread_of in _by_thread(every):
            for story, at in _changed(self._title, list(thread_of)):
                changes.setdefault(thread_of[story], []).append(at)
        return tuple((one, max(changes[one])) for one in every if len(changes.get(one, ())) >= LEAST)

    def _read(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        rows = {one: (name, moved_to) for one, name, moved_to in _threads(ids)}
        self._moved |= {one: moved_to for one, (_, moved_to) in rows.items() if moved_to}
        led = sorted({moved_to for _, moved_to in rows.values() if moved_to} - rows.keys() - self._threads.keys())
        if led:
            rows |= {one: (name, moved_to) for one, name, moved_to in _threads(led)}
        names = {one: name for one, (name, moved_to) in rows.items() if not moved_to}
        self._threads |= dict.fromkeys((*ids, *names))
        self._threads |= self._public(names)

    def _public(self, names: Mapping[str, str]) -> dict[str, PublicThread]:
        newest: dict[str, list[str]] = {}
        for thread_of in _by_thread(sorted(names)):
            for _, story in sorted(_live_at(self._title, list(thread_of)), reverse=True):
                newest.setdefault(thread_of[story], []).append(story)
        live = {one: tuple(stories[:SHOWN]) for one, stories in newest.items()}
        self._live |= live
        were: dict[str, list[str]] = {}
        for one, thread in _were(sorted(live)):
            were.setdefault(thread, []).append(one)
        return {
            one: PublicThread(id=one, name=names[one], stories=stories, was=tuple(were.get(one, ())))
            for one, stories in live.items()
            if len(stories) >= LEAST
        }


def thread_ids(after: str, limit: int) -> tuple[str, ...]:
    """The next `limit` ids of threads after one ("" to begin with), whether or not a reader may see them."""
    rows = Thread.objects.filter(pk__gt=after).order_by("pk")
    return tuple(rows.values_list("pk", flat=True)[:limit])
