"""The paper's own words on paper are numbered as on its website: in the digits of the edition."""

from pathlib import Path

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers_in, plan_in
from wiredesk.outlets.epaper.makeup.make import make
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.makeup.readback import read
from wiredesk.outlets.epaper.printed import Line, Part, Printed

SAID = {
    "ur-IN": ("پیر، ۹ مارچ ۲۰۲۶", "شمارہ ۲۱۲", "۲"),
    "ur": ("پیر، 9 مارچ 2026", "شمارہ 212", "2"),
    "mr-IN": ("सोमवार, ९ मार्च २०२६", "अंक २१२", "२"),
    "hi-IN": ("सोमवार, 9 मार्च 2026", "अंक 212", "2"),
}


def _issue(locale: str, folder: Path) -> tuple[IssuePlan, tuple[Offered, ...], Printed]:
    """Four pages, on the first of them a story that is too long for it."""
    language = locale.partition("-")[0]
    what = msgspec.structs.replace(plan_in(language, pages=4), locale=locale)
    first, *more = offers_in(language, folder, 24, 8)
    long = msgspec.structs.replace(first, rank=100.0, paragraphs=first.paragraphs * 9)
    offered = (long, *more)
    return what, offered, make(what, offered, folder / "issue.pdf")


def _own(printed: Printed) -> list[Line]:
    return [line for page in printed.pages for line in page.lines if line.part is Part.FURNITURE]


@pytest.mark.parametrize("locale", sorted(SAID))
def test_date_number_and_folio_have_the_digits_of_the_edition(tmp_path: Path, locale: str) -> None:
    what, offered, printed = _issue(locale, tmp_path)
    day, number, folio = SAID[locale]
    front, inside = (
        [line.text for line in page.lines if line.part is Part.FURNITURE and not line.story]
        for page in printed.pages[:2]
    )
    assert front[2:4] == [day, number]
    assert f"{what.title} · {day}" in inside
    assert folio in inside
    assert prove(printed, offered, what) == ()
    assert printed.language == locale


def test_where_a_story_goes_on_is_said_in_the_same_digits(tmp_path: Path) -> None:
    what, offered, printed = _issue("ur-IN", tmp_path)
    (there,) = {region.continued_on for page in printed.pages for region in page.regions} - {0}
    told = {line.text for line in _own(printed) if line.story and "صفحہ" in line.text}
    assert told == {f"بقیہ صفحہ {chr(0x6F0 + there)} پر", "صفحہ ۱ سے آگے"}
    assert prove(printed, offered, what) == ()


def test_a_date_is_read_from_left_to_right_in_urdu_too(tmp_path: Path) -> None:
    _, _, printed = _issue("ur-IN", tmp_path)
    (page,) = (one for one in read(printed.pdf, frozenset((1,))) if one is not None)
    box = next(line.box for line in _own(printed) if line.text == SAID["ur-IN"][0])
    here = [
        (x, letter)
        for x, y, letter in zip(page.x, page.y, page.letters, strict=True)
        if box.x - 1 < x < box.x + box.width and box.y < y < box.y + box.height
    ]
    assert "".join(letter for _, letter in sorted(here) if letter in "۰۱۲۳۴۵۶۷۸۹") == "۲۰۲۶۹"


def test_pages_in_other_digits_than_the_editions_fail(tmp_path: Path) -> None:
    what, offered, printed = _issue("ur-IN", tmp_path)
    other = msgspec.structs.replace(what, locale="ur")
    told = [fault.sentence for fault in prove(printed, offered, other)]
    assert "Page 2 does not say “2”." in told
    assert any("the paper says" in sentence and "بقیہ" in sentence for sentence in told)
