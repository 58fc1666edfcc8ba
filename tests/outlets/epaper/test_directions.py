"""Which way the pieces of a line run in a paper that is read from the right, and that the proof knows it."""

from pathlib import Path

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers, offers_in, plan, plan_in
from wiredesk.outlets.epaper.makeup.directions import closing, pieces, told
from wiredesk.outlets.epaper.makeup.make import make
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.printed import Printed

FULL_OF_NUMBERS = (
    "۲۰۲۶ میں بجٹ ۱۲٫۵ فیصد (۲۰۲۵-۲۶) بڑھ کر ۱۲۳۴۵ کروڑ ہو گیا، جیسا کہ 14 March 2026 کو The Hindu نے 50% لکھا "
    "تھا، اور ۵۰٪ کا فرق [دیکھیے: ANI] رہا۔ پھر ۱۰:۳۰ بجے WHO (Geneva) کے ساتھ 3.5 فیصد ₹2,500 ادا ہوئے۔ "
    "New York Times نے کہا کہ “Breaking news” نہیں تھی، «یہ» 'سچ' ہے۔ "
) * 3


def _shown(text: str) -> list[str]:
    """The pieces from left to right, those that run leftward in brackets of their own."""
    return [text[first:upto] if rightward else f"<{text[first:upto]}>" for first, upto, rightward in pieces(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("صرف اردو، نہ کچھ اور۔", ["<صرف اردو، نہ کچھ اور۔>"]),
        ("سال ۲۰۲۵-۲۶ میں", ["< میں>", "۲۶", "<->", "۲۰۲۵", "<سال >"]),
        ("صبح ۱۰:۳۰ بجے", ["< بجے>", "۱۰:۳۰", "<صبح >"]),
        ("میں ۱۲٫۵ فیصد", ["< فیصد>", "۱۲٫۵", "<میں >"]),
        # A sign of per cent goes with a number after nothing or a Latin word, and not after an Arabic one.
        ("50% نے", ["< نے>", "50%"]),
        ("میں ۵۰% نے", ["<% نے>", "۵۰", "<میں >"]),
        ("₹2,500 ادا", ["< ادا>", "₹2,500"]),
        ("کہا (New York) میں", ["<) میں>", "New York", "<کہا (>"]),
        ("New York, 2026: نے", ["<: نے>", "New York, 2026"]),
        ("نے 14 March لکھا", ["< لکھا>", "March", "< >", "14", "<نے >"]),
        ("C++ اور ۳+۴", ["۴", "<+>", "۳", "<++ اور >", "C"]),
        ("خبر: courier.example/a-\u200e", ["courier.example/a-\u200e", "<خبر: >"]),
        ("A\u200cB تھے", ["< تھے>", "A\u200cB"]),
        # Brackets of any kind go the way of what they hold, or of what stands before them; quotes are not brackets.
        ("نے Reuters ⟨ANI⟩ لکھا", ["< لکھا>", "Reuters ⟨ANI⟩", "<نے >"]),
        ("نے ⟨ANI⟩ Reuters لکھا", ["< لکھا>", "Reuters", "<⟩ >", "ANI", "<نے ⟨>"]),
        ("نے a ⟨b [c] d⟩ e لکھا", ["< لکھا>", "a ⟨b [c] d⟩ e", "<نے >"]),
        ("نے a ⟨b [یہ] d⟩ e لکھا", ["< لکھا>", "e", "<⟩ >", "d", "< [یہ] >", "b", "< ⟨>", "a", "<نے >"]),
        ("نے a「۲۰۲۶」b لکھا", ["< لکھا>", "a「۲۰۲۶」b", "<نے >"]),
        ("نے a〈b) c〉 لکھا", ["< لکھا>", "a〈b) c〉", "<نے >"]),
        ("نے a (b) \u0301 c لکھا", ["< لکھا>", "a (b) \u0301 c", "<نے >"]),
        ("نے “New York” کہا", ["<” کہا>", "New York", "<نے “>"]),
        ("نے the «New York» Times کہا", ["< کہا>", "the «New York» Times", "<نے >"]),
        ("the «یہ» Times", ["Times", "< «یہ» >", "the"]),
        # A stroke holds numbers together, a hyphen parts them.
        ("دن 2026-03-09 اور 9/3/2026", ["9/3/2026", "< اور >", "09", "<->", "03", "<->", "2026", "<دن >"]),
        ("نے 12,34,567.50 اور ۱۲٬۳۴٬۵۶۷٫۵۰ دیے", ["< دیے>", "۱۲٬۳۴٬۵۶۷٫۵۰", "< اور >", "12,34,567.50", "<نے >"]),
    ],
)
def test_numbers_and_foreign_words_run_rightward_each_for_itself(text: str, shown: list[str]) -> None:
    assert _shown(text) == shown


