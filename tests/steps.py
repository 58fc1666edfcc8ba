"""What tests of steps share: a step works in sets, so the number of its queries never follows that of its items."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_same_queries(
    arrange: Callable[[int], object], step: Callable[[], object], small: int = 1, large: int = 50
) -> None:
    """The step asks the database as often for `large` items as for `small`.

    `arrange(n)` makes n further items that the step has not handled; `step()` handles all that there are. One item
    goes through first, unmeasured: it fills caches such as Django's of content types.
    """
    arrange(1)
    step()
    counted = {}
    for size in (small, large):
        arrange(size)
        with CaptureQueriesContext(connection) as queries:
            step()
        counted[size] = [query["sql"] for query in queries.captured_queries]
    few, many = counted[small], counted[large]
    assert len(few) == len(many), (
        f"{len(few)} queries for {small}, {len(many)} for {large}; those for {large}:\n" + "\n".join(many)
    )


def steps_of(work: Callable[[], object]) -> int:
    """How many steps of ten instructions SQLite's machine takes for some work."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection.connection.set_progress_handler(count, 10)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return taken
