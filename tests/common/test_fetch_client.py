"""The guarded client against servers on this machine: validators, redirects, caps and the deadline."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from tests.agency_server import AgencyServer, Answer, serving
from wiredesk.common.errors import FetchError, Forbidden
from wiredesk.common.fetch import Fetched, Request, backend, client, fetch
from wiredesk.common.fetch.addresses import why_forbidden
from wiredesk.common.fetch.client import retry_after_seconds


def ask(agency: AgencyServer, **more: object) -> Fetched:
    return fetch(Request(**{"url": agency.url, "allow_private": True, "timeout": 5.0, **more}))  # type: ignore[arg-type]


def test_validators_come_and_go_byte_for_byte() -> None:
    etag, modified = 'W/"a b\xe9,\'c"', "Sun, 26 Oct 2025 04:30:00 +0000 (odd)"
    headers = (("ETag", etag), ("Last-Modified", modified), ("Content-Type", 'text/XML; charset="UTF-8"'))
    with serving(Answer(headers=headers, body=b"<rss/>"), Answer(status=304, headers=(("ETag", '"2"'),))) as agency:
        first = ask(agency)
        second = ask(agency, etag=first.etag, last_modified=first.last_modified)
    assert (first.body, first.etag, first.last_modified) == (b"<rss/>", etag, modified)
    assert (first.content_type, first.charset) == ("text/xml", "utf-8")
    assert agency.asked[1].headers["If-None-Match"] == etag
    assert agency.asked[1].headers["If-Modified-Since"] == modified
    assert (second.status, second.body, second.etag) == (304, b"", '"2"')


def test_a_private_address_is_refused_unless_the_service_allows_it() -> None:
    with serving(Answer(body=b"inside")) as agency:
        with pytest.raises(Forbidden, match="allow_private=true"):
            ask(agency, allow_private=False)
        assert agency.asked == []
        assert ask(agency).body == b"inside"


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(Answer(body=b"direct")) as agency:
        assert ask(agency).body == b"direct"


def test_a_redirect_from_a_public_server_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first server stands for a public one: its address alone is let through.
    monkeypatch.setattr(backend, "why_forbidden", lambda ip: None if ip == "127.0.0.2" else why_forbidden(ip))
    with serving(Answer(body=b"secret")) as inside:
        moved = Answer(status=302, headers=(("Location", inside.url),))
        with serving(moved, host="127.0.0.2") as outside, pytest.raises(Forbidden, match="this machine"):
            ask(outside, allow_private=False)
    assert inside.asked == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://u:p@127.0.0.1/", "http://a\\@b/", "//[::1"])
def test_a_redirect_to_what_is_not_plain_http_is_refused(location: str) -> None:
    with serving(Answer(status=301, headers=(("Location", location),))) as agency, pytest.raises(FetchError):
        ask(agency)
    assert len(agency.asked) == 1


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    again = Answer(status=307, headers=(("Location", "/next"),))
    with serving(again, again, again, Answer(body=b"there")) as agency:
        answer = ask(agency)
        assert (answer.body, answer.url.rpartition("/")[2]) == (b"there", "next")
    with serving(again) as agency:
        with pytest.raises(FetchError, match="more than 3 times"):
            ask(agency)
        assert len(agency.asked) == 4


def test_a_password_stays_with_the_host_it_was_given_for() -> None:
    with serving(Answer(body=b"elsewhere")) as other:
        away = Answer(status=302, headers=(("Location", other.url),))
        here = Answer(status=302, headers=(("Location", "/here"),))
        with serving(here, away) as agency:
            ask(agency, authorization="Basic abc")
    assert [asked.headers["Authorization"] for asked in agency.asked] == ["Basic abc", "Basic abc"]
    assert other.asked[0].headers["Authorization"] is None


@pytest.mark.parametrize(
    ("status", "permanent"), [(204, False), (403, False), (404, False), (410, True), (503, False), (206, False)]
)
def test_other_answers_are_errors_that_say_whether_asking_again_can_help(status: int, permanent: bool) -> None:
    answer = Answer(status=status, headers=(("Retry-After", "120"),))
    with serving(answer) as agency, pytest.raises(FetchError, match=str(status)) as caught:
        ask(agency)
    assert (caught.value.permanent, caught.value.retry_after) == (permanent, 120)


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("90", None, 90),
        ("Sun, 26 Oct 2025 04:40:00 GMT", "Sun, 26 Oct 2025 04:30:00 GMT", 600),
        ("Sun, 26 Oct 2025 04:20:00 GMT", "Sun, 26 Oct 2025 04:30:00 GMT", 0),
        ("Sun, 26 Oct 2025 04:40:00 GMT", None, None),
        ("soon", "Sun, 26 Oct 2025 04:30:00 GMT", None),
        ("-5", None, None),
        ("٣", None, None),
        (None, None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_against_the_servers_own_date(
    value: str | None, date: str | None, seconds: float | None
) -> None:
    assert retry_after_seconds(value, date) == seconds


def test_a_body_over_the_cap_is_not_kept_whether_announced_or_not() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                connection.sendall(b"x" * 65536)
        except OSError:
            return

    for answer in (Answer(body=b"x" * 400_000), Answer(raw=endless)):
        with serving(answer) as agency, pytest.raises(FetchError, match="more"):
            ask(agency, max_bytes=1000)


def _send(*pieces: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            return

    return send


def test_endless_headers_are_cut_off() -> None:
    answer = Answer(raw=_send(b"HTTP/1.1 200 OK\r\n", *[b"X-Pad: " + b"y" * 1000 + b"\r\n"] * 2000))
    with serving(answer) as agency, pytest.raises(FetchError):
        ask(agency)


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"])
def test_a_slow_drip_does_not_outlive_the_deadline(first: bytes) -> None:
    started = time.monotonic()
    with serving(Answer(raw=_send(first, *[b"a"] * 100, pause=0.05))) as agency:
        with pytest.raises(FetchError, match="longer than"):
            ask(agency, timeout=0.4)
        assert time.monotonic() - started < 1.5


def test_a_slow_name_server_does_not_outlive_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: stopped.wait(5) and [])
    with pytest.raises(FetchError, match="not resolved"):
        fetch(Request(url="http://wire.example/", timeout=0.2))
    stopped.set()


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"not HTTP at all\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(raw: bytes) -> None:
    with serving(Answer(raw=_send(raw))) as agency, pytest.raises(FetchError):
        ask(agency)


def test_a_server_that_is_not_there_is_an_error_with_its_name() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://localhost:{taken.getsockname()[1]}/"
        with pytest.raises(FetchError, match="localhost could not be asked"):
            fetch(Request(url=url, allow_private=True))


def test_the_certificate_is_checked_against_the_name_not_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    client._tls.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    try:
        with serving(Answer(body=b"sealed"), tls=context) as agency:
            port = agency.url.rpartition(":")[2]
            assert fetch(Request(url=f"https://localhost:{port}", allow_private=True)).body == b"sealed"
            with pytest.raises(FetchError, match="certificate"):
                fetch(Request(url=f"https://127.0.0.1:{port}", allow_private=True))
    finally:
        client._tls.cache_clear()
