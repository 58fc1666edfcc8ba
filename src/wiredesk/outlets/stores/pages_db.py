"""pages.db: pressed pages in one SQLite file of their own, which `wiredesk press --all` can make anew.

One swap is one durable transaction. Nothing is compressed inside one: gzip is made before it opens, brotli later
by `compress_more`, because at publishing it would be two fifths of all cost. Marks grow by one with every swap
that changed something, so a server asks for what changed since its own.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import brotli  # type: ignore[import-untyped]
import msgspec
from isal import isal_zlib

from wiredesk.outlets.stores.pages_read import Key, PagesReader, newest_mark
from wiredesk.outlets.stores.store import Page, ServedTitle, story_at

GZIP_LEVEL = 2
_GZIP_BITS = 31
BROTLI_QUALITY = 5
"""Six tenths of a millisecond an article; 11 saves another sixth of the bytes and takes fifty times as long."""

_BROTLI_FRONT = 7
"""Two milliseconds more, and three in a hundred fewer bytes: most visits begin with one of the few fronts."""

_BROTLI_ONCE = 11
_BROTLI_FROM = 256
_BATCH = 16
_TOMBSTONES = 20_000
_OWN_PAGE = frozenset({"article", "notice"})


class Furnished(msgspec.Struct, frozen=True):
    """How far what stands on every page has come: since when (Unix time), noted before, on every page."""

    since: float
    known: bool
    whole: bool


class _Known(msgspec.Struct, frozen=True):
    id: int
    digest: bytes


def _digest(page: Page) -> bytes:
    head = msgspec.msgpack.encode((page.status, page.content_type, page.location, page.cache_control, page.headers))
    return hashlib.sha256(head + page.body).digest()[:16]


def _quality(kind: str, cache_control: str) -> int:
    if "immutable" in cache_control:
        return _BROTLI_ONCE
    return _BROTLI_FRONT if kind == "front" else BROTLI_QUALITY


def _gzip(body: bytes) -> bytes:
    return isal_zlib.compress(body, GZIP_LEVEL, _GZIP_BITS)


def _story_of(page: Page) -> str | None:
    return story_at(page.path) if page.kind in _OWN_PAGE and page.location is None else None


def _facts(page: Page, digest: bytes, mark: int) -> tuple[object, ...]:
    """A page's row, but for what never changes."""
    at = page.pressed_at.timestamp()
    done = int(len(page.body) < _BROTLI_FROM)
    first = (page.kind, page.status, page.content_type, page.location, page.cache_control, json.dumps(page.headers))
    return (*first, f'"{digest.hex()}"', len(page.body), digest, _story_of(page), at, at, mark, done)


