"""Which steps' writes reach the disk before the next step begins, and which wait for it.

What stories and decisions an item comes to can be worked out again from the item. So adopting and deciding do not wait
for the disk: the release behind them does, and what it puts there holds all that was written before it, in order.
Reading does wait, for it lets go of bytes that brought nothing new. See docs/why/sqlite-and-postgres.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

REPEATABLE: Final = frozenset({"adopt", "decide"})

_LATER = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit TO off"}
_AT_ONCE = {"sqlite": "PRAGMA synchronous=FULL", "postgresql": "RESET synchronous_commit"}


@contextmanager
def as_durable_as(step: str) -> Iterator[None]:
    """Write as this step may: what only repeats what came before it may be lost with the machine's power."""
    if step not in REPEATABLE or connection.in_atomic_block:
        yield
        return
    _say(_LATER)
    try:
        yield
    finally:
        # Closed after a fault, the connection is another one next time, and begins as durable as it should be.
        if connection.connection is not None:
            _say(_AT_ONCE)


def _say(words: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words[connection.vendor])
