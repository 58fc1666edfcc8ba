"""Pressing running stories asks by key: its cost follows neither the number of threads in a batch nor the archive."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.flow.test_step_queries import Wire, _plan, _walks
from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.steps import assert_same_queries
from wiredesk.flow.steps import FOLLOWING, STEPS
from wiredesk.outlets.deliver import _beside_these, deliver
from wiredesk.publication.models import Change, ChangeKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire(home: Home) -> Wire:
    paper = Newspaper(home)
    paper.service()
    return Wire(paper)


def threads(wire: Wire) -> Callable[[int], None]:
    """Arranges so many running stories that outlets have not followed."""

    def arrange(number: int) -> None:
        wire.paper.flow()
        for _ in range(number):
            wire.go_on()
        for steps in (STEPS, FOLLOWING[:-1]):
            for _ in range(3):
                for _, step in steps:
                    step(wire.paper.now, wire.paper.paper)
        # Those of articles are pressed in numbers of their own.
        Change.objects.filter(kind=ChangeKind.BESIDE).update(delivered_at=wire.paper.now)

    return arrange


def delivering(wire: Wire) -> Callable[[], None]:
    """The step that presses them."""
    deliver = dict(FOLLOWING)["deliver_beside"]

    def one() -> None:
        deliver(wire.paper.now, wire.paper.paper)

    return one


def test_ten_threads_are_pressed_with_as_many_questions_as_one(wire: Wire) -> None:
    assert_same_queries(threads(wire), delivering(wire), large=10)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
def test_a_thread_is_found_by_its_stories_and_not_by_looking_through_them(wire: Wire) -> None:
    threads(wire)(2)
    with CaptureQueriesContext(connection) as asked:
        delivering(wire)()
    assert any("story_threaded" in query["sql"] for query in asked.captured_queries)
    found = list(_walks([query["sql"] for query in asked.captured_queries]))
    assert found == [], "\n".join(found)


def plans(wire: Wire, asked_of: str) -> list[str]:
    """How the questions that name something are answered, while running stories are pressed."""
    with CaptureQueriesContext(connection) as asked:
        delivering(wire)()
    return [line for query in asked.captured_queries if asked_of in query["sql"] for line in _plan(query["sql"])]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
def test_who_is_live_in_a_thread_is_seen_without_a_look_at_the_stories_themselves(wire: Wire) -> None:
    threads(wire)(2)
    found = [line for line in plans(wire, 'CAST("publication_publicstory"."sort_at"') if "SEARCH" in line]
    assert found
    assert all("USING COVERING INDEX public_standing" in line for line in found), "\n".join(found)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
def test_news_is_found_without_a_look_at_what_waits_beside_it(wire: Wire) -> None:
    threads(wire)(2)
    with CaptureQueriesContext(connection) as asked:
        deliver(wire.paper.now, 50, options=wire.paper.paper.options, store=wire.paper.paper.store)
    news = next(query["sql"] for query in asked.captured_queries if "publication_change" in query["sql"])
    assert any("change_undelivered (beside=?" in line for line in _plan(news)), "\n".join(_plan(news))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
def test_what_waits_beside_stories_is_found_by_the_stories() -> None:
    # As many as one go asks about: for one or two SQLite would take the right index anyway.
    with CaptureQueriesContext(connection) as asked:
        _beside_these([f"s{number}" for number in range(32)])
    plan = _plan(asked.captured_queries[0]["sql"])
    assert any("change_of_story (story_id=?)" in line for line in plan), "\n".join(plan)
