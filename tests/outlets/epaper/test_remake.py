"""A late story changes its own pages, and no other."""

from pathlib import Path

import msgspec
import pytest

from tests.outlets.epaper.conftest import MadeIssue
from wiredesk.outlets.epaper.makeup.make import remake
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.printed import Part, Printed


def _words(issue: Printed, story: str) -> str:
    return " ".join(line.text for page in issue.pages for line in page.lines if line.story == story)


def _on(issue: Printed, number: int) -> list[str]:
    return [region.story for region in issue.pages[number - 1].regions]


@pytest.mark.parametrize("page", [1, 2, 4])
def test_a_late_version_is_printed_and_the_other_pages_stay(issue: MadeIssue, tmp_path: Path, page: int) -> None:
    story = _on(issue.printed, page)[1]
    offers = [
        msgspec.structs.replace(one, version=2, paragraphs=("It was corrected late.", *one.paragraphs))
        if one.story == story
        else one
        for one in issue.offers
    ]
    made, again = remake(issue.printed, issue.plan, offers, story, tmp_path / "late.pdf", workshop=issue.shop)
    assert page in again
    assert "It was corrected late." in _words(made, story)
    assert prove(made, offers, issue.plan) == ()
    for before, after in zip(issue.printed.pages, made.pages, strict=True):
        if before.number not in again:
            assert before == after


@pytest.mark.parametrize("place", [0, 2])
def test_a_killed_story_leaves_its_page_and_the_page_is_full(issue: MadeIssue, tmp_path: Path, place: int) -> None:
    story = _on(issue.printed, 3)[place]
    offers = [one for one in issue.offers if one.story != story]
    made, again = remake(issue.printed, issue.plan, offers, story, tmp_path / "killed.pdf", workshop=issue.shop)
    assert again >= {3}
    assert not any(line.story == story for page in made.pages for line in page.lines)
    assert prove(made, offers, issue.plan) == ()
    assert any(line.part is Part.BODY for line in made.pages[2].lines)


def test_the_late_page_is_the_same_wherever_it_is_made(issue: MadeIssue, tmp_path: Path) -> None:
    story = _on(issue.printed, 2)[0]
    warm, _ = remake(issue.printed, issue.plan, issue.offers, story, tmp_path / "warm.pdf", workshop=issue.shop)
    cold, _ = remake(issue.printed, issue.plan, issue.offers, story, tmp_path / "cold.pdf")
    assert warm.pdf.read_bytes() == cold.pdf.read_bytes()
