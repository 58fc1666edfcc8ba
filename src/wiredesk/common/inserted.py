"""Rows written by SQL that was made once: for a few at a time, a quarter of what `bulk_create` costs.

`bulk_create` works the statement out anew whenever it is called. With fifty rows that is nothing; a story that comes
alone is written by a dozen calls of one row each. See docs/why/prepared.md.
"""

import threading
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.db import connections, router, transaction
from django.db.models import AutoField, Field, Model
from django.db.models.constants import OnConflict
from django.db.models.sql.subqueries import InsertQuery

from wiredesk.common.statement import Rows, Statement

A_FEW: Final = 8
"""Rows from which `bulk_create`, with all of them in one statement, is the quicker one."""


class OnMeeting(msgspec.Struct, frozen=True):
    """What becomes of a row whose `unique` fields another one has already: it is left out, or `update` overwrites."""

    unique: tuple[str, ...] = ()
    update: tuple[str, ...] = ()


KEEP_OLD: Final = OnMeeting()
"""A row that is there already stays, and the new one is left out."""

_Fields = tuple["Field[Any, Any]", ...]


class _Insert(msgspec.Struct, frozen=True):
    sql: Statement | None
    """None where a column's value does not stand in it as a plain parameter: `bulk_create` knows what to do then."""
    fields: _Fields
    returns_key: bool


class _Threads(threading.local):
    def __init__(self) -> None:
        self.statements: dict[tuple[object, ...], _Insert] = {}


_threads = _Threads()


def insert(rows: Sequence[Model], meeting: OnMeeting | None = None) -> None:
    """Write rows of one table as `bulk_create` does; their keys are known afterwards, unless others may be met.

    Raises IntegrityError where a row meets another one and `meeting` does not say what then.
    """
    if not rows:
        return
    model = type(rows[0])
    keyed = rows[0].pk is not None
    if len(rows) > A_FEW or any((row.pk is not None) != keyed for row in rows):
        _all_at_once(model, rows, meeting)
        return
    connection = connections[router.db_for_write(model)]
    key = (model, keyed, meeting, len(rows), connection.alias)
    statement = _threads.statements.get(key)
    if statement is None:
        statement = _threads.statements[key] = _compiled(rows, meeting, connection.alias)
    if statement.sql is None:
        _all_at_once(model, rows, meeting)
        return
    values: list[Any] = []
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]  # noqa: SLF001
        values += [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in statement.fields]
    with transaction.atomic(using=connection.alias, savepoint=False):
        made: Rows = []
        if statement.returns_key:
            made = statement.sql.rows(values)
        else:
            statement.sql.changed(values)
    for row, (number,) in zip(rows, made, strict=False):
        row.pk = number
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001


def _all_at_once(model: type[Model], rows: Sequence[Model], meeting: OnMeeting | None) -> None:
    manager = model._default_manager  # noqa: SLF001
    if meeting is None:
        manager.bulk_create(rows)
    elif not meeting.update:
        manager.bulk_create(rows, ignore_conflicts=True)
    else:
        unique, update = list(meeting.unique), list(meeting.update)
        manager.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=update)


def _compiled(rows: Sequence[Model], meeting: OnMeeting | None, using: str) -> _Insert:
    connection, model = connections[using], type(rows[0])
    keyed = rows[0].pk is not None
    columns = model._meta.concrete_fields  # noqa: SLF001
    fields = [field for field in columns if keyed or not isinstance(field, AutoField)]
    named = {field.name: field for field in columns}
    conflict = None
    if meeting is not None:
        conflict = OnConflict.UPDATE if meeting.update else OnConflict.IGNORE
    query = InsertQuery(
        model,
        on_conflict=conflict,
        update_fields=[named[name] for name in meeting.update] if meeting else None,
        unique_fields=[named[name] for name in meeting.unique] if meeting else None,
    )
    query.insert_values(fields, list(rows[:1]))
    compiler = query.get_compiler(connection=connection)
    returns_key = not keyed and meeting is None
    if returns_key:
        compiler.returning_fields = [model._meta.pk]  # noqa: SLF001
    ((sql, _),) = compiler.as_sql()
    # PostgreSQL's own way of many rows takes an array a column; one row repeated takes values as they come.
    one = f"({', '.join(['%s'] * len(fields))})"
    before, values, after = sql.partition(f"VALUES {one}")
    return _Insert(
        Statement(f"{before}VALUES {', '.join([one] * len(rows))}{after}", connection) if values else None,
        tuple(fields),
        returns_key,
    )
