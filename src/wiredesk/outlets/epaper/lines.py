"""Printed lines, found by their words: an index that can be thrown away, in a file of its own, `epaper.db`.

One entry is what one page prints of one story. Words are those of common/words.py, so that SQLite's own idea of a word
is never asked. What was withdrawn is taken out with the withdrawal, and who answers a reader looks at the records too.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from wiredesk.common.words import spaced, words
from wiredesk.outlets.epaper.printed import Line, Part, PrintedPage

FILE = "epaper.db"
BREAK = "\u2010"
MOST_WORDS = 12
_FORMAT = 1
_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, title INTEGER NOT NULL, issue INTEGER NOT NULL, day TEXT NOT NULL,
  page INTEGER NOT NULL, story TEXT NOT NULL);
CREATE INDEX entry_issue ON entry (issue);
CREATE INDEX entry_story ON entry (story) WHERE story != '';
CREATE VIRTUAL TABLE printed USING fts5 (text,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co Cf'");
"""
"""Text comes as words with a space between each, marks and all: nothing but the spaces may part them."""


class Found(msgspec.Struct, frozen=True):
    """What one page prints of one story; `story` is empty where nobody knows which it is."""

    issue: int
    page: int
    story: str


def asked_words(text: str) -> tuple[str, ...]:
    """The words that are looked for in what a reader typed."""
    return tuple(dict.fromkeys(words(text)))[:MOST_WORDS]


def entries(page: PrintedPage) -> dict[str, list[Line]]:
    """The lines of a page by their story, in the order of the page; furniture is left out."""
    found: dict[str, list[Line]] = {}
    for line in page.lines:
        if line.part is not Part.FURNITURE:
            found.setdefault(line.story, []).append(line)
    return found


def joined(lines: Iterable[Line]) -> str:
    """Lines as one text: a word that is broken at the end of one is one word."""
    text = ""
    for line in lines:
        text = text.removesuffix(BREAK) + line.text if text.endswith(BREAK) else f"{text} {line.text}"
    return text


def lit(lines: Sequence[Line], wanted: Sequence[str]) -> list[Line]:
    """The lines on which one of these words stands, in whole or as a part of it broken at their end."""
    found = []
    for at, line in enumerate(lines):
        near = lines[max(0, at - 1) : at + 2]
        own = set(words(line.text.removesuffix(BREAK)))
        whole = set(words(joined(near))) if line.text.endswith(BREAK) or _goes_on(lines, at) else set()
        broken = {word for word in wanted if word in whole and _part_of(word, line.text)}
        if own & set(wanted) or broken:
            found.append(line)
    return found


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and lines[at - 1].text.endswith(BREAK)


def _part_of(word: str, text: str) -> bool:
    """Whether a line ends or begins with a part of a word."""
    own = words(text.removesuffix(BREAK))
    if not own:
        return False
    return (text.endswith(BREAK) and word.startswith(own[-1])) or word.endswith(own[0])


def _asked(wanted: Sequence[str]) -> str:
    """Words as FTS5 is asked for them: each as a phrase, so that none can be one of its operators."""
    return " ".join(f'"{word}"' for word in wanted)


class LineIndex:
    """The index of one home; open it where it is used, on the thread that uses it."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def ready(self) -> bool:
        """Whether there is an index; one is made with the first issue that is put in."""
        if not self._path.exists():
            return False
        db = sqlite3.connect(self._path, timeout=5.0)
        try:
            return int(db.execute("PRAGMA user_version").fetchone()[0]) == _FORMAT
        finally:
            db.close()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=5.0, isolation_level=None)
        try:
            if int(db.execute("PRAGMA user_version").fetchone()[0]) != _FORMAT:
                self._create(db)
            yield db
        finally:
            db.close()

    @staticmethod
    def _create(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("BEGIN IMMEDIATE")
        if int(db.execute("PRAGMA user_version").fetchone()[0]) != _FORMAT:
            for table in ("entry", "printed"):
                db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in filter(str.strip, _TABLES.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={_FORMAT}")
        db.execute("COMMIT")

    def put(self, title: int, issue: int, day: date, pages: Iterable[PrintedPage]) -> None:
        """Make an issue's lines findable, and no others of it; without a page, none of it is found."""
        rows = [(page.number, story, spaced(joined(lines))) for page in pages for story, lines in entries(page).items()]
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            self._drop(db, db.execute("SELECT id FROM entry WHERE issue = ?", (issue,)).fetchall())
            for number, story, text in rows:
                key = db.execute(
                    "INSERT INTO entry (title, issue, day, page, story) VALUES (?, ?, ?, ?, ?)",
                    (title, issue, day.isoformat(), number, story),
                ).lastrowid
                db.execute("INSERT INTO printed (rowid, text) VALUES (?, ?)", (key, text))
            db.execute("COMMIT")

    def drop_stories(self, stories: Sequence[str]) -> None:
        """Take everything out that was printed of these stories."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            for story in stories:
                self._drop(db, db.execute("SELECT id FROM entry WHERE story = ?", (story,)).fetchall())
            db.execute("COMMIT")

    def drop_page(self, issue: int, number: int) -> None:
        """Take everything out that one page prints."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            self._drop(db, db.execute("SELECT id FROM entry WHERE issue = ? AND page = ?", (issue, number)).fetchall())
            db.execute("COMMIT")

    @staticmethod
    def _drop(db: sqlite3.Connection, keys: Sequence[tuple[int]]) -> None:
        db.executemany("DELETE FROM printed WHERE rowid = ?", keys)
        db.executemany("DELETE FROM entry WHERE id = ?", keys)

    def count(self, title: int, wanted: Sequence[str], *, issue: int = 0) -> int:
        """How often `find` finds them."""
        if not wanted:
            return 0
        with self._open() as db:
            row = db.execute(
                "SELECT count(*) FROM printed p JOIN entry e ON e.id = p.rowid "
                "WHERE printed MATCH ?1 AND e.title = ?2 AND (?3 = 0 OR e.issue = ?3)",
                (_asked(wanted), title, issue),
            ).fetchone()
        return int(row[0])

    def find(self, title: int, wanted: Sequence[str], limit: int, *, issue: int = 0, skip: int = 0) -> list[Found]:
        """Where all of these words stand in one story on one page, the newest day first, then by issue and page."""
        if not wanted:
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT e.issue, e.page, e.story FROM printed p JOIN entry e ON e.id = p.rowid "
                "WHERE printed MATCH ?1 AND e.title = ?2 AND (?3 = 0 OR e.issue = ?3) "
                "ORDER BY e.day DESC, e.issue, e.page, e.id LIMIT ?4 OFFSET ?5",
                (_asked(wanted), title, issue, limit, skip),
            ).fetchall()
        return [Found(*row) for row in rows]
