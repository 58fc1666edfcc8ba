"""Editions: a story on its city's front, sections and feeds, at one address, and gone from all of them at once."""

import re

import pytest
from lxml import html

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.locate import ban, locate
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.places import named
from wiredesk.flow.editions import change, make, remove
from wiredesk.flow.pressing import press_everything
from wiredesk.outlets.website.furniture import Furniture
from wiredesk.publication.models import InEdition, PublicStory
from wiredesk.publication.shelf import shelves
from wiredesk.wire.providers import set_provider

PUNE = ("Pune (Maharashtra) [India], October 26 (ANI): A bus shelter was mended on Sunday.", "It is blue again.")
PATNA = ("Patna (Bihar) [India], October 26 (ANI): A bridge was closed on Sunday.", "It will be mended by May.")
MOSCOW = ("Moscow [Russia], October 26 (ANI): A choir sang on Sunday.", "It sang for an hour.")
BOTH = ("Mumbai (Maharashtra) [India], October 26 (ANI): Raids were made in Pune on Sunday.", "Nothing was found.")
SHELTER = "Bus shelter mended"
IN_PUNE = ("/edition/pune/", "/edition/pune/feed.xml", "/edition/pune/atom.xml", "/edition/pune/national/")
IN_STATE = ("/edition/maharashtra/", "/edition/maharashtra/feed.xml", "/edition/maharashtra/national/")


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    made = Newspaper(home.changed(time_zone="Asia/Kolkata"))
    made.service(section="National")
    make("Pune", ("Pune",), made.home.path, masthead="For Pune and the hills around it")
    make("Maharashtra", ("Maharashtra",), made.home.path)
    make("पटना", ("Patna",), made.home.path, slug="patna", language="hi")
    press_everything(made.now, made.paper)
    return made


def shown(paper: Newspaper, words: str) -> list[str]:
    """The pages of editions on which these words stand."""
    return [path for path in paper.pages_with(words) if path.startswith("/edition/")]


def furnish(paper: Newspaper) -> None:
    """Press every page on which something old stands."""
    furniture = Furniture(paper.home.options, paper.paper.store)
    while furniture.press(paper.now, 50):
        paper.later(seconds=1)


def label(paper: Newspaper, path: str) -> str:
    """What stands above the first headline of a page's first card."""
    (first, *_) = html.fromstring(paper.page(path)[1]).xpath("//article//span[@class='kick']")
    return str(first.text_content()).strip()


def test_a_story_stands_on_its_citys_fronts_and_feeds_and_on_no_other_citys(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE), item("b", "Bridge closed", PATNA))
    assert set(shown(paper, SHELTER)) == {*IN_PUNE, *IN_STATE, "/edition/maharashtra/atom.xml"}
    assert "/edition/patna/" in shown(paper, "Bridge closed")
    assert SHELTER not in paper.page("/edition/patna/")[1]


def test_a_story_of_several_editions_is_one_page_with_one_canonical_address(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    path = paper.path_of("a")
    assert [one for one in paper.paths() if one.startswith(path)] == [path, f"{path}story.json"]
    for edition in ("/edition/pune/", "/edition/maharashtra/"):
        assert f'href="{path}"' in paper.page(edition)[1]
    canonical = html.fromstring(paper.page(path)[1]).xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"http://localhost:8000{path}"]


def test_a_cards_label_is_the_city_and_leads_to_its_edition(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE), item("c", "Choir sings", MOSCOW))
    record = PublicStory.objects.get(story=paper.story("a"))
    shelf = shelves(paper.home.options)[0]
    public = shelf.stories([record.story_id])[record.story_id]
    assert (public.label, public.label_path, public.editions) == ("Pune", "/edition/pune/", ("pune", "maharashtra"))
    assert 'href="/edition/pune/">Pune</a>' in paper.page(record.path)[1]
    abroad = shelf.stories([paper.story("c").pk])[paper.story("c").pk]
    assert (abroad.label, abroad.editions) == ("National", ())
    assert [place.name for place in abroad.places] == ["Moscow"]


def test_an_edition_names_a_story_of_a_region_by_its_city(paper: Newspaper) -> None:
    nagpur = ("Nagpur (Maharashtra) [India], October 26 (ANI): A market burnt on Sunday.", "None was hurt.")
    paper.take(item("a", "Market burns", nagpur))
    public = shelves(paper.home.options)[0].stories([paper.story("a").pk])[paper.story("a").pk]
    assert (public.label, public.label_path) == ("Nagpur", "/edition/maharashtra/")