@pytest.mark.parametrize(
    "pair", ["()", "[]", "{}", "⟨⟩", "「」", "（）", "⁽⁾", "⦍⦐", "⦏⦎", "⦓⦔", "⦕⦖", "⸢⸣", "༺༻", "᚛᚜"]
)
def test_a_bracket_is_closed_by_its_own_and_by_no_other(pair: str) -> None:
    assert closing(pair[0]) == pair[1]
    assert closing(pair[1]) == ""


def test_angle_brackets_of_two_codes_are_one_and_quotes_are_no_brackets() -> None:
    assert closing("\u2329") == closing("\u3008") == "\u3009"
    assert [closing(one) for one in "«»“”‘’„‚<>"] == [""] * 10


def test_of_an_embedding_nothing_is_told() -> None:
    assert told("سال ۲۰۲۵")
    assert not told("\u2067سال\u2069")


def _with(words: str, folder: Path, name: str, language: str = "ur") -> tuple[Printed, tuple[str, ...]]:
    what = plan(pages=1) if language == "en" else plan_in(language, pages=1)
    own = offers(folder, 4, 1) if language == "en" else offers_in(language, folder, 4, 1)
    offered = tuple(msgspec.structs.replace(one, paragraphs=(words, *one.paragraphs)) for one in own)
    printed = make(what, offered, folder / name)
    return printed, tuple(fault.sentence for fault in prove(printed, offered, what))


def test_a_story_full_of_numbers_and_foreign_words_passes(tmp_path: Path) -> None:
    assert _with(FULL_OF_NUMBERS, tmp_path, "issue.pdf")[1] == ()


RARER = {
    "forms of several letters": "نبی ﷺ نے ﷲ کا ذکر کیا، کل ½ حصہ اور Apple™ نے کہا کہ … ہوگا۔ ",
    "signs that are turned round": "قیمت ≤ ۵۰ اور ⟨یہ⟩ تھا، «وہ» ≠ «یہ»، اور 5 < 7 > 3 ہے۔ ",
    "brackets and quotes both ways": "نے a ⟨b [c] d⟩ e اور «یہ» the «New York» Times، “ہاں” و “Yes” {۲۰۲۶ (9/3)} کہا۔ ",
    "sums and days": "یہ 12,34,567.50 اور ۱۲٬۳۴٬۵۶۷٫۵۰ تھے، 2026-03-09 سے 9/3/2026 تک 7.5% اور ۷٫۵٪ بڑھے۔ ",
    "spaces that hold together": "کل\u00a0یہ تھا اور کل 50\u00a0% تھا، پھر 1\u202f234 ہوئے۔ ",
    "signs that show nothing": "\u200f2026\u200f تھا، 50%\u200e نے \u061c5% دیکھا، نیا\u00ad گھر می\u200cرود۔ ",
}


@pytest.mark.parametrize("words", RARER.values(), ids=RARER)
def test_a_story_with_rarer_signs_passes(tmp_path: Path, words: str) -> None:
    assert _with(words * 6, tmp_path, "issue.pdf")[1] == ()


HELD = {
    "en": "A rate of 5\u00a0% and 1\u00a0000 people, says Mr\u00a0Kadam of No.\u00a012 in the lane that leads up. ",
    "hi": "दर 5\u00a0% रही और 1\u00a0000 लोग आए, श्री\u00a0कदम ने कहा कि यह गली पहाड़ी तक जाती है। ",
}


