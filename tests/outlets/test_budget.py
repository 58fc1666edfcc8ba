"""What a reader's first view may weigh, and what no page may hold."""

import base64
import hashlib
import re
from importlib.resources import files

import brotli  # type: ignore[import-untyped]
import pytest

from tests.outlets.shelved import PARAGRAPHS, Shelved, blocks_of
from tests.outlets.test_article_page import PICTURE
from wiredesk.outlets.policy import content_policy
from wiredesk.outlets.website.env import ASSETS, asset, asset_path, first_script

SHEET = 14 * 1024
SHEET_SENT = 6_656
"""With the sheets that are sent with it, compressed: what is left of a first view is the page's and the scripts'."""
FIRST_VIEW = 40 * 1024
SCRIPT = 15 * 1024
"""All of it is optional."""


OWN_SCRIPTS = ["<script>"]
"""The others are fetched by this one, once a page is painted and whole."""


def test_the_stylesheet_is_small_as_written() -> None:
    assert len((files("wiredesk.outlets.website") / "static" / "look.css").read_bytes()) <= SHEET


def test_the_stylesheet_is_small_as_sent() -> None:
    assert len(brotli.compress(asset("look.css")[1], quality=5)) <= SHEET_SENT


@pytest.mark.parametrize("name", [name for name in ASSETS if name.endswith(".js")])
def test_a_script_as_sent_begins_by_being_strict(name: str) -> None:
    lines = (line.strip() for line in asset(name)[1].decode().splitlines())
    assert next(line for line in lines if line and not line.startswith("//")) == '"use strict";'


@pytest.mark.parametrize("name", [name for name in ASSETS if name.endswith((".js", ".css"))])
def test_what_is_written_for_its_authors_is_not_sent_to_readers(name: str) -> None:
    sent = asset(name)[1].decode()
    assert not re.search(r"/\*|^\s*//", sent, re.MULTILINE)
    assert len(sent) > 500


def test_an_articles_first_view_fits_its_budget(shelved: Shelved) -> None:
    story = shelved.story(blocks=blocks_of(*PARAGRAPHS * 10), pictures=(PICTURE, PICTURE))
    shelved.put(*(shelved.story(f"World story {number}") for number in range(8)), story)
    shelved.deliver()
    page = shelved.page(story.path).encode()
    scripts = sum(len(brotli.compress(asset(name)[1], quality=5)) for name in ("reading.js", "city.js"))
    sheet = len(brotli.compress(asset("look.css")[1], quality=5))
    assert len(brotli.compress(first_script().encode(), quality=5)) + scripts <= SCRIPT
    assert len(brotli.compress(page, quality=5)) + sheet + scripts <= FIRST_VIEW


def test_nothing_but_one_sheet_and_the_few_bytes_before_the_first_paint_holds_a_page_up(shelved: Shelved) -> None:
    assert len(brotli.compress(first_script().encode(), quality=5)) <= 576
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    for path in ("/", story.path, "/world/", "/archive/", "/corrections/"):
        head = shelved.page(path).partition("</head>")[0]
        assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', head) == [asset_path("look.css")], path
        assert not any("src" in one for one in re.findall(r"<script[^>]*>", head)), path
        assert not re.search(r"<link[^>]* rel=.?(pre|module)", head), path


def test_the_script_in_the_page_is_the_one_that_the_policy_names_and_no_other_would_run(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    (script,) = re.findall(r"<script>(.*?)</script>", shelved.page("/"), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (allowed,) = re.findall(r"script-src ([^;]*)", content_policy())
    assert allowed == f"'self' 'sha256-{digest}'"
    assert "<" not in script


def test_no_page_needs_a_script_or_breaks_a_strict_policy(shelved: Shelved) -> None:
    story = shelved.story(pictures=(PICTURE,))
    shelved.put(story, shelved.story("Another"))
    shelved.deliver()
    for path in shelved.paths():
        if path.endswith(("/", ".html")):
            text = shelved.page(path)
            assert not re.search(r"<[^>]+ (style|on\w+)=", text), path
            assert "<style" not in text, path
            scripts = re.findall(r"<script[^>]*>", text)
            assert scripts[:1] == OWN_SCRIPTS, path
            assert scripts[1:] in ([], ['<script type="application/ld+json">']), path
            assert re.findall(r'<html[^>]* data-rest="([^"]*)"', text) == [asset_path("reading.js")], path


def test_assets_are_named_by_their_bytes_and_never_change(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    stored = shelved.store.get(shelved.code, asset_path("look.css"))
    assert stored is not None
    assert "immutable" in stored.cache_control
    assert asset_path("look.css") in shelved.page("/")


def test_what_holds_a_paint_up_stands_on_the_page_and_before_what_may_be_long(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    for path in ("/", story.path, "/world/", "/archive/", "/corrections/"):
        page = shelved.page(path)
        (expected,) = re.findall(r'<link rel="expect" href="#([^"]+)" blocking="render">', page)
        before, found, _ = page.partition(f'id="{expected}"')
        assert found, path
        assert 'itemprop="articleBody"' not in before, path
