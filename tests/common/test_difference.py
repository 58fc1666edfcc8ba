"""Texts compared word by word, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common import difference as compared
from wiredesk.common.difference import Change, difference

LINES = st.lists(st.text(alphabet="ab c.,नमस्ते‌", max_size=30).map(str.strip).filter(bool), max_size=8)


def words(lines: tuple[tuple[compared.Run, ...], ...], without: Change) -> list[str]:
    return "\n".join("".join(run.text for run in line if run.change is not without) for line in lines).split()


@given(LINES, LINES)
def test_taking_a_side_away_leaves_the_words_of_the_other(before: list[str], after: list[str]) -> None:
    lines = difference(before, after).lines
    assert "".join(words(lines, Change.OUT)) == "".join("\n".join(after).split())
    assert "".join(words(lines, Change.IN)) == "".join("\n".join(before).split())


@given(LINES)
def test_a_text_does_not_differ_from_itself(lines: list[str]) -> None:
    found = difference(lines, lines)
    assert (found.words_in, found.words_out) == (0, 0)
    assert all(run.change is Change.SAME for line in found.lines for run in line)


def test_a_changed_word_does_not_take_its_marks_along() -> None:
    found = difference(["It follows in due course, they said."], ["It follows on Monday, they said."])
    changed = [(run.change, run.text.strip()) for line in found.lines for run in line if run.change is not Change.SAME]
    assert changed == [(Change.OUT, "in due course"), (Change.IN, "on Monday")]
    assert (found.words_in, found.words_out) == (2, 3)


def test_a_word_of_devanagari_is_one_word() -> None:
    found = difference(["बंदरगाह पर नौका"], ["बंदरगाह पर नौकाएँ"])
    assert (found.words_in, found.words_out) == (1, 1)


def test_a_moved_paragraph_is_shown_and_a_huge_one_is_not_compared_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compared, "LONGEST", 5)
    found = difference(["one two three four five six"], ["one two three four five seven"])
    assert (found.words_in, found.words_out) == (6, 6)