class PagesDb(PagesReader):
    """The page store of one home on one machine. Raises StoreError when SQLite cannot do what is asked."""

    cache_kib = 2000
    """More than a reader has: what a batch stores is there before it goes to the disk."""

    def swap(self, pages: Iterable[Page], removed: Iterable[Key] = ()) -> int:
        """Store these pages and remove these (title, path), durably and at once; returns how many pages differed.

        A page equal to the stored one (same bytes, status and headers) keeps its mark, ETag and brotli bytes.
        """
        wanted = {(page.title, page.path): page for page in pages}
        digests = {key: _digest(page) for key, page in wanted.items()}
        with self._reading() as db:
            read_at, known = newest_mark(db), self._known(db, wanted)
        ready = {
            key: _gzip(page.body)
            for key, page in wanted.items()
            if key not in known or known[key].digest != digests[key]
        }
        with self._writing() as db:
            mark = newest_mark(db) + 1
            if mark != read_at + 1:
                known = self._known(db, wanted)
            differed = sum(self._remove(db, key, mark) for key in removed if key not in wanted)
            same, other, new = [], [], []
            for key, page in wanted.items():
                found = known.get(key)
                if found is not None and found.digest == digests[key]:
                    same.append((page.pressed_at.timestamp(), found.id))
                    continue
                # Absent only where another process stored this page since we looked: rare, so compressed here.
                put = (page, digests[key], ready.get(key) or _gzip(page.body))
                if found is None:
                    new.append(put)
                else:
                    other.append((found.id, *put))
            db.executemany("UPDATE page SET pressed_at = ? WHERE id = ?", same)
            self._change(db, other, mark)
            numbers = {key: found.id for key, found in known.items()}
            self._show(db, {numbers[key]: wanted[key].shows for key in numbers})
            self._add(db, new, mark)
            differed += len(other) + len(new)
            if differed:
                self._bump(db, mark)
        return differed

    @staticmethod
    def _known(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, _Known]:
        rows = db.execute(
            "SELECT p.title, p.path, p.id, p.digest FROM json_each(?) j CROSS JOIN page p "
            "ON p.title = json_extract(j.value, '$[0]') AND p.path = json_extract(j.value, '$[1]')",
            (json.dumps(list(keys)),),
        )
        return {(title, path): _Known(number, digest) for title, path, number, digest in rows}

    @staticmethod
    def _change(db: sqlite3.Connection, pages: Sequence[tuple[int, Page, bytes, bytes]], mark: int) -> None:
        db.executemany(
            "UPDATE page SET kind = ?, status = ?, content_type = ?, location = ?, cache_control = ?, headers = ?, "
            "etag = ?, size = ?, digest = ?, story = ?, changed_at = ?, pressed_at = ?, mark = ?, brotli = ? "
            "WHERE id = ?",
            [(*_facts(page, digest, mark), number) for number, page, digest, _ in pages],
        )
        db.executemany("UPDATE gzip SET bytes = ? WHERE page = ?", [(packed, number) for number, _, _, packed in pages])
        db.executemany("DELETE FROM brotli WHERE page = ?", [(number,) for number, *_ in pages])

    @staticmethod
    def _add(db: sqlite3.Connection, pages: Sequence[tuple[Page, bytes, bytes]], mark: int) -> None:
        for page, digest, packed in pages:
            number = db.execute(
                "INSERT INTO page (kind, status, content_type, location, cache_control, headers, etag, size, digest, "
                "story, changed_at, pressed_at, mark, brotli, title, path, first_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_facts(page, digest, mark), page.title, page.path, page.pressed_at.timestamp()),
            ).lastrowid
            db.execute("INSERT INTO gzip VALUES (?, ?)", (number, packed))
            db.executemany("INSERT INTO shown (page, story) VALUES (?, ?)", [(number, story) for story in page.shows])

    @staticmethod
    def _show(db: sqlite3.Connection, shows: Mapping[int, frozenset[str]]) -> None:
        """What these stored pages show from now on."""
        rows = db.execute(
            "SELECT page, story FROM shown WHERE page IN (SELECT value FROM json_each(?))", (json.dumps(list(shows)),)
        )
        stored = set(rows)
        wanted = {(number, story) for number, stories in shows.items() for story in stories}
        db.executemany("DELETE FROM shown WHERE page = ? AND story = ?", stored - wanted)
        db.executemany("INSERT INTO shown (page, story) VALUES (?, ?)", wanted - stored)

    @staticmethod
    def _remove(db: sqlite3.Connection, key: Key, mark: int) -> int:
        row = db.execute("SELECT id FROM page WHERE title = ? AND path = ?", key).fetchone()
        if row is None:
            return 0
        for statement in (
            "DELETE FROM page WHERE id = ?",
            "DELETE FROM gzip WHERE page = ?",
            "DELETE FROM brotli WHERE page = ?",
            "DELETE FROM shown WHERE page = ?",
        ):
            db.execute(statement, row)
        db.execute("INSERT INTO removed VALUES (?, ?, ?)", (mark, *key))
        return 1

    def compress_more(self, limit: int = _BATCH) -> int:
        """Make brotli bytes for up to `limit` pages that have none, newest first; returns how many. 0: none is left.

        Called when there is nothing else to do. One transaction holds at most sixteen pages and no compressing. Up to
        half of them are fronts, which most readers ask for, and which news renews before their turn would come.
        """
        total = 0
        while total < limit:
            rows = self._waiting(min(_BATCH, limit - total))
            if not rows:
                break
            packed = []
            for number, digest, gzipped, kind, cache_control in rows:
                smaller = brotli.compress(
                    isal_zlib.decompress(gzipped, _GZIP_BITS),
                    mode=brotli.MODE_TEXT,
                    quality=_quality(kind, cache_control),
                    lgwin=18,
                )
                packed.append((number, digest, smaller if len(smaller) < len(gzipped) else None))
            with self._writing() as db:
                mark = newest_mark(db) + 1
                for number, digest, data in packed:
                    same = db.execute(
                        "UPDATE page SET brotli = 1, mark = ? WHERE id = ? AND digest = ?", (mark, number, digest)
                    )
                    if same.rowcount and data is not None:
                        db.execute("INSERT OR REPLACE INTO brotli VALUES (?, ?)", (number, data))
                self._bump(db, mark)
            total += len(rows)
        return total

    def _waiting(self, limit: int) -> list[tuple[int, bytes, bytes, str, str]]:
        fronts = self._all(
            "SELECT p.id, p.digest, z.bytes, p.kind, p.cache_control FROM title t "
            "JOIN page p ON p.title = t.code AND p.kind = 'front' JOIN gzip z ON z.page = p.id "
            "WHERE p.brotli = 0 ORDER BY p.path = '/' DESC, p.mark DESC, p.id LIMIT ?",
            (limit // 2,),
        )
        others = self._all(
            "SELECT p.id, p.digest, z.bytes, p.kind, p.cache_control FROM page p JOIN gzip z ON z.page = p.id "
            "WHERE p.brotli = 0 ORDER BY p.mark DESC, p.id LIMIT ?",
            (limit,),
        )
        return list(dict.fromkeys([*fronts, *others]))[:limit]

    def furnished(self, title: str, digest: str, now: datetime) -> Furnished:
        """Since when every page of a title is to show what this digest stands for; noted when it is new.

        It lies here because it says something of these pages only.
        """
        with self._writing() as db:
            db.execute("CREATE TABLE IF NOT EXISTS furniture (title TEXT PRIMARY KEY, digest TEXT, since REAL)")
            if "whole" not in {row[1] for row in db.execute("PRAGMA table_info(furniture)")}:
                db.execute("ALTER TABLE furniture ADD COLUMN whole INTEGER NOT NULL DEFAULT 0")
            row = db.execute("SELECT digest, since, whole FROM furniture WHERE title = ?", (title,)).fetchone()
            if row is not None and row[0] == digest:
                return Furnished(float(row[1]), known=True, whole=bool(row[2]))
            db.execute("INSERT OR REPLACE INTO furniture VALUES (?, ?, ?, 0)", (title, digest, now.timestamp()))
        return Furnished(now.timestamp(), known=False, whole=False)

    def furnished_whole(self, title: str, digest: str) -> None:
        """Every page of a title shows what this digest stands for: nobody needs to look through them again."""
        with self._writing() as db:
            db.execute("UPDATE furniture SET whole = 1 WHERE title = ? AND digest = ?", (title, digest))

    def clear(self, title: str) -> int:
        """Remove every page of a title, in one transaction; returns how many there were."""
        with self._writing() as db:
            db.execute("DELETE FROM gzip WHERE page IN (SELECT id FROM page WHERE title = ?)", (title,))
            db.execute("DELETE FROM brotli WHERE page IN (SELECT id FROM page WHERE title = ?)", (title,))
            db.execute("DELETE FROM shown WHERE page IN (SELECT id FROM page WHERE title = ?)", (title,))
            gone = db.execute("DELETE FROM page WHERE title = ?", (title,)).rowcount
            self._drop_copies(db)
        return gone

    def set_titles(self, titles: Sequence[ServedTitle]) -> None:
        """Tell servers which titles there are, the first of which answers for hosts that none of them names."""
        if tuple(titles) == self.titles():
            return
        rows = [(one.code, one.address, one.private, order) for order, one in enumerate(titles)]
        with self._writing() as db:
            db.execute("DELETE FROM title")
            db.executemany("INSERT INTO title VALUES (?, ?, ?, ?)", rows)
            self._drop_copies(db)

    @staticmethod
    def _bump(db: sqlite3.Connection, mark: int) -> None:
        db.execute("UPDATE counter SET mark = ?", (mark,))
        if mark % 1000 == 0:
            oldest = mark - _TOMBSTONES
            db.execute("DELETE FROM removed WHERE mark <= ?", (oldest,))
            db.execute("UPDATE counter SET floor = max(floor, ?)", (oldest,))

    def _drop_copies(self, db: sqlite3.Connection) -> None:
        mark = newest_mark(db) + 1
        db.execute("UPDATE counter SET mark = ?, floor = ?", (mark, mark))
