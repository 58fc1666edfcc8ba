"""Reading pages.db: what a server, a refresh and an exact withdrawal ask of it.

A reader may be used from any thread, each with a connection of its own, but is made after a fork, not before.
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from isal import isal_zlib

from wiredesk.outlets.stores.pages_schema import connect, failed
from wiredesk.outlets.stores.store import ServedTitle, Stored

Key = tuple[str, str]
"""A page's title and path."""

_GZIP_BITS = 31
_LISTED = 5000
_CHUNK = 1000
_headers = msgspec.json.Decoder(tuple[tuple[str, str], ...])


def newest_mark(db: sqlite3.Connection) -> int:
    """The newest mark as one connection sees it."""
    return int(db.execute("SELECT mark FROM counter").fetchone()[0])


class PagesReader:
    """What can be asked of a page store. Raises StoreError when SQLite cannot do what is asked."""

    cache_kib = 256
    """Of the file, in each thread's connection: a page is read once here and kept elsewhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = connect(self.path, cache_kib=self.cache_kib)
        return db

    def close(self) -> None:
        """Give back this thread's connection; the next use opens another."""
        db: sqlite3.Connection | None = self._local.__dict__.pop("db", None)
        if db is not None:
            db.close()

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN DEFERRED")

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        db = self._db()
        try:
            db.execute(begin)
            yield db
            db.execute("COMMIT")
        except sqlite3.Error as fault:
            raise failed(self.path, fault) from fault
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._db().execute(statement, values).fetchall()
        except sqlite3.Error as fault:
            raise failed(self.path, fault) from fault

    def get(self, title: str, path: str) -> Stored | None:
        """The page at a path, or None."""
        rows = self._all(
            "SELECT p.status, p.content_type, p.etag, z.bytes, b.bytes, p.size, p.kind, p.cache_control, p.headers, "
            "p.pressed_at, p.changed_at, p.location FROM page p JOIN gzip z ON z.page = p.id "
            "LEFT JOIN brotli b ON b.page = p.id WHERE p.title = ? AND p.path = ?",
            (title, path),
        )
        if not rows:
            return None
        status, content_type, etag, gzip, brotli, size, kind, cache_control, headers, pressed, changed, to = rows[0]
        return Stored(
            status=status,
            content_type=content_type,
            etag=etag,
            gzip=gzip,
            brotli=brotli,
            size=size,
            kind=kind,
            cache_control=cache_control,
            headers=_headers.decode(headers),
            pressed_at=pressed,
            changed_at=changed,
            location=to,
        )

    def pressed_at(self, title: str, path: str) -> float | None:
        """When a page was last pressed, as Unix time, or None where there is none."""
        rows = self._all("SELECT pressed_at FROM page WHERE title = ? AND path = ?", (title, path))
        return rows[0][0] if rows else None

    def absent(self, title: str, paths: Sequence[str]) -> frozenset[str]:
        """Those of these paths where no page is."""
        rows = self._all(
            "SELECT p.path FROM json_each(?) j CROSS JOIN page p ON p.title = ? AND p.path = j.value",
            (json.dumps(list(paths)), title),
        )
        return frozenset(paths).difference(path for (path,) in rows)

    def path_of(self, title: str, story: str) -> str | None:
        """The path of a story's own page, article or notice: where an address with a wrong slug leads."""
        rows = self._all("SELECT path FROM page WHERE title = ? AND story = ? LIMIT 1", (title, story))
        return rows[0][0] if rows else None

    def showing(self, title: str, stories: Sequence[str]) -> frozenset[str]:
        """The paths of every page, of any age, that shows one of these stories."""
        # CROSS JOIN keeps SQLite from walking every page of the title to find the few that show a story.
        rows = self._all(
            "SELECT DISTINCT p.path FROM json_each(?) j CROSS JOIN shown s ON s.story = j.value "
            "CROSS JOIN page p ON p.id = s.page WHERE p.title = ?",
            (json.dumps(list(stories)), title),
        )
        return frozenset(path for (path,) in rows)

    def pressed_before(
        self, title: str, kind: str, instant: datetime, since: datetime, limit: int = _CHUNK
    ) -> tuple[str, ...]:
        """The paths of pages first pressed at or after `since` and last pressed before `instant`, stalest first."""
        rows = self._all(
            "SELECT path FROM page WHERE title = ? AND kind = ? AND first_at >= ? AND pressed_at < ? "
            "ORDER BY pressed_at LIMIT ?",
            (title, kind, since.timestamp(), instant.timestamp(), limit),
        )
        return tuple(path for (path,) in rows)

    def of_kind(self, title: str, kind: str) -> tuple[str, ...]:
        """The paths of every page of a kind: for kinds of which there are few."""
        # Sorted here: told to, SQLite would rather walk every path of the title than the few of the kind.
        rows = self._all("SELECT path FROM page WHERE title = ? AND kind = ?", (title, kind))
        return tuple(sorted(path for (path,) in rows))

    def texts_of_kind(self, title: str, kind: str) -> tuple[tuple[str, str], ...]:
        """The path and the text of every page of a kind: for kinds whose pages are a line."""
        rows = self._all(
            "SELECT p.path, z.bytes FROM page p JOIN gzip z ON z.page = p.id WHERE p.title = ? AND p.kind = ?",
            (title, kind),
        )
        return tuple((path, isal_zlib.decompress(data, _GZIP_BITS).decode()) for path, data in rows)

    def pressed_earlier(
        self, title: str, instant: float, besides: Collection[str], below: int, limit: int
    ) -> tuple[tuple[int, str], ...]:
        """Up to `limit` pages, not of these kinds, last pressed before `instant` (Unix time), newest first.

        Each as (number, path). `below` is where to go on: the last number of the slice before.
        """
        rows = self._all(
            "SELECT id, path FROM page WHERE id < ? AND title = ? AND pressed_at < ? "
            "AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?",
            (below, title, instant, json.dumps(sorted(besides)), limit),
        )
        return tuple(rows)

    def paths(self, title: str) -> Iterator[str]:
        """Every path of a title, in order; pages stored meanwhile may be missed, memory stays bounded."""
        after = ""
        while rows := self._all(
            "SELECT path FROM page WHERE title = ? AND path > ? ORDER BY path LIMIT ?", (title, after, _CHUNK)
        ):
            yield from (path for (path,) in rows)
            after = rows[-1][0]

    def titles(self) -> tuple[ServedTitle, ...]:
        """The titles that pages are pressed for, the first of which answers for hosts that none of them names."""
        rows = self._all("SELECT code, address, private FROM title ORDER BY ordinal")
        return tuple(ServedTitle(code, address, bool(private)) for code, address, private in rows)

    def mark(self) -> int:
        """The newest mark: what a server that holds no copies starts from."""
        return int(self._all("SELECT mark FROM counter")[0][0])

    def changed_since(self, mark: int) -> tuple[int, tuple[Key, ...] | None]:
        """The newest mark, and each (title, path) stored or removed after the given one.

        None in their place means more than can be listed: whoever keeps copies drops them all.
        """
        with self._reading() as db:
            newest, floor = db.execute("SELECT mark, floor FROM counter").fetchone()
            if mark == newest:
                return newest, ()
            if mark < floor or mark > newest:
                return newest, None
            rows = db.execute(
                "SELECT title, path FROM page WHERE mark > ?1 UNION "
                "SELECT title, path FROM removed WHERE mark > ?1 LIMIT ?2",
                (mark, _LISTED + 1),
            ).fetchall()
        return newest, tuple(rows) if len(rows) <= _LISTED else None


class Watch:
    """Hears cheaply (3 µs) whether a page store changed. Polled by one thread at a time; which one does not matter."""

    def __init__(self, reader: PagesReader) -> None:
        self._reader = reader
        # SQLite counts versions per connection, so this one is kept for polling alone.
        self._db = connect(reader.path, any_thread=True, cache_kib=reader.cache_kib)
        self._version = self._ask()
        self._mark = reader.mark()

    def _ask(self) -> int:
        try:
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as fault:
            raise failed(self._reader.path, fault) from fault

    def poll(self) -> tuple[Key, ...] | None:
        """What changed since the last poll: nothing (), these pages, or None for more than can be listed."""
        version = self._ask()
        if version == self._version:
            return ()
        self._mark, keys = self._reader.changed_since(self._mark)
        # Only now: a poll that failed in between must look again.
        self._version = version
        return keys
