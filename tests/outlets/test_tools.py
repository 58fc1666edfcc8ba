"""What stands under a byline and at an article's end: it works without a script, or is not there."""

from urllib.parse import parse_qs, urlsplit

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outlets.reading import html
from tests.outlets.shelved import Shelved, blocks_of
from wiredesk.outlets.website import article
from wiredesk.outlets.website.tools import WORDS_A_MINUTE, minutes

headlines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=40)


def test_reading_time_is_counted_in_words_and_is_at_least_a_minute(shelved: Shelved) -> None:
    assert minutes(shelved.story(blocks=blocks_of("Short."))) == 1
    assert minutes(shelved.story(blocks=blocks_of(" ".join(["word"] * (WORDS_A_MINUTE + 1))))) == 2


def test_a_share_link_carries_the_headline_and_the_address_whatever_the_headline_is(shelved: Shelved) -> None:
    plain = shelved.story("plain")
    shelved.put(plain)
    paper = shelved.paper()

    @settings(max_examples=60)
    @given(headlines)
    def holds(headline: str) -> None:
        story = article.press(paper, msgspec.structs.replace(plain, headline=headline))
        page = html(story.text)
        links = [str(one.attributes["href"]) for one in page.css(".tools details a")]
        assert len(links) == 5
        telegram = parse_qs(urlsplit(links[1]).query, keep_blank_values=True)
        assert telegram["url"] == [paper.url(plain.path)]
        assert telegram["text"] == [headline]
        assert page.css("[data-do=share]")[0].attributes["data-title"] == headline

    holds()


def test_every_button_is_marked_as_needing_a_script(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    page = html(shelved.page(story.path))
    assert page.css("article button")
    for button in page.css("article button"):
        assert button.parent is not None
        assert "js" in str(button.parent.attributes["class"]).split()


def test_tools_are_no_part_of_the_agencys_text(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    assert not html(shelved.page(story.path)).css("[itemprop=articleBody] :is(button, details, nav, ul)")


def test_the_next_story_is_none_that_stands_in_a_box(shelved: Shelved) -> None:
    stories = [shelved.story(f"World story {number}") for number in range(9)]
    shelved.put(*stories)
    shelved.deliver()
    page = html(shelved.page(stories[-1].path))
    following = [one.attributes["href"] for one in page.css(".next a[rel=next]")]
    box = [one.attributes["href"] for one in page.css(".rail li a")]
    assert len(following) == 1
    assert following[0] not in box
    assert len(box) == 5


def test_where_a_section_has_few_stories_the_way_on_is_the_first_of_its_box(shelved: Shelved) -> None:
    first, second = shelved.story("First"), shelved.story("Second")
    shelved.put(first, second)
    shelved.deliver()
    page = html(shelved.page(first.path))
    assert not page.css(".next")
    assert [one.attributes["href"] for one in page.css("a[rel=next]")] == [second.path]


def test_paid_copy_is_nobodys_next_story(shelved: Shelved) -> None:
    paid = [shelved.story(f"Paid {number}", paid=True) for number in range(3)]
    stories = [shelved.story(f"World story {number}") for number in range(6)]
    shelved.put(*paid, *stories)
    shelved.deliver()
    links = {one.attributes["href"] for one in html(shelved.page(stories[0].path)).css("a[rel=next]")}
    assert links.isdisjoint({one.path for one in paid})
