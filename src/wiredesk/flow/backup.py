"""Backups: everything that cannot be made again, in one file, while the paper runs.

Received bytes and pictures are linked aside first, then the database is copied by its own online mechanism, then what
came meanwhile is linked too: every row in the copy finds its bytes, though the paper may let some go in between.
Pressed pages are left out; they are pressed again, and the newest stories are read aloud again.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from wiredesk.common.errors import UsageError
from wiredesk.decisions.word_lists import FILE as WORD_LISTS
from wiredesk.flow import postgres
from wiredesk.flow.archive import pack, unpack
from wiredesk.flow.locks import alone
from wiredesk.outlets.epaper.kept import UNDER_WAY
from wiredesk.outlets.epaper.lines import FILE as PRINTED_INDEX
from wiredesk.outlets.spoken.files import FOLDER as SPOKEN
from wiredesk.outlets.website.labels import FILE as OUTLET_LABELS
from wiredesk.publication.search.index import FOLDER as SEARCH_INDEX
from wiredesk.settings.options import CONFIG_NAME, Options, load, parse, with_value
from wiredesk.settings.postgres import url_of
from wiredesk.story.related.index import FOLDER as RELATED_INDEX
from wiredesk.story.related.model import OWN_MODEL

DATABASE = "wiredesk.db"
DUMP = "wiredesk.dump"
FOLDERS = ("spool", "media", "epaper")
FILES = (CONFIG_NAME, WORD_LISTS, OUTLET_LABELS, OWN_MODEL)
WHOLE = (*FILES, *FOLDERS, DATABASE)
NOT_KEPT = (
    SEARCH_INDEX,
    f"{SEARCH_INDEX}.rebuild",
    RELATED_INDEX,
    f"{RELATED_INDEX}.rebuild",
    SPOKEN,
    PRINTED_INDEX,
    f"{PRINTED_INDEX}-wal",
    f"{PRINTED_INDEX}-shm",
    "pages.db",
    "pages.db-wal",
    "pages.db-shm",
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
)
TAKEN_DOWN = "SELECT story_id FROM decisions_standing WHERE state IN ('killed', 'suspended')"


def is_of_home(home: Path, file: Path) -> bool:
    """Whether a file is one that the home is made of, which no backup may be written over."""
    inside = file.expanduser().resolve()
    if not inside.is_relative_to(home.resolve()):
        return False
    first = inside.relative_to(home.resolve()).parts[:1]
    return first[0] in {*WHOLE, *NOT_KEPT} if first else True


def back_up(options: Options, target: Path) -> int:
    """Write a backup to `target`, whole or not at all, in the place of any before it; returns its size in bytes."""
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent} is not a folder.", fact="no_folder")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=options.home) as folder:
        aside = Path(folder)
        _link_all(options.home, aside)
        _copy_database(options, aside)
        _link_all(options.home, aside)
        for name in FILES:
            if (options.home / name).exists():
                shutil.copy2(options.home / name, aside / name)
        return pack(aside, target)


def _link_all(home: Path, aside: Path) -> None:
    """Every file of the home's folders a second time, without copying a byte where the file system can do that."""
    for name in FOLDERS:
        for path in _files(home / name):
            other = aside / path.relative_to(home)
            if other.exists():
                continue
            other.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, other)
            except FileNotFoundError:
                continue  # let go meanwhile: nothing that the copy of the database needs
            except OSError:
                shutil.copy2(path, other)


def _files(folder: Path) -> Iterator[Path]:
    """Every file below, but nothing that is still being written."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "incoming" and not name.startswith(UNDER_WAY)]
        yield from (Path(place) / name for name in names if not name.endswith(".part"))


def _copy_database(options: Options, aside: Path) -> None:
    url = url_of(options)
    if url:
        postgres.dump(url, aside / DUMP)
        return
    with closing(sqlite3.connect(options.home / DATABASE)) as live, closing(sqlite3.connect(aside / DATABASE)) as copy:
        # All pages in one go are one snapshot; in several, each write of the paper would begin the copy again.
        live.backup(copy, pages=-1)


def bring_back(home: Path, source: Path, *, database: str = "") -> tuple[str, ...]:
    """Replace a home's contents by a backup's, or make a home of it; all of it is proved to be whole first.

    `database` is where a PostgreSQL home's database goes; else to where the home that is replaced has its own.
    Returns the ids of the stories that are withdrawn now and were not when the backup was made. Raises UsageError,
    with nothing changed, for what is no backup, is damaged, or does not fit the home.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(home), tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        new, old = Path(folder) / "new", Path(folder) / "old"
        new.mkdir()
        old.mkdir()
        unpack(source, new)
        if not (new / CONFIG_NAME).exists():
            raise UsageError(f"{source} is not a backup: it holds no {CONFIG_NAME}.", fact="bad_backup")
        url = _database_for(home, new, database)
        before = _taken_down(home, url)
        if url:
            postgres.bring_back(url, new / DUMP)
        else:
            _prove(new / DATABASE, source)
        _put_in_place(home, new, old)
        return tuple(sorted(before - _taken_down(home, url)))


def _database_for(home: Path, new: Path, given: str) -> str:
    """The PostgreSQL database that a backup goes into, empty for SQLite; written into the new wiredesk.toml."""
    text = (new / CONFIG_NAME).read_text(encoding="utf-8")
    options = parse(text, new)
    own = load(home) if (home / CONFIG_NAME).exists() else None
    url = given or os.environ.get("WIREDESK_DATABASE", "") or (own.database if own else "")
    if not (new / DUMP).exists():
        if url:
            raise UsageError(
                "This backup is of a home on SQLite and cannot go into PostgreSQL. Restore it into an empty folder.",
                fact="other_database",
            )
        return ""
    if not url:
        raise UsageError(
            "This backup is of a home on PostgreSQL. Say which database it goes into, all of which is replaced: "
            "--database postgresql://user@host/name.",
            fact="no_database",
        )
    if options.database != url and not os.environ.get("WIREDESK_DATABASE"):
        (new / CONFIG_NAME).write_text(with_value(text, "database", url), encoding="utf-8")
    return url


def _prove(database: Path, source: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as db:
            sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            sound = sound and bool(db.execute("SELECT 1 FROM django_migrations LIMIT 1").fetchone())
    except sqlite3.Error:
        sound = False
    if not sound:
        raise UsageError(f"{source} is damaged: its database cannot be read. Nothing was changed.", fact="bad_backup")


def _taken_down(home: Path, url: str) -> frozenset[str]:
    """The stories that are withdrawn, as far as a database is there and can still say so."""
    if url:
        return postgres.first_column(url, TAKEN_DOWN)
    if not (home / DATABASE).exists():
        return frozenset()
    try:
        with closing(sqlite3.connect(home / DATABASE)) as db:
            return frozenset(story for (story,) in db.execute(TAKEN_DOWN))
    except sqlite3.Error:
        return frozenset()


def _put_in_place(home: Path, new: Path, old: Path) -> None:
    """Everything old aside and everything new in its place; when that fails midway, all is put back."""
    there = [name for name in (*WHOLE, *NOT_KEPT) if (home / name).exists()]
    coming = [name for name in WHOLE if (new / name).exists()]
    moves = [(home / name, old / name) for name in there] + [(new / name, home / name) for name in coming]
    done: list[tuple[Path, Path]] = []
    try:
        for before, now in moves:
            before.rename(now)
            done.append((before, now))
    except OSError:
        for before, now in reversed(done):
            now.rename(before)
        raise
