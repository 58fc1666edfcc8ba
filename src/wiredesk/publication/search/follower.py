"""The search index of one home, following the database: opened once, written by one process, made good after a crash.

The database says what changed (`Change`), in order, and beside the index lies how far it was followed. That is written
after the commit that it speaks of: after a crash some changes are followed twice, which is as good as once. An index
that is new, broken, of another making or was never full is thrown away and filled from the public records, in pieces
that news comes between; changes meanwhile are followed when it is full. So every node of many keeps an index of its
own, and a backup needs none.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path

import msgspec
import structlog
from django.db import connection
from django.db.models import Max, QuerySet

from wiredesk.common.derived import Derived, IndexBroken, ask_for, is_asked_for
from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Change, PublicState, PublicStory
from wiredesk.publication.public import PublicStory as Public
from wiredesk.publication.search.index import (
    FOLDER,
    FORMAT,
    HEAP,
    Searchable,
    SearchIndex,
    searchable,
)
from wiredesk.story.canonical import NotPlain

log = structlog.get_logger()

MARK = "followed.json"

FILL_AT_ONCE = 100
"""Records put in between two looks for news while an index is filled: some twenty milliseconds."""

COMMIT_AT = 50_000
"""Of these, how many are found only when so many are there: each commit is one more part to merge."""


LATE = 100
"""How many changes back one may still come in: where several hosts write, the one numbered first may be stored last."""


class Mark(msgspec.Struct, frozen=True):
    """How far an index has come that was filled: the last change that it followed."""

    change: int
    format: int = FORMAT


_Row = tuple[int, str, str, bytes | memoryview]


@prepared
def _changes(after: int, *, limit: int) -> QuerySet[Change, tuple[int, str, bool]]:
    return Change.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "story_id", "beside")[:limit]


@prepared
def _records(stories: Sequence[str]) -> QuerySet[PublicStory, _Row]:
    return PublicStory.objects.filter(story__in=stories).values_list("pk", "title__code", "state", "data")


@prepared
def _everything(after: int, *, limit: int) -> QuerySet[PublicStory, _Row]:
    rows = PublicStory.objects.filter(pk__gt=after).order_by("pk")
    return rows.values_list("pk", "title__code", "state", "data")[:limit]


_decoder = msgspec.msgpack.Decoder(Public)


def _searchable(row: int, title: str, state: str, data: bytes | memoryview) -> Searchable | None:
    """What is indexed of a record; None for one that is not live, or cannot be read and so is shown nowhere."""
    if state != PublicState.LIVE:
        return None
    try:
        return searchable(row, title, _decoder.decode(bytes(data)))
    except (msgspec.MsgspecError, NotPlain) as fault:
        log.error("record_unreadable", row=row, fault=str(fault))
        return None


class SearchFollower(Derived[SearchIndex]):
    """One home's index, as the process that writes it has it."""

    def __init__(self, home: Path, *, heap: int = HEAP, threads: int = 1) -> None:
        super().__init__(home, FOLDER)
        self._heap, self._threads = heap, threads
        self._change = 0
        """The last change that was followed, or that everything filled in is at least as new as."""
        self._filled: int | None = None
        """The last record that was filled in; None where the index is full."""
        self._seen: set[int] = set()
        """The last changes that were followed."""
        self._aside: Executor | None = None
        self._committing: Future[None] | None = None

    def commit_aside(self, executor: Executor) -> None:
        """Commit what is followed on another thread from now on: tantivy leaves Python alone while it works."""
        self._aside = executor

    def close(self) -> None:
        """Let another process write, after the commit under way."""
        committing, self._committing = self._committing, None
        if committing is not None and (fault := committing.exception()) is not None:
            log.error("search_not_committed", fault=str(fault))
        super().close()

    @property
    def filling(self) -> bool:
        """Whether the index is not full yet, or has not been opened: then every call brings it on."""
        return self._index is None or self._filled is not None or self.asked

    def follow(self, limit: int, fill: int = FILL_AT_ONCE) -> int:
        """Take in up to `limit` changes and commit them, or up to `fill` records of an index that is not full yet.

        Returns how many of these there were; 0 when none are left, while another process writes, or a commit is
        under way.
        """
        try:
            if self._is_committing():
                return 0
            index = self.open()
            if index is None:
                return 0
            return self._follow(index, limit) if self._filled is None else self._fill(index, fill)
        except ValueError as fault:
            # A full disk, say: tantivy's writer is of no use any more, and what it held is taken in again.
            with suppress(ValueError):
                super().close()
            self._index = None
            raise IndexBroken(
                "The search index cannot be written. See that the disk has room; it is tried again.",
                fact=f"search index: {fault}",
            ) from fault

    def _is_committing(self) -> bool:
        """Whether a commit is under way; raises what the last one failed with."""
        if self._committing is None:
            return False
        if not self._committing.done():
            return True
        committing, self._committing = self._committing, None
        committing.result()
        return False

    def _follow(self, index: SearchIndex, limit: int) -> int:
        late = LATE if connection.vendor == "postgresql" else 0
        changes = _changes(self._change - late, limit=limit + late)
        new = [change for change in changes if change[0] not in self._seen]
        if not new:
            return 0
        # A process that has just begun takes in again what stands shortly before its mark: that is nothing new.
        before, newest = self._change, max(self._change, changes[-1][0])
        # What stands beside a story is no word of it.
        told = {story for _, story, beside in new if not beside}
        if told:
            rows = _records(sorted(told))
            index.remove(row[0] for row in rows)
            self._put(index, rows)
            if self._aside is None:
                self._commit(index, newest)
            else:
                self._committing = self._aside.submit(self._commit, index, newest)
        self._change, self._seen = newest, {key for key, *_ in changes[-LATE:]}
        return sum(key > before for key, *_ in new)

    def _fill(self, index: SearchIndex, limit: int) -> int:
        rows = _everything(self._filled or 0, limit=limit)
        if rows:
            self._filled = rows[-1][0]
            self._put(index, rows)
            if index.waiting >= COMMIT_AT:
                index.commit()
            return len(rows)
        self._commit(index, self._change)
        self._filled = None
        return 1

    def _commit(self, index: SearchIndex, change: int) -> None:
        """Store what was taken in, then how far that is."""
        index.commit()
        part = self._folder / f"{MARK}.part"
        part.write_bytes(msgspec.json.encode(Mark(change)))
        part.replace(self._folder / MARK)

    @staticmethod
    def _put(index: SearchIndex, rows: Sequence[_Row]) -> None:
        index.add(found for row in rows if (found := _searchable(*row)) is not None)

    def _begun(self) -> SearchIndex:
        index = SearchIndex(self._folder, heap=self._heap, threads=self._threads)
        index.write()
        return index

    def _opened(self) -> SearchIndex:
        newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
        mark = _mark(self._home)
        # A mark beyond the last change is of a database that was another one: of before a restore, say.
        good = mark is not None and mark.format == FORMAT and mark.change <= newest and not self.asked
        if not good:
            self._throw_away()
        index, broken = self._begun_whatever()
        whole = mark if good and not broken else None
        self._change, self._filled = (newest, 0) if whole is None else (whole.change, None)
        self._seen = set()
        return index


def ask_for_rebuild(home: Path) -> None:
    """Have the index thrown away and built again by whoever writes it."""
    ask_for(home, FOLDER)


def left(home: Path) -> int:
    """How many changes the index of a home has not followed; of one that is not full yet, how many records it lacks."""
    mark = None if is_asked_for(home, FOLDER) else _mark(home)
    if mark is None:
        return PublicStory.objects.filter(state=PublicState.LIVE).count()
    return Change.objects.filter(pk__gt=mark.change, beside=False).count()


def _mark(home: Path) -> Mark | None:
    try:
        return msgspec.json.decode((home / FOLDER / MARK).read_bytes(), type=Mark)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
