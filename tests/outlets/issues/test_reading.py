"""What a reader of an issue gets: its pages, its stories as links and as text, its archive; and nothing before."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.newspaper import Newspaper, item
from tests.outlets.issues.conftest import Publish, told
from tests.printed_issue import Told, printed
from wiredesk.decisions.actions.correct import correct_public
from wiredesk.house.editions import add_edition
from wiredesk.house.models import Edition
from wiredesk.outlets.epaper import shelf
from wiredesk.outlets.epaper.follow import follow_issues
from wiredesk.outlets.epaper.printed import Printed
from wiredesk.outlets.website.furniture import Furniture
from wiredesk.publication.models import Issue

BASE = "/epaper/paper/2025-10-27/"


def page(paper: Newspaper, path: str) -> LexborHTMLParser:
    status, text = paper.page(path)
    assert status == 200, path
    return LexborHTMLParser(text)


def furnished(paper: Newspaper) -> None:
    """What stands on every page follows."""
    furniture = Furniture(paper.home.options, paper.paper.store)
    while furniture.press(paper.now, 50):
        pass


def test_there_is_nothing_about_it_before_the_first_issue(newspaper: Newspaper) -> None:
    furnished(newspaper)
    assert not newspaper.pages_with("/epaper/")
    assert not [path for path in newspaper.paths() if path.startswith("/epaper") or path == "/sitemaps/epaper.xml"]


def test_every_page_leads_to_it_from_then_on(newspaper: Newspaper, publish: Publish, two_pages: Printed) -> None:
    publish(two_pages)
    newspaper.later(minutes=1)
    furnished(newspaper)
    for path in ("/", newspaper.path_of("a"), "/archive/"):
        assert page(newspaper, path).css_first(".nav a[href='/epaper/']"), path
    assert "/sitemaps/epaper.xml" in newspaper.page("/sitemap.xml")[1]


def test_regions_are_links_in_reading_order_that_lead_to_their_text(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    tree = page(newspaper, f"{BASE}2/")
    links = tree.css(".leaf a")
    assert [link.attributes["aria-label"] for link in links] == ["Ferry sails again", "Second lock opens"]
    for link in links:
        article = tree.css_first(f"article[id='{(link.attributes['href'] or '').removeprefix('#')}']")
        assert article is not None
        assert article.css_first("h2 a")
    assert newspaper.path_of("b") in newspaper.page(f"{BASE}2/")[1]


def test_its_pages_name_the_feed_of_issues(newspaper: Newspaper, publish: Publish, two_pages: Printed) -> None:
    publish(two_pages)
    for path in ("/epaper/", BASE, f"{BASE}1/"):
        feeds = page(newspaper, path).css("link[rel=alternate]")
        assert (feeds[0].attributes["href"] or "").endswith("/epaper/feed.xml")


def test_a_page_can_be_turned_downloaded_and_left(newspaper: Newspaper, publish: Publish, two_pages: Printed) -> None:
    issue = publish(two_pages)
    tree = page(newspaper, f"{BASE}1/")
    turn = tree.css_first("a[rel=next]")
    assert turn is not None
    assert turn.attributes["href"] == f"{BASE}2/"
    assert tree.css_first("a[rel=prev]") is None
    assert tree.css_first(f"a[download][href='{issue.pdf_path}']")
    assert len(tree.css("a[download]")) == 2
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"  # type: ignore[union-attr]


def test_the_archive_leads_to_the_issue_by_city_and_by_date(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    for path in ("/epaper/", "/epaper/paper/", "/epaper/2025-10/", "/epaper/feed.xml", "/sitemaps/epaper.xml"):
        assert BASE in newspaper.page(path)[1], path
    assert page(newspaper, BASE).css_first("meta[name=robots]").attributes["content"] != "noindex"  # type: ignore[union-attr]


def test_a_correction_after_printing_is_marked_on_the_page(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    newspaper.later(hours=1)
    story = newspaper.story("b").id
    correct_public(story, by=newspaper.person(), note="It left at one.", reason="", now=newspaper.now)
    newspaper.flow()
    assert "Corrected after printing" in newspaper.page(f"{BASE}2/")[1]
    assert "Corrected after printing" not in newspaper.page(f"{BASE}1/")[1]


def test_an_issue_that_was_withdrawn_says_so_and_shows_nothing(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    issue = publish(two_pages)
    options, store = newspaper.home.options, newspaper.paper.store
    shelf.withdraw(issue, "A page was wrong", newspaper.now, options=options, store=store)
    status, text = newspaper.page(BASE)
    assert status == 410
    assert "A page was wrong" in text
    assert "Second lock opens" not in text
    assert newspaper.page(f"{BASE}1/")[0] == 404
    assert "This issue was withdrawn" in newspaper.page("/epaper/")[1]
    assert BASE not in newspaper.page("/epaper/feed.xml")[1]


def test_a_shorter_issue_leaves_no_page_of_the_longer_one(
    newspaper: Newspaper, publish: Publish, two_pages: Printed, tmp_path: Path
) -> None:
    publish(two_pages)
    publish(printed(tmp_path / "short", [[told(newspaper, "b")]]))
    assert newspaper.page(f"{BASE}1/")[0] == 200
    assert newspaper.page(f"{BASE}2/")[0] == 404


def test_what_nobody_knows_on_the_web_is_text_as_printed(
    newspaper: Newspaper, publish: Publish, tmp_path: Path
) -> None:
    publish(printed(tmp_path / "own", [[Told("Notice to readers", ("The office moves to Quay Street in May.",))]]))
    tree = page(newspaper, f"{BASE}1/")
    article = tree.css_first("article.printed")
    assert article is not None
    assert "The office moves to Quay Street in May." in article.text()
    assert article.css_first("[itemprop=articleBody]") is None


def test_an_edition_has_its_own_address_words_and_digits(newspaper: Newspaper, two_pages: Printed) -> None:
    add_edition("Pune", ["IN.16.1259229"], language="ur-IN")
    edition = Edition.objects.get(slug="pune")
    issue = shelf.begin(newspaper.title, edition, (newspaper.now - timedelta(days=1)).date(), newspaper.now)
    options, store = newspaper.home.options, newspaper.paper.store
    shelf.publish(issue, two_pages, newspaper.now, options=options, store=store)
    tree = page(newspaper, f"/epaper/pune/{issue.issue_date}/1/")
    html = tree.css_first("html")
    assert html is not None
    assert (html.attributes["lang"], html.attributes["dir"]) == ("ur-IN", "rtl")
    assert [one.text() for one in tree.css(".thumbs span")] == ["صفحہ ۱", "صفحہ ۲"]


def test_an_issue_is_pressed_with_the_same_questions_however_many_pages_it_has(
    newspaper: Newspaper, publish: Publish, tmp_path: Path
) -> None:
    def asked(pages: int) -> int:
        made = printed(tmp_path / f"of-{pages}", [[told(newspaper, "a")]] * pages)
        publish(made)
        Issue.objects.update(stale=True)
        with CaptureQueriesContext(connection) as captured:
            follow_issues(newspaper.now, 1, options=newspaper.home.options, store=newspaper.paper.store)
        return len(captured)

    newspaper.take(item("c", "A third story"))
    assert asked(2) == asked(6)
