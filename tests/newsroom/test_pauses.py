"""Pauses: by operators, with a reason, in sight of everybody, and kept in the log; and how services do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom.wire_at_desk import content, live, make_public, many, service
from wiredesk.house.pause import paused
from wiredesk.newsroom.strip import silence, strip
from wiredesk.people.audit import What
from wiredesk.people.models import Audit
from wiredesk.wire.models import ServiceState

pytestmark = pytest.mark.django_db

KOLKATA = ZoneInfo("Asia/Kolkata")


def test_a_service_is_paused_with_a_reason_and_goes_on(operator: Client) -> None:
    made = service("HW City")
    assert operator.post("/desk/services/pause/", {"service": "HW City", "reason": "Doubles"}).status_code == 302
    state = ServiceState.objects.get(service=made)
    assert (state.paused_by, state.paused_reason) == ("okafor", "Doubles")
    assert b"by okafor: Doubles" in operator.get("/desk/services/").content
    assert operator.post("/desk/services/resume/", {"service": "HW City"}).status_code == 302
    assert ServiceState.objects.get(service=made).paused_at is None
    assert [entry.what for entry in Audit.objects.order_by("id")] == [What.PAUSE_SERVICE, What.RESUME_SERVICE]


def test_everything_is_paused_in_sight_of_everybody(operator: Client, desk: Client) -> None:
    assert operator.post("/desk/pause/", {"reason": "Election silence"}).status_code == 302
    pause = paused()
    assert pause is not None
    assert pause.by == "okafor"
    page = desk.get("/desk/").content.decode()
    assert "Everything is paused" in page
    assert "by okafor: Election silence" in page
    assert operator.post("/desk/resume/").status_code == 302
    assert paused() is None
    log = operator.get("/desk/log/").content.decode()
    assert "Pause all" in log
    assert "Resume all" in log


@pytest.mark.parametrize("address", ["/desk/pause/", "/desk/services/pause/"])
def test_a_pause_needs_a_reason(address: str, operator: Client) -> None:
    service("HW City")
    answer = operator.post(address, {"service": "HW City", "reason": ""})
    assert answer.status_code == 409
    assert b"To pause, say why" in answer.content
    assert paused() is None
    assert not ServiceState.objects.filter(paused_at__isnull=False).exists()
    assert not Audit.objects.exists()


def test_an_unknown_service_is_refused_by_name(operator: Client) -> None:
    service("HW City")
    answer = operator.post("/desk/services/pause/", {"service": "HW Moon", "reason": "Gone"})
    assert answer.status_code == 409
    assert b"There is no service HW Moon. Services: HW City." in answer.content


def test_the_desk_sees_how_services_do_but_no_button(desk: Client) -> None:
    made = service("HW City")
    ServiceState.objects.filter(service=made).update(
        failures=3, error="The server did not answer. Ask the agency.", error_at=datetime(2025, 10, 26, tzinfo=UTC)
    )
    page = desk.get("/desk/services/").content.decode()
    assert "Failed 3 times" in page
    assert "The server did not answer. Ask the agency." in page
    assert "/desk/services/pause/" not in page


def test_the_line_has_a_tick_for_each_minute_in_the_papers_day(now: datetime) -> None:
    for minutes in (0, 0, 5):
        version = live(f"a-{minutes}", at=now - timedelta(minutes=minutes))
        if minutes:
            make_public(version, content("Ferry resumes", ("Back.",)), now - timedelta(minutes=4, seconds=30))
    live("yesterday", at=now - timedelta(hours=11))
    (one,) = strip(KOLKATA, now)
    assert one.received == 3
    assert one.arrivals == (10 * 60 + 10, 10 * 60 + 15)
    assert one.published == (10 * 60 + 10,)
    assert one.lag == 30.0
    assert one.ticks_in == "M610 1v8M615 1v8"
    assert one.ticks_out == "M610 12v6"
    assert one.last_at == now - timedelta(hours=11)


def test_silence_is_measured_by_what_the_service_usually_does(now: datetime) -> None:
    busy = tuple(range(600, 615))
    assert silence(busy, now - timedelta(minutes=14), now) is None
    assert silence(busy, now - timedelta(minutes=16), now) == timedelta(minutes=16)
    hourly = tuple(range(0, 600, 60))
    assert silence(hourly, now - timedelta(hours=3), now) is None
    assert silence((600,), now - timedelta(hours=11), now) is None
    assert silence((600,), now - timedelta(hours=13), now) == timedelta(hours=13)
    assert silence((), None, now) is None


def test_the_strip_costs_the_same_for_one_service_as_for_many(now: datetime) -> None:
    many(1, now, by=service("HW 0"))
    counted = []
    for number in range(2):
        for more in range(number * 5):
            many(10, now, by=service(f"HW {more + 1}"))
        with CaptureQueriesContext(connection) as asked:
            strip(KOLKATA, now)
        counted.append(len(asked))
    assert counted == [4, 4]


def test_the_strip_reads_the_day_and_not_the_archive(now: datetime) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the words of a plan are each database's own; this reads SQLite's")
    version = live("a", at=now)
    make_public(version, content("Ferry resumes", ("Back.",)), now)
    with CaptureQueriesContext(connection) as asked:
        strip(KOLKATA, now)
    for table in ("wire_wireitem", "publication_publicstory"):
        (query,) = [query["sql"] for query in asked.captured_queries if f'FROM "{table}" WHERE' in query["sql"]]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
            plan = " | ".join(row[3] for row in cursor.fetchall())
        assert f"SEARCH {table} USING" in plan, plan
        assert f"SCAN {table}" not in plan, plan
