"""Editions of the same places in several languages name one another, each the same ones, and nobody else does."""

import pytest
from lxml import html

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.flow.editions import change, make, remove
from wiredesk.flow.pressing import press_everything
from wiredesk.outlets.website.furniture import Furniture

PUNE = ("Pune (Maharashtra) [India], October 26 (ANI): A bus shelter was mended on Sunday.", "It is blue again.")
FRONTS = {"en": "/edition/pune/", "mr": "/edition/pune-mr/", "hi": "/edition/pune-hi/"}


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    made = Newspaper(home.changed(time_zone="Asia/Kolkata"))
    made.service(section="National")
    make("Pune", ("Pune",), made.home.path)
    make("पुणे", ("Pune",), made.home.path, slug="pune-mr", language="mr")
    make("पुणे", ("Pune",), made.home.path, slug="pune-hi", language="hi")
    make("पुणे ग्रामीण", ("Pune", "Satara"), made.home.path, slug="around-pune", language="mr")
    made.take(item("a", "Bus shelter mended", PUNE))
    press_everything(made.now, made.paper)
    return made


def translations(paper: Newspaper, path: str) -> dict[str, str]:
    """What a page says that it is called in other languages, by language, as paths."""
    links = html.fromstring(paper.page(path)[1]).xpath("//link[@rel='alternate'][@hreflang]")
    address = paper.home.options.address
    found = {str(link.get("hreflang")): str(link.get("href")).removeprefix(address) for link in links}
    assert len(found) == len(links)
    return found


def furnish(paper: Newspaper) -> None:
    furniture = Furniture(paper.home.options, paper.paper.store)
    while furniture.press(paper.now, 50):
        paper.later(seconds=1)


def test_every_translation_of_a_page_names_all_of_them_and_itself(paper: Newspaper) -> None:
    for path in FRONTS.values():
        assert translations(paper, path) == {**FRONTS, "x-default": FRONTS["en"]}
        (canonical,) = html.fromstring(paper.page(path)[1]).xpath("//link[@rel='canonical']/@href")
        assert canonical == paper.home.options.address + path


def test_no_page_names_one_that_does_not_name_it(paper: Newspaper) -> None:
    pages = [path for path in paper.paths() if path.endswith("/")]
    named = {path: set(translations(paper, path).values()) for path in pages}
    assert sum(bool(others) for others in named.values()) == len(FRONTS)
    for path, others in named.items():
        assert all(path in named[other] for other in others), path


def test_another_place_and_a_second_edition_in_a_language_are_no_translation(paper: Newspaper) -> None:
    make("पुण्यनगरी", ("Pune",), paper.home.path, slug="pune-second", language="mr")
    paper.later(seconds=5)
    press_everything(paper.now, paper.paper)
    assert translations(paper, "/edition/pune-second/") == {}
    assert translations(paper, "/edition/around-pune/") == {}
    assert translations(paper, FRONTS["en"])["mr"] == FRONTS["mr"]


def test_a_translation_that_goes_or_covers_another_place_is_named_no_more(paper: Newspaper) -> None:
    remove("pune-hi")
    furnish(paper)
    rest = {"en": FRONTS["en"], "mr": FRONTS["mr"], "x-default": FRONTS["en"]}
    assert translations(paper, FRONTS["en"]) == rest
    change("pune-mr", ("Pune", "Nagpur"), paper.home.path)
    furnish(paper)
    assert translations(paper, FRONTS["en"]) == {}
    assert translations(paper, FRONTS["mr"]) == {}
