"""Questions to the database that are put into SQL once, not each time: asking then costs a quarter.

Django works out a query's SQL anew whenever it is asked, which takes several times what SQLite needs to answer it. A
story alone asks some eighty questions on its way to its page, always the same ones. See docs/why/prepared.md.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models import query as queries
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable
from django.db.models.sql.subqueries import DeleteQuery, UpdateQuery

from wiredesk.common.statement import Rows, Statement

P = ParamSpec("P")
Row = TypeVar("Row")

ToChange = tuple[QuerySet[Any], Mapping[str, object]]
"""Rows, and what `update` is to be told of them: nothing where they are to be deleted."""

_NUMBERS_FROM: Final = 8_000_000_000_000_000
_MANY: Final = (list, tuple, set, frozenset)
_INSTANTS_FROM: Final = datetime(8000, 1, 1, tzinfo=UTC)
_DAYS_FROM: Final = date(8000, 1, 1)


class _Threads(threading.local):
    """What each thread has ready: a query that was compiled belongs to a connection, and that to a thread."""

    def __init__(self) -> None:
        self.ready: dict[Hashable, _Ready] = {}
        self.changes: dict[Hashable, _Change] = {}


_threads = _Threads()


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Answers a query as a list, compiled when it is first asked.

    Values given by position may differ from asking to asking: texts, whole numbers, aware instants, days, and
    sequences of these for `__in`. What is given by keyword is part of the question itself and must be hashable: a
    limit, say. A value that does not arrive in the SQL as it was given raises TypeError.
    """

    @wraps(build)
    def ask(*given: P.args, **constants: P.kwargs) -> list[Row]:
        values = tuple(map(_filled_up, given))
        key = (build, tuple(map(_shape, values)), tuple(constants.items()))
        ready = _threads.ready.get(key)
        if ready is None:
            ready = _threads.ready[key] = _Ready(build, values, constants)
        return ready.ask(values)

    return ask


def prepared_change(build: Callable[P, ToChange]) -> Callable[P, int]:
    """Changes the rows of a query, and says how many: the values are those of `update`; with none, rows are deleted.

    What `prepared` says of values holds here too. Rows that point to deleted ones are not looked for: the database
    refuses, if there are any.
    """

    @wraps(build)
    def make(*given: P.args, **constants: P.kwargs) -> int:
        values = tuple(map(_filled_up, given))
        key = (build, tuple(map(_shape, values)), tuple(constants.items()))
        ready = _threads.changes.get(key)
        if ready is None:
            ready = _threads.changes[key] = _Change(build, values, constants)
        return ready.make(values)

    return make


def _filled_up(value: Any) -> Any:
    """A sequence with its last value repeated up to a power of two, which asks the same.

    Compiled for each length, a worker that runs for weeks would keep thousands of queries that differ in nothing else.
    """
    if not isinstance(value, _MANY) or not value:
        return value
    every = list(value)
    return every + every[-1:] * ((1 << (len(every) - 1).bit_length()) - len(every))


def _shape(value: object) -> int | type[object]:
    """What one compiled query can be asked with: one value of a type, or so many of any."""
    return len(value) if isinstance(value, _MANY) else type(value)


class _StandIns:
    """Values like those of a query, none of them twice and none that anybody stores: where each one ends up is seen."""

    def __init__(self) -> None:
        self._count = 0

    def one(self, like: object) -> object:
        self._count += 1
        match like:
            case bool():
                raise TypeError("Yes or no is part of the question: give it by keyword.")
            case str():
                return f"\x01{self._count}\x01"
            case int():
                return _NUMBERS_FROM + self._count
            case datetime():
                return _INSTANTS_FROM + timedelta(seconds=self._count)
            case date():
                return _DAYS_FROM + timedelta(days=self._count)
        raise TypeError(f"A prepared query takes no {type(like).__name__}.")

    def like(self, value: Any) -> Any:
        return [self.one(each) for each in value] if isinstance(value, _MANY) else self.one(value)


