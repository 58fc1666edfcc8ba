"""The list: newest change first, narrowed, turned over without offsets, at a cost that does not follow its length."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom.wire_at_desk import RULE, arrive, decide, held, live, many, service
from wiredesk.decisions import queries
from wiredesk.decisions.actions.draft import Draft
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.queries import Mark, Wanted, mark_of, news, wire
from wiredesk.decisions.words import State, Verb
from wiredesk.story.models import What

pytestmark = pytest.mark.django_db


EVERYTHING = Wanted()


def headlines(wanted: Wanted = EVERYTHING, before: Mark | None = None, size: int = 50) -> list[str]:
    return [row.headline for row in wire(wanted, before=before, size=size).rows]


def test_the_newest_change_comes_first(now: datetime) -> None:
    first = live("a", "Budget estimates", at=now)
    live("b", "Ferry resumes", at=now + timedelta(minutes=1))
    decide(first, Verb.HOLD, now + timedelta(minutes=2), reason="Look again")
    assert headlines() == ["Budget estimates", "Ferry resumes"]


def test_pages_meet_without_a_gap_or_a_repeat_even_within_one_batch(now: datetime) -> None:
    for number in range(7):
        live(f"same-{number}", f"Story {number}", at=now)
    seen: list[str] = []
    mark: Mark | None = None
    while True:
        page = wire(Wanted(), before=mark, size=3)
        seen += [row.story for row in page.rows]
        mark = page.older
        if mark is None:
            break
    assert len(seen) == len(set(seen)) == 7


def test_a_mark_survives_an_address(now: datetime) -> None:
    mark = Mark(now.replace(microsecond=123456), "abcdefgh2345")
    assert mark_of(str(mark)) == mark
    assert mark_of("yesterday~abc") is None
    assert mark_of("") is None


def test_one_standing_only(now: datetime) -> None:
    live("a", "Ferry resumes", at=now)
    held("b", "Court lists petition", at=now)
    assert headlines(Wanted(state=State.HELD)) == ["Court lists petition"]
    assert headlines(Wanted(state=State.KILLED)) == []


def test_what_waits_behind_a_live_story_is_found(now: datetime) -> None:
    live("a", "Ferry resumes", at=now)
    later = arrive("a", "Ferry resumes, says court", at=now)
    decide(later, Verb.HOLD, now, reason="Word list")
    live("b", "Budget estimates", at=now)
    (row,) = wire(Wanted(state=queries.WAITING)).rows
    assert (row.headline, row.state, row.waiting) == ("Ferry resumes", State.LIVE, 2)


def test_one_service_only(now: datetime) -> None:
    live("a", "Ferry resumes", at=now, by=service("HW City"))
    live("b", "Talks go on", at=now, by=service("HW World"))
    assert headlines(Wanted(service="HW World")) == ["Talks go on"]


@pytest.mark.parametrize("words", ["HOUR ferry", "FERRY resumes", "two sail", "Élysée", "élysée"])
def test_every_word_of_the_headline_is_looked_for(words: str, now: datetime) -> None:
    live("a", "Ferry resumes with two sailings an hour, Élysée says", at=now)
    live("b", "Ferry pier closed", at=now)
    assert (
        headlines(Wanted(words=words)) == ["Ferry resumes with two sailings an hour, Élysée says"] or words == "ferry"
    )
    assert "Ferry resumes with two sailings an hour, Élysée says" in headlines(Wanted(words=words))


def test_words_may_be_signs_of_the_pattern_language(now: datetime) -> None:
    live("a", "Turnout at 71% in the harbour wards", at=now)
    live("b", "Turnout at 710 votes", at=now)
    assert headlines(Wanted(words="71%")) == ["Turnout at 71% in the harbour wards"]


def test_our_headline_is_found_too(now: datetime) -> None:
    version = live("a", "Minister names envoy", at=now)
    decide(version, Verb.HEADLINE, now, value="Judge to travel", reason="Shorter")
    assert headlines(Wanted(words="judge")) == ["Judge to travel"]
    assert headlines(Wanted(words="envoy")) == ["Judge to travel"]


def test_an_id_finds_its_story(now: datetime) -> None:
    version = live("HW-260309-0412", "Ferry resumes", at=now)
    live("HW-260309-0413", "Budget estimates", at=now)
    assert headlines(Wanted(words=version.story_id)) == ["Ferry resumes"]
    assert headlines(Wanted(words="HW-260309-0412")) == ["Ferry resumes"]


def test_a_search_looks_so_far_back_and_says_so(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WINDOW", 4)
    live("old", "Harbour master retires", at=now)
    many(6, now + timedelta(minutes=1))
    page = wire(Wanted(words="harbour"))
    assert page.rows == ()
    assert page.looked_back_to == now + timedelta(minutes=1, seconds=2)
    assert [row.headline for row in wire(Wanted(words="harbour"), before=page.older).rows] == ["Harbour master retires"]


def test_a_story_without_text_has_a_name_at_the_desk(now: datetime) -> None:
    notice = arrive("a", "KILL: ferry story", at=now, what=What.KILL)
    record([Draft(story=notice.story_id, verb=Verb.KILL, by=RULE, reason="Kill notice")], now)
    (row,) = wire(Wanted()).rows
    assert (row.headline, row.service, row.number) == ("KILL: ferry story", "HW National", None)


def test_news_counts_what_changed_since(now: datetime) -> None:
    live("a", "Ferry resumes", at=now)
    mark = wire(Wanted()).newest
    assert mark is not None
    assert news(Wanted(), mark) == 0
    held("b", at=now + timedelta(seconds=1))
    live("c", "Talks go on", at=now + timedelta(seconds=2))
    assert news(Wanted(), mark) == 2
    assert news(Wanted(state=State.HELD), mark) == 1
    assert news(Wanted(words="talks"), mark) == 1


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(words="story"), Wanted(state=State.LIVE, service="HW National")])
def test_one_row_costs_as_many_queries_as_fifty(wanted: Wanted, desk: Client, now: datetime) -> None:
    address = f"/desk/?q={wanted.words}&standing={wanted.state}&service={quote(wanted.service)}"
    many(1, now)
    desk.get(address)
    counted = []
    for more in (0, 49):
        many_more = many(more + 1, now + timedelta(minutes=more + 1), by=service("HW National")) if more else []
        with CaptureQueriesContext(connection) as asked:
            answer = desk.get(address)
        assert answer.content.count(b'<li><a href="/desk/story/') == 1 + len(many_more[:49])
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 24, counted


def test_the_index_is_what_answers_and_not_a_sort_of_everything(now: datetime) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the words of a plan are each database's own; this reads SQLite's")
    many(3, now)
    rows = queries._before(queries._indexed(State.LIVE), Mark(now)).order_by(*queries._NEWEST_FIRST)
    plan = rows.explain()
    assert "standing_state_changed" in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_the_filters_stay_chosen_and_lead_on(desk: Client, now: datetime) -> None:
    version = held("b", "Court lists petition", at=now)
    page = desk.get("/desk/?standing=held&q=court").content.decode()
    assert '<option value="held" selected>Held (1)</option>' in page
    assert 'value="court"' in page
    assert f'href="/desk/story/{version.story_id}/?q=court&amp;standing=held"' in page


def test_an_unknown_standing_narrows_nothing(desk: Client, now: datetime) -> None:
    live("a", "Ferry resumes", at=now)
    assert b"Ferry resumes" in desk.get("/desk/?standing=%22%3E&before=x").content


def test_the_older_page_is_a_link(desk: Client, now: datetime) -> None:
    many(51, now)
    page = desk.get("/desk/").content.decode()
    found = re.search(r'rel="next" href="(/desk/\?before=[^"]+)"', page)
    assert found
    older = desk.get(found[1]).content.decode()
    assert "Story 0 of many" in older
    assert "Story 50 of many" not in older


def test_the_script_asks_for_a_count(desk: Client, now: datetime) -> None:
    live("a", "Ferry resumes", at=now)
    page = desk.get("/desk/").content.decode()
    found = re.search(r'data-news="([^"]+)"', page)
    assert found
    address = found[1].replace("&amp;", "&")
    assert desk.get(address).json() == {"new": 0}
    live("b", "Talks go on", at=now + timedelta(minutes=1))
    assert desk.get(address).json() == {"new": 1}
    assert desk.get("/desk/news/?since=rubbish").json() == {"new": 0}


def test_an_empty_wire_says_so(desk: Client) -> None:
    assert b"Nothing has come yet" in desk.get("/desk/").content
    assert b"Nothing is like that" in desk.get("/desk/?q=zeppelin").content
