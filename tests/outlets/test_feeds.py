"""What machines read: strict XML and JSON, word for word, and nothing that a contract keeps back."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import msgspec
import pytest

from tests.outlets.reading import ATOM, CONTENT, DC, MEDIA, NEWS, SITEMAP, xml
from tests.outlets.shelved import PARAGRAPHS, Shelved, blocks_of
from tests.outlets.test_article_page import PICTURE
from wiredesk.house.models import Contract
from wiredesk.publication.public import Indexing, ProviderRef
from wiredesk.publication.verbatim import gate_fragment, gate_text

FRONTS = ("/", "/latest/", "/world/", "/provider/hw/")


def test_every_front_has_both_feeds_with_the_whole_text_word_for_word(shelved: Shelved) -> None:
    story = shelved.story(pictures=(PICTURE,))
    shelved.put(story)
    shelved.deliver()
    for front in FRONTS:
        item = xml(shelved.page(f"{front}feed.xml")).find("channel/item")
        entry = xml(shelved.page(f"{front}atom.xml")).find(f"{ATOM}entry")
        assert item is not None
        assert entry is not None
        for body in (item.findtext(f"{CONTENT}encoded"), entry.findtext(f"{ATOM}content")):
            gate_fragment(body or "", story.canonical_digest, story_id=story.id)


def test_an_rss_item_says_everything_a_reader_needs(shelved: Shelved) -> None:
    story = shelved.story(pictures=(PICTURE,), authors=("Runa Skeld",))
    shelved.put(story)
    shelved.deliver()
    channel = xml(shelved.page("/world/feed.xml")).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "World | The Test Courier"
    assert channel.findtext("language") == "en"
    self_link = channel.find(f"{ATOM}link")
    assert self_link is not None
    assert self_link.get("href") == "http://localhost:8000/world/feed.xml"
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == story.headline
    assert item.findtext("link") == f"http://localhost:8000{story.path}"
    guid = item.find("guid")
    assert guid is not None
    assert (guid.get("isPermaLink"), guid.text) == ("false", f"main:{story.id}")
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == story.published_at
    assert item.findtext(f"{DC}creator") == "Runa Skeld"
    assert item.findtext("description") == story.standfirst
    picture = item.find(f"{MEDIA}content")
    assert picture is not None
    assert (picture.get("url"), picture.get("width")) == ("http://localhost:8000/media/boat-1600.jpg", "1600")
    assert picture.findtext(f"{MEDIA}credit") == "Harbour Wire"


def test_an_atom_entry_has_a_name_that_never_moves(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    first = xml(shelved.page("/atom.xml"))
    moved = msgspec.structs.replace(
        story, headline="Another headline", modified_at=story.modified_at + timedelta(hours=1), versions=2
    )
    shelved.put(moved)
    shelved.deliver()
    second = xml(shelved.page("/atom.xml"))
    names = [feed.findtext(f"{ATOM}entry/{ATOM}id") for feed in (first, second)]
    assert names[0] == names[1] == f"tag:localhost,2025:main/story/{story.id}"
    updated = [datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") for feed in (first, second)]
    assert updated == [story.modified_at, moved.modified_at]
    assert second.findtext(f"{ATOM}entry/{ATOM}title") == "Another headline"


def test_a_contract_without_full_text_gives_the_summary_only(shelved: Shelved) -> None:
    shelved.put(shelved.story(full_text_feeds=False))
    shelved.deliver()
    for name in ("feed.xml", "atom.xml"):
        text = shelved.page(f"/{name}")
        assert PARAGRAPHS[2] not in text
        assert "dredger" not in text
        assert "Work is to begin before the winter" in text


def test_a_story_that_xml_cannot_hold_is_left_out_and_its_words_are_not_changed(shelved: Shelved) -> None:
    good, bad = shelved.story("A plain story"), shelved.story("A strange one", blocks=blocks_of("Odd \ufffe sign"))
    shelved.put(good, bad)
    shelved.deliver()
    assert [item.findtext("title") for item in xml(shelved.page("/feed.xml")).iter("item")] == ["A plain story"]
    assert json.loads(shelved.page(bad.path + "story.json"))["body_text"] == "Odd \ufffe sign"
    assert shelved.status(bad.path) == 200


def test_feeds_are_newest_first_and_no_longer_than_the_option(shelved: Shelved) -> None:
    shelved.options = msgspec.structs.replace(shelved.options, feed_size=5)
    stories = [shelved.story(f"Story {number}") for number in range(9)]
    shelved.put(*stories)
    shelved.deliver()
    titles = [item.findtext("title") for item in xml(shelved.page("/world/feed.xml")).iter("item")]
    assert titles == [one.headline for one in reversed(stories[4:])]


def test_ninjs_names_its_standard_and_carries_both_bodies_and_our_instants(shelved: Shelved) -> None:
    story = shelved.story(pictures=(PICTURE,), subjects=("harbours",), place="Norrhaven")
    shelved.put(story)
    shelved.deliver()
    data = json.loads(shelved.page(story.path + "story.json"))
    assert data["standard"]["name"] == "ninjs"
    assert shelved.status(data["standard"]["schema"].removeprefix("http://localhost:8000")) == 200
    assert data["uri"] == f"http://localhost:8000{story.path}"
    assert (data["type"], data["pubStatus"], data["language"]) == ("text", "usable", "en")
    gate_text(data["body_text"], story.canonical_digest, story_id=story.id)
    gate_text(data["bodies"][0]["value"], story.canonical_digest, story_id=story.id)
    gate_fragment(data["body_html"], story.canonical_digest, story_id=story.id)
    assert datetime.fromisoformat(data["received_at"]) == story.received_at
    assert datetime.fromisoformat(data["live_at"]) == story.live_at
    assert data["associations"][0]["renditions"][0]["href"].startswith("http://localhost:8000/media/")
    assert data["disclaimer"]["state"] == "untouched"
    assert "ednote" not in {key.lower() for key in data}


def test_there_is_a_sitemap_for_each_day_and_an_index_of_them(shelved: Shelved) -> None:
    story = shelved.story()
    earlier = msgspec.structs.replace(
        shelved.story("Yesterday's story"),
        live_at=story.live_at - timedelta(days=1),
        sort_at=story.sort_at - timedelta(days=1),
    )
    shelved.put(earlier, story)
    shelved.follow()
    places = [node.text for node in xml(shelved.page("/sitemap.xml")).iter(f"{SITEMAP}loc")]
    assert places == [
        "http://localhost:8000/news-sitemap.xml",
        "http://localhost:8000/sitemaps/2025-10-25.xml",
        "http://localhost:8000/sitemaps/2025-10-26.xml",
    ]
    day = [node.text for node in xml(shelved.page("/sitemaps/2025-10-26.xml")).iter(f"{SITEMAP}loc")]
    assert day == ["http://localhost:8000/archive/2025-10-26/", f"http://localhost:8000{story.path}"]


def test_the_news_sitemap_has_two_days_no_paid_copy_and_nothing_a_contract_forbids(shelved: Shelved) -> None:
    listed = shelved.story("Listed")
    old = msgspec.structs.replace(shelved.story("Old"), sort_at=shelved.now - timedelta(hours=49))
    shelved.put(
        listed,
        old,
        shelved.story("Paid", paid=True, provider=ProviderRef("NV", "NewsVend", "paid")),
        *(shelved.story(kind.value, indexing=kind) for kind in Indexing if kind is not Indexing.INDEX),
    )
    shelved.follow()
    found = xml(shelved.page("/news-sitemap.xml"))
    assert [node.text for node in found.iter(f"{NEWS}title")] == ["Listed"]
    assert next(found.iter(f"{NEWS}publication_date")).text == "2025-10-26T07:16:00+05:30"


def test_a_story_that_left_the_two_days_leaves_the_news_sitemap(shelved: Shelved) -> None:
    shelved.put(shelved.story("First"))
    shelved.deliver()
    shelved.now += timedelta(hours=60)
    shelved.put(shelved.story("Second"))
    shelved.follow()
    assert [node.text for node in xml(shelved.page("/news-sitemap.xml")).iter(f"{NEWS}title")] == ["Second"]


@pytest.mark.parametrize("indexing", ["noindex", "canonical-to-agency"])
def test_a_provider_kept_out_of_indexes_is_in_no_sitemap(shelved: Shelved, indexing: str) -> None:
    Contract.objects.create(title=shelved.title, provider_code="HW", indexing=indexing)
    story = shelved.story()
    shelved.put(story)
    shelved.follow()
    assert story.path not in shelved.page("/sitemaps/2025-10-26.xml")


def test_robots_are_shown_the_sitemaps_and_kept_from_the_desk(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    text = shelved.page("/robots.txt")
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "max-image-preview:large" in text


def test_a_private_title_lets_no_robot_in(shelved: Shelved) -> None:
    type(shelved.title).objects.filter(pk=shelved.title.pk).update(private=True)
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    assert shelved.page("/robots.txt") == "User-agent: *\nDisallow: /\n"
    for path in ("/", "/world/", story.path):
        assert '<meta name="robots" content="noindex">' in shelved.page(path)
