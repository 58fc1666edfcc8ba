"""The collect step: what is asked when, what is kept in which order, and what a fault or a kill may not do."""

import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from tests.agency_server import AgencyServer, Answer, serving
from tests.home_on_disk import Home
from tests.steps import assert_same_queries
from wiredesk.common.errors import FetchError
from wiredesk.common.tally import Tally
from wiredesk.wire import arrivals, spool
from wiredesk.wire.collect import Collector, collect, try_once
from wiredesk.wire.models import Provider, Service, ServiceState, Transmission
from wiredesk.wire.transports.folder import Folder
from wiredesk.wire.urgency import looks_urgent

pytestmark = pytest.mark.django_db

Add = Callable[..., Service]


@pytest.fixture
def add(now: datetime) -> Add:
    """Adds a service; an agency's server or a folder becomes its options."""

    def make(of: AgencyServer | Path, name: str = "", **options: str) -> Service:
        provider, _ = Provider.objects.get_or_create(code="ours", defaults={"name": "Our own"})
        name = name or f"service-{Service.objects.count()}"
        if isinstance(of, Path):
            of.mkdir(exist_ok=True)
            transport, given = "folder", {"path": str(of)}
        else:
            transport, given = "http_poll", {"url": of.url, "allow_private": "true"}
        return Service.objects.create(
            name=name, provider=provider, transport=transport, options=given | options, added_at=now
        )

    return make


def state(service: Service) -> ServiceState:
    return ServiceState.objects.get(service=service)


def put_file(folder: Path, name: str, data: bytes, now: datetime) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    os.utime(folder / name, (now.timestamp() - 60, now.timestamp() - 60))


def test_what_came_is_spooled_then_rowed_then_remembered(home: Home, add: Add, now: datetime) -> None:
    headers = (("ETag", '"1"'), ("Content-Type", "text/xml; charset=utf-8"))
    with serving(Answer(headers=headers, body=b"<rss/>"), Answer(status=304)) as agency:
        service = add(agency)
        assert collect(now, 50, options=home.options) == Tally("collect", seen=1, done=1)
        assert collect(now, 50, options=home.options) == Tally("collect"), "it is not due yet"
        later = now + timedelta(minutes=2)
        assert collect(later, 50, options=home.options) == Tally("collect", seen=1, done=0)
    row = Transmission.objects.get()
    assert spool.get(home.path, row.digest) == b"<rss/>"
    assert (row.size, row.name, row.content_type, row.charset) == (6, agency.url, "text/xml", "utf-8")
    assert (row.base_url, row.urgent, row.vanished, row.read_at) == (agency.url, False, False, None)
    assert agency.asked[1].headers["If-None-Match"] == '"1"'
    assert (state(service).asked_at, state(service).last_bytes_at) == (later, now)


