"""A commit of the search index on a thread of its own: nobody waits for it, and nothing is lost by it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

import pytest

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.searching import Searching
from wiredesk.common.derived import IndexBroken
from wiredesk.flow.steps import LIMIT

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = ("The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",)
P = ParamSpec("P")
T = TypeVar("T")


class WhenTold(Executor):
    """Does what it was given when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        made: Future[T] = Future()
        self.waiting.append((made, lambda: fn(*args, **kwargs)))
        return made

    def work(self) -> None:
        for made, do in self.waiting:
            try:
                made.set_result(do())
            except (ValueError, OSError) as fault:
                made.set_exception(fault)
        self.waiting.clear()


@pytest.fixture
def searching(home: Home) -> Searching:
    found = Searching(home)
    found.paper.flow()
    return found


@pytest.fixture
def aside(searching: Searching) -> WhenTold:
    executor = WhenTold()
    searching.paper.paper.search.commit_aside(executor)
    return executor


def test_nothing_more_is_followed_while_a_commit_is_under_way(searching: Searching, aside: WhenTold) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    assert len(aside.waiting) == 1
    searching.paper.take(item("b", "Third lock opens", LOCK))
    assert len(aside.waiting) == 1, "one writer, one commit"
    assert searching.found("lock") == []
    aside.work()
    assert searching.found("lock") == ["Second lock opens"]
    searching.paper.flow()
    aside.work()
    assert sorted(searching.found("lock")) == ["Second lock opens", "Third lock opens"]
    assert searching.paper.paper.search.follow(LIMIT) == 0


def test_what_a_commit_failed_with_is_said_and_its_stories_are_taken_in_again(
    searching: Searching, aside: WhenTold, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ValueError("No space left on device")

    follower = searching.paper.paper.search
    with monkeypatch.context() as patched:
        patched.setattr("wiredesk.publication.search.index.SearchIndex.commit", full)
        searching.paper.take(item("a", "Second lock opens", LOCK))
        aside.work()
        with pytest.raises(IndexBroken, match="disk"):
            follower.follow(LIMIT)
    follower.follow(LIMIT)
    aside.work()
    assert searching.found("lock") == ["Second lock opens"]
