"""A search narrowed to a city: by any name that it has, by what its edition covers, and never wider than was asked."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.searching import Searching
from wiredesk.decisions.actions.locate import ban
from wiredesk.decisions.places import named
from wiredesk.flow.editions import make
from wiredesk.flow.pressing import press_everything

pytestmark = pytest.mark.django_db(transaction=True)

PUNE = ("Pune (Maharashtra) [India], October 26 (ANI): A bus shelter was mended on Sunday.",)
NAGPUR = ("Nagpur (Maharashtra) [India], October 26 (ANI): A bus depot was painted on Sunday.",)
PATNA = ("Patna (Bihar) [India], October 26 (ANI): A bus bridge was closed on Sunday.",)
LANE = ("Salt Lane [India], October 26 (ANI): A bus stop was moved on Sunday.",)
OWN = '[[place]]\nname = "Salt Lane"\nkey = "IN.16.salt-lane"\nalso = ["साल्ट लेन"]\n'


@pytest.fixture
def searching(home: Home) -> Searching:
    (home.path / "places.toml").write_text(OWN, encoding="utf-8")
    made = Searching(home)
    make("Vidarbha", ("Nagpur",), home.path)
    press_everything(made.paper.now, made.paper.paper)
    made.paper.take(
        item("pune", "Shelter mended", PUNE), item("nagpur", "Depot painted", NAGPUR),
        item("patna", "Bridge closed", PATNA), item("lane", "Stop moved", LANE),
    )  # fmt: skip
    made.restart_reader()
    return made


@pytest.mark.parametrize("name", ["Pune", "pune", "  PUNE ", "Poona", "पुणे", "Pune, Maharashtra"])
def test_a_city_is_found_by_any_name_it_has(searching: Searching, name: str) -> None:
    assert searching.found("bus", city=name) == ["Shelter mended"]
    assert searching.found(city=name) == ["Shelter mended"]


@pytest.mark.parametrize("name", ["Salt Lane", "साल्ट लेन"])
def test_a_place_of_the_papers_own_is_a_city_too(searching: Searching, name: str) -> None:
    assert searching.found("bus", city=name) == ["Stop moved"]


def test_a_state_holds_its_cities(searching: Searching) -> None:
    assert set(searching.found("bus", city="Maharashtra")) == {"Shelter mended", "Depot painted", "Stop moved"}
    assert searching.found("bus", city="Bihar") == ["Bridge closed"]


def test_an_editions_name_means_what_it_covers(searching: Searching) -> None:
    assert searching.found("bus", city="vidarbha") == ["Depot painted"]


def test_a_city_narrows_what_words_section_and_days_leave(searching: Searching) -> None:
    assert searching.found("shelter", city="Patna") == []
    assert searching.found("bus", city="Patna", section="international") == ["Bridge closed"]
    assert searching.found("bus", city="Patna", until="2025-10-25") == []


def test_a_name_that_nobody_knows_finds_nothing_and_the_page_says_so(searching: Searching) -> None:
    answer = searching.ask("bus", city="Nowhereville <b>")
    page = answer.body.decode()
    assert searching.found("bus", city="Nowhereville <b>") == []
    assert "No place called “Nowhereville &lt;b&gt;” is known here." in page
    # `Patna, Maharashtra`: known names that do not go together.
    assert "No place called" in searching.ask("bus", city="Patna, Maharashtra").body.decode()


def test_what_was_typed_stands_in_the_form_again_which_offers_the_papers_cities(searching: Searching) -> None:
    tree = LexborHTMLParser(searching.ask("bus", city="Poona").body.decode())
    field = tree.css_first("form.ask #city")
    assert field is not None
    assert (field.attributes["value"], field.attributes["list"]) == ("Poona", "cities")
    assert [one.attributes["value"] for one in tree.css("#cities option")] == ["Vidarbha"]
    assert tree.css_first("details[open]") is not None


def test_the_next_page_asks_for_the_same_city(searching: Searching) -> None:
    searching.paper.take(*(item(f"p{one}", f"Shelter {one}", (PUNE[0], f"Number {one}.")) for one in range(12)))
    tree = LexborHTMLParser(searching.ask("bus", city="Poona").body.decode())
    following = tree.css_first("nav a[rel=next]")
    assert following is not None
    assert following.attributes["href"] == "/search/?q=bus&city=Poona&page=2"


def test_a_place_that_the_desk_bans_is_searched_no_more(searching: Searching) -> None:
    paper = searching.paper
    place = named("Pune", paper.home.path)
    ban(paper.story("pune").pk, place, by=paper.person(), reason="A person of that name", now=paper.now)
    paper.flow()
    assert searching.found("bus", city="Pune") == []
    assert searching.found("shelter") == ["Shelter mended"]
