"""A home that a newer wiredesk worked on: this one does not know what its tables mean, and leaves them alone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from wiredesk.common.errors import UsageError

_ROOMS: Final = Path(__file__).resolve().parent.parent


def must_not_be_newer(file: Path) -> None:
    """Raises UsageError where a home's SQLite file holds a migration that this wiredesk has not.

    Read without Django, which the supervisor never loads. A file that cannot be read is for whoever opens it to say.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            applied = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    except sqlite3.Error:
        return
    unknown = [
        f"{app}.{name}"
        for app, name in applied
        if (_ROOMS / app / "migrations").is_dir() and not (_ROOMS / app / "migrations" / f"{name}.py").is_file()
    ]
    if unknown:
        raise UsageError(
            f"{file} was worked on by a newer wiredesk, which changed it ({unknown[-1]}). Use that one, or bring "
            "back a backup from before with `wiredesk restore FILE`.",
            fact="newer_home",
        )
