"""Where earlier stories are looked up by their rare words: a tantivy index, derived, thrown away and rebuilt at will.

It holds each story's reading, on a sheet of its own beside it (sheets.py), and nothing that cannot be made again.
Stories stand in it twice: under their stems, for the whole archive, and under their stems within a period of ten days.
News is mostly about what was news this week, so a new story asks for many of its stems in two periods, which are as
small in a large archive as in a young one, and for only its rarest few in all the rest.

The contract. One process writes at a time, the first that adds or removes until it closes; any number read. What the
writer adds it finds and counts at once itself; others do after `commit` (and their `refresh`). A commit costs as much
as some thirty stories whatever it stores, so the writer decides when: when `waiting` has grown, or when it has nothing
else to do. A crash loses what was not committed and nothing else, so a step marks stories as done after the commit, and
adds those again that are not: adding twice is adding once.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tantivy

from wiredesk.common.derived import IndexBroken, IndexBusy
from wiredesk.story.related.common import share
from wiredesk.story.related.fresh import Fresh
from wiredesk.story.related.kept import Kept, keep
from wiredesk.story.related.reading import Reading, rarity_of
from wiredesk.story.related.remembered import MOST, Printed, Remembered, printed
from wiredesk.story.related.sheets import SheetFile, Sheets, SheetsInMemory

FOLDER = "related"
"""Of a home."""

WINDOW = timedelta(days=10)
"""How long a story is news: what the desk's own slugs were compared within."""

RECENT_STEMS, RECENT_FOUND = 24, 100
ARCHIVE_STEMS, ARCHIVE_FOUND = 4, 10
COMMON, TELLING = 0.25, 0.5
"""Rarity below which a stem is not asked for at all, and below which it is not asked of the archive.

Half is a stem that a thousand stories have out of a million: what is asked of the archive stays short.
"""

