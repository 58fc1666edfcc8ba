"""What of a story is shown for a question: its own letters, with the words marked that were looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.publication.search.asked import asked
from wiredesk.publication.search.excerpt import CUT, Part, Telling, excerpt, marked

LINES = (
    "Port Anjal, October 26 : The harbour office opened the second lock on Sunday.",
    "Boats had waited since Thursday, when a gate of the lock jammed at low water.",
)


def telling(words: str, *loose: str) -> Telling:
    return Telling(asked({"q": words}), loose)


def found(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if part.found]


def said(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


def test_the_line_with_most_of_the_words_is_shown() -> None:
    assert said(excerpt(LINES, telling("lock gate"))).endswith("when a gate of the lock jammed at low water.")
    assert found(excerpt(LINES, telling("lock gate"))) == ["gate", "lock"]


def test_forms_and_misspelt_words_are_marked_as_printed() -> None:
    assert found(excerpt(LINES, telling("locks"))) == ["lock"]
    assert found(excerpt(LINES, telling("habour", "habour"))) == ["harbour"]
    assert found(excerpt(LINES, telling("habour"))) == []


def test_a_text_without_the_words_shows_nothing() -> None:
    assert excerpt(LINES, telling("bridge")) == ()


@pytest.mark.parametrize(
    ("line", "typed", "marks"),
    [
        ("पुल की ख़बर आई।", "खबर", ["ख़बर"]),
        ("وزیرِ اعظم نے کہا۔", "وزیر", ["وزیرِ"]),
        ("今日天气预报", "天气预报", ["天气预报"]),
        ("মন্ত্রী বললেন", "মন্ত্রী", ["মন্ত্রী"]),
        ("தேர்தல் முடிவு", "முடிவு", ["முடிவு"]),
    ],
)
def test_words_of_every_script_are_marked(line: str, typed: str, marks: list[str]) -> None:
    assert found(excerpt((line,), telling(typed))) == marks


@given(st.text(max_size=900), st.integers(min_value=0, max_value=890))
def test_an_excerpt_is_a_piece_of_its_line(text: str, at: int) -> None:
    line = f"{text[:at]} lock {text[at:]}".replace("\n", " ")
    parts = excerpt((line,), telling("lock"))
    inner = said(parts).removeprefix(CUT).removesuffix(CUT) if CUT not in line else ""
    assert inner in line
    assert "lock" in [part.lower() for part in found(parts)]
    assert said(marked(line, telling("lock"))) == line
