"""Most read in a city: its edition's list, a section's in it, and what a withdrawal does to both."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.decisions.actions.kill import kill
from wiredesk.flow.editions import make
from wiredesk.flow.pressing import press_everything
from wiredesk.outlets.stores.reads import Reads
from wiredesk.outlets.website.refresh import refresh_boxes

PLACES = {"Pune": "Pune (Maharashtra) [India]", "Patna": "Patna (Bihar) [India]"}
TOLD = ("A bus shelter was mended", "A bell was cast", "Forty painters came", "The weir was opened", "Goats got away")


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    """Five stories of Pune in two sections, and three of Patna, each read more often than the one before it."""
    made = Newspaper(home)
    made.service(section="National")
    made.service("sport", section="Sport")
    for city in PLACES:
        make(city, (city,), home.path)
    press_everything(made.now, made.paper)
    for city, sections in (("Pune", ("wire", "wire", "wire", "sport", "sport")), ("Patna", ("wire",) * 3)):
        for number, service in enumerate(sections):
            text = f"{PLACES[city]}, October 26 (ANI): {TOLD[number]} in {city} on Sunday."
            made.take(item(f"{city}{number}", f"{TOLD[number]} in {city}", (text,)), service=service)
            sums = {(made.title.code, made.story(f"{city}{number}").pk): 10 * (number + 1)}
            Reads(home.path).add(sums, made.now.timestamp())
    look(made)
    return made


def look(paper: Newspaper) -> None:
    """The minute goes by after which fronts follow."""
    paper.later(minutes=2)
    while refresh_boxes(paper.now, 50, options=paper.home.options, store=paper.paper.store):
        paper.later(minutes=2)


def box(paper: Newspaper, path: str) -> list[str]:
    return [one.text() for one in LexborHTMLParser(paper.page(path)[1]).css(".read a")]


def test_a_sections_front_in_an_edition_lists_its_own(paper: Newspaper) -> None:
    assert box(paper, "/edition/pune/") == [f"{TOLD[number]} in Pune" for number in (4, 3, 2, 1, 0)]
    assert box(paper, "/edition/pune/national/") == [f"{TOLD[number]} in Pune" for number in (2, 1, 0)]
    assert box(paper, "/edition/patna/national/") == [f"{TOLD[number]} in Patna" for number in (2, 1, 0)]
    assert box(paper, "/edition/pune/sport/") == [], "two are no list"


def test_it_follows_what_is_read_and_what_is_withdrawn(paper: Newspaper) -> None:
    first = paper.story("Pune0").pk
    Reads(paper.home.path).add({(paper.title.code, first): 500}, paper.now.timestamp())
    look(paper)
    assert box(paper, "/edition/pune/national/")[0] == f"{TOLD[0]} in Pune"
    kill(first, by=paper.person(), reason="It was never true", now=paper.now)
    paper.flow()
    look(paper)
    for path in ("/edition/pune/", "/edition/pune/national/"):
        assert f"{TOLD[0]} in Pune" not in paper.page(path)[1]
    assert box(paper, "/edition/pune/national/") == [], "two are no list"