@pytest.mark.parametrize(("language", "words"), HELD.items(), ids=HELD)
def test_a_space_that_holds_together_is_set_as_wide_as_the_others(tmp_path: Path, language: str, words: str) -> None:
    printed, faults = _with(words * 6, tmp_path, "issue.pdf", language)
    assert faults == ()
    assert any("\u00a0" in line.text for line in printed.pages[0].lines)


ODD = (
    "1\u202f234 rose 5\u2009%, a\u200ab, an\u2002en, the extra\u00adordinary oﬃce, he\u200e said\u200f, the\ufeff word",
    "a\u200cb and a\u200db, a\u2060b, took 2½ hours, Apple™ at 25°C, § 7, 5 × 3 − 2 ≤ 4 ≠ 7, cafe\u0301, x² and H₂O",
    "Łódź and İstanbul, Đà and Kyōto, Α and Ω, Москва, ‘he’ “so” «and», 1⁄2 of it, €5, £6, • one, wide\u3000apart",
)
OWN = {"en": "The lane leads up to the hill, ", "hi": "यह गली पहाड़ी तक जाती है, ", "ur": "یہ گلی پہاڑی تک جاتی ہے، "}


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("odd", ODD, ids=("nothing", "signs", "foreign"))
def test_a_story_with_odd_characters_passes(tmp_path: Path, language: str, odd: str) -> None:
    printed, faults = _with(f"{OWN[language]}{odd} " * 4, tmp_path, "issue.pdf", language)
    assert (faults, printed.unplaced) == ((), ())


def test_a_letter_that_a_face_puts_together_from_three_leaves_its_story_out_and_says_so(tmp_path: Path) -> None:
    what, own = plan_in("hi", pages=1), offers_in("hi", tmp_path, 5, 1)
    odd = msgspec.structs.replace(own[0], paragraphs=("यह Đà Nẵng है।", *own[0].paragraphs))
    printed = make(what, (odd, *own[1:]), tmp_path / "issue.pdf")
    assert printed.unplaced == (odd.story,)
    assert not list(prove(printed, (odd, *own[1:]), what))


def test_a_hindi_line_that_begins_with_a_foreign_word_passes(tmp_path: Path) -> None:
    assert _with("The word नमस्ते here यह गली पहाड़ी तक जाती है, " * 4, tmp_path, "issue.pdf", "hi")[1] == ()


def test_one_form_of_several_letters_printed_as_another_fails(tmp_path: Path) -> None:
    what, words = plan_in("ur", pages=1), RARER["forms of several letters"] * 6
    printed, _ = _with(words, tmp_path, "issue.pdf")
    other, _ = _with(words.replace("½", "¼"), tmp_path, "other.pdf")
    offered = tuple(
        msgspec.structs.replace(one, paragraphs=(words, *one.paragraphs)) for one in offers_in("ur", tmp_path, 4, 1)
    )
    assert prove(msgspec.structs.replace(printed, pdf=other.pdf), offered, what)


@pytest.mark.parametrize(("there", "instead"), [("۱۲۳۴۵", "۱۲۵۴۳"), ("50%", "05%"), ("2,500", "5,200")])
def test_a_number_whose_digits_are_exchanged_fails(tmp_path: Path, there: str, instead: str) -> None:
    what, words = plan_in("ur", pages=1), FULL_OF_NUMBERS
    printed, _ = _with(words, tmp_path, "issue.pdf")
    other, _ = _with(words.replace(there, instead, 1), tmp_path, "other.pdf")
    offered = tuple(
        msgspec.structs.replace(one, paragraphs=(words, *one.paragraphs)) for one in offers_in("ur", tmp_path, 4, 1)
    )
    wrong = prove(msgspec.structs.replace(printed, pdf=other.pdf), offered, what)
    assert len(wrong) == len({line.story for line in printed.pages[0].lines} - {""})
    assert all("where it should have" in fault.sentence for fault in wrong)
