"""The search index built anew, by hand, and a reader's search asked at a terminal."""

from collections.abc import Callable, Iterator, Mapping

from wiredesk.common.clock import Clock
from wiredesk.common.errors import UsageError
from wiredesk.common.wake import wake
from wiredesk.flow.locks import is_running
from wiredesk.flow.steps import SEARCHABLE_AT_ONCE, Paper, my_turn
from wiredesk.publication.search.answer import Answer, answer
from wiredesk.publication.search.asked import asked
from wiredesk.publication.search.follower import ask_for_rebuild, left
from wiredesk.publication.search.reader import SearchReader
from wiredesk.publication.shelf import shelves

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
        with my_turn(paper):
            while paper.search.follow(SEARCHABLE_AT_ONCE, fill=SEARCHABLE_AT_ONCE):
                pass
        paper.search.close()
    yield left(paper.home)


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
    return answer(index, asked(given), shelf, clock())
