"""Lines end where a reader of the language would end them, and none is looser than it need be."""

import pytest

from wiredesk.outlets.epaper.makeup.breaking import (
    HYPHEN,
    between_syllables,
    break_evenly,
    break_paragraph,
    cuts,
    printed,
)
from wiredesk.outlets.epaper.makeup.measures import style_of
from wiredesk.outlets.epaper.makeup.typefaces import Measure, measure


def _body(language: str) -> Measure:
    style = style_of(language)
    return measure(style.body, style.size, language)


def test_a_marathi_word_is_cut_between_syllables_and_never_from_its_signs() -> None:
    word = "महानगरपालिकेने"
    places = [at for at, _ in cuts(word, "mr")]
    assert places
    assert [(word[:at], word[at:]) for at in places if not word[at].isalpha() or word[at - 1] == "\u094d"] == []


@pytest.mark.parametrize(
    ("word", "at", "may"),
    [("कार्य", 1, False), ("कार्य", 2, True), ("कार्य", 4, False), ("paper", 0, False), ("paper", 2, True)],
)
def test_a_hyphen_stands_between_syllables(word: str, at: int, *, may: bool) -> None:
    assert between_syllables(word, at) == may


def test_a_marathi_column_is_not_full_of_holes() -> None:
    text = (
        "पोर्ट अंजलच्या भाजी मंडईत सोमवारपासून प्लास्टिकच्या पिशव्या वापरणे पूर्णपणे बंद झाले. मंडईतील तीनशे गाळेधारकांनी हा निर्णय "
        "एकमताने घेतला. ग्राहकांना कापडी पिशवी दहा रुपयांच्या अनामत रकमेवर मिळेल, आणि पिशवी परत केल्यावर पैसे परत दिले जातील."
    )
    body = _body("mr")
    rows = break_paragraph(text, body, 173.0, 0.0)
    assert sum(row.space > 2 * body.space for row in rows) <= 0.12 * len(rows)
    assert any(row.hyphen for row in rows)


def test_an_address_is_broken_without_a_hyphen_of_ours() -> None:
    text = "Full story: courier.example/nation/parliament-considers-reconstruction"
    rows = break_paragraph(text, _body("en"), 90.0, 0.0)
    assert len(rows) > 1
    assert "".join(printed(text, row.start, row.end, hyphen=row.hyphen) for row in rows[1:]).count(HYPHEN) == 0


def test_a_line_of_a_headline_does_not_lean_on_the_next() -> None:
    text = "Reading room opens above the fire station in Nasirkot"
    display = measure(style_of("en").display, 24.0, "en")
    for wide in (240.0, 300.0, 380.0):
        rows = break_evenly(text, display, wide, 4)
        assert rows is not None
        assert not any(text[: row.end].rsplit(maxsplit=1)[-1] in {"the", "in"} for row in rows[:-1])


def test_a_number_in_a_headline_stands_with_what_it_counts() -> None:
    text = "Late snow cuts off 25 villages in Caldria"
    rows = break_evenly(text, measure(style_of("en").display, 24.0, "en"), 300.0, 3)
    assert rows is not None
    assert [text[row.start : row.end] for row in rows] == ["Late snow cuts off", "25 villages in Caldria"]


def test_no_line_of_a_headline_holds_one_short_word_where_another_fits_beside_it() -> None:
    text = "Dharvel school: harbour's night sounds put on record"
    rows = break_evenly(text, measure(style_of("en").display, 18.5, "en"), 173.0, 4)
    assert rows is not None
    assert [text[row.start : row.end] for row in rows] == [
        "Dharvel school:",
        "harbour's night",
        "sounds put",
        "on record",
    ]
