"""The ways out: folders whose names never change, pushes that are measured, a backlog that is quick, the command."""

import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import process_time

import pytest
from lxml import etree

from tests.agency.made_up import END, START, strict, whole_day
from wiredesk.agency.backlog import backlog
from wiredesk.agency.command import AgencyOptions, run_agency
from wiredesk.agency.documents import document
from wiredesk.agency.folders import FolderWriter, write_day
from wiredesk.agency.push import parse_rate, push
from wiredesk.common.errors import UsageError


def _clock() -> datetime:
    return START


def _all_files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.xml"))}


def test_a_file_an_item_under_the_same_names_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        writer = FolderWriter(whole_day(), tmp_path / name, pictures=False)
        count = write_day(writer, clock=_clock, tell=lambda at, path: None, flat_out=True)
        assert count == len(whole_day().events)
    assert _all_files(tmp_path / "one") == _all_files(tmp_path / "two")
    assert not list(tmp_path.rglob("*.part"))


def test_files_appear_as_their_moments_come(tmp_path: Path) -> None:
    writer = FolderWriter(whole_day(), tmp_path, pictures=False)
    early = writer.write_until(0.0)
    later = writer.write_until(12 * 3600)
    assert early
    assert later
    assert not set(early) & set(later)
    assert writer.write_until(12 * 3600) == []


def test_a_transmission_is_the_whole_feed_at_its_event(tmp_path: Path) -> None:
    writer = FolderWriter(whole_day(), tmp_path, layout="transmission", pictures=False)
    last = [path for path in writer.write_until(END) if path.parent.name == "world"][-1]
    assert last.read_bytes() == document(whole_day(), "world", END)


def test_a_mirror_takes_a_killed_file_away(tmp_path: Path) -> None:
    writer = FolderWriter(whole_day(), tmp_path, layout="mirror", pictures=False)
    kill = next(event for event in whole_day().events if event.item.feature == "kill_status" and event.item.status)
    writer.write_until(kill.at - 1)
    target = tmp_path / "business" / f"{kill.item.guid.lower()}.xml"
    assert target.exists()
    writer.write_until(kill.at)
    assert not target.exists()


def test_pictures_lie_beside_the_files(tmp_path: Path) -> None:
    FolderWriter(whole_day(), tmp_path).write_until(0.0)
    named = {shot.name for event in whole_day().events if event.at <= 0 for shot in event.item.shots}
    assert {path.name for path in (tmp_path / "pictures").iterdir()} == named


def test_a_layout_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose one of"):
        FolderWriter(whole_day(), tmp_path, layout="heap")


class Inbox(BaseHTTPRequestHandler):
    """Accepts what carries the token."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202 if self.headers["Authorization"] == "Bearer right" else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Nothing."""


@pytest.fixture
def inbox() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Inbox)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/push/load"
    server.shutdown()
    server.server_close()


def test_pushes_are_counted_and_timed(inbox: str) -> None:
    result = push([b"<rss/>"] * 20, url=inbox, token="right", rate=200.0)
    assert (result.sent, result.accepted, result.refused, result.failed) == (20, 20, 0, 0)
    assert 0 < result.p50 <= result.p99 <= result.worst
    assert result.seconds >= 19 / 200


def test_a_refused_push_is_told_and_counted(inbox: str) -> None:
    lines: list[str] = []
    result = push([b"<rss/>"] * 2, url=inbox, token="wrong", rate=100.0, tell=lines.append)
    assert result.refused == 2
    assert "401" in lines[0]


@pytest.mark.parametrize(("text", "rate"), [("50/s", 50.0), ("600/m", 10.0), ("7", 7.0)])
def test_a_rate_reads_as_people_write_it(text: str, rate: float) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["fast", "0/s", "5/year", ""])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a rate"):
        parse_rate(text)


def test_a_backlog_has_as_many_distinct_items_as_asked_for() -> None:
    roots = [(batch, strict(batch.data)) for batch in backlog(1234, sections=8, start=START)]
    items = [item for _, root in roots for item in root.findall(".//item")]
    assert len(items) == 1234 == sum(batch.items for batch, _ in roots)
    assert len({batch.feed for batch, _ in roots}) == 8
    body = etree.QName("http://purl.org/rss/1.0/modules/content/", "encoded").text
    for name in ("guid", "title", body):
        assert len({item.findtext(name) for item in items}) == 1234
    assert all(5 <= str(item.findtext(body)).count("<p>") <= 11 for item in items)


def test_a_backlog_goes_on_where_another_ended() -> None:
    first = b"".join(batch.data for batch in backlog(100, start=START))
    second = b"".join(batch.data for batch in backlog(100, start=START, first=100))
    assert b"HW-B1-0000099<" in first
    assert b"HW-B1-0000099<" not in second
    assert b"HW-B1-0000100<" in second


def test_a_backlog_of_a_hundred_thousand_takes_less_than_a_minute() -> None:
    began = process_time()
    assert sum(batch.items for batch in backlog(5000, start=START)) == 5000
    assert process_time() - began < 60 * 5000 / 100_000


def test_the_command_writes_a_day_flat_out(tmp_path: Path) -> None:
    lines: list[str] = []
    options = AgencyOptions(folder=tmp_path, flat_out=True, start=START, speed=1, pictures=False)
    run_agency(options, tell=lines.append, clock=_clock)
    assert "made up" in lines[-1]
    assert _all_files(tmp_path)


def test_the_command_pushes_a_backlog(inbox: str) -> None:
    lines: list[str] = []
    options = AgencyOptions(scenario="backlog", count=300, push_url=inbox, token="right", rate="500/s", start=START)
    run_agency(options, tell=lines.append, clock=_clock)
    assert "8 accepted" in lines[-1]


@pytest.mark.parametrize(
    "options",
    [
        AgencyOptions(scenario="night"),
        AgencyOptions(port=1, folder=Path("x")),
        AgencyOptions(scenario="backlog", port=1),
        AgencyOptions(speed=0),
        AgencyOptions(count=0),
        AgencyOptions(push_url="http://127.0.0.1:1/"),
        AgencyOptions(start=datetime(2026, 3, 9)),  # noqa: DTZ001  (what is refused)
    ],
)
def test_options_that_do_not_fit_are_refused_before_anything_is_sent(options: AgencyOptions) -> None:
    with pytest.raises(UsageError):
        run_agency(options, tell=lambda line: None, clock=_clock)
