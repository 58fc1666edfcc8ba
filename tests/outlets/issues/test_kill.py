"""A withdrawn story leaves every printed page with the batch that takes it off the web; the rest of the page stays."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import Publish, told
from tests.printed_issue import printed
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.outlets.deliver import deliver
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.follow import mend_pages
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.printed import Box, Printed
from wiredesk.publication.models import Issue, IssuePage
from wiredesk.publication.release import release

BASE = "/epaper/paper/2025-10-27/"


@pytest.fixture
def issue(publish: Publish, two_pages: Printed) -> Issue:
    return publish(two_pages)


def killed(paper: Newspaper, guid: str) -> None:
    """The kill as far as the batch in which it reaches the web, and no further."""
    kill(paper.story(guid).id, by=paper.person(), reason="It was wrong", now=paper.now)
    release(paper.now, 50, options=paper.home.options)
    deliver(paper.now, 50, options=paper.home.options, store=paper.paper.store)


def mended(paper: Newspaper) -> None:
    while mend_pages(paper.now, 2, options=paper.home.options, store=paper.paper.store).seen:
        pass


def part(picture: Image.Image, box: Box, scale: float) -> Image.Image:
    left, top, right, bottom = (int(one * scale) for one in (box.x, box.y, box.x + box.width, box.y + box.height))
    return picture.crop((left + 4, top + 4, right - 4, bottom - 4))


def darkest(picture: Image.Image) -> float:
    return ImageStat.Stat(picture).extrema[0][0]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_its_words_leave_every_page_with_the_kill(newspaper: Newspaper, issue: Issue) -> None:
    assert newspaper.pages_with("Ferry sails again")
    killed(newspaper, "b")
    assert not newspaper.pages_with("Ferry sails again")
    assert not newspaper.pages_with("The ferry left at noon.")
    status, page = newspaper.page(f"{BASE}2/")
    assert status == 200
    assert "Withdrawn after printing" in page
    assert "Second lock opens" in page


def test_no_file_that_shows_it_can_be_fetched_from_then_on(newspaper: Newspaper, issue: Issue) -> None:
    second = kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures))
    killed(newspaper, "b")
    for path in (*second.paths, issue.pdf_path):
        assert not (newspaper.home.path / path.lstrip("/")).exists()
        assert not newspaper.pages_with(path)
    first = kept.kept_of(bytes(IssuePage.objects.get(number=1).pictures))
    assert all((newspaper.home.path / path.lstrip("/")).exists() for path in first.paths)


def test_no_line_of_it_is_found_from_then_on(newspaper: Newspaper, issue: Issue) -> None:
    index = LineIndex(newspaper.home.path)
    assert index.find(newspaper.title.pk, ["ferry"], 9)
    killed(newspaper, "b")
    assert not index.find(newspaper.title.pk, ["ferry"], 9)
    assert index.find(newspaper.title.pk, ["lock"], 9)


def test_its_page_is_painted_over_and_shown_again(newspaper: Newspaper, issue: Issue, two_pages: Printed) -> None:
    before = kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures))
    assert before.large
    with Image.open(newspaper.home.path / before.large.path.lstrip("/")) as picture:
        old = picture.convert("L")
    killed(newspaper, "b")
    mended(newspaper)
    row = IssuePage.objects.get(number=2)
    after = kept.kept_of(bytes(row.pictures))
    assert row.painted_out == [newspaper.story("b").id]
    assert after.large
    assert after.large.path in newspaper.page(f"{BASE}2/")[1]
    scale = after.large.width / two_pages.pages[1].width
    box, other = (region.box for region in two_pages.pages[1].regions)
    with Image.open(newspaper.home.path / after.large.path.lstrip("/")) as picture:
        new = picture.convert("L")
    assert darkest(part(new, box, scale)) > 150, "letters of it are still there"
    assert darkest(part(new, other, scale)) < 100
    assert ImageStat.Stat(ImageChops.difference(part(new, other, scale), part(old, other, scale))).mean[0] < 1


def test_downloads_hold_no_word_of_it_and_every_other_word(newspaper: Newspaper, issue: Issue) -> None:
    killed(newspaper, "b")
    mended(newspaper)
    issue.refresh_from_db()
    whole = newspaper.home.path / issue.pdf_path.lstrip("/")
    with pypdfium2.PdfDocument(whole) as document:
        assert len(document) == 2
    assert "Second lock opens" in text_of(whole)
    assert "erry" not in text_of(whole)
    page = kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures))
    assert "erry" not in text_of(newspaper.home.path / page.pdf.lstrip("/"))


def test_the_archive_says_so_and_leads_to_the_notice(newspaper: Newspaper, issue: Issue) -> None:
    killed(newspaper, "b")
    mended(newspaper)
    for path in (BASE, "/epaper/", "/epaper/2025-10/", "/epaper/paper/"):
        assert "Stories withdrawn since it was printed: 1" in newspaper.page(path)[1], path
    assert newspaper.path_of("b") in newspaper.page(f"{BASE}2/")[1]


def test_a_restored_story_stands_on_its_page_again(newspaper: Newspaper, issue: Issue) -> None:
    killed(newspaper, "b")
    mended(newspaper)
    restore(newspaper.story("b").id, by=newspaper.person(), reason="It was right", now=newspaper.now)
    newspaper.flow()
    row = IssuePage.objects.get(number=2)
    assert (row.painted_out, row.due) == ([], False)
    assert "Ferry sails again" in newspaper.page(f"{BASE}2/")[1]
    assert LineIndex(newspaper.home.path).find(newspaper.title.pk, ["ferry"], 9)
    issue.refresh_from_db()
    assert "Ferry sails again" in text_of(newspaper.home.path / issue.pdf_path.lstrip("/"))


def test_a_story_withdrawn_before_publication_is_never_shown(
    newspaper: Newspaper, publish: Publish, tmp_path: Path
) -> None:
    made = printed(tmp_path / "late", [[told(newspaper, "b"), told(newspaper, "a")]])
    killed(newspaper, "b")
    issue = publish(made)
    assert not newspaper.pages_with("Ferry sails again")
    assert "erry" not in text_of(newspaper.home.path / issue.pdf_path.lstrip("/"))
    assert not LineIndex(newspaper.home.path).find(newspaper.title.pk, ["ferry"], 9)
