"""The proof catches an issue that differs from the stored stories by one line or one letter."""

import os
from pathlib import Path
from random import Random

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from tests.outlets.epaper.alterations import spoil, spoil_every_line
from tests.outlets.epaper.conftest import MadeIssue
from wiredesk.outlets.epaper.makeup.prove import prove

ROUNDS = int(os.environ.get("WIREDESK_ALTERATIONS", "24"))
LOCAL_ROUNDS = int(os.environ.get("WIREDESK_ALTERATIONS", "12"))


def test_every_alteration_is_caught(issue: MadeIssue, tmp_path: Path) -> None:
    assert _missed(issue, tmp_path / "spoilt.pdf", ROUNDS) == []


def test_every_alteration_is_caught_in_other_scripts(local_issue: MadeIssue, tmp_path: Path) -> None:
    assert _missed(local_issue, tmp_path / "spoilt.pdf", LOCAL_ROUNDS) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_letter_printed_as_another_is_caught_in_every_line(issue: MadeIssue, tmp_path: Path, seed: int) -> None:
    assert _unseen(issue, tmp_path / "spoilt.pdf", seed) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_letter_printed_as_another_is_caught_in_every_line_of_other_scripts(
    local_issue: MadeIssue, tmp_path: Path, seed: int
) -> None:
    assert _unseen(local_issue, tmp_path / "spoilt.pdf", seed) == []


def _unseen(issue: MadeIssue, spoilt_pdf: Path, seed: int) -> list[str]:
    spoilt = spoil_every_line(issue.printed, issue.plan, issue.shop.setter, spoilt_pdf, Random(seed))
    seen = {(fault.page, fault.line) for fault in prove(spoilt, issue.offers, issue.plan)}
    return [
        line.text
        for page in issue.printed.pages
        for index, line in enumerate(page.lines)
        if (page.number, index) not in seen
    ]


def _missed(issue: MadeIssue, spoilt_pdf: Path, rounds: int) -> list[tuple[int, str, int]]:
    missed = []
    for number in range(rounds):
        spoilt, how, page = spoil(issue.printed, issue.plan, issue.shop.setter, spoilt_pdf, Random(number))
        faults = prove(spoilt, issue.offers, issue.plan)
        if not any(fault.page == page for fault in faults):
            missed.append((number, how, page))
    return missed


def _text_objects(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
    return list(page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=6))


@pytest.mark.parametrize("far", [0.6, 5.0])
def test_text_moved_by_another_program_is_caught(issue: MadeIssue, tmp_path: Path, far: float) -> None:
    document = pdfium.PdfDocument(issue.printed.pdf)
    page = document[1]
    moved = Random(far).choice(_text_objects(page))
    raw.FPDFPageObj_Transform(moved.raw, 1, 0, 0, 1, far, 0)
    page.gen_content()
    document.save(tmp_path / "moved.pdf")
    document.close()
    altered = msgspec.structs.replace(issue.printed, pdf=tmp_path / "moved.pdf")
    assert any(fault.page == 2 for fault in prove(altered, issue.offers, issue.plan))


def test_text_taken_out_by_another_program_is_caught(issue: MadeIssue, tmp_path: Path) -> None:
    document = pdfium.PdfDocument(issue.printed.pdf)
    page = document[2]
    page.remove_obj(Random(1).choice(_text_objects(page)))
    page.gen_content()
    document.save(tmp_path / "less.pdf")
    document.close()
    altered = msgspec.structs.replace(issue.printed, pdf=tmp_path / "less.pdf")
    assert any(fault.page == 3 for fault in prove(altered, issue.offers, issue.plan))


@pytest.mark.parametrize("seed", range(6))
def test_a_piece_of_another_script_taken_out_is_caught(local_issue: MadeIssue, tmp_path: Path, seed: int) -> None:
    document = pdfium.PdfDocument(local_issue.printed.pdf)
    page = document[1]
    page.remove_obj(Random(seed).choice(_text_objects(page)))
    page.gen_content()
    document.save(tmp_path / "less.pdf")
    document.close()
    altered = msgspec.structs.replace(local_issue.printed, pdf=tmp_path / "less.pdf")
    assert any(fault.page == 2 and fault.line >= 0 for fault in prove(altered, local_issue.offers, local_issue.plan))


def test_another_version_of_a_story_fails(issue: MadeIssue) -> None:
    story = issue.printed.pages[1].regions[0].story
    offers = [
        msgspec.structs.replace(one, paragraphs=(one.paragraphs[0] + " And so on.", *one.paragraphs[1:]))
        if one.story == story
        else one
        for one in issue.offers
    ]
    assert {fault.story for fault in prove(issue.printed, offers, issue.plan)} == {story}


def test_a_story_that_must_run_full_may_not_be_cut(issue: MadeIssue) -> None:
    cut = next(one for page in issue.printed.pages for one in page.regions if one.kept < one.total)
    offers = [
        msgspec.structs.replace(one, must_run_full=True) if one.story == cut.story else one for one in issue.offers
    ]
    assert any(fault.story == cut.story for fault in prove(issue.printed, offers, issue.plan))


def test_an_address_that_is_no_storys_fails(issue: MadeIssue) -> None:
    story = issue.printed.pages[0].regions[0].story
    offers = [
        msgspec.structs.replace(one, url="https://elsewhere.example/") if one.story == story else one
        for one in issue.offers
    ]
    assert any("links to" in fault.sentence for fault in prove(issue.printed, offers, issue.plan))
