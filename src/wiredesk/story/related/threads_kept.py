"""Running stories as they are kept: read for one transaction, changed by the rules of `threads_desk`, written in sets.

A story that is alone has no row anywhere: most are, and a thread of one is no running story. It is taken for the
thread that it would start, and written as one when a second story follows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from wiredesk.common.inserted import KEEP_OLD, OnMeeting, insert
from wiredesk.common.prepared import prepared
from wiredesk.story.models import Apart, Related, Thread, Threaded
from wiredesk.story.related.threads import Link
from wiredesk.story.related.threads_desk import Kept, Threads

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Link)


def decode(data: bytes) -> Link | None:
    """The link that brought a story into its thread; None for one that started it, or that the desk put there."""
    return _decoder.decode(data) if data else None


@prepared
def in_company(stories: Sequence[str]) -> QuerySet[Threaded, str]:
    """Those of some stories that are in a thread with another one: they stay where they are."""
    others = Threaded.objects.filter(thread=OuterRef("thread")).exclude(story=OuterRef("story"))
    return Threaded.objects.filter(Exists(others), story__in=stories).values_list("story_id", flat=True)


@prepared
def barred(stories: Sequence[str]) -> QuerySet[Apart, tuple[str, str]]:
    """As story and thread: what the desk split some stories from."""
    return Apart.objects.filter(story__in=stories).values_list("story_id", "thread_id")


@prepared
def _hold(stories: Sequence[str]) -> QuerySet[Related, tuple[str, datetime]]:
    """As story and its time. Who looks where stories are holds these rows, so that a desk and the step do not meet."""
    rows = Related.objects.filter(story__in=stories).select_for_update()
    return rows.order_by("story").values_list("story_id", "at")


@prepared
def _placed(stories: Sequence[str]) -> QuerySet[Threaded]:
    return Threaded.objects.filter(story__in=stories).select_related("thread")


@prepared
def _members(threads: Sequence[str]) -> QuerySet[Threaded]:
    return Threaded.objects.filter(thread__in=threads).select_related("thread").order_by("at", "story")


@prepared
def _barred_from(threads: Sequence[str]) -> QuerySet[Apart, tuple[str, str]]:
    return Apart.objects.filter(thread__in=threads).values_list("story_id", "thread_id")


@prepared
def _moved_to(threads: Sequence[str]) -> QuerySet[Thread]:
    return Thread.objects.filter(moved_to__in=threads)


class Held:
    """Some stories' threads within one transaction: `threads` may be changed, `write` stores what came of it.

    With `whole` all members of these threads are there, which a desk's choice needs. Without, only the stories named:
    the step asks no more than where each is, whatever the length of a thread. Of these, `moving` may change theirs.
    """

    def __init__(self, stories: Iterable[str], *, moving: Iterable[str] = (), whole: bool = False) -> None:
        self._whole = whole
        self._moving = frozenset(moving)
        wanted = sorted(set(stories))
        if whole:
            threads = sorted({row.thread_id for row in _placed(wanted)})
            wanted = sorted({*wanted, *(row.story_id for row in _members(threads))})
        self._at = dict(_hold(wanted))
        rows = _placed(wanted)
        if whole:
            rows += _members(sorted({row.thread_id for row in rows}))
        self._rows = {row.story_id: row for row in rows}
        self._kept = {row.thread_id: row.thread for row in rows}
        self._at |= {row.story_id: row.at for row in rows}
        alone = {one: at for one, at in self._at.items() if one not in self._rows}
        if whole:
            self._kept |= {row.pk: row for row in _like(wanted)}
        self._before = {one.id: one for one in self._read(alone)}
        self.threads = Threads.of_kept(self._before.values())

    def _read(self, alone: Mapping[str, datetime]) -> Iterable[Kept]:
        members: dict[str, list[str]] = {}
        for row in sorted(self._rows.values(), key=lambda row: (row.at, row.story_id)):
            members.setdefault(row.thread_id, []).append(row.story_id)
        apart: dict[str, set[str]] = {}
        pairs = barred(sorted(self._at))
        # Who may not enter a thread counts where the thread itself may move to another.
        pairs += _barred_from(
            sorted(one for one in members if self._whole or not self._moving.isdisjoint(members[one]))
        )
        for story, thread in pairs:
            apart.setdefault(thread, set()).add(story)
        begun = {one: row.begun_at for one, row in self._kept.items()} | dict(alone)
        for one in sorted(begun, key=lambda one: (begun[one], one)):
            kept = self._kept.get(one)
            yield Kept(
                id=one,
                members=tuple(members.get(one, () if kept else (one,))),
                name=kept.name if kept else "",
                moved_to=kept.moved_to if kept else "",
                barred=frozenset(apart.get(one, ())),
            )

    def write(self, links: Mapping[str, Link] | None = None) -> None:
        """Store what has changed, with the links that brought stories to where they are now."""
        changed = [one for one in self.threads.kept() if one != self._before.get(one.id)]
        # An id that never was a thread's own leads nowhere.
        changed = [one for one in changed if one.members or one.id in self._kept]
        if not changed:
            return
        threads = [self._thread(one) for one in changed]
        threads += self._led_on({one.id: one.moved_to for one in changed if one.moved_to})
        insert(threads, OnMeeting(("id",), ("name", "moved_to", "newest_at", "stale")))
        rows = [row for one in changed for story in one.members for row in self._row(story, one.id, links or {})]
        insert(rows, OnMeeting(("story",), ("thread", "link")))
        self._write_barred(changed)

    def _thread(self, one: Kept) -> Thread:
        row = self._kept.get(one.id)
        times = [self._at[story] for story in one.members]
        if row is None:
            # A story that was split from a thread that it started begins another one, of the same age.
            row = Thread(id=one.id, begun_at=self._at[one.id.partition(".")[0]], newest_at=max(times))
        elif times:
            row.newest_at = max(times) if self._whole else max(row.newest_at, *times)
        row.name, row.moved_to, row.stale = one.name, one.moved_to, True
        return row

    @staticmethod
    def _led_on(moved: Mapping[str, str]) -> list[Thread]:
        """Threads that led to one that leads on now: an id is followed once."""
        rows = _moved_to(sorted(moved))
        for row in rows:
            row.moved_to = moved[row.moved_to]
        return rows

    def _row(self, story: str, thread: str, links: Mapping[str, Link]) -> Iterable[Threaded]:
        row = self._rows.get(story)
        if row is None:
            row = Threaded(story_id=story, at=self._at[story])
        elif row.thread_id == thread:
            return
        row.thread_id = thread
        if story in links:
            row.link = _encoder.encode(links[story])
        yield row

    def _write_barred(self, changed: Iterable[Kept]) -> None:
        gone, new = Q(), []
        for one in changed:
            before = self._before.get(one.id)
            was = before.barred if before else frozenset()
            if was - one.barred:
                gone |= Q(thread=one.id, story__in=sorted(was - one.barred))
            new += [Apart(story_id=story, thread_id=one.id) for story in sorted(one.barred - was)]
        if gone:
            Apart.objects.filter(gone).delete()
        insert(new, KEEP_OLD)


def _like(stories: Sequence[str]) -> QuerySet[Thread]:
    """The threads that were ever called by one of these stories."""
    called = Q()
    for one in stories:
        called |= Q(pk=one) | Q(pk__startswith=f"{one}.")
    return Thread.objects.filter(called) if stories else Thread.objects.none()
