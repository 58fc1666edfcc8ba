"""Polling: what is sent back, what is remembered, what counts as new, and when to ask again."""

import gzip
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from tests.agency_server import AgencyServer, Answer, serving
from wiredesk.common.errors import FetchError, Forbidden, UsageError, WiredeskError
from wiredesk.wire.parsed import Ask, Collected
from wiredesk.wire.schedule import after_failure, after_success
from wiredesk.wire.transports.http_poll import HttpPoll

poll = HttpPoll()


def ask(agency: AgencyServer, now: datetime, state: dict[str, str] | None = None, **options: str) -> Collected:
    given = {"url": agency.url, "allow_private": "true", "timeout": "5", **options}
    return poll.collect(Ask(service="world", options=given, state=state or {}, now=now))


def seconds(collected: Collected, now: datetime) -> float:
    assert collected.next_ask_at
    return (collected.next_ask_at - now).total_seconds()


def test_new_bytes_come_with_what_the_server_says_of_them(now: datetime) -> None:
    headers = (("Content-Type", "application/rss+xml; charset=windows-1251"), ("Content-Encoding", "gzip"))
    with serving(Answer(headers=headers, body=gzip.compress(b"<rss/>"))) as agency:
        (one,) = ask(agency, now).received
    assert (one.data, one.content_type, one.charset) == (b"<rss/>", "application/rss+xml", "windows-1251")
    assert one.base_url == one.name == agency.url
    assert now <= one.received_at < now + timedelta(seconds=5)
    assert agency.asked[0].headers["Accept-Encoding"] == "gzip, deflate, br"


def test_validators_are_remembered_as_sent_and_refreshed_by_200_and_304(now: datetime) -> None:
    first = Answer(headers=(("ETag", 'W/"one"'), ("Last-Modified", "yesterday, about noon")), body=b"<rss/>")
    unchanged = Answer(status=304, headers=(("ETag", 'W/"two"'),))
    plain = Answer(body=b"<rss></rss>")
    with serving(first, unchanged, plain, plain) as agency:
        one = ask(agency, now)
        two = ask(agency, now, one.state)
        three = ask(agency, now, two.state)
        ask(agency, now, three.state)
    sent = [(asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) for asked in agency.asked]
    assert sent == [
        (None, None),
        ('W/"one"', "yesterday, about noon"),
        ('W/"two"', "yesterday, about noon"),
        (None, None),
    ]
    assert [len(given.received) for given in (one, two, three)] == [1, 0, 1]


def test_the_same_bytes_again_are_not_handed_on_though_the_server_says_they_changed(now: datetime) -> None:
    answers = [Answer(headers=(("ETag", f'"{number}"'),), body=b"<rss/>") for number in range(2)]
    with serving(*answers, Answer(body=b"<rss>more</rss>")) as agency:
        one = ask(agency, now)
        two = ask(agency, now, one.state)
        three = ask(agency, now, two.state)
    assert (two.received, two.state["etag"]) == ((), '"1"')
    assert [one.data for one in three.received] == [b"<rss>more</rss>"]


def test_what_was_remembered_of_another_address_is_not_sent_to_a_new_one(now: datetime) -> None:
    with serving(Answer(headers=(("ETag", '"1"'),), body=b"<rss/>")) as old, serving(Answer(body=b"<rss/>")) as new:
        collected = ask(new, now, ask(old, now).state)
    assert new.asked[0].headers["If-None-Match"] is None
    assert len(collected.received) == 1


def test_a_password_is_sent_as_basic_credentials(now: datetime) -> None:
    with serving(Answer(body=b"<rss/>")) as agency:
        ask(agency, now, user="desk", password="pässword")
    assert agency.asked[0].headers["Authorization"] == "Basic ZGVzazpww6Rzc3dvcmQ="


def test_a_private_address_is_refused_without_leave(now: datetime) -> None:
    with serving(Answer()) as agency, pytest.raises(Forbidden):
        ask(agency, now, allow_private="false")
    assert agency.asked == []


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ((), 60, 66),
        ((("Cache-Control", "public, max-age=120"),), 120, 132),
        ((("Cache-Control", "max-age=86400"),), 300, 330),
        ((("Cache-Control", "no-cache, max-age=0"),), 60, 66),
        ((("Retry-After", "900"),), 900, 990),
        ((("Retry-After", "999999999"),), 86_400, 95_040),
        ((("Retry-After", "Sun, 26 Oct 2025 05:00:00 GMT"), ("Date", "Sun, 26 Oct 2025 04:50:00 GMT")), 600, 660),
    ],
)
def test_the_next_ask_follows_the_interval_and_within_bounds_the_server(
    now: datetime, headers: tuple[tuple[str, str], ...], least: float, most: float
) -> None:
    with serving(Answer(headers=headers, body=b"<rss/>")) as agency:
        assert least <= seconds(ask(agency, now), now) <= most


@law(interval=st.floats(15, 86_400), service=st.text(max_size=20), at=st.datetimes())
def test_jitter_never_asks_sooner_than_the_interval_and_is_the_same_every_time(
    interval: float, service: str, at: datetime
) -> None:
    at = at.replace(year=min(at.year, 9000))
    wait = (after_success(at, service, interval) - at).total_seconds()
    assert interval * 0.999 <= wait <= interval * 1.1001
    assert after_success(at, service, interval) == after_success(at, service, interval)


def test_back_off_doubles_to_an_hour_and_never_stops(now: datetime) -> None:
    fault = FetchError("It is down.")
    waits = [(after_failure(now, "world", count, fault) - now).total_seconds() for count in range(1, 5000)]
    assert all(30 * 2**count <= wait <= 33 * 2**count for count, wait in enumerate(waits[:6]))
    assert all(3600 <= wait <= 3960 for wait in waits[8:])


@pytest.mark.parametrize(
    ("fault", "least"),
    [
        (FetchError("Gone.", permanent=True), 6 * 3600),
        (Forbidden("It is private."), 6 * 3600),
        (FetchError("Busy.", retry_after=7200), 7200),
        (FetchError("Busy.", retry_after=10**12), 86_400),
        (WiredeskError("Something else."), 30),
    ],
)
def test_a_refusal_is_respected_but_never_for_ever(now: datetime, fault: WiredeskError, least: float) -> None:
    assert least <= (after_failure(now, "world", 1, fault) - now).total_seconds() <= least * 1.1


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"url": "ftp://example.org/"},
        {"url": "http://u:p@example.org/"},
        {"url": "http://example.org/", "interval": "5"},
        {"url": "http://example.org/", "interval": "often"},
        {"url": "http://example.org/", "user": "desk"},
        {"url": "http://example.org/", "allow_private": "maybe"},
        {"url": "http://example.org/", "colour": "red"},
    ],
)
def test_options_that_cannot_work_are_refused_with_what_to_do(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        poll.check(options)


def test_good_options_pass_and_nothing_is_asked() -> None:
    poll.check({"url": "https://wire.example/world.xml", "interval": "15", "user": "a", "password": "b"})


def test_a_dry_run_is_an_ordinary_ask_that_leaves_no_trace(now: datetime) -> None:
    with serving(Answer(body=b"<rss/>")) as agency:
        given = Ask(service="w", options={"url": agency.url, "allow_private": "true"}, state={}, now=now)
        assert poll.collect(msgspec.structs.replace(given, dry_run=True)).received