GROWN = 0.01
"""By how much stories, or those that have a stem, may have become more before its rarity is worked out anew."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_TIMELESS = "-"
_HEAP = 15_000_000


class Index:
    """Readings by their stems. One writer at a time; what was added is stored by `commit`."""

    def __init__(self, folder: Path | None = None, *, remember: int = MOST) -> None:
        """Open or begin an index in a folder, or one in memory; raises IndexBroken where the folder holds no such.

        `remember` is how many of its stories are kept in memory once they were read.
        """
        schema = _schema()
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(schema, path=None if folder is None else str(folder))
        except ValueError as fault:
            raise IndexBroken(
                "The index of related stories cannot be read. Build it again with `wiredesk related rebuild`.",
                fact=f"related index: {fault}",
            ) from fault
        self._schema = schema
        self._sheets: Sheets = SheetsInMemory() if folder is None else SheetFile(folder)
        if self._index.searcher().num_docs:
            self._sheets.check()
        self._writer: tantivy.IndexWriter | None = None
        self._fresh = Fresh()
        self._remembered = Remembered(remember)
        self._forget()

    def __len__(self) -> int:
        """How many stories are stored."""
        return self._searcher.num_docs

    @property
    def waiting(self) -> int:
        """How many stories a commit would store or take out."""
        return len(self._fresh)

    def held(self) -> tuple[str, ...]:
        """Which stories these are."""
        return self._fresh.ids()

    def rarity(self, stem: str) -> float:
        """How rare a stem is among all stories, stored or not."""
        rare = self._rarities.get(stem)
        if rare is None:
            count = self._counts.get(stem)
            if count is None:
                count = self._counts[stem] = self._searcher.doc_freq("stems", stem)
            rare = rarity_of(count + self._fresh.count(stem), self._stories + self._fresh.new, share(stem))
            self._rarities[stem] = rare
        return rare

    def add(self, readings: Iterable[Reading], *, known: bool = True) -> None:
        """Put stories in, each in place of what it was before; `known=False` where none of them was there before."""
        writer = self._write()
        for reading in readings:
            stems = list(dict.fromkeys((*reading.stems, *reading.whole)))
            period, stored = _period(reading.at), printed(keep(reading))
            sheet = self._sheets.append(stored.data)
            if known:
                writer.delete_documents_by_term("id", reading.id)
            writer.add_document(
                tantivy.Document(
                    id=reading.id,
                    stems=" ".join(stems),
                    recent=" ".join(f"{period}/{stem}" for stem in stems),
                    print=stored.fingerprint,
                    sheet=sheet,
                )
            )
            self._fresh.put(reading.id, stems, stored)
            for stem in stems:
                # One more makes no difference to a word that many have.
                if self._counts.get(stem, 0) + self._fresh.count(stem) < 1.0 / GROWN:
                    self._rarities.pop(stem, None)
            if self._stories + self._fresh.new > self._grown:
                self._work_out()

    def remove(self, ids: Iterable[str]) -> None:
        """Take stories out; unknown ones are none."""
        writer = self._write()
        for one in ids:
            writer.delete_documents_by_term("id", one)
            self._fresh.drop(one)

    def commit(self) -> None:
        """Store what was added and removed since the last time, so that it counts for everybody."""
        if self._writer is not None:
            # Before the index says where they lie.
            self._sheets.commit()
            self._writer.commit()
            self._fresh = Fresh()
            self.refresh()

    def refresh(self) -> None:
        """See what another process has committed since this one opened the index."""
        self._index.reload()
        self._forget()

    def close(self) -> None:
        """Let another process write; what was not committed is lost, which a rebuild or the next step mends."""
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                self._fresh = Fresh()
                writer.wait_merging_threads()
        finally:
            self._sheets.close()

    def reading(self, story: str) -> Reading | None:
        """What is kept of one story, or None."""
        if self._fresh.outdates(story):
            fresh = self._fresh.kept(story)
            return None if fresh is None else Kept(fresh.data).reading()
        found = self._searcher.search(tantivy.Query.term_query(self._schema, "id", story), limit=1).hits
        if not found:
            return None
        (seen,), (sheet,) = (self._searcher.fast_field_values(name, [found[0][1]]) for name in ("print", "sheet"))
        return Kept(self._data(int(sheet or 0), int(seen or 0))).reading()

    def candidates(self, new: Reading) -> list[Kept]:
        """Earlier stories that share telling words with a new one, most likely first, at most 110.

        Stories of the new one's own moment count as earlier; those without a time as well, and to a new one without
        a time all others.
        """
        stems = self._asked(new)
        fresh = self._fresh.found(stems, RECENT_FOUND)
        if new.at is None:
            return list(self._found("stems", stems, RECENT_FOUND, new, fresh).values())
        now = int(_period(new.at))
        periods = [str(now), str(now - 1), *([_TIMELESS] if self._has_timeless else [])]
        recent = [(f"{period}/{stem}", weight) for period in periods for stem, weight in stems]
        rarest = [(stem, weight) for stem, weight in stems if self.rarity(stem) >= TELLING][:ARCHIVE_STEMS]
        found = self._found("recent", recent, RECENT_FOUND, new, fresh)
        for one in self._found("stems", rarest, ARCHIVE_FOUND, new, ()).values():
            found.setdefault(one.id, one)
        return list(found.values())

    def _asked(self, new: Reading) -> list[tuple[str, float]]:
        """The rarest stems of a story and their weights: all of the headline's, then the text's heaviest."""
        asked = {stem: self.rarity(stem) for stem in (*new.stems, *list(new.whole)[:RECENT_STEMS])}
        ranked = sorted(
            ((stem, rare * rare) for stem, rare in asked.items() if rare >= COMMON), key=lambda one: -one[1]
        )
        return ranked[:RECENT_STEMS]

    def _found(
        self,
        field: str,
        terms: Sequence[tuple[str, float]],
        limit: int,
        new: Reading,
        fresh: Sequence[tuple[float, Printed]],
    ) -> dict[str, Kept]:
        """The stories with most of some terms by their weights, stored and fresh ones together, by their ids."""
        asked = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self._term(field, term), weight))
            for term, weight in terms
        ]
        hits = self._searcher.search(tantivy.Query.boolean_query(asked), limit=limit, count=False).hits if asked else []
        where = [address for _, address in hits]
        prints, sheets = (self._searcher.fast_field_values(field, where) for field in ("print", "sheet"))
        stored: list[tuple[float, int, bytes | int]] = [
            *((weight, one.fingerprint, one.data) for weight, one in fresh),
            *(
                (weight, int(seen or 0), int(sheet or 0))
                for (weight, _), seen, sheet in zip(hits, prints, sheets, strict=True)
            ),
        ]
        found: dict[str, Kept] = {}
        remembered = self._remembered
        for _, fingerprint, kept in sorted(stored, key=lambda one: -one[0])[:limit]:
            one = remembered.get(fingerprint) or remembered.put(fingerprint, self._data(kept, fingerprint))
            if not isinstance(kept, bytes) and self._fresh.outdates(one.id):
                continue
            if one.id != new.id and (new.at is None or one.at is None or one.at <= new.at):
                found[one.id] = one
        return found

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, index_option="basic")

    def _data(self, kept: bytes | int, fingerprint: int) -> bytes:
        if isinstance(kept, bytes):
            return kept
        data = self._sheets.read(kept)
        if printed(data).fingerprint != fingerprint:
            # A copy of a running home, say: the one file is older than the other.
            raise IndexBroken(
                "The index of related stories and what it keeps of them do not belong together. It is built again.",
                fact=f"related index: another print at {kept}",
            )
        return data

    def _write(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            except ValueError as fault:
                raise IndexBusy(
                    "Another process adds to the index of related stories. Let it end first: one writes at a time.",
                    fact=f"related index: {fault}",
                ) from fault
        return self._writer

    def _work_out(self) -> None:
        """Rarities anew, by how many stories there are now."""
        self._rarities: dict[str, float] = {}
        self._grown = (self._stories + self._fresh.new) * (1.0 + GROWN)

    def _forget(self) -> None:
        self._searcher = self._index.searcher()
        self._stories = self._searcher.num_docs
        self._counts: dict[str, int] = {}
        self._work_out()
        # Most papers have none, and then there is a third less to look up.
        self._has_timeless = bool(self._searcher.terms_with_prefix("recent", f"{_TIMELESS}/", limit=1))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=False, tokenizer_name="raw", index_option="basic")
    # Stems come from our own tokenizer, joined by spaces: there is no second rule to keep in step.
    builder.add_text_field("stems", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("recent", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("print", fast=True)
    builder.add_integer_field("sheet", fast=True)
    return builder.build()


def _period(at: datetime | None) -> str:
    return _TIMELESS if at is None else str((at - _BEGINNING) // WINDOW)
