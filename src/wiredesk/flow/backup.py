"""Backups: everything that cannot be made again, in one file, while the paper runs.

The database is copied by its own online mechanism first, and the files it names after it: bytes are stored before
their row is, so every row in the copy finds its bytes. Pressed pages are left out; they are pressed again.
"""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from wiredesk.common.errors import UsageError, WiredeskError
from wiredesk.decisions.word_lists import FILE as WORD_LISTS
from wiredesk.settings.options import CONFIG_NAME, Options, load

DATABASE = "wiredesk.db"
DUMP = "wiredesk.dump"
FOLDERS = ("spool", "media")
FILES = (CONFIG_NAME, WORD_LISTS)
NOT_KEPT = ("pages.db", "pages.db-wal", "pages.db-shm", f"{DATABASE}-wal", f"{DATABASE}-shm")


def back_up(options: Options, target: Path) -> int:
    """Write a backup to `target`, whole or not at all; returns its size in bytes."""
    if target.exists():
        raise UsageError(f"{target} is there already; a backup never replaces one.", fact="backup_exists")
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=options.home) as folder:
        database = _copy_database(options, Path(folder))
        with tarfile.open(part, "w") as archive:
            archive.add(database, arcname=database.name)
            for name in (*FILES, *FOLDERS):
                if (options.home / name).exists():
                    archive.add(options.home / name, arcname=name)
    part.replace(target)
    return target.stat().st_size


def _copy_database(options: Options, folder: Path) -> Path:
    if options.database:
        copy = folder / DUMP
        _run(["pg_dump", "--format=custom", f"--file={copy}", options.database])
        return copy
    copy = folder / DATABASE
    with closing(sqlite3.connect(options.home / DATABASE)) as live, closing(sqlite3.connect(copy)) as target:
        live.backup(target, pages=4096)
    return copy


def _run(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise UsageError(f"{command[0]} is missing: install PostgreSQL's client programs.", fact="no_pg_client")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own words)
    if done.returncode:
        raise WiredeskError(f"{command[0]} failed: {done.stderr.strip()[-400:]}", fact="pg_client_failed")


def bring_back(options: Options, source: Path) -> None:
    """Replace a home's contents by a backup's; the backup is unpacked beside them first, and then takes their place."""
    with tempfile.TemporaryDirectory(dir=options.home) as folder:
        unpacked = Path(folder)
        try:
            with tarfile.open(source, "r") as archive:
                archive.extractall(unpacked, filter="data")
        except (tarfile.TarError, OSError) as fault:
            raise UsageError(f"{source} is not a backup: {fault}.", fact="bad_backup") from fault
        if not (unpacked / CONFIG_NAME).exists():
            raise UsageError(f"{source} is not a backup: it holds no {CONFIG_NAME}.", fact="bad_backup")
        for name in (*FILES, *FOLDERS, DATABASE):
            _put(unpacked / name, options.home / name)
        for name in NOT_KEPT:
            (options.home / name).unlink(missing_ok=True)
        if (unpacked / DUMP).exists():
            wanted = load(options.home).database
            _run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={wanted}", str(unpacked / DUMP)])


def _put(source: Path, target: Path) -> None:
    if not source.exists():
        return
    if target.is_dir():
        shutil.rmtree(target)
    source.replace(target)
