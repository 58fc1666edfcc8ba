"""reads.db: how often stories were read lately, as one number a story, in a file that can be thrown away.

What was read long ago counts less: half as much every six hours. Kept is `log2(weight) + time / half-life`, which
stands still while nothing is read: rows are touched by readings only, and sort by an index. There is nothing in the
file of who read, when, or from where.
"""

import math
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import structlog

log = structlog.get_logger()

NAME = "reads.db"
HALF_LIFE = 6 * 3600.0
"""Seconds after which a reading counts half."""

FORGOTTEN = -10.0
"""log2 of the weight below which a row goes: a story read once is forgotten after sixty hours."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS read (title TEXT, story TEXT, rank REAL NOT NULL, PRIMARY KEY (title, story))
    WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS read_rank ON read (title, rank)",
)


class Reads:
    """The file of one home; any process and thread may use it. Whatever goes wrong with it costs counts, no page."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME
        self._lock = threading.Lock()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=5.0, isolation_level=None)
        # A power cut may cost the last counts. The journal stays SQLite's first one: two processes that change it to
        # a log of writes at once are told that the file is locked, however long they would have waited.
        db.execute("PRAGMA synchronous=OFF")
        return db

    def add(self, counts: Mapping[tuple[str, str], int], at: float) -> None:
        """Count so many readings of these stories, by title and id, at `at` (Unix time)."""
        if not counts:
            return
        now = at / HALF_LIFE
        try:
            with self._lock, closing(self._open()) as db:
                db.execute("BEGIN IMMEDIATE")
                for table in _TABLES:
                    db.execute(table)
                for (title, story), count in counts.items():
                    row = db.execute("SELECT rank FROM read WHERE title = ? AND story = ?", (title, story)).fetchone()
                    weight = count + (2.0 ** (row[0] - now) if row else 0.0)
                    rank = math.log2(weight) + now
                    db.execute("INSERT OR REPLACE INTO read VALUES (?, ?, ?)", (title, story, rank))
                for (title,) in db.execute("SELECT DISTINCT title FROM read").fetchall():
                    db.execute("DELETE FROM read WHERE title = ? AND rank < ?", (title, now + FORGOTTEN))
                db.execute("COMMIT")
        except sqlite3.Error as fault:
            log.error("reads_lost", counts=len(counts), fault=str(fault))

    def most(self, title: str, at: float, limit: int, least: float) -> tuple[str, ...]:
        """The stories most read lately, those first whose readings weigh most; none that weigh less than `least`."""
        if not self.path.exists():
            return ()
        floor = math.log2(least) + at / HALF_LIFE
        try:
            with self._lock, closing(self._open()) as db:
                # Whoever counts first has made the file, and not yet its table.
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'read'").fetchone():
                    return ()
                rows = db.execute(
                    "SELECT story FROM read WHERE title = ? AND rank >= ? ORDER BY rank DESC, story LIMIT ?",
                    (title, floor, limit),
                ).fetchall()
        except sqlite3.Error as fault:
            log.error("reads_unreadable", fault=str(fault))
            return ()
        return tuple(story for (story,) in rows)

    def forget(self) -> None:
        """Remove the file: counting was switched off."""
        for path in self.path.parent.glob(f"{NAME}*"):
            path.unlink(missing_ok=True)
