"""pages.db: pressed pages in one SQLite file of their own, which `wiredesk press --all` can make anew.

One swap is one durable transaction. Nothing is compressed inside one: gzip is made before it opens, brotli later
by `compress_more`, because at publishing it would be two fifths of all cost. Marks grow by one with every swap
that changed something, so a server asks for what changed since its own.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

import brotli  # type: ignore[import-untyped]
import msgspec
from isal import isal_zlib

from wiredesk.outlets.stores.pages_read import Key, PagesReader, newest_mark
from wiredesk.outlets.stores.store import Page, ServedTitle

GZIP_LEVEL = 2
_GZIP_BITS = 31
BROTLI_QUALITY = 5
"""Six tenths of a millisecond an article; 11 saves another sixth of the bytes and takes fifty times as long."""

_BROTLI_ONCE = 11
_BROTLI_FROM = 256
_BATCH = 16
_TOMBSTONES = 20_000
_STORY = re.compile(r"-([a-z2-7]{12,51})/\Z")
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


def _gzip(body: bytes) -> bytes:
    return isal_zlib.compress(body, GZIP_LEVEL, _GZIP_BITS)


def _story_of(page: Page) -> str | None:
    found = _STORY.search(page.path) if page.kind in _OWN_PAGE and page.location is None else None
    return found[1] if found else None


class PagesDb(PagesReader):
    """The page store of one home on one machine. Raises StoreError when SQLite cannot do what is asked."""

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
            for key, page in wanted.items():
                found = known.get(key)
                if found is not None and found.digest == digests[key]:
                    db.execute("UPDATE page SET pressed_at = ? WHERE id = ?", (page.pressed_at.timestamp(), found.id))
                    self._show(db, found.id, page.shows)
                    continue
                # Absent only where another process stored this page since we looked: rare, so compressed here.
                packed = ready.get(key) or _gzip(page.body)
                self._show(db, self._put(db, page, found, digests[key], packed, mark), page.shows)
                differed += 1
            if differed:
                self._bump(db, mark)
        return differed

    @staticmethod
    def _known(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, _Known]:
        found = {}
        for key in keys:
            row = db.execute("SELECT id, digest FROM page WHERE title = ? AND path = ?", key).fetchone()
            if row:
                found[key] = _Known(*row)
        return found

    @staticmethod
    def _put(db: sqlite3.Connection, page: Page, known: _Known | None, digest: bytes, packed: bytes, mark: int) -> int:
        at = page.pressed_at.timestamp()
        etag = f'"{digest.hex()}"'
        done = int(len(page.body) < _BROTLI_FROM)
        facts: tuple[object, ...] = (page.kind, page.status, page.content_type, page.location, page.cache_control)
        facts += (json.dumps(page.headers), etag, len(page.body), digest, _story_of(page), at, at, mark, done)
        if known is None:
            number = db.execute(
                "INSERT INTO page (kind, status, content_type, location, cache_control, headers, etag, size, digest, "
                "story, changed_at, pressed_at, mark, brotli, title, path, first_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*facts, page.title, page.path, at),
            ).lastrowid
            assert number is not None
            db.execute("INSERT INTO gzip VALUES (?, ?)", (number, packed))
            return number
        db.execute(
            "UPDATE page SET kind = ?, status = ?, content_type = ?, location = ?, cache_control = ?, headers = ?, "
            "etag = ?, size = ?, digest = ?, story = ?, changed_at = ?, pressed_at = ?, mark = ?, brotli = ? "
            "WHERE id = ?",
            (*facts, known.id),
        )
        db.execute("UPDATE gzip SET bytes = ? WHERE page = ?", (packed, known.id))
        db.execute("DELETE FROM brotli WHERE page = ?", (known.id,))
        return known.id

    @staticmethod
    def _show(db: sqlite3.Connection, number: int, shows: frozenset[str]) -> None:
        stored = {story for (story,) in db.execute("SELECT story FROM shown WHERE page = ?", (number,))}
        if stored == shows:
            return
        db.executemany("DELETE FROM shown WHERE page = ? AND story = ?", [(number, s) for s in stored - shows])
        db.executemany("INSERT INTO shown (page, story) VALUES (?, ?)", [(number, s) for s in shows - stored])

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
            for number, digest, gzipped, cache_control in rows:
                smaller = brotli.compress(
                    isal_zlib.decompress(gzipped, _GZIP_BITS),
                    mode=brotli.MODE_TEXT,
                    quality=_BROTLI_ONCE if "immutable" in cache_control else BROTLI_QUALITY,
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

    def _waiting(self, limit: int) -> list[tuple[int, bytes, bytes, str]]:
        fronts = self._all(
            "SELECT p.id, p.digest, z.bytes, p.cache_control FROM title t "
            "JOIN page p ON p.title = t.code AND p.kind = 'front' JOIN gzip z ON z.page = p.id "
            "WHERE p.brotli = 0 ORDER BY p.path = '/' DESC, p.mark DESC, p.id LIMIT ?",
            (limit // 2,),
        )
        others = self._all(
            "SELECT p.id, p.digest, z.bytes, p.cache_control FROM page p JOIN gzip z ON z.page = p.id "
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
