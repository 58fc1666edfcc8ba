"""Pressing topics asks by key: its cost follows neither the number of topics in a batch nor the archive."""

from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.flow.test_step_queries import Wire, _walks
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, rss
from tests.steps import assert_same_queries, steps_of
from tests.topics_told import sent
from wiredesk.flow.steps import FOLLOWING
from wiredesk.publication import topics as shelved
from wiredesk.publication.models import Topic
from wiredesk.publication.shelf import shelves
from wiredesk.publication.topic import LEAST

pytestmark = pytest.mark.django_db

_numbers = count()
DELIVER = dict(FOLLOWING)["deliver_topics"]


@pytest.fixture
def wire(home: Home) -> Wire:
    paper = Newspaper(home)
    paper.service()
    return Wire(paper)


def topics(wire: Wire) -> Callable[[int], None]:
    """Arranges so many topics that are about to get their page, each with its own stories, and no other."""

    def arrange(number: int) -> None:
        wire.paper.flow()
        names = [f"Bank {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in (next(_numbers) for _ in range(number))]
        for name in names:
            own = (sent(wire.paper, f"{name} {n}", (name,), paragraphs=(f"{name} {n}",)) for n in range(LEAST))
            wire.paper.receive(rss(*own))
        wire.paper.flow()
        Topic.objects.filter(key__in=[name.lower().replace(" ", "-") for name in names]).update(open=False, stale=True)

    return arrange


def test_ten_topics_are_pressed_with_as_many_questions_as_one(wire: Wire) -> None:
    def deliver() -> None:
        assert DELIVER(wire.paper.now, wire.paper.paper).done

    assert_same_queries(topics(wire), deliver, large=10)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
def test_a_topic_is_found_by_its_key_and_not_by_looking_through_them(wire: Wire) -> None:
    topics(wire)(3)
    with CaptureQueriesContext(connection) as asked:
        DELIVER(wire.paper.now, wire.paper.paper)
    assert any("publication_undertopic" in query["sql"] for query in asked.captured_queries)
    found = list(_walks([query["sql"] for query in asked.captured_queries]))
    assert found == [], "\n".join(found)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts what SQLite does")
def test_a_topic_of_many_stories_costs_no_more_than_one_of_a_few(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelved, "SHOWN", 4)

    def told(first: int, number: int) -> None:
        for n in range(first, first + number):
            wire.paper.receive(rss(sent(wire.paper, f"hot {n}", ("Hot Reef",), paragraphs=(f"Boat {n} came.",))))
        wire.paper.flow()

    def read() -> None:
        shelf = shelves(wire.paper.home.options)[0].topics
        shelf.read(("hot-reef",))
        taken.append(steps_of(lambda: shelf.read_stories(("hot-reef",))))
        assert len(shelf.stories("hot-reef")) == 4

    taken: list[int] = []
    told(0, 8)
    read()
    told(8, 60)
    read()
    few, many = taken
    assert 0 < many <= few * 1.5
