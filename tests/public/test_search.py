"""The search's address: any request is answered, by what may be shown, and nobody keeps the answer."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.public.reader import Reader
from tests.searching import Searching, headlines, hits
from wiredesk.outlets.website.env import first_script
from wiredesk.public.search import given as given_by

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = ("The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",)


@pytest.fixture
def searching(home: Home) -> Searching:
    made = Searching(home)
    made.paper.take(item("a", "Second lock opens", LOCK), item("b", "नदी का पुल खुला", ("पुल पर पहली ख़बर आई।",)))
    return made


def test_a_search_is_nobodys_to_keep_or_to_index(searching: Searching) -> None:
    answer = searching.ask("lock")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-robots-tag"].startswith("noindex")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert '<meta name="robots" content="noindex">' in answer.body.decode()
    assert "etag" not in answer.headers


def test_head_answers_without_a_body(searching: Searching) -> None:
    answer = searching.reader.ask("/search/", "HEAD", "q=lock")
    assert (answer.status, answer.body) == (200, b"")
    assert searching.reader.ask("/search/", "POST", "q=lock").status == 405


def test_an_answer_is_packed_for_who_unpacks_it(searching: Searching) -> None:
    answer = searching.reader.ask("/search/", query="q=lock", accept_encoding="br, gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.body[:2] == b"\x1f\x8b"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_the_address_without_its_slash_leads_to_it(searching: Searching) -> None:
    answer = searching.reader.ask("/search", query="q=lock")
    assert (answer.status, answer.headers["location"]) == (301, "/search/?q=lock")


def test_words_are_marked_where_they_stand(searching: Searching) -> None:
    page = hits(searching.ask("lock"))
    assert "<mark>lock</mark> opens" in page
    assert "second <mark>lock</mark> on Sunday" in page


def test_what_was_asked_stands_in_the_form_again_and_is_only_text(searching: Searching) -> None:
    page = searching.ask('"><script>alert(1)</script>', section="international", since="2025-10-01")
    tree = LexborHTMLParser(page.body.decode())
    assert [one.text() for one in tree.css("script:not([src])")] == [first_script()]
    assert all(str(one.attributes["src"]).startswith("/static/") for one in tree.css("script[src]"))
    field = tree.css_first("#q")
    assert field is not None
    assert field.attributes["value"] == '"><script>alert(1)</script>'
    chosen = tree.css_first("#section option[selected]")
    assert chosen is not None
    assert chosen.attributes["value"] == "international"
    assert tree.css_first("details[open]") is not None


def test_hindi_is_searched_with_or_without_its_dots(searching: Searching) -> None:
    assert searching.found("पुल") == ["नदी का पुल खुला"]
    assert "<mark>ख़बर</mark>" in hits(searching.ask("खबर"))


def test_nothing_found_leads_on_to_the_newest(searching: Searching) -> None:
    page = searching.ask("zeppelin").body.decode()
    assert "No story has what you look for." in page
    assert "Second lock opens" in page.partition("No story has")[2]


def test_an_empty_search_shows_the_form_and_the_newest(searching: Searching) -> None:
    for query in ("", "q=", "q=%00", "q=%F0%9F%98%80", "order=best", "page=7"):
        answer = searching.reader.ask("/search/", query=query)
        assert answer.status == 200
        assert headlines(answer) == []
        assert "Second lock opens" in answer.body.decode()


def test_before_there_is_an_index_the_page_says_so(home: Home) -> None:
    Searching(home).paper.service("other")
    answer = Searching.__new__(Searching)
    answer.reader = Reader(home.options)
    assert "being made ready" in answer.ask("lock").body.decode()
    assert not Path(home.path / "search").exists()


@given(query=st.text(st.characters(max_codepoint=255), max_size=300) | st.from_regex(r"(q|page|from|section)=.{0,60}"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_query_is_an_error(searching: Searching, query: str) -> None:
    raw = query.encode("utf-8", "surrogatepass").decode("latin-1")
    assert searching.reader.ask("/search/", query=raw).status == 200


def test_a_query_is_read_up_to_a_bound() -> None:
    assert given_by("q=a&q=b&page=2") == {"q": "a", "page": "2"}
    assert len(given_by("q=" + "x" * 9000)["q"]) < 2001
    assert given_by("&".join(f"q{one}=1" for one in range(99))) == {}
    assert given_by("q=%FF%FE") == {"q": "\ufffd\ufffd"}
    assert given_by("q=\xe0\xa4\xaa") == {"q": "प"}


def test_a_private_title_is_searched_by_the_house_only(searching: Searching, home: Home) -> None:
    from wiredesk.house.models import Title

    Title.objects.update(private=True)
    searching.see_titles()
    assert searching.ask("lock").status == 302
    searching.reader.people.add("sessionid=meera")
    answer = searching.reader.ask("/search/", query="q=lock", cookie="sessionid=meera")
    assert headlines(answer) == ["Second lock opens"]
    assert answer.headers["vary"] == "Accept-Encoding, Cookie"


def test_few_searches_are_made_at_once(searching: Searching) -> None:
    turns = searching.reader.search._turns
    held = [turns.acquire() for _ in range(2)]
    answer = searching.ask("lock")
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    for _ in held:
        turns.release()
    assert searching.ask("lock").status == 200


def test_every_page_has_the_form_and_names_the_description(searching: Searching) -> None:
    paper = searching.paper
    for path in ("/", "/latest/", "/archive/", "/withdrawn/", paper.path_of("a"), "/404.html"):
        tree = LexborHTMLParser(paper.page(path)[1])
        assert tree.css_first("header form[action='/search/'] input[name=q]") is not None, path
        assert tree.css_first("link[rel=search]") is not None, path


def test_the_description_is_what_browsers_ask_for(searching: Searching) -> None:
    stored = searching.paper.paper.store.get("main", "/opensearch.xml")
    assert stored is not None
    assert stored.content_type.startswith("application/opensearchdescription+xml")
    root = etree.fromstring(searching.paper.page("/opensearch.xml")[1].encode())
    names = {etree.QName(one).localname: one.text or "" for one in root}
    assert len(names["ShortName"]) <= 16
    (template,) = (str(one.attrib["template"]) for one in root if one.attrib.get("type") == "text/html")
    assert re.fullmatch(r"https?://\S+/search/\?q=\{searchTerms\}", template)


def test_robots_are_kept_from_searching(searching: Searching) -> None:
    assert "Disallow: /search/" in searching.paper.page("/robots.txt")[1]
