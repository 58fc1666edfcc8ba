"""An issue is filled, whole, and the same every time."""

from pathlib import Path

import msgspec
import numpy as np
import pypdfium2
import pytest

from tests.outlets.epaper.conftest import MadeIssue
from tests.outlets.epaper.made_up import offers, offers_in, plan, plan_in
from wiredesk.outlets.epaper.makeup.breaking import HYPHEN, LEFT_TO_RIGHT
from wiredesk.outlets.epaper.makeup.figures import figures
from wiredesk.outlets.epaper.makeup.make import NothingToPrint, Workshop, make
from wiredesk.outlets.epaper.makeup.measures import grid_of, style_of
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.makeup.readback import read
from wiredesk.outlets.epaper.printed import Part


def test_every_row_of_every_page_is_filled(issue: MadeIssue) -> None:
    found = figures(issue.printed, issue.offers, issue.plan)
    assert found.pages == 4
    assert found.filled + found.notices == 1
    assert [one.number for one in issue.printed.pages] == [1, 2, 3, 4]


def test_an_issue_passes_its_proof(issue: MadeIssue) -> None:
    assert prove(issue.printed, issue.offers, issue.plan) == ()


def test_what_is_on_no_page_is_named(issue: MadeIssue) -> None:
    shown = {line.story for page in issue.printed.pages for line in page.lines if line.part is Part.BODY}
    assert shown | set(issue.printed.unplaced) == {one.story for one in issue.offers}
    assert not shown & set(issue.printed.unplaced)


def test_a_day_stands_on_its_pages_without_gaps(issue: MadeIssue) -> None:
    found = figures(issue.printed, issue.offers, issue.plan)
    assert found.placed >= 0.95
    assert found.notices <= 0.01
    assert found.blank <= 0.01
    assert found.alone <= 0.005
    assert found.loose <= 0.12


def test_the_same_offers_make_the_same_bytes(issue: MadeIssue, tmp_path: Path) -> None:
    again = make(issue.plan, issue.offers, tmp_path / "again.pdf")
    assert again.pdf.read_bytes() == issue.printed.pdf.read_bytes()


def test_pages_are_the_same_without_the_compiled_loop(issue: MadeIssue, tmp_path: Path) -> None:
    plain = make(issue.plan, issue.offers, tmp_path / "plain.pdf", workshop=Workshop(plain=True))
    assert plain.pdf.read_bytes() == issue.printed.pdf.read_bytes()


def test_a_broadsheet_passes_its_proof(tmp_path: Path) -> None:
    what, offered = plan(pages=3, paper_format="broadsheet"), offers(tmp_path, 36, 14)
    printed = make(what, offered, tmp_path / "broad.pdf")
    assert prove(printed, offered, what) == ()


def test_a_broadsheet_has_room_for_its_day_and_needs_no_notice(tmp_path: Path) -> None:
    what, offered = plan(pages=4, paper_format="broadsheet"), offers(tmp_path, 55, 22)
    found = figures(make(what, offered, tmp_path / "broad.pdf"), offered, what)
    assert found.placed >= 0.95
    assert found.notices == 0


def test_no_story_is_lost_between_the_choice_and_the_look(tmp_path: Path) -> None:
    """A page that was looked over again once left out a brief that it had taken, and nobody named it."""
    what, offered = plan(pages=5), offers(tmp_path, 45, 10, seed=3)
    printed = make(what, offered, tmp_path / "issue.pdf")
    shown = {line.story for page in printed.pages for line in page.lines} - {""}
    assert shown | set(printed.unplaced) == {one.story for one in offered}


def test_folios_stand_at_the_outer_edge_whichever_way_a_paper_is_read(issue: MadeIssue, tmp_path: Path) -> None:
    what, offered = plan_in("ur", pages=3), offers_in("ur", tmp_path, 20, 6)
    urdu = make(what, offered, tmp_path / "urdu.pdf")
    for printed, outer_left in ((issue.printed, {2}), (urdu, {3})):
        for page in printed.pages[1:3]:
            (folio,) = [line for line in page.lines if line.text == str(page.number)]
            assert (folio.box.x < page.width / 2) == (page.number in outer_left)


def test_no_address_is_given_a_hyphen_or_its_signs_at_the_wrong_end(issue: MadeIssue, tmp_path: Path) -> None:
    what, offered = plan_in("ur", pages=3), offers_in("ur", tmp_path, 20, 6)
    urdu = make(what, offered, tmp_path / "urdu.pdf")
    for printed in (issue.printed, urdu):
        own = [line.text for page in printed.pages for line in page.lines if line.part is Part.FURNITURE and line.story]
        assert own
        assert not any(HYPHEN in text for text in own)
    assert not any(text.endswith(("-", "/")) for text in own)


