"""A paper after a made-up day, in a browser: everybody can read it, nothing moves, nothing is fetched in vain.

Needs Chromium, Node, Java and tests/browser/node_modules, all of which `script/setup --browser` makes.
"""

import time

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.looking import NEEDS, Shown, node, to_mend

FIRST_VIEW = 40_000
"""Bytes of HTML, CSS and script, compressed."""
FIRST_WINDOW = 14_600
"""Bytes that a new connection carries before it waits for an answer: ten packets (RFC 6928)."""
BESIDE = ("history", "corrections", "feed", "author", "saved", "display")
"""Pages about stories, and about reading them."""

PUBLIC = (
    "home", "section", "foreign", "gallery", "embed", "urdu", "paid", "gone", "missing", "day", "latest",
    "cities", "edition",
    "search", "search hindi", "search nothing", "search form",
)  # fmt: skip
OTHERS = (
    "marathi", "hindi", "archive", "withdrawn", "provider", "thread", "live", "topic",
    "edition hindi", "edition marathi", "edition urdu", "edition tamil", "edition bengali",
)  # fmt: skip
"""What is looked at once at each size, and checked by the Nu checker."""
IN_PIECES = (
    "home", "section", "foreign", "urdu", "gone", "search", "search hindi", "corrections", "history", "thread",
    "live", "topic", "edition", "edition hindi", "edition marathi", "edition urdu", "edition tamil", "edition bengali",
)  # fmt: skip
DESK = ("/desk/", "/desk/?standing=held", "/desk/fronts/", "/desk/quarantine/", "/desk/services/", "/desk/log/")

pytestmark = NEEDS


def test_readers_pages_are_open_to_everybody_stand_still_and_fit(paper: Shown) -> None:
    results = node("audit.mjs", "--json", "--themes", *paper.urls(*PUBLIC))
    assert len(results) == len(PUBLIC) * 8
    assert to_mend(results) == []
    statuses = {one["url"]: one["status"] for one in results}
    assert statuses[paper.urls("gone")[0]] == 410
    assert statuses[paper.urls("missing")[0]] == 404


def test_pages_beside_the_stories_are_open_to_everybody_in_every_theme(paper: Shown) -> None:
    results = node("audit.mjs", "--json", "--themes", *paper.urls(*BESIDE))
    assert {one["status"] for one in results} == {200}
    assert to_mend(results) == []


def test_a_reader_finds_the_way_by_the_keyboard_alone(paper: Shown) -> None:
    paths = {name: paper.paths[name] for name in ("corrected", "gone")} | {
        "article": paper.paths["foreign"],
        "player": paper.paths["embed"],
    }
    given = [part for name, path in paths.items() for part in (f"--{name}", path)]
    journeys = node("reader.mjs", "--base", paper.url, *given)
    assert len(journeys) == 12
    assert {one["name"]: one["failed"] for one in journeys if one["failed"]} == {}


def test_the_desks_pages_are_open_to_everybody_stand_still_and_fit(paper: Shown) -> None:
    results = node("audit.mjs", "--json", *paper.urls("/desk/sign-in/"))
    results += node("audit.mjs", "--json", "--cookie", paper.cookie, *paper.urls(*DESK, "desk story"))
    assert {one["status"] for one in results} == {200}
    assert to_mend(results) == []


def test_nothing_moves_where_the_processor_is_slow_and_pages_are_painted_in_pieces(paper: Shown) -> None:
    results = node("audit.mjs", "--json", "--slow", "12", *paper.urls("home", "corrected", "search hindi"))
    results += node("audit.mjs", "--json", "--slow", "12", "--cookie", paper.cookie, *paper.urls("/desk/"))
    assert len(results) == 4 * 4
    assert to_mend(results) == []


def test_nothing_moves_where_a_page_comes_in_small_pieces(paper: Shown) -> None:
    """What a loaded machine or a bad line shows now and then, each time: a paint after every few words."""
    results = node("drip.mjs", *paper.urls(*IN_PIECES))
    results += node("drip.mjs", "--cookie", paper.cookie, *paper.urls("/desk/", "/desk/fronts/", "desk story"))
    assert len(results) == 2 * (len(IN_PIECES) + 3)
    assert [one for one in results if one["shifted"]] == []


