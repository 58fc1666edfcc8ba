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
from django.db.models.sql.subqueries import DeleteQuery, UpdateQuery

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

    _sql: str
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
        """Settle the SQL and the connection; returns the parameters, stand-ins among them."""

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
        self._sql, params = query.get_compiler(connection=self._connection).as_sql()
        return cast("Sequence[Any]", params)

    def make(self, values: Sequence[Any]) -> int:
        """Returns how many rows it changed."""
        if self._empty:
            return 0
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, self._params_with(values))
            return int(cursor.rowcount)


class _Ready(_Compiled):
    """One question."""

    def _compile(self, built: Any) -> Sequence[Any]:
        rows: QuerySet[Any, Any] = built
        self._connection = connections[rows.db]
        compiler = rows.query.get_compiler(connection=self._connection)
        self._sql, params = compiler.as_sql()
        # What Django knows of making models of rows stays Django's; what it works out before is worked out once.
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        compiler.get_converters = lambda _expressions: converters
        compiler.execute_sql = self._execute
        rows.query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
        self._rows = rows
        self._params = tuple(params)
        return cast("Sequence[Any]", params)

    def _execute(self, *_args: object, **_more: object) -> Iterable[Sequence[Any]]:
        """Every row, in one chunk: a question that is asked all the time has few."""
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, self._params)
            return (cursor.fetchall(),)

    def ask(self, values: Sequence[Any]) -> list[Any]:
        if self._empty:
            return []
        self._params = self._params_with(values)
        # As a query set's own evaluation does it; asking a query set twice would mean copying it.
        rows: Iterable[Any] = self._rows._iterable_class(self._rows)  # type: ignore[assignment]  # noqa: SLF001
        return list(rows)
