"""Listed marks go and nothing else does; unlisted ones stand where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import Block
from wiredesk.story.normalise.marks import strip_blocks, strip_marks


@pytest.mark.parametrize(
    ("text", "marks", "left"),
    [
        ("Moscow [Russia], October 26 (ANI): The", ("(ANI)",), "Moscow [Russia], October 26 : The"),
        ("Moscow [Russia], October 26 (ANI): The", (), "Moscow [Russia], October 26 (ANI): The"),
        ("Moscow [Russia], October 26 (ANI): The", ("(PTI)",), "Moscow [Russia], October 26 (ANI): The"),
        ("It rained. (ANI)", ("(ANI)",), "It rained."),
        ("It rained.(ANI)", ("(ANI)",), "It rained."),
        ("It rained.\n(ANI)", ("(ANI)",), "It rained."),
        ("Delhi, Jul 7 (PTI) Rain", ("(PTI)",), "Delhi, Jul 7 Rain"),
        ("It rained.\n--IANS\nms/vd", ("--IANS",), "It rained.\nms/vd"),
        ("A man from --IANS said", ("--IANS",), "A man from --IANS said"),
        ("PTI reported rain. PTI", ("PTI",), "PTI reported rain."),
        ("Paid (ANI/NewsVoir) (ANI)", ("(ANI)",), "Paid (ANI/NewsVoir)"),
    ],
)
def test_only_listed_marks_go(text: str, marks: tuple[str, ...], left: str) -> None:
    stripped, removed = strip_marks(text, marks)
    assert stripped == left
    assert removed == (marks if text != left else ())


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("October 26 (ANI): It <b>rained</b>.", "October 26 : It <b>rained</b>."),
        ("It rained. <b>(ANI)</b>", "It rained."),
        ("It rained.<br>(ANI)", "It rained."),
        ("It rained.<br>(ANI)<br>Hail", "It rained.<br><br>Hail"),
    ],
)
def test_marks_leave_no_empty_markup_behind(html: str, left: str) -> None:
    stripped = strip_blocks((Block("p", html),), ("(ANI)",))
    assert [block.html for block in stripped.blocks] == [left]
    assert stripped.removed == ("(ANI)",)


def test_a_block_of_nothing_but_a_mark_is_gone() -> None:
    blocks = (Block("p", "It rained."), Block("p", "(ANI)"))
    assert strip_blocks(blocks, ("(ANI)",)).blocks == blocks[:1]


_PIECES = st.lists(
    st.sampled_from(["It", "rained", "(ANI)", "--IANS", "<br>", "<b>hard</b>", ".", ":", "&amp;"]), max_size=8
)


@given(
    st.lists(_PIECES.map(" ".join), min_size=1, max_size=3),
    st.sampled_from([("(ANI)",), ("--IANS",), ("(ANI)", "--IANS")]),
)
def test_both_ways_of_stripping_say_the_same(paragraphs: list[str], marks: tuple[str, ...]) -> None:
    blocks = tuple(Block("p", html) for html in paragraphs)
    stripped = strip_blocks(blocks, marks)
    text, removed = strip_marks(canonical_text(blocks), marks)
    assert canonical_text(stripped.blocks) == text
    assert stripped.removed == removed


@given(st.text(max_size=60))
def test_without_marks_nothing_changes(text: str) -> None:
    assert strip_marks(text, ()) == (text, ())
