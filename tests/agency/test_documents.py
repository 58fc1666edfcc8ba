"""What goes out parses strictly, except where it is spoilt on purpose, and carries what the item says."""

import pytest
from lxml import etree

from tests.agency.made_up import BASE, END, strict, whole_day
from wiredesk.agency.documents import ITEM_NAMESPACE, document, one_item
from wiredesk.agency.items import Event, Fault
from wiredesk.agency.world import world

NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "hw": ITEM_NAMESPACE,
}


def _event(feature: str, version: int = 1) -> Event:
    return next(
        event for event in whole_day().events if event.item.feature == feature and event.item.version == version
    )


def _sent(feature: str, version: int = 1) -> etree._Element:
    return strict(one_item(whole_day(), _event(feature, version), BASE))


@pytest.mark.parametrize("feed", [feed.name for feed in world().feeds])
def test_a_feed_parses_strictly_unless_it_shows_something_spoilt(feed: str) -> None:
    made = whole_day()
    for at in {0.0, END, *(event.at for event in made.events if event.feed == feed)}:
        data = document(made, feed, at, BASE)
        spoilt = made.is_cut(feed, at) or any(event.item.fault for event in made.showing(feed, at))
        if spoilt:
            with pytest.raises(etree.XMLSyntaxError):
                strict(data)
        else:
            root = strict(data)
            shown = len(root.findall(".//item")) + len(root.findall("atom:entry", NAMES))
            assert shown + len(root.findall("at:deleted-entry", NAMES)) == len(made.showing(feed, at))


def test_every_feed_says_that_it_is_made_up() -> None:
    for feed in world().feeds:
        head = document(whole_day(), feed.name, 0, BASE).decode()[:1200]
        assert "(made up)" in head
        assert "Every person, place and event in here is made up." in head


def test_the_bare_ampersand_is_all_that_is_wrong_with_its_item() -> None:
    data = one_item(whole_day(), _event("bare_ampersand"), BASE)
    with pytest.raises(etree.XMLSyntaxError):
        strict(data)
    assert (
        strict(data.replace(b"Lobato & Sons", b"Lobato &amp; Sons"))
        .findtext(".//item/title", "")
        .startswith("Lobato &")
    )


def test_no_repair_of_characters_mends_the_unclosed_tag() -> None:
    event = _event("unclosed_tag")
    assert event.item.fault is Fault.UNCLOSED
    with pytest.raises(etree.XMLSyntaxError, match="mismatch"):
        strict(one_item(whole_day(), event, BASE))


def test_a_feed_breaks_off_once_and_comes_whole_with_its_next_event() -> None:
    made = whole_day()
    cut = next(event for event in made.events if event.action == "cut")
    after = next(event.at for event in made.events if event.feed == cut.feed and event.at > cut.at)
    assert not document(made, cut.feed, cut.at).endswith(b"</rss>\n")
    assert document(made, cut.feed, after).endswith(b"</rss>\n")


def test_a_kill_keeps_the_guid_and_says_so_by_status_without_a_body() -> None:
    item = _sent("kill_status", 2)
    assert item.findtext(".//hw:pubStatus", namespaces=NAMES) == "canceled"
    assert item.find(".//content:encoded", NAMES) is None
    assert item.findtext(".//guid") == _event("kill_status").item.guid


def test_lantern_withdraws_by_tombstone() -> None:
    grave = _sent("tombstone", 2).find("at:deleted-entry", NAMES)
    assert grave is not None
    assert grave.get("ref") == _event("tombstone").item.guid


def test_an_embargo_stands_in_an_element_or_in_the_note_and_in_the_future() -> None:
    made = whole_day()
    event = _event("embargo_element")
    available = event.item.available
    assert available is not None
    assert available > event.at
    stamped = _sent("embargo_element").findtext(".//dcterms:available", namespaces=NAMES)
    assert stamped == made.pace.stamp(available).isoformat()
    body = _sent("embargo_prose").findtext(".//content:encoded", "", NAMES)
    assert body.startswith("<p>Eds: EMBARGOED UNTIL 05:00 GMT, 9 March 2026.</p>")


def test_an_update_carries_its_time_apart_from_the_first() -> None:
    item = _sent("bulletin", 3)
    assert item.findtext(".//pubDate") == "Mon, 09 Mar 2026 00:36:00 +0530"
    assert item.findtext(".//item/atom:updated", namespaces=NAMES) == "2026-03-09T03:12:00+05:30"


def test_a_picture_has_address_caption_and_credit() -> None:
    media = _sent("gallery").findall(".//media:content", NAMES)
    assert len(media) == 3
    assert all(str(one.get("url")).startswith(BASE + "pictures/") for one in media)
    assert all(one.findtext("media:credit", namespaces=NAMES) == "Harbour Wire" for one in media)
    assert all(one.findtext("media:description", namespaces=NAMES) for one in media)


def test_embeds_stand_in_the_body_as_agencies_send_them() -> None:
    assert "<iframe" in _sent("embed_video").findtext(".//content:encoded", "", NAMES)
    assert "<blockquote" in _sent("embed_post").findtext(".//content:encoded", "", NAMES)


def test_the_same_copy_in_two_feeds_is_the_same_item() -> None:
    both = [event for event in whole_day().events if event.item.feature == "two_sections"]
    assert [event.feed for event in both] == ["nation", "business"]
    assert both[0].item == both[1].item
