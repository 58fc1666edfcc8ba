"""SQL that was made once, handed to the database with as little as possible in between.

Of what a short question costs, Django's cursor takes three times as long as SQLite's answer: it looks for the
placeholders in the text and passes five layers that are there for whoever looks on. See docs/why/prepared.md.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

Rows = list[tuple[Any, ...]]


class Statement:
    """Some SQL and the connection, of one thread, that it is for."""

    def __init__(self, sql: str, connection: BaseDatabaseWrapper) -> None:
        self._sql, self._connection = sql, connection
        # As Django's cursor for SQLite writes it, whenever it is asked.
        self._own = FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%") if connection.vendor == "sqlite" else ""

    def rows(self, params: Sequence[Any]) -> Rows:
        """Every row of the answer. Raises Django's database errors."""
        if self._is_watched():
            with self._connection.cursor() as cursor:
                cursor.execute(self._sql, params)
                return cast("Rows", cursor.fetchall())
        with self._connection.wrap_database_errors:
            return cast("Rows", self._connection.connection.execute(self._own, params).fetchall())

    def changed(self, params: Sequence[Any]) -> int:
        """How many rows it changed. Raises Django's database errors."""
        if self._is_watched():
            with self._connection.cursor() as cursor:
                cursor.execute(self._sql, params)
                return int(cursor.rowcount)
        with self._connection.wrap_database_errors:
            return int(self._connection.connection.execute(self._own, params).rowcount)

    def _is_watched(self) -> bool:
        """Whether Django has to be asked: another database, or somebody counts queries, or a transaction is broken."""
        connection = self._connection
        if not self._own or connection.queries_logged or connection.execute_wrappers or connection.needs_rollback:
            return True
        connection.ensure_connection()
        return False