def test_every_service_is_asked_when_all_are_wanted(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    with serving(Answer(body=b"<rss/>")) as agency:
        for _ in range(3):
            add(agency)
        add(tmp_path / "inbox")
        assert collect(now, 50, options=home.options).seen == 4
        assert collect(now, 2, options=home.options, ask_all=True).seen == 4


def test_a_push_service_is_never_asked(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    service = add(tmp_path / "x")
    Service.objects.filter(pk=service.pk).update(transport="push")
    assert collect(now, 50, options=home.options, ask_all=True).seen == 0


def test_a_paused_service_is_still_collected(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    service = add(tmp_path / "inbox")
    ServiceState.objects.create(service=service, paused_at=now, paused_reason="a check", paused_by="desk")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    assert collect(now, 50, options=home.options).done == 1
    assert (state(service).paused_at, state(service).paused_reason) == (now, "a check")


def test_a_fault_is_recorded_with_its_sentence_and_backed_off_from(
    home: Home, add: Add, now: datetime, tmp_path: Path
) -> None:
    good = add(tmp_path / "inbox", "good")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    with serving(Answer(status=500), Answer(body=b"<rss/>")) as agency:
        bad = add(agency, "bad")
        tally = collect(now, 50, options=home.options)
        assert (tally.seen, tally.done, tally.note) == (2, 1, "failed: bad")
        failed = state(bad)
        assert (failed.failures, failed.error_at, failed.last_bytes_at) == (1, now, None)
        assert "answered 500" in failed.error
        assert failed.next_ask_at
        assert now + timedelta(seconds=30) <= failed.next_ask_at <= now + timedelta(seconds=33)
        assert collect(now + timedelta(minutes=1), 50, options=home.options).done == 1
    assert (state(bad).failures, state(bad).error, state(bad).error_at) == (0, "", None)
    assert state(good).failures == 0


@pytest.mark.parametrize("broken", [{"path": ""}, {"transport": "pigeon"}])
def test_a_broken_transport_or_option_harms_its_own_service_only(
    home: Home, add: Add, now: datetime, tmp_path: Path, broken: dict[str, str]
) -> None:
    service = add(tmp_path / "inbox", "broken")
    if "transport" in broken:
        Service.objects.filter(pk=service.pk).update(**broken)
    else:
        Service.objects.filter(pk=service.pk).update(options={})
    add(tmp_path / "fine", "fine")
    put_file(tmp_path / "fine", "a.xml", b"<rss/>", now)
    tally = collect(now, 50, options=home.options)
    assert (tally.done, tally.note) == (1, "failed: broken")
    assert state(service).error


def test_a_slow_server_delays_nobody_else(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    answer_now = threading.Event()

    def slow(connection: socket.socket) -> None:
        answer_now.wait(10)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")

    with serving(Answer(raw=slow)) as agency, Collector(home.options) as worker:
        add(agency, "slow")
        add(tmp_path / "inbox", "quick")
        put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
        started = time.monotonic()
        tally = worker(now, 50)
        assert (tally.seen, tally.done) == (1, 1)
        assert time.monotonic() - started < 2
        assert tally.again_at
        assert worker(now, 50).seen == 0, "it is under way and not asked twice"
        answer_now.set()
        tally = worker(now, 50, patience=5)
    assert (tally.seen, tally.done, len(agency.asked)) == (1, 1, 1)


def test_a_half_written_file_is_announced_and_then_collected(
    home: Home, add: Add, now: datetime, tmp_path: Path
) -> None:
    add(tmp_path / "inbox")
    put_file(tmp_path / "inbox", "a.xml", b"<rss>", now + timedelta(seconds=59.8))
    tally = collect(now, 50, options=home.options, ask_all=True)
    assert (tally.done, tally.again_at is None) == (0, False)
    assert tally.again_at
    assert collect(tally.again_at, 50, options=home.options) == Tally("collect", seen=1, done=1)


@pytest.mark.parametrize("killed_in", ["stored", "bulk_create", "remember"])
def test_a_process_killed_at_any_point_loses_nothing_and_stores_nothing_twice(
    home: Home, add: Add, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*args: Any, **more: Any) -> None:
        raise KilledError

    add(tmp_path / "inbox")
    for name in ("a.xml", "b.xml"):
        put_file(tmp_path / "inbox", name, b"<rss/>", now)
    with monkeypatch.context() as patch:
        target: tuple[Any, str] = {
            "stored": (Folder, "stored"),
            "bulk_create": (Transmission.objects, "bulk_create"),
            "remember": (arrivals, "_remember"),
        }[killed_in]
        patch.setattr(*target, kill)
        with pytest.raises(KilledError):
            collect(now, 50, options=home.options)
    collect(now + timedelta(seconds=5), 50, options=home.options)
    assert sorted(Transmission.objects.values_list("name", flat=True)) == ["a.xml", "b.xml"]
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == ["done"]


def test_a_process_killed_between_two_transactions_stores_nothing_twice(
    home: Home, add: Add, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = add(tmp_path / "inbox")
    for number in range(30):
        put_file(tmp_path / "inbox", f"{number:02}.xml", b"<rss/>", now)
    monkeypatch.setattr(arrivals, "ROWS_A_TRANSACTION", 10)
    unknown, batches = arrivals._unknown, iter(range(3))

    def killed_in_the_second(*args: Any) -> list[Transmission]:
        if next(batches) == 1:
            raise DatabaseError("killed")
        return unknown(*args)

    with monkeypatch.context() as patch:
        patch.setattr(arrivals, "_unknown", killed_in_the_second)
        with pytest.raises(DatabaseError):
            collect(now, 50, options=home.options)
    assert (Transmission.objects.count(), ServiceState.objects.filter(service=service).exists()) == (10, False)
    assert collect(now, 50, options=home.options).done == 20
    assert Transmission.objects.values("name").distinct().count() == Transmission.objects.count() == 30


def test_an_inbox_is_not_emptied_when_its_rows_could_not_be_written(
    home: Home, add: Add, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*args: Any, **more: Any) -> None:
        raise DatabaseError("database is locked")

    add(tmp_path / "inbox")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    monkeypatch.setattr(Transmission.objects, "bulk_create", locked)
    with pytest.raises(DatabaseError):
        collect(now, 50, options=home.options)
    assert (tmp_path / "inbox" / "a.xml").is_file()


def test_a_full_disk_is_a_fault_of_the_ask_and_nothing_is_moved(
    home: Home, add: Add, now: datetime, tmp_path: Path
) -> None:
    service = add(tmp_path / "inbox")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    (home.path / "spool").write_text("in the way")
    assert collect(now, 50, options=home.options).done == 0
    assert "cannot be kept" in state(service).error
    assert (tmp_path / "inbox" / "a.xml").is_file()


def test_a_vanished_file_is_told_each_time_and_read_first(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    add(tmp_path / "mirror", mode="mirror")
    put_file(tmp_path / "mirror", "keep.xml", b"<rss>kept</rss>", now)
    for day in range(2):
        put_file(tmp_path / "mirror", "a.xml", b"<rss/>", now)
        for second in range(3):
            at = now + timedelta(days=day * 2, seconds=second * 2)
            collect(at, 50, options=home.options)
            (tmp_path / "mirror" / "a.xml").unlink(missing_ok=True)
    told = Transmission.objects.filter(name="a.xml").order_by("pk")
    assert [(row.vanished, row.urgent, row.size) for row in told] == [(False, False, 6), (True, True, 0)] * 2


def test_a_file_that_could_not_be_moved_is_recorded_and_stored_once(
    home: Home, add: Add, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*args: Any) -> None:
        raise FetchError("Files were kept but cannot be moved.")

    service = add(tmp_path / "inbox")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    monkeypatch.setattr(Folder, "stored", stuck)
    for minute in range(3):
        collect(now + timedelta(minutes=minute * 5), 50, options=home.options)
    assert Transmission.objects.count() == 1
    assert (state(service).failures, "cannot be moved" in state(service).error) == (1, True)


def test_quiet_looks_are_written_down_once_a_minute(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    service = add(tmp_path / "inbox")
    with Collector(home.options) as worker:
        for second in range(0, 130, 2):
            assert worker(now + timedelta(seconds=second), 50, patience=5).seen == 1
            if second in (0, 58, 60, 118, 120):
                asked = state(service).asked_at
                assert asked
                assert (asked - now).total_seconds() == second // 60 * 60


def test_the_step_asks_the_database_as_often_for_twenty_services_as_for_one(
    home: Home, add: Add, now: datetime, tmp_path: Path
) -> None:
    clock = [now]

    def arrange(count: int) -> None:
        clock[0] += timedelta(days=1)
        for number in range(count):
            folder = tmp_path / f"inbox-{number}"
            if not folder.exists():
                add(folder)
            put_file(folder, f"{clock[0]:%d}.xml", f"<rss>{clock[0]}</rss>".encode(), now)

    assert_same_queries(arrange, lambda: collect(clock[0], 50, options=home.options), small=1, large=20)


def test_trying_a_service_stores_and_moves_nothing(home: Home, add: Add, now: datetime, tmp_path: Path) -> None:
    service = add(tmp_path / "inbox")
    put_file(tmp_path / "inbox", "a.xml", b"<rss/>", now)
    (one,) = try_once(service, now, options=home.options).received
    assert one.data == b"<rss/>"
    assert (Transmission.objects.count(), ServiceState.objects.count()) == (0, 0)
    assert (tmp_path / "inbox" / "a.xml").is_file()


@pytest.mark.parametrize(
    ("data", "urgent"),
    [
        (b"<title>KILL: Ferry</title>", True),
        ("<title>STORY WITHDRAWN</title>".encode("utf-16"), True),
        (b"<at:deleted-entry ref='x'/>", True),
        (b"<pubStatus qcode='stat:canceled'/>", True),
        (b"<title>Storm may kill power in the north, sailor killed</title>", False),
        (b"", False),
    ],
)
def test_what_withdraws_is_guessed_from_capitals_and_status(data: bytes, urgent: bool) -> None:
    assert looks_urgent(data) is urgent
