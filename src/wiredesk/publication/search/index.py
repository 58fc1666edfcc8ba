"""Where readers' words are looked up: a tantivy index of what is public, derived, thrown away and rebuilt at will.

It holds words and where they stand, and no text: what a reader sees of a story comes from its public record, which is
asked for by key when the answer is made. So the index can be behind, and never show what may not be shown.

The contract. One process writes at a time, from `write` until it closes; any number read. What was added is found
after `commit`, and by other processes after their `refresh`. A crash loses what was not committed and nothing else.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import tantivy

from wiredesk.common.derived import IndexBroken, IndexBusy
from wiredesk.publication.public import PublicStory
from wiredesk.publication.search.folding import spaced
from wiredesk.story.canonical import canonical_text

FOLDER = "search"
"""Where in a home it lies."""

FORMAT = 2
"""Of what is stored here: an index of another one is built anew. Raise it when the fields or the words change."""

HEAP = 15_000_000
"""Bytes that wait in memory at most before a part of the index is written."""

FILLING = 200_000_000
"""The same where nothing but filling goes on: fewer parts to merge, in two thirds of the time."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ERAS = (1, 10, 100, 1000)
"""Days that a story is new by: it counts as this new in the period of so many days that it came in, and the next."""

CHOICES = ("section", "provider")
"""What a search can be narrowed to by a name of the story's own: each is a field here and in `Asked`."""

_META = "meta.json"


class Searchable(msgspec.Struct, frozen=True):
    """What of one public record is found by; words are spaced, as the index parts them at spaces only."""

    row: int
    """The record's key: a story in one title."""
    title: str
    headline: str
    text: str
    section: str
    """Its sections, with spaces between them."""
    provider: str
    at: int
    """Minutes since 1970."""
    place: str = ""
    """The keys of its places, and those of the states and countries they lie in, with spaces between them."""


def searchable(row: int, title: str, story: PublicStory) -> Searchable:
    """A public record as it is indexed: everything that its page says in the agency's or its author's words."""
    captions = (picture.caption for picture in story.pictures if picture.caption)
    # Most paragraphs are plain text as they are: half of what reading a record takes.
    blocks = (canonical_text((one,)) if "<" in one.html or "&" in one.html else one.html for one in story.blocks)
    texts = (*blocks, story.article_standfirst or "", *captions, *story.authors)
    return Searchable(
        row=row,
        title=title,
        headline=spaced(story.headline),
        text=spaced("\n".join(texts)),
        section=" ".join((story.section.slug, *(one.slug for one in story.also))),
        provider=story.provider.code.lower(),
        at=minutes(story.sort_at),
        place=" ".join(dict.fromkeys(key for one in story.places for key in _around(one.key))),
    )


def _around(key: str) -> tuple[str, ...]:
    """A place's key and those of what it lies in: `IN.16.1259229`, `IN.16`, `IN`."""
    parts = key.split(".", maxsplit=2)
    return tuple(".".join(parts[:end]) for end in range(len(parts), 0, -1))


def minutes(at: datetime) -> int:
    """An instant as the index counts it."""
    return int((at - EPOCH).total_seconds() // 60)


def eras(at: int) -> list[str]:
    """The periods of every length that an instant is in."""
    day = at // 1440
    return [f"{length}.{day // length}" for length in ERAS]


def exists(folder: Path) -> bool:
    """Whether a folder holds an index: only who writes one may make one."""
    return (folder / _META).exists()


class SearchIndex:
    """One home's index, of every title. See find.py for how it is asked."""

    def __init__(self, folder: Path | None = None, *, heap: int = HEAP, threads: int = 1) -> None:
        """Open or begin an index in a folder, or one in memory; raises IndexBroken where the folder holds no such.

        A writer takes so many threads, which share the heap's bytes.
        """
        self._folder, self._heap, self._threads = folder, heap, threads
        self.schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        self.waiting = 0
        """Changes that no commit has stored yet."""
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self.schema, path=None if folder is None else str(folder))
        except ValueError as fault:
            raise _broken(fault) from fault
        self._seen = self._stamp()
        self.searcher = self._index.searcher()

    def __len__(self) -> int:
        """How many records are stored."""
        return self.searcher.num_docs

    def write(self) -> None:
        """Be the process that writes; raises IndexBusy while another one is."""
        if self._writer is None:
            try:
                self._writer = self._index.writer(heap_size=self._heap, num_threads=self._threads)
            except ValueError as fault:
                raise IndexBusy(
                    "Another process writes the search index. Let it end first: one writes at a time.",
                    fact=f"search index: {fault}",
                ) from fault

    def add(self, records: Iterable[Searchable]) -> None:
        """Put records in that are not there; see `remove` for those that may be."""
        assert self._writer is not None
        for one in records:
            self._writer.add_document(
                tantivy.Document(
                    row=one.row,
                    title=one.title,
                    headline=one.headline,
                    text=one.text,
                    section=one.section,
                    provider=one.provider,
                    place=one.place,
                    at=one.at,
                    era=" ".join(eras(one.at)),
                )
            )
            self.waiting += 1

    def remove(self, rows: Iterable[int]) -> None:
        """Take records out; unknown ones are none."""
        assert self._writer is not None
        for row in rows:
            self._writer.delete_documents_by_term("row", row)
            self.waiting += 1

    def commit(self) -> None:
        """Store what was added and removed since the last time, so that it counts for everybody."""
        if self._writer is not None:
            self._writer.commit()
            self.waiting = 0
            self.refresh()

    def refresh(self) -> None:
        """See what has been committed; a look costs some microseconds where nothing was. Raises IndexBroken."""
        stamp = self._stamp()
        if stamp == self._seen and stamp is not None:
            return
        try:
            self._index.reload()
        except ValueError as fault:
            raise _broken(fault) from fault
        self._seen, self.searcher = stamp, self._index.searcher()

    def close(self) -> None:
        """Let another process write; what was not committed is lost."""
        writer, self._writer, self.waiting = self._writer, None, 0
        if writer is not None:
            writer.wait_merging_threads()

    def _stamp(self) -> tuple[int, int] | None:
        """What tells one commit from the next: each puts a new file in the place of the old one."""
        if self._folder is None:
            return None
        try:
            found = (self._folder / _META).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns


def _broken(fault: ValueError) -> IndexBroken:
    return IndexBroken(
        "The search index cannot be read. Build it again with `wiredesk search rebuild`.", fact=f"search index: {fault}"
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name="raw", index_option="basic")
    # Words come from our own tokenizer, joined by spaces: there is no second rule to keep in step.
    builder.add_text_field("headline", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("section", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("provider", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("place", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("era", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("at", fast=True)
    return builder.build()