@pytest.mark.parametrize("end", [kill, hold])
def test_a_kill_or_a_hold_reaches_every_surface_of_every_edition(paper: Newspaper, end: object) -> None:
    paper.take(item("a", SHELTER, BOTH), item("b", "Bus shelter painted", PUNE))
    assert len(shown(paper, SHELTER)) > 6
    end(paper.story("a").pk, by=paper.person(), reason="The agency asks", now=paper.now)  # type: ignore[operator]
    paper.flow()
    assert shown(paper, SHELTER) == []
    assert not InEdition.objects.filter(public__story=paper.story("a")).exists()
    assert shown(paper, "Bus shelter painted")
    press_everything(paper.now, paper.paper)
    assert shown(paper, SHELTER) == []


def test_the_last_storys_kill_takes_its_sections_front_away_and_the_link_to_it(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    assert "/edition/pune/national/" in paper.page("/edition/pune/")[1]
    kill(paper.story("a").pk, by=paper.person(), reason="The agency asks", now=paper.now)
    paper.flow()
    assert paper.page("/edition/pune/national/")[0] == 404
    assert "/edition/pune/national/" not in paper.page("/edition/pune/")[1]
    assert paper.page("/edition/pune/")[0] == 200


def test_a_held_story_comes_back_to_its_editions_when_it_is_released(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    hold(paper.story("a").pk, by=paper.person(), reason="Look again", now=paper.now)
    paper.flow()
    release(paper.story("a").pk, by=paper.person(), reason="Looked", now=paper.now)
    paper.flow()
    assert set(IN_PUNE) <= set(shown(paper, SHELTER))


def test_a_ban_takes_a_story_off_an_edition_and_a_hand_puts_it_on_one(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    story, home = paper.story("a").pk, paper.home.path
    ban(story, named("Pune", home), by=paper.person(), reason="It is in Patna", now=paper.now)
    locate(story, named("Patna", home), by=paper.person(), now=paper.now)
    paper.flow()
    assert {path.split("/")[2] for path in shown(paper, SHELTER)} == {"patna"}
    assert paper.page(paper.path_of("a"))[0] == 200
    assert 'href="/edition/patna/">पटना</a>' in paper.page(paper.path_of("a"))[1]


def test_a_later_version_from_elsewhere_moves_to_that_edition(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    paper.take(item("a", "Bus shelter mended twice", PATNA))
    assert {path.split("/")[2] for path in shown(paper, "Bus shelter mended")} == {"patna"}


def test_paid_copy_stands_in_no_edition(paper: Newspaper) -> None:
    set_provider("NV", name="NewsVoir", kind="paid")
    paper.service("paid", "NV", section="National")
    paper.take(item("p", "Phones for Pune", PUNE), service="paid")
    assert shown(paper, "Phones for Pune") == []
    assert not InEdition.objects.exists()


def test_an_edition_speaks_its_own_language_and_zone(paper: Newspaper) -> None:
    paper.take(item("b", "Bridge closed", PATNA))
    page = html.fromstring(paper.page("/edition/patna/")[1])
    assert page.get("lang") == "hi"
    assert "पटना संस्करण" in page.text_content()
    assert "रविवार" in page.text_content()


def words_of_its_own(part: html.HtmlElement, language: str) -> list[str]:
    """Every text of a page that is said to be in its language, with what is only said aloud."""
    found: list[str] = []
    if isinstance(part.tag, str) and part.tag not in ("script", "style") and part.get("lang", language) == language:
        found += [part.text or "", *(part.get(name) or "" for name in ("aria-label", "alt", "title", "placeholder"))]
        for child in part:
            found += [*words_of_its_own(child, language), child.tail or ""]
    return found


@pytest.mark.parametrize("language", ["hi", "mr", "ur-IN", "ta", "bn"])
def test_an_edition_says_nothing_in_english_but_names_and_what_is_marked_as_english(
    paper: Newspaper, language: str
) -> None:
    make("पटना", ("Patna",), paper.home.path, slug="patna-2", language=language)
    for section, news in (("City", "tram"), ("World", "choir"), ("Business", "mill"), ("The Ganga", "ferry")):
        paper.service(news, section=section)
        text = (f"Patna (Bihar) [India], October 26 (ANI): A {news} was opened by the {news} board.", f"{news} " * 9)
        paper.take(item(news, f"The {news} of Patna", text), service=news)
    press_everything(paper.now, paper.paper)
    names = {"ANI", "PTI", "IST", "RSS", "ATOM", paper.home.options.name}
    for path in ("/edition/patna-2/", "/edition/patna-2/business/", "/edition/patna-2/the-ganga/"):
        page = html.fromstring(paper.page(path)[1])
        said = " ".join(words_of_its_own(page, language))
        # A page's title has no markup that could say what language a name in it is.
        said = said.replace("The Ganga, पटना", "", 1)
        for name in names:
            said = said.replace(name, "")
        assert re.findall("[A-Za-z]{2,}", said) == [], path


@pytest.mark.parametrize(("own", "language"), [("hi", "hi"), ("hi-IN", "hi"), ("ur", "ur-IN")])
def test_an_edition_in_the_papers_own_language_calls_its_sections_as_the_paper_does(
    db: None, home: Home, own: str, language: str
) -> None:
    paper = Newspaper(home.changed(language=own))
    paper.service(section="World")
    make("पटना", ("Patna",), paper.home.path, slug="patna", language=language)
    make("Pune", ("Pune",), paper.home.path, slug="pune", language="mr")
    paper.take(item("b", "Bridge closed", PATNA))
    press_everything(paper.now, paper.paper)

    def called(path: str) -> str:
        (name,) = html.fromstring(paper.page(path)[1]).xpath("//nav[@class='nav page']//a[contains(@href, '/world/')]")
        return str(name.text_content()).strip()

    assert (called("/"), called("/edition/patna/"), called("/edition/patna/world/")) == ("World",) * 3
    assert called("/edition/pune/") != "World"


def test_a_label_without_a_name_in_the_editions_language_is_marked_whatever_signs_it_has(
    paper: Newspaper,
) -> None:
    for section, news in (("Arts & Life", "tram"), ("The Ganga", "ferry")):
        paper.service(news, section=section)
        text = (f"Patna (Bihar) [India], October 26 (ANI): A {news} was opened by the {news} board.", f"{news} " * 9)
        paper.take(item(news, f"The {news} of Patna", text), service=news)
    press_everything(paper.now, paper.paper)
    labels = html.fromstring(paper.page("/edition/patna/")[1]).xpath("//span[@class='kick']")
    assert {(one.text_content(), one.get("lang")) for one in labels} == {("Arts & Life", "en"), ("The Ganga", "en")}


def test_an_edition_calls_a_city_as_its_language_does_and_marks_the_name_where_that_has_none(paper: Newspaper) -> None:
    for name, place, slug in (("پونے", "Pune", "pune-ur"), ("مہاراشٹر", "Maharashtra", "state-ur")):
        make(name, (place,), paper.home.path, slug=slug, language="ur-IN")
    nagpur = ("Nagpur (Maharashtra) [India], October 26 (ANI): A market burnt on Sunday.", "None was hurt.")
    paper.take(item("a", SHELTER, PUNE), item("b", "Market burns", nagpur))
    press_everything(paper.now, paper.paper)

    def labels(path: str) -> set[tuple[str, str | None]]:
        found = html.fromstring(paper.page(path)[1]).xpath("//span[@class='kick']")
        return {(str(one.text_content()), one.get("lang")) for one in found}

    assert labels("/edition/state-ur/") == {("پونے", "ur-IN"), ("Nagpur", "en")}
    # Its own city is said above: what is left to say is the section.
    assert labels("/edition/pune-ur/") == {("قومی", "ur-IN")}
    assert 'href="/edition/pune/">Pune</a>' in paper.page(paper.path_of("a"))[1]


def test_an_urdu_edition_parts_names_from_times_by_its_own_comma(paper: Newspaper) -> None:
    make("پٹنہ", ("Patna",), paper.home.path, slug="patna-ur", language="ur-IN")
    paper.take(item("b", "Bridge closed", PATNA))
    press_everything(paper.now, paper.paper)
    (told,) = html.fromstring(paper.page("/edition/patna-ur/")[1]).xpath("//article//p[@class='meta']")
    assert str(told.text_content()).startswith("ANI، ")


def test_an_edition_says_its_masthead_line_and_its_day(paper: Newspaper) -> None:
    text = html.fromstring(paper.page("/edition/pune/")[1]).text_content()
    assert "For Pune and the hills around it" in text
    assert "Sunday, 26 October 2025" in text


def test_the_menu_and_the_page_of_cities_work_without_script(paper: Newspaper) -> None:
    home = html.fromstring(paper.page("/")[1])
    assert home.xpath("//nav//a[@href='/edition/']/text()") == ["Your city"]
    page = html.fromstring(paper.page("/edition/")[1])
    assert page.xpath("//ul[@class='cities']/li//a/@href") == [
        "/edition/pune/",
        "/edition/maharashtra/",
        "/edition/patna/",
    ]
    # Shown where there are scripts, from the first paint: nothing moves when the one that moves it arrives.
    assert all("js" in str(button.get("class")).split() for button in page.xpath("//main//button"))
    assert page.xpath("//main//button")
    assert "GeoNames" in page.text_content()


def test_a_paper_without_editions_has_neither_menu_nor_script(db: None, home: Home) -> None:
    plain = Newspaper(home)
    plain.service()
    plain.take(item("a", SHELTER, PUNE))
    assert "/edition/" not in plain.page("/")[1]
    assert "city." not in plain.page("/")[1]
    assert not [path for path in plain.paths() if path.startswith("/edition/") or "editions" in path]


def test_editions_are_in_the_sitemap(paper: Newspaper) -> None:
    assert "/sitemaps/editions.xml" in paper.page("/sitemap.xml")[1]
    assert "http://localhost:8000/edition/pune/</loc>" in paper.page("/sitemaps/editions.xml")[1]


def test_a_new_edition_takes_in_what_was_published_before_it(paper: Newspaper) -> None:
    paper.take(item("c", "Choir sings", MOSCOW))
    slug, count = make("Moscow", ("Moscow",), paper.home.path)
    assert (slug, count) == ("moscow", 1)
    paper.flow()
    assert set(shown(paper, "Choir sings")) >= {"/edition/moscow/", "/edition/moscow/feed.xml"}
    furnish(paper)
    assert "/edition/moscow/" in paper.page("/edition/")[1]


def test_an_edition_that_covers_other_places_shows_their_stories(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE), item("b", "Bridge closed", PATNA))
    change("pune", ("Patna",), paper.home.path)
    paper.flow()
    assert "/edition/pune/" in shown(paper, "Bridge closed")
    assert "/edition/pune/" not in shown(paper, SHELTER)


def test_an_edition_that_is_removed_leaves_no_page_and_takes_no_story_with_it(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, PUNE))
    remove("pune")
    paper.later(seconds=1)
    paper.flow()
    furnish(paper)
    assert not [path for path in paper.paths() if path.startswith("/edition/pune/")]
    assert paper.page(paper.path_of("a"))[0] == 200
    assert "/edition/pune/" not in paper.page(paper.path_of("a"))[1]
    assert set(IN_STATE) <= set(shown(paper, SHELTER))


def test_pressing_everything_gives_the_same_editions(paper: Newspaper) -> None:
    paper.take(item("a", SHELTER, BOTH), item("b", "Bridge closed", PATNA))
    before = {path: paper.page(path) for path in paper.paths() if path.startswith("/edition/")}
    press_everything(paper.now, paper.paper)
    assert {path: paper.page(path) for path in paper.paths() if path.startswith("/edition/")} == before


def test_an_arrival_presses_so_many_pages_however_many_editions_cover_it(paper: Newspaper) -> None:
    for number in range(12):
        make(f"Pune {number}", ("Pune",), paper.home.path)
    paper.flow()
    paper.take(item("a", SHELTER, PUNE))
    editions = {path.split("/")[2] for path in shown(paper, SHELTER)}
    assert len(editions) == 4
    assert len(shown(paper, SHELTER)) == 4 * 4


def test_a_story_from_moscow_is_in_no_edition_of_an_indian_city(paper: Newspaper) -> None:
    paper.take(item("c", "Choir sings", MOSCOW))
    assert shown(paper, "Choir sings") == []


def test_below_a_bands_first_story_stands_no_other_while_a_column_beside_it_is_shorter(paper: Newspaper) -> None:
    paper.take(
        *(item(f"a{number}", f"{SHELTER} in ward {number}", (PUNE[0], f"Ward {number}.")) for number in range(9))
    )
    page = html.fromstring(paper.page("/edition/pune/")[1])
    (columns,) = page.xpath("//section[h2 or header/h2]/div[contains(@class, 'cols')][.//article]")
    first, *others = (len(stack.xpath(".//article")) for stack in columns)
    assert (first, sum(others)) == (1, 3)
