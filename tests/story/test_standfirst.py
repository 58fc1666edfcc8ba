"""The few words under a headline: the agency's own where it sent them, and whole words always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.content import Block, Content
from wiredesk.story.normalise.standfirst import article_standfirst, card_standfirst, cut_words, summary_text
from wiredesk.wire.profiles.profile import by_name

LEAD = "Nine boats left the harbour at dawn, the port's master said on Monday."


def _content(standfirst: str | None = None, *paragraphs: str) -> Content:
    blocks = tuple(
        Block("p", text) for text in paragraphs or (f"New Delhi, Jul 7 (PTI) {LEAD}", "A tenth stayed behind.")
    )
    return Content(
        headline="Boats leave harbour", blocks=blocks, canonical_digest="", standfirst=standfirst, lead_text=LEAD
    )


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (f"<p>{LEAD}</p>", LEAD),
        (f"New Delhi, Jul 7 (PTI) {LEAD}", LEAD),
        ("AT&amp;T <b>buys</b>\n boats", "AT&T buys boats"),
        ("Nine boats left the [&#8230;]", "Nine boats left the…"),
        ("Nine boats left. Read Full Article at RT.com", "Nine boats left."),
        ("Nine boats left the harbour ... Read more", "Nine boats left the harbour…"),
        ("<p>Nine boats left.</p><p>The post Boats appeared first on Wharf News.</p>", "Nine boats left."),
        ("Nine boats left ...", "Nine boats left ..."),
        ("(Eds: adds quotes) Nine boats left.", "Nine boats left."),
        ("Eds: adds quotes", None),
        ("<img src=x>", None),
        ("", None),
        (None, None),
    ],
)
def test_a_summary_is_plain_and_without_dateline_or_teaser(summary: str | None, text: str | None) -> None:
    assert summary_text(summary, "html", by_name("pti")) == text


def test_a_card_prefers_the_agencys_summary() -> None:
    assert card_standfirst(_content("A tenth boat is late.")) == "A tenth boat is late."
    assert card_standfirst(_content()) == LEAD


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("The harbour has not been so empty since 1951.", True),
        (LEAD, False),
        (LEAD.upper(), False),
        ("Nine boats left the harbour at dawn, the por ...", False),
        ("A tenth stayed behind", False),
        ("Boats leave harbour", False),
        ("…", False),
    ],
)
def test_an_article_shows_a_summary_only_where_it_adds_something(summary: str, shown: bool) -> None:
    assert article_standfirst(_content(summary)) == (summary if shown else None)
    assert article_standfirst(_content(summary), always=True) == summary


def test_without_a_summary_an_article_has_no_standfirst() -> None:
    assert article_standfirst(_content(), always=True) is None


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Nine boats left", 15, "Nine boats left"),
        ("Nine boats left", 14, "Nine boats…"),
        ("Nine boats, left", 12, "Nine boats…"),
        ("Nineboatsleft", 8, "Nineboa…"),
        ("नौ नावें रवाना", 10, "नौ नावें…"),
    ],
)
def test_a_cut_falls_between_words(text: str, limit: int, cut: str) -> None:
    assert cut_words(text, limit) == cut


@given(st.text(st.sampled_from("ab ,.क\u093f"), max_size=80), st.integers(5, 60))
def test_a_cut_is_never_longer_than_its_limit_and_always_a_beginning(text: str, limit: int) -> None:
    cut = cut_words(text, limit)
    assert len(cut) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
