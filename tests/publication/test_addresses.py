"""Addresses: readable, ASCII, bounded, and the id can be read back out of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.ids import story_id
from wiredesk.publication.addresses import LONGEST, story_in, story_path, url_slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Kremlin's offer: “talks”, without conditions", "kremlins-offer-talks-without-conditions"),
        ("Zürich–Genève", "zurich-geneve"),
        ("!!!", "story"),
        ("", "story"),
    ],
)
def test_a_headline_becomes_plain_words(headline: str, slug: str) -> None:
    assert url_slug(headline) == slug


@pytest.mark.parametrize("headline", ["तीस साल के सबसे ऊँचे ज्वार", "بندرگاہ کا دوسرا دروازہ", "துறைமுகம் திறப்பு"])
def test_every_script_gets_readable_letters(headline: str) -> None:
    slug = url_slug(headline)
    assert slug != "story"
    assert slug.isascii()


@given(st.text(), st.text(min_size=1))
def test_an_address_is_ascii_bounded_and_names_its_story(headline: str, guid: str) -> None:
    story = story_id("ANI", guid)
    path = story_path("world", headline, story)
    assert path.isascii()
    assert len(path) <= len("/world/") + LONGEST + 1 + len(story) + 1
    assert story_in(path) == story
    assert story_in(path + "story.json") == story


@given(st.text())
def test_any_path_can_be_asked_for_its_story(path: str) -> None:
    story_in(path)


def test_a_wrong_slug_still_names_the_story() -> None:
    assert story_in("/world/some-other-words-abcdefghij23/") == "abcdefghij23"
    assert story_in("/world/abcdefghij23/") == "abcdefghij23"
    assert story_in("/world/") is None
