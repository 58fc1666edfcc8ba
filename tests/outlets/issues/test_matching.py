"""Regions that link themselves lead to the right story: measured on pages that we made, with the plan hidden."""

from pathlib import Path

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers, plan
from wiredesk.outlets.epaper import pdf
from wiredesk.outlets.epaper.makeup.make import make
from wiredesk.outlets.epaper.makeup.offer import Offered
from wiredesk.outlets.epaper.matching import Candidate, match
from wiredesk.outlets.epaper.pdf_orders import Glyphs, PageText
from wiredesk.outlets.epaper.printed import Box, Printed, PrintedPage
from wiredesk.outlets.epaper.regions import meets, page_of


class Found(msgspec.Struct, frozen=True):
    """What was printed, and what was found again without knowing it."""

    printed: Printed
    pages: tuple[PrintedPage, ...]


def _candidate(one: Offered) -> Candidate:
    return Candidate(one.story, one.headline, "\n".join(one.paragraphs))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Six pages, of whose stories many share sentences, compared with all that were offered and as many more."""
    folder = tmp_path_factory.mktemp("matching")
    offered = offers(folder, 50, 20)
    printed = make(plan(pages=6), offered, folder / "issue.pdf")
    others = [msgspec.structs.replace(one, story=f"other-{one.story}") for one in offers(folder, 50, 20, seed=9)]
    texts = pdf.texts(printed.pdf, folder)
    matched = match(texts.pages, map(_candidate, (*offered, *others)))
    headlines = {one.story: one.headline for one in (*offered, *others)}
    return Found(printed, tuple(page_of(page, headlines, "ltr") for page in matched))


def test_at_most_two_lines_of_a_hundred_are_given_to_another_story(found: Found) -> None:
    right = wrong = printed = 0
    for truth, page in zip(found.printed.pages, found.pages, strict=True):
        for line in page.lines:
            own = {region.story for region in truth.regions if meets(line.box, region.box)}
            printed += bool(own)
            right += bool(line.story) and line.story in own
            wrong += bool(line.story) and line.story not in own
    assert right / (right + wrong) >= 0.98
    assert right / printed >= 0.8


def test_at_most_two_links_of_a_hundred_lead_to_a_story_that_is_not_there(found: Found) -> None:
    regions = [
        (region, truth) for truth, page in zip(found.printed.pages, found.pages, strict=True) for region in page.regions
    ]
    right = [
        region
        for region, truth in regions
        if any(one.story == region.story and meets(region.box, one.box) for one in truth.regions)
    ]
    assert len(regions) > 30
    assert len(right) / len(regions) >= 0.98


def test_nearly_every_story_of_the_issue_is_found(found: Found) -> None:
    printed, seen = (
        {(page.number, region.story) for page in pages for region in page.regions}
        for pages in (found.printed.pages, found.pages)
    )
    assert len(printed & seen) >= 0.85 * len(printed)


def _page(*texts: str) -> PageText:
    lines = tuple(Glyphs(Box(20, 20 + 11 * at, 200, 10), text, 9) for at, text in enumerate(texts))
    return PageText(1, 400, 600, lines)


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    story = Candidate("a", "Gates", "The harbourmaster said that the lower gate would stay closed until the new moon.")
    (page,) = match(
        [_page("The harbour-", "master said that the lower gate", "would stay closed until the new moon.")], [story]
    )
    assert page.stories == ("a", "a", "a")
    assert page.hyphens == (True, False, False)


def test_what_two_stories_say_alike_is_given_to_neither_by_itself() -> None:
    same = "The minister said that the house would sit until late on the evening of Friday."
    told = [Candidate("a", "One", f"{same} Apples were dear."), Candidate("b", "Two", f"{same} Pears were cheap.")]
    (page,) = match([_page("The minister said that the house", "would sit until late on the evening of Friday.")], told)
    assert page.stories == ("", "")


def test_a_text_of_two_columns_is_read_in_its_own_order(tmp_path: Path) -> None:
    story = Candidate(
        "a", "One", "Nine ferries crossed before noon and none after it because the wind had turned to north."
    )
    left = Glyphs(Box(20, 20, 180, 10), "Nine ferries crossed before noon and none", 9)
    right = Glyphs(Box(220, 20, 180, 10), "after it because the wind had turned to north.", 9)
    (page,) = match([PageText(1, 400, 600, (left, right))], [story])
    assert page.stories == ("a", "a")
    assert page_of(page, {"a": "One"}, "ltr").regions[0].box == Box(20, 20, 380, 10)
