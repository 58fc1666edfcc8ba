"""Plain text becomes paragraphs with the same words, however its lines were broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.canonical import canonical_of_html, canonical_text, fold, render_blocks
from wiredesk.story.normalise.text import blocks_of_text

WRAPPED = (
    "Nine boats left the harbour at dawn, and the\nport's master said that a tenth would follow\nin the evening.\n"
)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (WRAPPED, 1),
        (WRAPPED + "\n" + WRAPPED, 2),
        (WRAPPED.replace("\n", "\r\n") + "\r\n \t\r\n" + WRAPPED, 2),
        ("   " + WRAPPED + "   " + WRAPPED, 2),
        ("Nine boats left.\nA tenth stayed.\nIt rained.", 3),
        (("Nine boats left the harbour at dawn. " * 5 + "\n") * 3, 3),
        ("Nine boats left, said the\nmaster", 1),
        (
            "The illness is rare, doctors said, but\nEDS patients often wait ten years\nfor a name for what they have.",
            1,
        ),
        ("", 0),
        (" \n\n ", 0),
    ],
)
def test_where_paragraphs_are(text: str, paragraphs: int) -> None:
    blocks = blocks_of_text(text)
    assert len(blocks) == paragraphs
    assert " ".join(canonical_text(blocks).split("\n")) == fold(text)


def test_markup_in_plain_text_is_text() -> None:
    blocks = blocks_of_text("1 < 2 & <b>3</b>")
    assert [block.html for block in blocks] == ["1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;"]
    assert canonical_of_html(render_blocks(blocks)) == "1 < 2 & <b>3</b>"


@given(st.text(st.sampled_from("ab.\u00a0\u200d \n\t\r<&\u0915"), max_size=200))
def test_no_word_is_lost_added_or_moved(text: str) -> None:
    assert fold(canonical_text(blocks_of_text(text)).replace("\n", " ")) == fold(text)