def test_an_address_in_urdu_that_goes_on_with_a_number_has_it_at_its_left(tmp_path: Path) -> None:
    what = plan_in("ur", pages=2)
    offered = tuple(
        msgspec.structs.replace(one, url=f"https://courier.example/city/reading-room-above-{number}-fire-stations")
        for number, one in enumerate(offers_in("ur", tmp_path, 20, 6), 300)
    )
    printed = make(what, offered, tmp_path / "urdu.pdf")
    assert prove(printed, offered, what) == ()
    numbered = 0
    for page, found in zip(printed.pages, read(printed.pdf), strict=True):
        assert found is not None
        for line in page.lines:
            address = line.text.strip(LEFT_TO_RIGHT)
            if line.part is Part.FURNITURE and line.story and address[0].isdigit():
                numbered += 1
                box = line.box
                there = np.flatnonzero(
                    (found.x > box.x - 2) & (found.x < box.x + box.width + 2)
                    & (found.y > box.y) & (found.y < box.y + box.height)
                )  # fmt: skip
                in_turn = "".join(found.letters[at] for at in there[np.argsort(found.x[there])])
                assert in_turn.replace(LEFT_TO_RIGHT, "") == address
    assert numbered > 3


def test_strokes_of_an_urdu_headline_stay_within_the_page(tmp_path: Path) -> None:
    what = plan_in("ur", pages=1)
    offered = [
        msgspec.structs.replace(one, headline="کیلاپور کے جزیرے پر پینے کے پانی کا نیا منصوبہ منظور")
        for one in offers_in("ur", tmp_path, 9, 3)
    ]
    printed = make(what, offered, tmp_path / "issue.pdf")
    assert prove(printed, offered, what) == ()
    grid = grid_of(what.format, style_of("ur"), mirrored=True)
    with pypdfium2.PdfDocument(printed.pdf) as document:
        dark = np.asarray(document[0].render(scale=2.0, grayscale=True).to_numpy()).squeeze() < 128
    for line in printed.pages[0].lines:
        if line.part is Part.HEADLINE and line.box.height > 2 * grid.pitch * 0.8:
            top, foot = int(2 * line.box.y), int(2 * (line.box.y + line.box.height))
            assert not dark[top:foot, int(2 * (grid.format.margins[3] + grid.span(grid.columns) + 2.0)) :].any()


def test_no_issue_is_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingToPrint):
        make(plan(), (), tmp_path / "none.pdf")


@pytest.mark.parametrize("language", ["hi", "mr", "ur"])
def test_an_issue_in_each_language_passes_its_proof(tmp_path: Path, language: str) -> None:
    what, offered = plan_in(language, pages=2), offers_in(language, tmp_path, 15, 5)
    printed = make(what, offered, tmp_path / "issue.pdf")
    assert prove(printed, offered, what) == ()


DATELINES = {"hi": "धारवेल, 9 मार्च (हार्बर वायर): ", "ur": "ناصر کوٹ، 8 مارچ (ہاربر وائر): "}


@pytest.mark.parametrize("language", ["hi", "ur"])
def test_an_edition_passes_under_a_name_in_other_letters_with_a_line_over_it(tmp_path: Path, language: str) -> None:
    what = msgspec.structs.replace(plan_in(language, pages=1), title="The Dharvel Courier")
    what = msgspec.structs.replace(what, masthead=what.edition)
    offered = tuple(
        msgspec.structs.replace(one, paragraphs=(DATELINES[language] + one.paragraphs[0], *one.paragraphs[1:]))
        for one in offers_in(language, tmp_path, 6, 2)
    )
    printed = make(what, offered, tmp_path / "issue.pdf")
    assert prove(printed, offered, what) == ()


@pytest.mark.parametrize("language", ["hi", "ur"])
def test_a_story_with_another_letter_fails_in_each_script(tmp_path: Path, language: str) -> None:
    what, offered = plan_in(language, pages=1), offers_in(language, tmp_path, 4, 1)
    printed = make(what, offered, tmp_path / "issue.pdf")
    altered = tuple(
        msgspec.structs.replace(
            one, paragraphs=(one.paragraphs[0].replace("ی", "ب").replace("न", "म"), *one.paragraphs[1:])
        )
        for one in offered
    )
    other = make(what, altered, tmp_path / "other.pdf")
    assert prove(msgspec.structs.replace(printed, pdf=other.pdf), offered, what)
