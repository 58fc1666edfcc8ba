"""Whatever an agency sends as a headline, caption or name, it stays text on every page and in every feed."""

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outlets.reading import html, json_ld, meta, one, xml
from tests.outlets.shelved import Shelved, blocks_of
from tests.outlets.test_article_page import PICTURE
from wiredesk.outlets.website import article
from wiredesk.outlets.website.env import first_script
from wiredesk.outlets.website.feeds.rss import item
from wiredesk.outlets.website.feeds.xml import NotInXml

# HTML has no spelling for NUL, and its parsers fold CR into LF: no parsed item holds either.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=40
) | st.sampled_from(
    ["</script><script>x", "]]>", "<!--", "-->", '"><b>', "&amp;", "{{x}}", "</h1><p>", "' onload='x", "</title>"]
)

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}&lt;b&gt;\u2028"


def test_a_hostile_story_is_only_text_everywhere(shelved: Shelved) -> None:
    picture = msgspec.structs.replace(PICTURE, caption=HOSTILE, credit=HOSTILE)
    story = shelved.story(
        HOSTILE, standfirst=HOSTILE, article_standfirst=HOSTILE, authors=(HOSTILE,), pictures=(picture, picture),
        subjects=(HOSTILE,), service=HOSTILE, correction_note=HOSTILE, blocks=blocks_of(HOSTILE),
    )  # fmt: skip
    shelved.put(*(shelved.story(f"World story {number}") for number in range(3)), story)
    shelved.deliver()
    for path in shelved.paths():
        text = shelved.page(path)
        if path.endswith(".json"):
            json.loads(text)
            continue
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        if path.endswith(".xml"):
            xml(text)
    page = html(shelved.page(story.path))
    assert one(page, "h1").text() == HOSTILE
    assert "{{ 7*7 }}" in one(page, "h1").text()
    assert json_ld(page)["headline"] == HOSTILE
    assert meta(page, "og:title") == HOSTILE
    scripts = page.css("script:not([src])")
    assert [node.text() for node in scripts if node.attributes.get("type") is None] == [first_script()]
    assert {node.attributes.get("type") for node in scripts} == {None, "application/ld+json"}


def test_no_text_at_all_can_break_out(shelved: Shelved) -> None:
    shelved.put(shelved.story("A neighbour"))
    plain = shelved.story("plain")
    paper = shelved.paper()
    without = {node.tag for node in html(article.press(paper, plain).text).css("*")}

    @settings(max_examples=150)
    @given(headline=texts, caption=texts, author=texts)
    def holds(headline: str, caption: str, author: str) -> None:
        picture = msgspec.structs.replace(PICTURE, caption=caption, credit=author)
        story = msgspec.structs.replace(
            plain, headline=headline, standfirst=caption, authors=(author,), pictures=(picture,)
        )
        page = html(article.press(paper, story).text)
        assert {node.tag for node in page.css("*")} <= without | {"picture", "source", "img", "figure", "figcaption"}
        assert [node.text() for node in page.css("script:not([src])")][0::2] == [first_script()]
        assert len(page.css("script:not([src])")) == 2
        assert json_ld(page)["headline"] == headline
        assert meta(page, "og:title") == headline
        assert one(page, "h1").text() == headline
        try:
            written = item(paper, story)
        except NotInXml:
            return
        space = 'xmlns:content="c" xmlns:dc="d" xmlns:media="m"'
        assert xml(f"<rss {space}>{written}</rss>").findtext("item/title") == headline

    holds()
