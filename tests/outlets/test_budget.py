"""What a reader's first view may weigh, and what no page may hold."""

import re
from importlib.resources import files

import brotli  # type: ignore[import-untyped]

from tests.outlets.shelved import PARAGRAPHS, Shelved, blocks_of
from tests.outlets.test_article_page import PICTURE
from wiredesk.outlets.website.env import asset, asset_path

SHEET = 14 * 1024
FIRST_VIEW = 40 * 1024
SCRIPT = 15 * 1024
"""All of it is optional."""


OWN_SCRIPTS = [f'<script src="{asset_path("first.js")}">', f'<script src="{asset_path("reading.js")}" defer>']


def test_the_stylesheet_is_small_as_written() -> None:
    assert len((files("wiredesk.outlets.website") / "static" / "look.css").read_bytes()) <= SHEET


def test_an_articles_first_view_fits_its_budget(shelved: Shelved) -> None:
    story = shelved.story(blocks=blocks_of(*PARAGRAPHS * 10), pictures=(PICTURE, PICTURE))
    shelved.put(*(shelved.story(f"World story {number}") for number in range(8)), story)
    shelved.deliver()
    page = shelved.page(story.path).encode()
    scripts = sum(len(brotli.compress(asset(name)[1], quality=5)) for name in ("first.js", "reading.js", "city.js"))
    sheets = sum(len(brotli.compress(asset(name)[1], quality=5)) for name in ("look.css", "reading.css"))
    assert scripts <= SCRIPT
    assert len(brotli.compress(page, quality=5)) + sheets + scripts <= FIRST_VIEW


def test_nothing_but_the_few_bytes_before_the_first_paint_holds_a_page_up() -> None:
    assert len(brotli.compress(asset("first.js")[1], quality=5)) <= 512


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
            assert scripts[:2] == OWN_SCRIPTS, path
            assert scripts[2:] in ([], ['<script type="application/ld+json">']), path


def test_assets_are_named_by_their_bytes_and_never_change(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    stored = shelved.store.get(shelved.code, asset_path("look.css"))
    assert stored is not None
    assert "immutable" in stored.cache_control
    assert asset_path("look.css") in shelved.page("/")
