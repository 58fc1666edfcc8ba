"""The tables of pages.db, and how a connection to it is opened.

Narrow rows and wide bytes lie apart: a page that is pressed again without a change, or that gains its brotli
bytes, rewrites a row of some 200 bytes and never the compressed body beside it.
"""

import sqlite3
import time
from pathlib import Path

from wiredesk.common.errors import UsageError, WiredeskError

SCHEMA_VERSION = 1
_OPEN_TRIES = 100

_TABLES = (
    """CREATE TABLE title (
        code TEXT PRIMARY KEY, address TEXT NOT NULL, private INTEGER NOT NULL, ordinal INTEGER NOT NULL)""",
    """CREATE TABLE page (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, status INTEGER NOT NULL,
        content_type TEXT NOT NULL, location TEXT, cache_control TEXT NOT NULL, headers TEXT NOT NULL,
        etag TEXT NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL, story TEXT,
        first_at REAL NOT NULL, changed_at REAL NOT NULL, pressed_at REAL NOT NULL,
        mark INTEGER NOT NULL, brotli INTEGER NOT NULL, UNIQUE (title, path))""",
    "CREATE TABLE gzip (page INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE brotli (page INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE shown (page INTEGER NOT NULL, story TEXT NOT NULL, PRIMARY KEY (page, story)) WITHOUT ROWID",
    "CREATE TABLE removed (mark INTEGER NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL)",
    "CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), mark INTEGER NOT NULL, floor INTEGER NOT NULL)",
    "INSERT INTO counter VALUES (1, 0, 0)",
    "CREATE INDEX shown_story ON shown (story, page)",
    "CREATE INDEX removed_mark ON removed (mark)",
    "CREATE INDEX page_mark ON page (mark)",
    "CREATE INDEX page_waiting ON page (mark) WHERE brotli = 0",
    "CREATE INDEX page_kind ON page (title, kind, first_at)",
    "CREATE INDEX page_story ON page (title, story) WHERE story IS NOT NULL",
)


class StoreError(WiredeskError):
    """The page store could not be read or written; what it held before stays as it was."""


def failed(path: Path, fault: sqlite3.Error) -> StoreError:
    """The error for the desk from SQLite's own."""
    return StoreError(
        f"The page store {path} cannot be used: {fault}. Pages stay as they were. See that the disk has room and that "
        "no other program holds the file; `wiredesk press --all` makes it anew.",
        fact=f"pages.db: {fault}",
    )


def connect(path: Path, *, cache_kib: int, any_thread: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode, the tables made where they are missing; raises StoreError or UsageError."""
    try:
        db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=not any_thread)
        found = _version(db)
        if not found:
            _create(db)
            found = _version(db)
        db.execute("PRAGMA synchronous=FULL")
        db.execute(f"PRAGMA cache_size=-{cache_kib}")
        db.execute("PRAGMA journal_size_limit=67108864")
    except sqlite3.Error as fault:
        raise failed(path, fault) from fault
    if found != SCHEMA_VERSION:
        raise UsageError(
            f"{path} was made by another version of wiredesk. Stop wiredesk, remove the file, "
            "and run `wiredesk press --all`.",
            fact=f"pages.db schema {found}, not {SCHEMA_VERSION}",
        )
    return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _create(db: sqlite3.Connection) -> None:
    # Web process and worker may both find no file: SQLite does not wait by itself when the journal's mode changes.
    for left in reversed(range(_OPEN_TRIES)):
        try:
            db.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(0.05)
    db.execute("BEGIN IMMEDIATE")
    try:
        if not _version(db):
            for table in _TABLES:
                db.execute(table)
            db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
