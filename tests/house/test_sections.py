"""Section addresses: readable, and never one of the site's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.house.sections import LONGEST, RESERVED, section_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [("International", "international"), ("Art & Life", "art-life"), ("Latest", "latest-news"), ("—", "news")],
)
def test_a_name_becomes_a_plain_word_of_an_address(name: str, slug: str) -> None:
    assert section_slug(name) == slug


@given(st.text())
def test_any_name_gives_an_ascii_slug_that_is_not_the_sites_own(name: str) -> None:
    slug = section_slug(name)
    assert slug
    assert slug.isascii()
    assert len(slug) <= LONGEST + len("-news")
    assert slug not in RESERVED
