"""A running story told live: every update in full, word for word, until it goes quiet."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from tests.newspaper import Newspaper, item
from tests.outlets.reading import html, json_ld, links, said
from tests.running_stories import FERRY, sent
from wiredesk.common.errors import GateClosed
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.outlets.website.press_all import press_all
from wiredesk.outlets.website.refresh import refresh_boxes
from wiredesk.publication.verbatim import gate_bodies
from wiredesk.story.canonical import canonical_text, digest_of
from wiredesk.story.content import Block
from wiredesk.story.models import Threaded

pytestmark = pytest.mark.django_db

TAKES = ("ferry-1", "ferry-2", "ferry-3", "ferry-4")
LIVE_BLOG = {
    *("@context", "@type", "@id", "headline", "url", "mainEntityOfPage", "datePublished", "dateModified", "inLanguage"),
    *("coverageStartTime", "coverageEndTime", "articleSection", "image", "author", "publisher", "liveBlogUpdate"),
    "isAccessibleForFree",
}
UPDATE = {"@type", "@id", "headline", "url", "sameAs", "datePublished", "articleBody", "inLanguage", "author", "image"}
"""Properties that schema.org gives LiveBlogPosting and BlogPosting, as far as we use them."""
MUST_LIVE = {"headline", "datePublished", "coverageStartTime", "coverageEndTime", "liveBlogUpdate", "author"}
MUST_UPDATE = {"headline", "datePublished", "articleBody"}
"""What Google asks of a live page, and of each update."""


def come(paper: Newspaper, *guids: str, minutes: int = 20) -> None:
    """Takes arrive one after the other."""
    for guid in guids:
        paper.later(minutes=minutes)
        paper.take(sent(paper, guid))


def again(paper: Newspaper, guid: str, words: str) -> None:
    """A later version of a take, with another paragraph."""
    paper.later(minutes=20)
    headline, *paragraphs = FERRY[guid]
    changed = f"<dcterms:modified>{paper.now.isoformat()}</dcterms:modified>"
    at = format_datetime(paper.now - timedelta(minutes=20))
    paper.take(item(guid, headline, (*paragraphs, words), at=at, extra=changed))


def path(paper: Newspaper) -> str:
    """Where the running story stands."""
    return f"/thread/{Threaded.objects.get(story=paper.story('ferry-1')).thread_id}/"


def blog(paper: Newspaper) -> dict[str, Any]:
    """What search engines are told of its page."""
    return json_ld(html(paper.page(path(paper))[1]))


@pytest.fixture
def live(paper: Newspaper) -> Newspaper:
    """Four takes and a later version of the last, twenty minutes apart."""
    come(paper, *TAKES)
    assert Threaded.objects.count() == len(TAKES)
    assert blog(paper)["@type"] == "ItemList"
    again(paper, "ferry-4", "The court rose at noon.")
    return paper


def test_the_fifth_version_or_take_within_three_hours_makes_a_live_page(live: Newspaper) -> None:
    page = html(live.page(path(live))[1])
    assert said(page, ".thread .live") == "Live"
    assert [node.attributes["id"] for node in page.css(".update")] == [
        f"u-{live.story(guid).pk}" for guid in reversed(TAKES)
    ]
    assert "The court rose at noon." in said(page, f"#u-{live.story('ferry-4').pk} .body")


def test_what_comes_more_slowly_is_a_list(paper: Newspaper) -> None:
    come(paper, *TAKES, minutes=60)
    again(paper, "ferry-4", "The court rose at noon.")
    assert blog(paper)["@type"] == "ItemList"


def test_search_engines_are_told_what_they_ask_for_and_nothing_unknown(live: Newspaper) -> None:
    told = blog(live)
    assert told["@type"] == "LiveBlogPosting"
    assert MUST_LIVE <= told.keys() <= LIVE_BLOG
    updates = told["liveBlogUpdate"]
    for update in updates:
        assert update["@type"] == "BlogPosting"
        assert MUST_UPDATE <= update.keys() <= UPDATE
        assert update["url"].startswith(told["url"] + "#u-")
    times = [datetime.fromisoformat(update["datePublished"]) for update in updates]
    assert times == sorted(times, reverse=True)
    start, end = (datetime.fromisoformat(told[f"coverage{one}Time"]) for one in ("Start", "End"))
    assert start <= times[-1] <= times[0] == datetime.fromisoformat(told["dateModified"]) < end
    assert end - times[0] == timedelta(hours=3)
    headline, *paragraphs = FERRY["ferry-2"]
    assert [update["articleBody"] for update in updates if update["headline"] == headline] == ["\n".join(paragraphs)]


def test_cards_on_fronts_lead_to_it_while_it_is_live(live: Newspaper) -> None:
    for front in ("/", "/international/"):
        assert path(live) in links(html(live.page(front)[1]), "a.live"), front
    live.later(hours=3, minutes=1)
    refresh_boxes(live.now, 20, options=live.home.options, store=live.paper.store)
    for front in ("/", "/international/"):
        assert not html(live.page(front)[1]).css("a.live"), front


def test_it_ends_when_nothing_came_for_three_hours_and_begins_again_with_the_next(live: Newspaper) -> None:
    last = blog(live)["dateModified"]
    live.later(hours=3, minutes=1)
    refresh_boxes(live.now, 20, options=live.home.options, store=live.paper.store)
    told = blog(live)
    assert (told["@type"], told["coverageEndTime"]) == ("LiveBlogPosting", last)
    assert not html(live.page(path(live))[1]).css(".live")
    again(live, "ferry-4", "The court sat again.")
    assert said(html(live.page(path(live))[1]), ".thread .live") == "Live"


def test_one_that_cannot_be_pressed_when_it_ends_does_not_keep_the_worker_busy(
    live: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise GateClosed("this page is kept back", fact="broken")

    monkeypatch.setattr("wiredesk.outlets.website.press.gate_bodies", broken)
    live.later(hours=3, minutes=1)
    while refresh_boxes(live.now, 20, options=live.home.options, store=live.paper.store) > 1:
        pass
    assert refresh_boxes(live.now, 20, options=live.home.options, store=live.paper.store) == 0, "it is tried for ever"


def test_a_kill_takes_its_update_out_in_the_same_batch_and_what_is_left_may_be_live_no_more(live: Newspaper) -> None:
    story = live.story("ferry-2").pk
    kill(story, by=live.person(), reason="wrong ferry", now=live.now)
    live.flow()
    assert live.pages_with(FERRY["ferry-2"][1]) == []
    assert live.pages_with(FERRY["ferry-2"][0]) == []
    assert blog(live)["@type"] == "ItemList"
    assert not html(live.page("/")[1]).css("a.live")
    restore(story, by=live.person(), reason="it was right", now=live.now)
    live.flow()
    assert blog(live)["@type"] == "LiveBlogPosting"


def test_pressing_everything_presses_it_with_its_marks(live: Newspaper) -> None:
    before = {one: live.page(one)[1] for one in (path(live), "/", "/international/")}
    live.paper.store.clear(live.title.code)
    press_all(live.now, options=live.home.options, store=live.paper.store)
    assert {one: live.page(one)[1] for one in before} == before


def test_no_page_of_several_texts_passes_with_a_word_changed_missing_or_in_another_place() -> None:
    blocks = [(Block("p", text),) for text in ("The lock opened.", "The tide turned.")]
    stories = [(str(n), digest_of(canonical_text(own)), own) for n, own in enumerate(blocks)]
    body = '<div itemprop="articleBody"><p>{}</p></div>'
    one, other = (body.format(own[0].html) for own in blocks)
    gate_bodies(f"<main>{one}{other}</main>".encode(), stories)
    for wrong in (other + one, one, one + other + other, one + other.replace("turned", "turns")):
        with pytest.raises(GateClosed):
            gate_bodies(f"<main>{wrong}</main>".encode(), stories)
