"""What a reader's request gets: the right bytes, or an honest answer, and never a 500."""

import gzip
import sqlite3
from datetime import timedelta

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.home_on_disk import Home
from tests.public.reader import BODY, NOW, Reader, page
from wiredesk.outlets.policy import HEADER, content_policy
from wiredesk.outlets.stores.store import ServedTitle


@pytest.fixture
def reader(home: Home) -> Reader:
    return Reader(home.options)


def test_a_page_comes_in_the_coding_asked_for(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    reader.store.compress_more()
    reader.tick += 1
    plain = reader.ask("/world/a/")
    assert (plain.status, plain.body, "content-encoding" in plain.headers) == (200, BODY, False)
    zipped = reader.ask("/world/a/", accept_encoding="gzip")
    assert gzip.decompress(zipped.body) == BODY
    best = reader.ask("/world/a/", accept_encoding="gzip, deflate, br")
    assert best.headers["content-encoding"] == "br"
    assert brotli.decompress(best.body) == BODY
    for answer in (plain, zipped, best):
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=10, stale-while-revalidate=60"
    assert len({answer.headers["etag"] for answer in (plain, zipped, best)}) == 3, "other bytes, another strong tag"


def test_gzip_is_sent_until_brotli_is_ready_and_then_brotli(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/", accept_encoding="br, gzip").headers["content-encoding"] == "gzip"
    assert brotli.decompress(reader.ask("/world/a/", accept_encoding="br, *;q=0").body) == BODY
    reader.store.compress_more()
    reader.tick += 1
    assert reader.ask("/world/a/", accept_encoding="br, gzip").headers["content-encoding"] == "br"


def test_who_takes_no_coding_at_all_is_told(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/", accept_encoding="identity;q=0").status == 406


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_copy_in_any_coding_is_still_good(reader: Reader, coding: str) -> None:
    reader.put(page("/world/a/"))
    reader.store.compress_more()
    reader.tick += 1
    held = reader.ask("/world/a/", accept_encoding=coding).headers["etag"]
    for other in ("br", "gzip", "identity"):
        for sent in (held, f"W/{held}", f'"other", {held}'):
            again = reader.ask("/world/a/", accept_encoding=other, if_none_match=sent)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", held)
            assert {"cache-control", "vary", "last-modified"} <= again.headers.keys()
            assert "content-type" not in again.headers
    assert reader.ask("/world/a/", if_none_match='"other"').status == 200
    reader.put(page("/world/a/", BODY + b"<p>Mended.</p>"))
    assert reader.ask("/world/a/", accept_encoding=coding, if_none_match=held).status == 200


def test_head_says_what_get_sends_without_the_body(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    for headers in ({}, {"accept_encoding": "gzip"}):
        got, head = reader.ask("/world/a/", **headers), reader.ask("/world/a/", "HEAD", **headers)
        assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")
    assert reader.ask("/nowhere/", "HEAD").body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "SPEAK"])
@pytest.mark.parametrize("path", ["/world/a/", "/nowhere/", "/media/aa/x.jpg"])
def test_pages_can_only_be_read(reader: Reader, method: str, path: str) -> None:
    reader.put(page("/world/a/"))
    answer = reader.ask(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_change_by_another_process_shows_at_the_next_look(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/").body == BODY
    reader.put(page("/world/a/", b"withdrawn", kind="notice", status=410))
    gone = reader.ask("/world/a/")
    assert (gone.status, gone.body) == (410, b"withdrawn")
    reader.put(removed=["/world/a/"])
    assert reader.ask("/world/a/").status == 404
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/").body == BODY


def test_a_notice_is_410_every_time(reader: Reader) -> None:
    reader.put(page("/world/a/", b"withdrawn", kind="notice", status=410))
    tag = reader.ask("/world/a/").headers["etag"]
    assert reader.ask("/world/a/", if_none_match=tag).status == 410


def test_a_missing_page_gets_the_papers_own_404(reader: Reader) -> None:
    bare = reader.ask("/nowhere/")
    assert (bare.status, bare.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    reader.put(page("/404.html", b"<p>No such page.</p>", kind="error"))
    for path in ("/nowhere/", "/404.html", "/" + "long" * 5000):
        answer = reader.ask(path)
        assert (answer.status, answer.body) == (404, b"<p>No such page.</p>")
    assert reader.ask("/nowhere/", accept_encoding="gzip").headers["content-encoding"] == "gzip"


def test_a_moved_page_leads_on(reader: Reader) -> None:
    reader.put(page("/old/", b"", kind="move", status=301, location="/new/"))
    answer = reader.ask("/old/")
    assert (answer.status, answer.headers["location"]) == (301, "/new/")


def test_a_missing_slash_is_added_where_a_page_stands(reader: Reader) -> None:
    reader.put(page("/world/", kind="front"), page("/दुनिया/", kind="front"))
    answer = reader.ask("/world", query="page=2")
    assert (answer.status, answer.headers["location"]) == (301, "/world/?page=2")
    hindi = reader.ask("/दुनिया".encode().decode("latin-1"))
    assert hindi.headers["location"] == "/%E0%A4%A6%E0%A5%81%E0%A4%A8%E0%A4%BF%E0%A4%AF%E0%A4%BE/"
    assert reader.ask("/sport").status == 404
    assert reader.ask("//world").status == 404


def test_a_wrong_slug_leads_to_the_right_one(reader: Reader) -> None:
    reader.put(page("/world/ferry-returns-abcdefgh2345/"))
    for path in ("/world/ferry-sinks-abcdefgh2345/", "/sport/ferry-returns-abcdefgh2345", "/world/-abcdefgh2345/"):
        answer = reader.ask(path)
        assert (answer.status, answer.headers["location"]) == (301, "/world/ferry-returns-abcdefgh2345/")
    assert reader.ask("/world/ferry-returns-abcdefgh2346/").status == 404


def test_a_query_changes_nothing(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/", query="utm_source=x").body == BODY


def test_a_path_in_any_script_is_read(reader: Reader) -> None:
    reader.put(page("/دنیا/"))
    assert reader.ask("/دنیا/".encode().decode("latin-1")).status == 200


@pytest.mark.parametrize("path", ["/\x00", "/a\r\nSet-Cookie: x", "/\xff\xfe", "", "*", "world/", "/\x7f/"])
def test_a_path_that_cannot_be_is_refused(reader: Reader, path: str) -> None:
    assert reader.ask(path).status == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(path=st.text(st.characters(max_codepoint=255)), host=st.text(st.characters(max_codepoint=255)))
def test_any_path_and_host_is_answered(reader: Reader, path: str, host: str) -> None:
    assert reader.ask("/" + path).status in (200, 301, 400, 404)
    assert reader.ask("/", host=host).status in (400, 404, 421)


def test_the_headers_of_a_page_come_before_ours(reader: Reader) -> None:
    own = (("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT"), ("Link", "</x>; rel=canonical"))
    reader.put(page("/world/a/", headers=own), page("/world/b/"))
    assert reader.ask("/world/a/").headers["last-modified"] == own[0][1]
    assert reader.ask("/world/a/").headers["link"] == own[1][1]
    assert reader.ask("/world/b/").headers["last-modified"] == "Sun, 01 Mar 2026 09:00:00 GMT"


def test_every_answer_carries_a_strict_policy(reader: Reader) -> None:
    reader.put(page("/world/a/"))
    for path in ("/world/a/", "/nowhere/", "/world/a", "/\x00"):
        headers = reader.ask(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert {"referrer-policy", "permissions-policy", "cross-origin-opener-policy"} <= headers.keys()
        assert "strict-transport-security" not in headers


def test_a_page_that_embeds_something_allows_that_and_no_other_page_does(reader: Reader) -> None:
    wider = content_policy(frames=["https://player.example"])
    reader.put(page("/world/a/", headers=((HEADER, wider),)), page("/world/b/"))
    assert reader.ask("/world/a/").headers["content-security-policy"] == wider
    assert "player.example" not in reader.ask("/world/b/").headers["content-security-policy"]
    assert "default-src 'none'" in wider


def test_a_paper_at_an_https_address_is_never_in_the_clear_again(home: Home) -> None:
    reader = Reader(home.changed(address="https://courier.example").options)
    reader.put(page("/world/a/"))
    answer = reader.ask("/world/a/", host="courier.example")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_desk_and_pushes_go_to_django(reader: Reader) -> None:
    for path in ("/desk/", "/desk", "/desk/stories/", "/push/ani/"):
        assert reader.ask(path, "POST").body == b"desk"
    assert reader.desk_paths == ["/desk/", "/desk", "/desk/stories/", "/push/ani/"]
    assert reader.ask("/desks/").status == 404


def test_each_title_answers_under_its_own_name(reader: Reader) -> None:
    titles = [ServedTitle("main", "http://localhost:8000"), ServedTitle("evening", "https://evening.example")]
    reader.store.set_titles(titles)
    reader.put(page("/", b"morning"), page("/", b"evening", title="evening"))
    assert reader.ask("/").body == b"morning"
    assert reader.ask("/", host="Evening.Example").body == b"evening"
    assert reader.ask("/", host="elsewhere.example").status == 421


def test_an_old_article_that_is_read_is_asked_for_again(reader: Reader) -> None:
    hour = timedelta(hours=1)
    reader.put(page("/old/", at=NOW - 2 * hour), page("/new/", at=NOW), page("/", kind="front", at=NOW - 9 * hour))
    for path in ("/old/", "/new/", "/", "/old/"):
        assert reader.ask(path).status == 200
    assert reader.asked == [("main", "/old/")]
    reader.tick += 59
    reader.ask("/old/")
    assert len(reader.asked) == 1, "at most once a minute"
    reader.tick += 1
    reader.ask("/old/")
    assert len(reader.asked) == 2
    reader.put(page("/old/", at=NOW))
    reader.tick += 61
    reader.ask("/old/")
    assert len(reader.asked) == 2, "it was pressed meanwhile, and came out the same"
    reader.tick += 3600
    reader.unix += 3661
    reader.ask("/old/")
    assert len(reader.asked) == 3


def test_a_store_that_cannot_be_read_is_a_503_and_passes(reader: Reader, home: Home) -> None:
    reader.put(page("/world/a/"))
    with sqlite3.connect(home.path / "pages.db") as other:
        other.execute("PRAGMA user_version=99")
    reader.front._store.close()
    answer = reader.ask("/world/a/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    with sqlite3.connect(home.path / "pages.db") as other:
        other.execute("PRAGMA user_version=1")
    assert reader.ask("/world/a/").status == 200


@pytest.mark.parametrize("path", ["/push/world\x00", "/desk/story/\x00/", "/desk/\r\n", "/nowhere\x7f"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_control_character_of_an_address_reaches_a_database(reader: Reader, path: str, method: str) -> None:
    assert reader.ask(path, method).status == 400
    assert reader.desk_paths == []


@pytest.mark.parametrize("sent", ["text/xml; charset*=nowhere''%41", "text/xml; charset*=utf-8''%00"])
def test_no_content_type_that_django_falls_over_reaches_it(home: Home, sent: str) -> None:
    said: list[str] = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/push/world", "HTTP_HOST": "localhost", "CONTENT_TYPE": sent}
    reader = Reader(home.options)
    list(reader.front(environ, lambda status, *_: said.append(status)))  # type: ignore[arg-type]
    assert (said, reader.desk_paths) == (["400 Bad Request"], [])


def test_no_cookie_that_spells_a_nul_reaches_a_database(home: Home) -> None:
    said: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/desk/", "HTTP_HOST": "localhost"}
    reader = Reader(home.options)
    asked = environ | {"HTTP_COOKIE": 'sessionid="a\\000b"'}
    list(reader.front(asked, lambda status, *_: said.append(status)))  # type: ignore[arg-type]
    assert (said, reader.desk_paths) == (["400 Bad Request"], [])
