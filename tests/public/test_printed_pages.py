"""Printed pages through the front: their files, their lines by words, and nothing of what was withdrawn."""

from datetime import date
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.printed_issue import Told, printed
from tests.searching import Searching
from wiredesk.decisions.actions.kill import kill
from wiredesk.outlets.deliver import deliver
from wiredesk.outlets.epaper import kept, shelf
from wiredesk.publication.models import Issue, IssuePage
from wiredesk.publication.release import release
from wiredesk.publication.shelf import shelves
from wiredesk.story.canonical import canonical_text

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 10, 27)
LOCK = ("The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",)


class Reading(Searching):
    """A paper with an issue, and who reads it."""

    def publish(self, folder: Home, day: date, *guids: str) -> Issue:
        every = shelves(self.paper.home.options)[0]
        told = []
        for guid in guids:
            one = self.paper.story(guid).id
            story = every.stories((one,))[one]
            told.append(Told(story.headline, tuple(canonical_text(story.blocks).splitlines()), one))
        made = printed(folder.path / "made" / day.isoformat(), [told])
        issue = shelf.begin(self.paper.title, None, day, self.paper.now)
        options, store = self.paper.home.options, self.paper.paper.store
        shelf.publish(issue, made, self.paper.now, options=options, store=store)
        self.restart()
        return issue

    def lines(self, words: str, more: str = "") -> LexborHTMLParser:
        answer = self.reader.ask("/search/epaper/", query=f"q={quote(words)}{more}")
        assert answer.status == 200
        return LexborHTMLParser(answer.body)


@pytest.fixture
def reading(home: Home) -> Reading:
    made = Reading(home)
    made.paper.take(item("a", "Second lock opens", LOCK), item("b", "नदी का पुल खुला", ("पुल पर पहली ख़बर आई।",)))
    made.publish(home, DAY, "a", "b")
    return made


def names(page: LexborHTMLParser) -> list[str]:
    return [one.text().strip() for one in page.css(".hits h2")]


def test_caches_ask_for_its_files_each_time_so_that_none_shows_what_was_withdrawn(reading: Reading) -> None:
    files = kept.kept_of(bytes(IssuePage.objects.get().pictures))
    for path, kind in ((files.paths[0], "image/webp"), (files.pdf, "application/pdf")):
        answer = reading.reader.ask(path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["cache-control"] == "public, no-cache"
        again = reading.reader.ask(path, if_none_match=answer.headers["etag"])
        assert (again.status, again.body, again.headers["cache-control"]) == (304, b"", "public, no-cache")
    kill(reading.paper.story("a").id, by=reading.paper.person(), reason="Wrong", now=reading.paper.now)
    release(reading.paper.now, 50, options=reading.paper.home.options)
    deliver(reading.paper.now, 50, options=reading.paper.home.options, store=reading.paper.paper.store)
    for path in (files.paths[0], files.pdf):
        assert reading.reader.ask(path, if_none_match=f'"{path.rpartition("/")[2]}"').status == 404


@pytest.mark.parametrize("path", ["/epaper/originals/ab/x.pdf", "/epaper/files/../originals/", "/epaper/files/ab/x"])
def test_nothing_but_its_files_can_be_fetched(reading: Reading, path: str) -> None:
    assert reading.reader.ask(path).status == 404


def test_originals_can_never_be_fetched(reading: Reading) -> None:
    digest = Issue.objects.get().pdf_digest
    for path in (f"/epaper/originals/{digest[:2]}/{digest}.pdf", f"/epaper/files/{digest[:2]}/{digest}.pdf"):
        assert reading.reader.ask(path).status == 404


def test_a_line_is_found_by_its_words_and_lit(reading: Reading) -> None:
    page = reading.lines("lock sunday")
    assert names(page) == ["Second lock opens"]
    assert page.css(".shown rect.lit")
    link = page.css_first(".hits h2 a")
    assert link is not None
    assert (link.attributes["href"] or "").startswith("/epaper/paper/2025-10-27/1/?lit=")


def test_words_of_every_script_are_found(reading: Reading) -> None:
    assert names(reading.lines("पुल")) == ["नदी का पुल खुला"]
    assert not names(reading.lines("पु"))


def test_a_search_can_be_of_one_issue(reading: Reading, home: Home) -> None:
    reading.publish(home, date(2025, 10, 28), "a")
    assert len(names(reading.lines("lock"))) == 2
    assert len(names(reading.lines("lock", "&issue=paper/2025-10-28"))) == 1
    assert len(names(reading.lines("lock", "&issue=paper/2025-13-99"))) == 2


def test_what_was_withdrawn_is_not_found_although_the_index_still_had_it(reading: Reading) -> None:
    kill(reading.paper.story("a").id, by=reading.paper.person(), reason="Wrong", now=reading.paper.now)
    release(reading.paper.now, 50, options=reading.paper.home.options)
    # The record is what counts: nothing was delivered yet.
    assert "lock on Sunday" not in (reading.reader.ask("/search/epaper/", query="q=lock").body.decode())
    deliver(reading.paper.now, 50, options=reading.paper.home.options, store=reading.paper.paper.store)
    assert not names(reading.lines("lock"))


def test_what_has_no_headline_is_named_by_its_page_in_the_papers_own_words(home: Home) -> None:
    made = Reading(home)
    made.paper.take(item("a", "Second lock opens", LOCK))
    loose = Told("", ("قرارداد منظور کی گئی",))
    issue = shelf.begin(made.paper.title, None, DAY, made.paper.now, language="ur")
    options, store = made.paper.home.options, made.paper.paper.store
    shelf.publish(
        issue, printed(home.path / "made", [[loose]], language="ur"), made.paper.now, options=options, store=store
    )
    made.restart()
    page = made.lines("قرارداد")
    (hit,) = page.css(".hits li")
    assert "dir" not in hit.attributes
    assert names(page) == ["The Test Courier, Monday, 27 October 2025, Page 1"]
    assert not hit.css(".where")


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%22", "q=a%20OR%20b%20NEAR(", "q=%00", "q=x&page=99999999999", "issue=//"]
)
def test_any_query_is_answered(reading: Reading, query: str) -> None:
    assert reading.reader.ask("/search/epaper/", query=query).status == 200
    assert reading.reader.ask("/search/epaper", query=query).status == 301
