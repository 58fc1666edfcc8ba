"""The canonical text: each clause of its rule, and that its two readings agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.story.markup import any_html, plain_text
from wiredesk.story.canonical import (
    NotPlain,
    canonical_of_html,
    canonical_of_markup,
    canonical_of_tree,
    canonical_text,
    digest_of,
    escape,
    fold,
    parse,
    render_blocks,
    unescape,
    unfolded,
)
from wiredesk.story.content import Block
from wiredesk.story.normalise.html import blocks_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>One.<br>Two.</p>", "One.\nTwo."),
        ("<p> One\t\r\n\f two. </p>", "One two."),
        ("<p>One\u00a0 two</p>", "One\u00a0 two"),
        ("<p>a\u200db\u200cc\u200ed\u2028e</p>", "a\u200db\u200cc\u200ed\u2028e"),
        ("<p>e\u0301</p>", "e\u0301"),
        ("<pre>\n a  b\r\n\r\nc </pre>", " a  b\n\nc "),
        ("<table><tr><td>a</td><td></td><td>c</td></tr><tr><td>d</td></tr></table>", "a\t\tc\nd"),
        ("<table><tr><td> </td><td></td></tr></table>", ""),
        ("<p></p><p> </p>One.<hr>Two.", "One.\nTwo."),
        ("<p>One</p></p><p>two</p></p>", "One\ntwo"),
        ("<p>Rain<script>x()</script><style>p{}</style>bow</p>", "Rainbow"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "a\nb\nc"),
        ("<p>AT&amp;amp;T</p>", "AT&amp;T"),
        ("", ""),
    ],
)
def test_each_clause_of_the_rule(html: str, text: str) -> None:
    assert canonical_of_html(html) == text


def test_an_element_left_out_still_ends_the_line_it_stood_between() -> None:
    body = parse("one<blockquote>gone</blockquote>two")
    quotation = body.css_first("blockquote")
    assert quotation is not None
    assert canonical_of_tree(body, frozenset({quotation.mem_id})) == "one\ntwo"


@given(any_html)
def test_both_readings_agree_on_what_we_write(html: str) -> None:
    written = render_blocks(blocks_of(parse(html)).blocks)
    assert canonical_of_markup(written) == canonical_of_html(written)
    assert canonical_of_markup(parse(written).inner_html or "") == canonical_of_html(written)


@given(st.lists(plain_text, max_size=6))
def test_what_is_rendered_reads_back_as_it_was(paragraphs: list[str]) -> None:
    blocks = [Block("p", escape(text)) for text in paragraphs]
    expected = "\n".join(line for text in paragraphs if (line := fold(text)))
    assert canonical_text(blocks) == expected
    assert canonical_of_html(render_blocks(blocks)) == expected


@given(plain_text, plain_text)
def test_digests_are_equal_exactly_when_texts_are(one: str, other: str) -> None:
    assert (digest_of(one) == digest_of(other)) == (one == other)


@given(plain_text)
def test_escaping_can_be_undone(text: str) -> None:
    assert unescape(escape(text)) == text.replace("\u00a0", "\u00a0")
    assert fold(fold(text)) == fold(text)
    assert unfolded(unfolded(text)) == unfolded(text)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One</p><!-- note -->",
        "<p>One<script>x()</script></p>",
        "<div><p>One</p></div>",
        "<p onclick=x>One</p>",
        "<P>One</P>",
        "<p>1 < 2</p>",
        "<table><tr><td>open",
        "</td>",
        "<pre>open",
    ],
)
def test_our_own_markup_holds_nothing_but_plain_tags(markup: str) -> None:
    with pytest.raises(NotPlain):
        canonical_of_markup(markup)


def test_every_link_carries_its_relation_and_every_block_its_end_tag() -> None:
    blocks = [Block("p", 'See <a href="https://news.example/">this</a>.'), Block("pre", " a")]
    assert render_blocks(blocks) == (
        '<p>See <a rel="noopener" href="https://news.example/">this</a>.</p>\n<pre> a</pre>'
    )
    assert 'rel="sponsored"' in render_blocks(blocks, rel="sponsored")
