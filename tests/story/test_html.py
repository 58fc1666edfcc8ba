"""Received HTML becomes blocks with the same words, and nothing else comes with them."""

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given

from tests.story.markup import any_html, payloads
from wiredesk.story.canonical import (
    BLOCK_KINDS,
    INLINE_TAGS,
    TABLE_PARTS,
    canonical_of_tree,
    canonical_text,
    parse,
    render_blocks,
)
from wiredesk.story.content import Block
from wiredesk.story.normalise.html import blocks_of


def _blocks(html: str, base: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, block.html) for block in blocks_of(parse(html), base=base).blocks]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>One.</p>\n<p>Two.</p>", [("p", "One."), ("p", "Two.")]),
        ("One.<br><br>Two.<br>\n<br/>Three.", [("p", "One."), ("p", "Two."), ("p", "Three.")]),
        ("<p>One.<br>Two.<br></p>", [("p", "One.<br>Two.")]),
        ("<div>One.</div><div>Two.<div>Three.</div></div>", [("p", "One."), ("p", "Two."), ("p", "Three.")]),
        ("Straight into the body", [("p", "Straight into the body")]),
        ("<p>Said.</p><p>--IANS</p><p>ms/vd</p></p>", [("p", "Said."), ("p", "--IANS"), ("p", "ms/vd")]),
        ("<p><img src=x></p><p></p><p>One.</p>", [("p", "One.")]),
        ("<h1>A</h1><h5>B</h5>", [("h2", "A"), ("h4", "B")]),
        ("<b>One.<br><br>Two.</b>", [("p", "<b>One.</b>"), ("p", "<b>Two.</b>")]),
        ("<p><b></b>a<i> b</i></p>", [("p", "a <i>b</i>")]),
        ("<p><font size=7><span style=x>a</span></font></p>", [("p", "a")]),
        ("<ul><li>a<ul><li>b</li></ul></li><li></li></ul>", [("ul", "<li>a<ul><li>b</li></ul></li>")]),
        ("<ul>loose<li>a</li></ul>", [("ul", "<li>loose</li><li>a</li>")]),
        ("<blockquote><p>a</p></blockquote>", [("blockquote", "a")]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", [("blockquote", "<p>a</p><p>b</p>")]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", [("p", "a"), ("p", "b")]),
        ("<pre>\n 1  2\n<b>3</b></pre>", [("pre", " 1  2\n3")]),
        (
            "<table><caption>T</caption><tr><th colspan=2 onclick=x>a<tr><td>b<td></table>",
            [
                (
                    "table",
                    '<caption>T</caption><tbody><tr><th colspan="2">a</th></tr><tr><td>b</td><td></td></tr></tbody>',
                )
            ],
        ),
        ("<p>AT&amp;amp;T &lt;b&gt; 1 &lt; 2</p>", [("p", "AT&amp;amp;T &lt;b&gt; 1 &lt; 2")]),
        ("<p>a\u00a0b&nbsp;c&zwj;d</p>", [("p", "a\u00a0b\u00a0c\u200dd")]),
    ],
)
def test_what_agencies_send(html: str, blocks: list[tuple[str, str]]) -> None:
    assert _blocks(html) == blocks


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://news.example/a?b=1&amp;c=2", "https://news.example/a?b=1&amp;c=2"),
        ("HTTP://news.example/", "HTTP://news.example/"),
        ("//news.example/a", "https://news.example/a"),
        ("/world/a", "https://agency.example/world/a"),
        ('https://news.example/a b"c', "https://news.example/a%20b%22c"),
        ("mailto:desk@agency.example", None),
        ("java&#10;script:alert(1)", None),
        (" \x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("#note", None),
        ("http://", None),
        ("http://[::1", None),
    ],
)
def test_only_web_addresses_stay_links(href: str, kept: str | None) -> None:
    html = f"<p><a href='{href}' onclick='x()' target=_blank>word</a></p>"
    expected = f'<a href="{kept}">word</a>' if kept else "word"
    assert _blocks(html, "https://agency.example/home/") == [("p", expected)]


def test_struck_words_are_kept_and_reported() -> None:
    body = blocks_of(parse("<p>Nine <del>ten</del> boats</p>"))
    assert (body.blocks, body.struck) == ((Block("p", "Nine ten boats"),), True)


@given(any_html)
def test_no_word_is_lost_added_or_moved(html: str) -> None:
    tree = parse(html)
    blocks = blocks_of(tree).blocks
    assert canonical_text(blocks) == canonical_of_tree(tree)
    assert blocks_of(parse(render_blocks(blocks))).blocks == blocks


@given(any_html)
def test_only_allowed_elements_come_out(html: str) -> None:
    _assert_harmless(html)


def test_no_payload_of_the_corpus_survives() -> None:
    lines = payloads()
    assert len(lines) > 570
    _assert_harmless("\n".join(lines))
    for line in lines:
        _assert_harmless(line)
        _assert_harmless(f"<p>Before <b>{line}</b> after</p>")
        _assert_harmless(f"<a href=\"{line}\">x</a><a href='{line}'>x</a><a href={line}>x</a><img {line}=x>")


def _assert_harmless(html: str) -> None:
    tree = parse(html)
    blocks = blocks_of(tree, base="https://agency.example/").blocks
    assert canonical_text(blocks) == canonical_of_tree(tree)
    written = parse(render_blocks(blocks))
    for node in written.css("*"):
        assert node.tag in BLOCK_KINDS | INLINE_TAGS | TABLE_PARTS | {"li", "br", "body"}
        for name, value in node.attributes.items():
            assert (node.tag, name) in {("a", "href"), ("a", "rel")} or name in {"colspan", "rowspan"}
            if name == "href":
                assert urlsplit(value or "").scheme.lower() in {"http", "https"}


def test_ten_paragraphs_take_well_under_a_millisecond() -> None:
    html = ("<p>" + "The harbour board said on Monday that the new quay would open in spring. " * 6 + "</p>\n") * 10
    best = min(_seconds(html) for _ in range(20))
    assert best < 0.001


def _seconds(html: str) -> float:
    start = time.perf_counter()
    tree = parse(html)
    canonical_text(blocks_of(tree).blocks)
    canonical_of_tree(tree)
    return time.perf_counter() - start
