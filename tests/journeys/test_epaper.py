"""From an agency's bytes to a printed page, and off it again: choosing, making up, proving, publishing, withdrawing."""

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from tests.newspaper import Newspaper
from tests.print_copy import a_day, copy
from wiredesk.decisions.actions.correct import correct_public
from wiredesk.decisions.actions.for_print import for_print
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.printing import Printing
from wiredesk.flow.epaper import ProofFailed, make_issues, shown, withdraw_issues
from wiredesk.flow.epaper_due import due
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.asking import failures
from wiredesk.publication.models import Issue, OnPage

DAY = date(2025, 10, 26)
COUNT = 14


@pytest.fixture
def published(paper: Newspaper) -> Newspaper:
    paper.take(*a_day(COUNT))
    paper.later(minutes=30)
    return paper


def make(paper: Newspaper, *, again: bool = False) -> dict[str, object]:
    """Make the day's issue of the whole paper; returns what the command prints."""
    told: list[str] = []
    (row,) = make_issues(paper.paper, paper.clock, "paper", DAY, again=again, by="meera", tell=told.append)
    assert told[-1] == "Publishing"
    return row


def issue(paper: Newspaper) -> Issue:
    return Issue.objects.get(title=paper.title, issue_date=DAY)


def words_of(file: Path) -> str:
    """Everything that the PDF says, as one line."""
    document = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def take_a_line_out(file: Path) -> None:
    """Leave out one line of the body of page one, as a fault of the setter might."""
    document = pypdfium2.PdfDocument(file.read_bytes())
    page = document[0]
    lines = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]))
    page.remove_obj(lines[len(lines) // 2])
    page.gen_content()
    document.save(file)


def download(paper: Newspaper) -> Path:
    """The PDF that readers fetch."""
    return paper.home.path / issue(paper).pdf_path.lstrip("/")


def test_what_arrives_is_printed_word_for_word_and_can_be_fetched(published: Newspaper) -> None:
    row = make(published)
    assert (row["state"], row["number"]) == ("published", 1)
    text = words_of(download(published))
    assert "The quay of Port Anjal opens for the 2th time" in text
    assert published.page(f"/epaper/paper/{DAY}/")[0] == 200
    placed = set(OnPage.objects.values_list("story", flat=True))
    unplaced = set(issue(published).unplaced)
    assert placed | unplaced == {published.story(f"s{n}").pk for n in range(COUNT)}


def test_the_same_stories_make_the_same_bytes(published: Newspaper) -> None:
    make(published)
    first = issue(published)
    make(published)
    second = issue(published)
    assert (first.seed, first.input_digest, first.pdf_digest) == (second.seed, second.input_digest, second.pdf_digest)
    assert second.number == 1


def test_what_was_printed_is_not_printed_again_the_next_day(published: Newspaper) -> None:
    make(published)
    published.later(hours=20)
    published.take(*(copy(number) for number in range(20, 26)))
    published.later(hours=2)
    make_issues(published.paper, published.clock, "paper", date(2025, 10, 27), tell=lambda _: None)
    pages = OnPage.objects.filter(page__issue__issue_date=date(2025, 10, 27))
    assert set(pages.values_list("story", flat=True)) <= {published.story(f"s{n}").pk for n in range(20, 26)}
    assert Issue.objects.get(issue_date=date(2025, 10, 27)).number == 2


def test_a_kill_takes_the_page_and_the_pdf_away_at_once_and_the_issue_is_made_again_without_it(
    published: Newspaper,
) -> None:
    make(published)
    before, pdf = issue(published), download(published)
    story = published.story("s3").pk
    pages = list(OnPage.objects.filter(story=story).values_list("page__pictures", flat=True))
    assert pages
    files = [published.home.path / path.lstrip("/") for data in pages for path in kept.kept_of(bytes(data)).paths]
    kill(story, by=published.person(), reason="Names a minor", now=published.now)
    published.flow()
    assert not pdf.exists()
    assert not any(file.exists() for file in files)
    headline = "The ferry of Dharvel opens for the 5th time"
    assert not published.pages_with(headline)
    published.later(minutes=1)
    job = due(published.home.options, published.now)
    assert job is not None
    assert (job.edition, job.day, job.again) == ("paper", DAY, True)
    make(published, again=True)
    after = issue(published)
    assert headline not in words_of(download(published))
    assert not OnPage.objects.filter(story=story).exists()
    assert (after.seed, after.printed_digest) == (before.seed, before.printed_digest)
    assert after.pdf_digest != before.pdf_digest
    assert due(published.home.options, published.now) is None
    assert [line[1:3] for line in after.happened][1] == ["made again", f"Without {story}"]


AGAIN = "Not as it was first published: it was made up again since."


def test_an_issue_that_was_made_again_says_so_on_its_pages_and_in_the_archive(published: Newspaper) -> None:
    places = (f"/epaper/paper/{DAY}/", f"/epaper/paper/{DAY}/1/", "/epaper/paper/")
    make(published)
    assert [AGAIN in published.page(path)[1] for path in places] == [False, False, False]
    kill(published.story("s3").pk, by=published.person(), reason="Names a minor", now=published.now)
    published.flow()
    assert [AGAIN in published.page(path)[1] for path in places] == [False, False, False]
    make(published, again=True)
    published.flow()
    assert [AGAIN in published.page(path)[1] for path in places] == [True, True, True]


def test_a_story_corrected_since_is_marked_by_a_frame_that_runs_through_none_of_its_letters(
    published: Newspaper,
) -> None:
    make(published)
    story = published.story("s4").pk
    published.later(minutes=1)
    correct_public(story, by=published.person(), note="Seven weeks, not eight", reason="", now=published.now)
    published.flow()
    row = OnPage.objects.select_related("page").filter(story=story).first()
    assert row is not None
    page = html.fromstring(published.page(f"/epaper/paper/{DAY}/{row.page.number}/")[1])
    (frame,) = page.xpath("//a[@data-state='corrected']/*[local-name()='rect']")
    (printed,) = page.xpath(f"//article[@id='{frame.getparent().get('href')[1:]}']/@data-box")
    x, y, width, height = map(float, printed.split())
    left, top, wide, high = (float(frame.get(side)) for side in ("x", "y", "width", "height"))
    assert left < x - 2
    assert top < y - 2
    assert left + wide > x + width + 2
    assert top + high > y + height + 2


def test_what_fails_the_proof_is_not_published_and_the_line_and_the_story_are_named(published: Newspaper) -> None:
    told: list[str] = []

    def tell(line: str) -> None:
        if line == "Proving":
            (pdf,) = (published.home.path / "epaper").glob(".work-*/issue.pdf")
            take_a_line_out(pdf)
        told.append(line)

    with pytest.raises(ProofFailed) as failed:
        make_issues(published.paper, published.clock, "paper", DAY, tell=tell)
    assert "Nothing was published" in failed.value.sentence
    assert re.search(r"Page 1, line \d+, “The .* time” \(\w{12}\): ", failed.value.sentence)
    assert "Publishing" not in told
    assert issue(published).state == "draft"
    assert failures(issue(published))
    assert published.page(f"/epaper/paper/{DAY}/")[0] == 404
    assert not list((published.home.path / "epaper").glob("files/*/*"))


def test_what_is_killed_while_pages_are_set_stands_on_none_of_them(published: Newspaper) -> None:
    story = published.story("s3").pk
    told: list[str] = []

    def tell(line: str) -> None:
        if line == "Proving" and "Proving" not in told:
            kill(story, by=published.person(), reason="Names a minor", now=published.now)
            published.flow()
        told.append(line)

    make_issues(published.paper, published.clock, "paper", DAY, tell=tell)
    assert "What was withdrawn meanwhile is left out" in told
    assert not OnPage.objects.filter(story=story).exists()
    assert [line[1] for line in issue(published).happened] == ["published"]


def test_what_is_killed_while_the_pictures_are_drawn_is_never_seen(published: Newspaper) -> None:
    story = published.story("s3").pk
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        if line == "Publishing" and told.count("Publishing") == 1:
            kill(story, by=published.person(), reason="Names a minor", now=published.now)
            published.flow()

    make_issues(published.paper, published.clock, "paper", DAY, tell=tell)
    assert "The ferry of Dharvel" not in words_of(download(published))
    assert not OnPage.objects.filter(story=story).exists()


def test_the_desks_word_decides_who_is_printed(published: Newspaper) -> None:
    by = published.person()
    for_print(published.story("s1").pk, Printing(never=True), by=by, now=published.now)
    for_print(published.story("s2").pk, Printing(page=1), by=by, now=published.now)
    published.flow()
    make(published)
    assert not OnPage.objects.filter(story=published.story("s1")).exists()
    assert OnPage.objects.filter(story=published.story("s2"), page__number=1).exists()
    (told,) = shown("paper", DAY, published.home.options)
    passed = told["passed_over"]
    assert isinstance(passed, list)
    assert {"id": published.story("s1").pk, "headline": "The bridge of Nasirkot opens for the 3th time",
            "reason": "Not for print"} in passed  # fmt: skip


def test_a_withdrawn_issue_is_gone_for_readers_and_says_why(published: Newspaper) -> None:
    make(published)
    pdf = download(published)
    withdraw_issues(published.paper, published.clock, "paper", DAY, reason="A wrong page", by="meera")
    assert not pdf.exists()
    assert issue(published).state == "withdrawn"
    status, text = published.page(f"/epaper/paper/{DAY}/")
    assert status == 410
    assert "A wrong page" in text
