"""The search index built anew, by hand, and a reader's search asked at a terminal."""

import os
from collections.abc import Callable, Iterator, Mapping

from wiredesk.common.clock import Clock
from wiredesk.common.errors import UsageError
from wiredesk.common.wake import wake
from wiredesk.flow.locks import is_running
from wiredesk.flow.steps import SEARCHABLE_AT_ONCE, Paper, my_turn
from wiredesk.publication.search.answer import Answer, answer
from wiredesk.publication.search.asked import asked
from wiredesk.publication.search.follower import SearchFollower, ask_for_rebuild, left
from wiredesk.publication.search.index import FILLING
from wiredesk.publication.search.reader import SearchReader
from wiredesk.publication.shelf import shelves

FILL_AT_ONCE = 2000
MOST_THREADS = 4
"""Putting words into an index takes four times as long as Python takes to bring them: more would wait for it."""

LOOK_EVERY = 1.0
"""Seconds between two looks at how far a running paper has come."""


def rebuild(paper: Paper, sleep: Callable[[float], None]) -> Iterator[int]:
    """Have it done, by `wiredesk run` where that runs on this home and else here; gives what is left meanwhile."""
    ask_for_rebuild(paper.home)
    yield left(paper.home)
    if is_running(paper.home):
        wake(paper.home)
        while still := left(paper.home):
            yield still
            sleep(LOOK_EVERY)
    else:
        fill(paper)
    yield left(paper.home)


def fill(paper: Paper) -> int:
    """Make the index here and now, whoever else waits; returns how many records and changes it took in."""
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    filling, count = SearchFollower(paper.home, heap=FILLING, threads=threads), 0
    with my_turn(paper):
        paper.search.close()
        while done := filling.follow(SEARCHABLE_AT_ONCE, fill=FILL_AT_ONCE):
            count += done
    filling.close()
    return count


def search(given: Mapping[str, str], clock: Clock, paper: Paper, title: str = "") -> Answer:
    """What a reader of a title would find, the first title's where none is named."""
    shelf = next(iter(shelves(paper.options, (title,) if title else None)), None)
    if shelf is None:
        raise UsageError(f"There is no title {title}.", fact="unknown_title")
    index = SearchReader(paper.home).index()
    if index is None:
        raise UsageError(
            "There is no search index yet. `wiredesk run` makes it, and so does `wiredesk search rebuild`.",
            fact="no_search_index",
        )
    return answer(index, asked(given), shelf, clock(), paper.home)