class _Compiled(ABC):
    """Some SQL for one thread's connection, and where in it each value belongs."""

    _statement: Statement
    _connection: BaseDatabaseWrapper

    def __init__(self, build: Callable[..., Any], values: Sequence[Any], constants: dict[str, Any]) -> None:
        self._empty = any(_shape(value) == 0 for value in values)
        if self._empty:
            return
        stand_ins = _StandIns()
        stood_in = [stand_ins.like(value) for value in values]
        try:
            params = self._compile(build(*stood_in, **constants))
        except EmptyResultSet as fault:
            raise TypeError(f"{build.__qualname__} can never have an answer.") from fault
        places = {stand_in: place for place, stand_in in enumerate(self._flat(stood_in))}
        self._constants: list[Any] = list(params)
        self._slots = [(at, places[param]) for at, param in enumerate(params) if param in places]
        if {place for _, place in self._slots} != set(places.values()):
            raise TypeError(f"Not every value of {build.__qualname__} arrives in its SQL as it was given.")

    @abstractmethod
    def _compile(self, built: Any) -> Sequence[Any]:
        """Settle the statement and the connection; returns the parameters, stand-ins among them."""

    def _flat(self, values: Iterable[Any]) -> list[Any]:
        """Every single value, as the database's own driver takes it."""
        found: list[Any] = []
        for value in values:
            found.extend(value) if isinstance(value, _MANY) else found.append(value)
        return [self._adapted(value) if isinstance(value, date) else value for value in found]

    def _adapted(self, value: date) -> Any:
        ops = self._connection.ops
        return ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else ops.adapt_datefield_value(value)

    def _params_with(self, values: Sequence[Any]) -> tuple[Any, ...]:
        given, params = self._flat(values), self._constants.copy()
        for at, place in self._slots:
            params[at] = given[place]
        return tuple(params)


class _Change(_Compiled):
    """An UPDATE or a DELETE."""

    def _compile(self, built: ToChange) -> Sequence[Any]:
        rows, changes = built
        query: DeleteQuery | UpdateQuery
        if changes:
            query = cast("UpdateQuery", rows.query.chain(UpdateQuery))
            query.add_update_values(dict(changes))
        else:
            query = cast("DeleteQuery", rows.query.chain(DeleteQuery))
        self._connection = connections[router.db_for_write(rows.model)]
        sql, params = query.get_compiler(connection=self._connection).as_sql()
        self._statement = Statement(sql, self._connection)
        return cast("Sequence[Any]", params)

    def make(self, values: Sequence[Any]) -> int:
        """Returns how many rows it changed."""
        return 0 if self._empty else self._statement.changed(self._params_with(values))


class _Ready(_Compiled):
    """One question."""

    def _compile(self, built: Any) -> Sequence[Any]:
        rows: QuerySet[Any, Any] = built
        self._connection = connections[rows.db]
        compiler = rows.query.get_compiler(connection=self._connection)
        sql, params = compiler.as_sql()
        self._statement = Statement(sql, self._connection)
        self._made = _made_of(rows, compiler)
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        self._converters = [(at, each, column) for at, (each, column) in converters.items()]
        return cast("Sequence[Any]", params)

    def ask(self, values: Sequence[Any]) -> list[Any]:
        if self._empty:
            return []
        rows = self._statement.rows(self._params_with(values))
        return self._made(self._converted(rows) if self._converters else rows)

    def _converted(self, rows: Rows) -> Rows:
        """The database's values as Python's."""
        connection, found = self._connection, []
        for row in rows:
            values = list(row)
            for at, converters, column in self._converters:
                for convert in converters:
                    values[at] = convert(values[at], column, connection)
            found.append(tuple(values))
        return found


def _made_of(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Rows], list[Any]]:
    """What makes the rows what the query set promises: as the query set's own iterables do it, but worked out once."""
    kind = rows._iterable_class  # noqa: SLF001
    if kind is ValuesListIterable:
        return list
    if kind is FlatValuesListIterable:
        return lambda found: [row[0] for row in found]
    if kind is ModelIterable and not rows._known_related_objects:  # type: ignore[attr-defined]  # noqa: SLF001
        return _Models(compiler, rows.db).made
    raise TypeError(f"A prepared query answers with models or with values_list, not with {kind.__name__}.")


class _Models:
    """Models of rows, each with what `select_related` and `annotate` brought."""

    def __init__(self, compiler: Any, using: str) -> None:
        about, self._using = compiler.klass_info, using
        self._model = about["model"]
        self._from, self._to = about["select_fields"][0], about["select_fields"][-1] + 1
        self._names = [column.target.attname for column, *_ in compiler.select[self._from : self._to]]
        self._related = cast("Any", queries).get_related_populators(about, compiler.select, using)
        _lead_one_way(self._related)
        self._annotated = tuple((compiler.annotation_col_map or {}).items())

    def made(self, rows: Rows) -> list[Any]:
        found = []
        for row in rows:
            model = self._model.from_db(self._using, self._names, row[self._from : self._to])
            for related in self._related:
                related.populate(row, model)
            for name, at in self._annotated:
                setattr(model, name, row[at])
            found.append(model)
        return found


def _lead_one_way(related: Iterable[Any]) -> None:
    """Have no row point back at the one that it came with: going round in a ring, both wait for the garbage's turn."""
    for populator in related:
        populator.remote_setter = _nothing
        _lead_one_way(populator.related_populators)


def _nothing(*_: object) -> None:
    """What pointing back comes to."""
