"""What a withdrawal changes is found by the stories that it is about, however many there are beside them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item
from tests.running_stories import told
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how many rows there are"),
]

SMALL = ("house_", "people_", "django_", 'publication_issue"')
"""Tables that no story adds to; of issues of the e-paper there is one a day."""


def walks(sql: str) -> list[str]:
    """Where SQLite would go through a whole table, or through all of one title's rows, to find what to change."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [str(row[3]) for row in cursor.fetchall()]
    return [step for step in plan if re.match(r"SCAN (?!CONSTANT)|SEARCH .*\(title_id=\?\)$", step)]


def changed_by(paper: Newspaper) -> list[str]:
    """The statements that change or take away rows while what was decided is followed."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        paper.flow()
    changes = (sql for one in captured.captured_queries if re.match(r"(UPDATE|DELETE)\b", sql := str(one["sql"])))
    return [sql for sql in changes if not re.search(rf'"({"|".join(SMALL)})', sql)]


@pytest.mark.parametrize("end", ["kill", "restore"])
def test_no_change_of_a_withdrawal_goes_through_all_that_was_published(home: Home, end: str) -> None:
    paper = Newspaper(home)
    paper.service()
    told(paper, "ferry-1", "ferry-2")
    paper.take(item("g1"))
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", paragraphs=(*PARAGRAPHS, "Traffic was light, the harbour office said."), at=at))
    for guid in ("g1", "ferry-2"):
        kill(paper.story(guid).pk, by=paper.person(), reason="Wrong", now=paper.now)
    if end == "restore":
        paper.flow()
        for guid in ("g1", "ferry-2"):
            restore(paper.story(guid).pk, by=paper.person(), reason="It was right", now=paper.now)
    changes = changed_by(paper)
    assert any("publication_address" in sql for sql in changes)
    assert {sql[:150]: found for sql in changes if (found := walks(sql))} == {}
