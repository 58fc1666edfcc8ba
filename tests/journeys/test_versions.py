"""One story, one address, whatever its agency does to guid, headline, link and stamps."""

import pytest
from lxml import html

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Story, Version

LONGER = (*PARAGRAPHS, "The first boats passed at noon, the harbour office said.")


def one_story(paper: Newspaper) -> str:
    """The path of the only story there is."""
    assert Story.objects.count() == 1
    return PublicStory.objects.get().path


def test_an_update_replaces_the_text_at_the_same_address(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = one_story(paper)
    paper.later(minutes=20)
    paper.take(item("g1", paragraphs=LONGER))
    assert one_story(paper) == path
    status, page = paper.page(path)
    assert status == 200
    assert "The first boats passed at noon" in page
    assert paper.pages_with("The first boats passed at noon")


def test_an_updated_story_says_when_it_first_arrived(paper: Newspaper) -> None:
    paper.take(item("g1"))
    first = PublicStory.objects.get().live_at
    paper.later(hours=3)
    paper.take(item("g1", paragraphs=LONGER, at="Sun, 26 Oct 2025 13:14:00 +0530"))
    _, page = paper.page(one_story(paper))
    hops = [" ".join(hop.text_content().split()) for hop in html.fromstring(page).xpath('//ol[@class="hops"]/li')]
    assert [hop.split(" ", 1)[1] for hop in hops] == [
        "Sent by ANI",
        "Received here, 15 min later",
        "Live",
        "Updated by the agency",
        "New version live",
    ]
    assert PublicStory.objects.get().live_at == first


def test_a_restamped_guid_with_the_same_text_is_the_same_story(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = one_story(paper)
    paper.take(item("g2", at="Sun, 26 Oct 2025 10:05:00 +0530"))
    assert one_story(paper) == path
    assert paper.story("g1") == paper.story("g2")


def test_an_update_under_the_second_guid_reaches_the_first_address(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.take(item("g2"))
    paper.later(minutes=5)
    paper.take(item("g2", paragraphs=LONGER, at="Sun, 26 Oct 2025 10:20:00 +0530"))
    assert "first boats passed" in paper.page(one_story(paper))[1]


def test_a_changed_headline_keeps_the_address(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = one_story(paper)
    paper.later(minutes=1)
    paper.take(item("g1", headline="Lock at Port Anjal open again"))
    assert one_story(paper) == path
    assert "Lock at Port Anjal open again" in paper.page(path)[1]
    assert not paper.pages_with("Second lock opens at Port Anjal")


def test_a_changed_link_changes_nothing(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = one_story(paper)
    paper.take(item("g1", link="https://agency.example/elsewhere?utm_source=feed"))
    assert one_story(paper) == path
    assert PublicStory.objects.get().changed_at == paper.now


@pytest.mark.parametrize("first", ["early", "late"])
def test_versions_out_of_order_end_as_the_latest(paper: Newspaper, first: str) -> None:
    early = item("g1", at="Sun, 26 Oct 2025 09:00:00 +0530")
    late = item("g1", paragraphs=LONGER, at="Sun, 26 Oct 2025 09:30:00 +0530")
    for one in (early, late) if first == "early" else (late, early):
        paper.take(one)
        paper.later(minutes=1)
    assert "first boats passed" in paper.page(one_story(paper))[1]
    assert Version.objects.count() == 2


def test_a_back_dated_version_does_not_replace_a_newer_one(paper: Newspaper) -> None:
    paper.take(item("g1", paragraphs=LONGER))
    paper.later(minutes=10)
    paper.take(item("g1", at="Sat, 25 Oct 2025 10:00:00 +0530"))
    assert "first boats passed" in paper.page(one_story(paper))[1]


def test_the_same_feed_again_changes_nothing(paper: Newspaper) -> None:
    paper.take(item("g1"), item("g2", headline="Another", paragraphs=LONGER))
    before = {path: paper.paper.store.get("main", path) for path in paper.paths()}
    paper.later(seconds=30)
    paper.take(item("g1"), item("g2", headline="Another", paragraphs=LONGER))
    assert Version.objects.count() == 2
    assert {path: paper.paper.store.get("main", path) for path in paper.paths()} == before


def test_the_same_text_in_two_services_is_one_story_in_two_sections(paper: Newspaper) -> None:
    paper.service("business", section="Business")
    paper.take(item("g1"))
    paper.take(item("b7"), service="business")
    path = one_story(paper)
    assert path.startswith("/international/")
    assert path in paper.page("/business/")[1]
    assert path in paper.page("/international/")[1]
    assert paper.page("/")[1].count(f'href="{path}"') == 1


def test_the_same_item_in_two_services_is_one_version_with_a_receipt(paper: Newspaper) -> None:
    paper.service("business", section="Business")
    paper.take(item("g1"))
    paper.take(item("g1"), service="business")
    assert Version.objects.count() == 1
    assert one_story(paper) in paper.page("/business/")[1]


def test_short_texts_that_recur_are_not_one_story(paper: Newspaper) -> None:
    paper.take(item("g1", headline="Budget", paragraphs=("Details are awaited.",)))
    paper.take(item("g2", headline="Election", paragraphs=("Details are awaited.",)))
    assert Story.objects.count() == 2


def test_a_correction_says_so_only_where_an_earlier_version_was_public(paper: Newspaper) -> None:
    paper.take(item("g1", headline="CORRECTED-Second lock opens at Port Anjal"))
    assert not paper.page(one_story(paper))[1].count("orrected by")
    record = PublicStory.objects.get()
    assert b"corrected" in bytes(record.data)
