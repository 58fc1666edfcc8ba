"""After a withdrawal: 410, a dated notice, and none of the old text anywhere."""

import json
from datetime import timedelta

from tests.outlets.reading import html, links, meta, one, said
from tests.outlets.shelved import PARAGRAPHS, Shelved
from tests.outlets.test_article_page import PICTURE
from wiredesk.publication.public import PublicStory


def taken_down(shelved: Shelved, **changes: object) -> PublicStory:
    gone = shelved.story("Minister resigns over ferry contract", "Nation", pictures=(PICTURE,), authors=("Runa Skeld",))
    shelved.put(*(shelved.story(f"Nation story {number}", "Nation") for number in range(6)), gone)
    shelved.deliver()
    shelved.now += timedelta(hours=1)
    shelved.withdraw(gone, **changes)
    shelved.deliver()
    return gone


def test_the_address_answers_410_with_a_dated_notice(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    page = html(shelved.page(gone.path))
    assert shelved.status(gone.path) == 410
    assert said(page, "h1") == "The agency has withdrawn this story, and so have we"
    assert said(page, ".by time") == "October 26, 2025 11:15 IST"
    assert one(page, ".slip").attributes["data-state"] == "withdrawn"
    assert [" ".join(node.text().split()) for node in page.css(".hops li")] == [
        "07:16:13 Received and live",
        "11:15:00 Notice from the agency",
        "11:15:02 Gone from every page, 2 s later",
    ]
    assert meta(page, "robots") == "noindex"


def test_none_of_the_old_words_is_left_on_any_page(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    words = ("resigns", "Runa Skeld", "boat-", "mail boat", PARAGRAPHS[0][:40])
    everywhere = {path: shelved.page(path) for path in shelved.paths()}
    for path, text in everywhere.items():
        for word in words[: 4 if path != gone.path else 5]:
            assert word not in text, (path, word)
    assert PARAGRAPHS[0][:40] not in everywhere[gone.path]
    assert gone.path not in "".join(everywhere.values())


def test_its_ninjs_is_gone_too(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    assert shelved.status(gone.path + "story.json") == 410
    assert json.loads(shelved.page(gone.path + "story.json"))["pubStatus"] == "canceled"


def test_the_store_says_that_nothing_shows_it(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    assert shelved.store.showing(shelved.code, [gone.id]) == frozenset()


def test_what_we_withdrew_ourselves_says_so_with_the_reason_for_readers(shelved: Shelved) -> None:
    gone = taken_down(shelved, by_agency=False, reason="The court asked us to.")
    page = html(shelved.page(gone.path))
    assert said(page, "h1") == "We have withdrawn this story"
    assert "The court asked us to." in said(page, ".facts")
    assert "The court asked us to." in shelved.page("/withdrawn/")


def test_a_story_that_a_person_still_has_to_decide_on_is_not_said_to_be_withdrawn(shelved: Shelved) -> None:
    gone = taken_down(shelved, final=False)
    assert shelved.status(gone.path) == 404
    assert said(html(shelved.page(gone.path)), "h1").startswith("We have taken this story down while we check")


def test_the_list_of_withdrawals_has_it_with_its_day_and_agency(shelved: Shelved) -> None:
    taken_down(shelved)
    line = said(html(shelved.page("/withdrawn/")), ".ticks li")
    assert line == "26 Oct 11:15 Withdrawn by the agencyNation. Harbour Wire"


def test_the_archive_keeps_its_place_without_its_words(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    page = html(shelved.page("/archive/2025-10-26/1/"))
    assert len(page.css(".ticks li")) == 7
    assert said(page, ".ticks .off a") == "Withdrawn by the agency"
    assert gone.path not in links(page)


def test_a_restored_story_is_back_at_its_address(shelved: Shelved) -> None:
    gone = taken_down(shelved)
    shelved.put(gone)
    shelved.deliver()
    assert shelved.status(gone.path) == 200
    assert gone.headline in shelved.page("/nation/")
    assert not html(shelved.page("/withdrawn/")).css(".ticks")


def test_addresses_at_which_nothing_stands_have_a_page_of_their_own(shelved: Shelved) -> None:
    taken_down(shelved)
    assert shelved.status("/404.html") == 404
    assert said(html(shelved.page("/404.html")), "h1") == "There is no page at this address"
