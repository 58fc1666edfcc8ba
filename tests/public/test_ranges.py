"""A part of a file is given as RFC 9110 has it, and any header is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import Home
from tests.public.reader import Reader, media
from wiredesk.public.front import Front
from wiredesk.public.ranges import NO_PART, Part, part_of
from wiredesk.public.sending import AT_ONCE, PIECE, PLACES, Sent

TAG = '"ab.pdf"'
NAME = "ab" + "0" * 30 + "-800.jpg"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-9", Part(0, 10)),
        ("bytes=5-", Part(5, 10)),
        ("bytes=5-999", Part(5, 10)),
        ("bytes=-3", Part(7, 10)),
        ("bytes=-99", Part(0, 10)),
        ("Bytes = 1 - 2", Part(1, 3)),
        ("bytes=10-", NO_PART),
        ("bytes=10-12", NO_PART),
        ("bytes=-0", NO_PART),
        ("bytes=3-2", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=1-2", None),
        ("bytes=١-٢", None),
        ("", None),
        (None, None),
    ],
)
def test_the_part_that_is_asked_for(header: str | None, part: Part | None) -> None:
    assert part_of(header, None, TAG, 10) == part


@pytest.mark.parametrize(("held", "part"), [(TAG, Part(1, 3)), (f" {TAG}", Part(1, 3)), ('"other"', None)])
def test_who_holds_a_part_of_another_file_gets_all_of_this_one(held: str, part: Part | None) -> None:
    assert part_of("bytes=1-2", held, TAG, 10) == part
    assert part_of("bytes=1-2", f"W/{TAG}", TAG, 10) is None
    assert part_of("bytes=1-2", "Sun, 01 Mar 2026 09:00:00 GMT", TAG, 10) is None


@given(st.text(max_size=40), st.integers(0, 100))
def test_any_header_gives_a_part_that_the_file_has(header: str, size: int) -> None:
    part = part_of(header, None, TAG, size)
    assert part is None or part == NO_PART or 0 <= part.start < part.end <= size


@pytest.fixture
def reader(home: Home) -> Reader:
    return Reader(home.options)


def test_a_download_that_broke_off_goes_on(reader: Reader, home: Home) -> None:
    path = media(home.path, NAME, b"0123456789")
    whole = reader.ask(path)
    assert (whole.status, whole.headers["accept-ranges"]) == (200, "bytes")
    tag = whole.headers["etag"]
    rest = reader.ask(path, range="bytes=4-", if_range=tag)
    assert (rest.status, rest.body, rest.headers["content-range"]) == (206, b"456789", "bytes 4-9/10")
    assert rest.headers["content-length"] == "6"
    assert rest.headers["etag"] == tag
    other = reader.ask(path, range="bytes=4-", if_range='"of-yesterday"')
    assert (other.status, other.body) == (200, b"0123456789")


def test_a_part_that_there_is_not_is_refused_with_the_size(reader: Reader, home: Home) -> None:
    path = media(home.path, NAME, b"0123456789")
    answer = reader.ask(path, range="bytes=10-")
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */10")


def test_what_is_held_already_is_not_sent_in_parts(reader: Reader, home: Home) -> None:
    path = media(home.path, NAME, b"0123456789")
    tag = reader.ask(path).headers["etag"]
    assert reader.ask(path, range="bytes=0-1", if_none_match=tag).status == 304


def test_a_head_says_the_size_and_sends_nothing(reader: Reader, home: Home) -> None:
    path = media(home.path, NAME, b"0123456789")
    answer = reader.ask(path, "HEAD", range="bytes=0-1")
    assert (answer.status, answer.headers["content-length"], answer.body) == (200, "10", b"")


def large(home: Home) -> str:
    path = media(home.path, NAME, b"")
    with (home.path / path[1:]).open("wb") as file:
        file.write(b"first")
        file.truncate(AT_ONCE + 1)
    return path


def begun(front: Front, path: str) -> object:
    """A download of which nothing is taken yet."""
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "localhost"}
    return front(environ, lambda *_: lambda _: None)


def test_a_large_file_is_read_a_piece_at_a_time(reader: Reader, home: Home) -> None:
    path = large(home)
    sent = begun(reader.front, path)
    assert isinstance(sent, Sent)
    assert {len(piece) for piece in sent} == {PIECE, 1}
    sent.close()
    answer = reader.ask(path)
    assert (len(answer.body), answer.body[:5]) == (AT_ONCE + 1, b"first")
    assert reader.ask(path, range=f"bytes={AT_ONCE}-").body == b"\0"


def test_slow_downloads_keep_others_from_large_files_and_from_nothing_else(reader: Reader, home: Home) -> None:
    path = large(home)
    slow = [begun(reader.front, path) for _ in range(PLACES)]
    answer = reader.ask(path)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert reader.ask(path, "HEAD").status == 200
    assert reader.ask(path, range="bytes=0-4").body == b"first"
    for one in slow:
        assert isinstance(one, Sent)
        one.close()
        one.close()
    assert reader.ask(path).status == 200
    again = [begun(reader.front, path) for _ in range(PLACES + 1)]
    assert [isinstance(one, Sent) for one in again] == [True] * PLACES + [False]


def test_a_file_that_is_withdrawn_while_it_is_sent_is_sent_no_further(reader: Reader, home: Home) -> None:
    path = large(home)
    sent = begun(reader.front, path)
    assert isinstance(sent, Sent)
    pieces = iter(sent)
    assert len(next(pieces)) == PIECE
    (home.path / path[1:]).unlink()
    assert reader.ask(path).status == 404
    assert list(pieces) == []
    sent.close()