def test_markup_and_sheets_are_valid(paper: Shown) -> None:
    with httpx.Client(base_url=paper.url, headers={"Cookie": paper.cookie}) as client:
        pages = [client.get(paper.paths["search"]), client.get("/desk/")]
    sheets = [
        str(link.attributes["href"])
        for page in pages
        for link in LexborHTMLParser(page.text).css("link[rel=stylesheet]")
    ]
    assert len(sheets) == 3
    reader = [*PUBLIC, *BESIDE, *OTHERS, "/desk/sign-in/", *sheets]
    found = node("validate.mjs", "--json", *paper.urls(*reader))
    found += node("validate.mjs", "--json", "--cookie", paper.cookie, *paper.urls(*DESK, "desk story"))
    assert found == []


def test_every_page_is_read_by_keyboard_and_without_scripts(paper: Shown) -> None:
    results = node(
        "keyboard.mjs", *paper.urls("home", "section", "foreign", "gone", "history", "corrections", "search")
    )
    assert len(results) == 7
    for one in results:
        assert one["skip"], one["url"]
        assert one["unseen"] == [], one["url"]
        assert one["steps"] > 10, one["url"]
        assert one["text"] == one["scripted"], one["url"]
        assert len(one["text"]) > 300, one["url"]


def test_hindi_is_searched_by_keyboard_and_by_touch(paper: Shown) -> None:
    results = node("searching.mjs", "--words", "पुल", f"{paper.url}/")
    assert [one["way"] for one in results] == ["keyboard", "touch"]
    for one in results:
        assert one["asked"] == f"{paper.url}/search/?q=पुल"
        assert one["found"], one["way"]
        assert "पुल" in one["marked"], one["way"]
        assert one["read"] == one["found"][0], one["way"]
        assert not one["wide"], one["way"]


def test_a_reader_finds_their_city_by_keyboard_and_the_choice_stays_on_the_device(paper: Shown) -> None:
    (found,) = node("city.mjs", *paper.urls("cities", "home"))
    assert found["before"] == ["/edition/", "/edition/", "Choose your city"]
    assert found["shown"] == "Make Dharvel my city"
    assert found["chosen"] == ["/edition/dharvel/", "/edition/dharvel/", "Dharvel"]
    assert found["moved"] == 0, "naming the city moves nothing"
    assert found["stayed"], "nobody is sent anywhere unasked"
    assert found["sent"] == [], "the choice leaves the device"
    assert found["forgotten"] == found["before"]
    assert found["plain"] == "", "without script no button stands there that does nothing"


def test_the_front_page_comes_before_a_slow_line_has_to_answer_once(paper: Shown) -> None:
    """Of a day of ninety stories; brotli is made in the background, after the page."""
    for _ in range(100):
        with httpx.stream("GET", f"{paper.url}/", headers={"Accept-Encoding": "br, gzip"}) as answer:
            weight = sum(len(chunk) for chunk in answer.iter_raw())
            weight += sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
        if answer.headers["content-encoding"] == "br":
            break
        time.sleep(0.1)
    assert answer.headers["content-encoding"] == "br"
    assert weight <= FIRST_WINDOW


@pytest.mark.parametrize("kind", ["foreign", "gallery", "marathi", "urdu"])
def test_an_articles_first_view_weighs_little(paper: Shown, kind: str) -> None:
    with httpx.Client(base_url=paper.url, headers={"Accept-Encoding": "br, gzip"}) as client:
        page = LexborHTMLParser(client.get(paper.paths[kind]).text)
        parts = [str(link.attributes["href"]) for link in page.css("link[rel=stylesheet]")]
        parts += [str(one.attributes["src"]) for one in page.css("script[src]")]
        parts += [path for one in page.css("html") for path in str(one.attributes["data-rest"]).split()]
        assert sum(path.endswith(".js") for path in parts) == 2
        weight = 0
        for path in (paper.paths[kind], *parts):
            with client.stream("GET", path) as answer:
                weight += sum(len(chunk) for chunk in answer.iter_raw())
                assert answer.headers["content-encoding"] in ("br", "gzip")
    assert weight <= FIRST_VIEW


def test_lighthouse_finds_nothing_but_the_time_it_takes(paper: Shown) -> None:
    """Times are measured by bench/lighthouse.py: on a machine that does something else they say nothing."""
    results = node("lighthouse.mjs", "--json", "--runs", "1", "--performance", "0", *paper.urls("home", "foreign"))
    assert len(results) == 2
    assert [one["lost"] for one in results] == [{}, {}]
