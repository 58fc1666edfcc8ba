"""Counting what is read: a title and a story's id in memory for each article that a reader was sent, and nothing else.

No cookie is asked for or set, no address is looked at, and nothing is kept of any reader. Every few seconds the counts
go as sums to reads.db, in a thread of their own. Behind a cache that answers by itself, what gets through is counted.
"""

import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from wsgiref.types import WSGIEnvironment

from wiredesk.outlets.stores.reads import Reads
from wiredesk.outlets.stores.store import story_at

Reading = tuple[str, str]
"""A title's code and a story's id."""

SUM_EVERY = 10.0
"""Seconds between two sums: what was read since the last is lost when the process ends."""

MOST = 500_000
"""Readings kept until the next sum: more is a flood, not readers."""

_BROWSERS = ("Mozilla/", "Opera/")
# Whoever names an address or a library in it is a machine; those that look up a link before anybody opens it, too.
_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|http|preview|fetch|scan|monitor|headless|lighthouse|facebookexternalhit|whatsapp|telegram"
    r"|python|java/|curl|wget|feed|archiv",
    re.IGNORECASE,
)
_AHEAD = frozenset({"HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"})
"""Headers by which a browser says that it fetches what nobody has asked for yet."""

_REMEMBERED = 1000


def reading_of(title: str, path: str) -> Reading | None:
    """What to count for an article at a path."""
    story = story_at(path)
    return (title, story) if story else None


class Readings:
    """The readings of one process since they were last summed; any thread may use it."""

    def __init__(self) -> None:
        self._readings: deque[Reading] = deque(maxlen=MOST)
        self._people: dict[str, bool] = {}

    def note(self, reading: Reading, environ: WSGIEnvironment) -> None:
        """Count an article that was sent, where it was sent to a reader as far as can be told."""
        if environ["REQUEST_METHOD"] != "GET":
            return
        agent = environ.get("HTTP_USER_AGENT", "")
        person = self._people.get(agent)
        if person is None:
            if len(self._people) >= _REMEMBERED:
                self._people.clear()
            person = self._people[agent] = agent.startswith(_BROWSERS) and not _MACHINE.search(agent)
        if person and _AHEAD.isdisjoint(environ):
            self._readings.append(reading)

    def summed(self) -> Counter[Reading]:
        """How often each story was read since this was last asked."""
        counts: Counter[Reading] = Counter()
        while True:
            try:
                counts[self._readings.popleft()] += 1
            except IndexError:
                return counts


def keep(readings: Readings, reads: Reads, clock: Callable[[], float]) -> threading.Thread:
    """Sum readings up now and then for as long as the process lives; `clock` gives Unix time."""

    def loop() -> None:
        while True:
            time.sleep(SUM_EVERY)
            reads.add(readings.summed(), clock())

    thread = threading.Thread(target=loop, name="reads", daemon=True)
    thread.start()
    return thread
