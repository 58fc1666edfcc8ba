"""An issue is kept whole, shown whole, and taken away whole."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import DAY, Publish, told
from tests.printed_issue import printed
from wiredesk.common.errors import UsageError
from wiredesk.outlets.epaper import kept, shelf
from wiredesk.outlets.epaper.painting import page_of
from wiredesk.outlets.epaper.printed import Printed
from wiredesk.publication.models import Issue, IssuePage, IssueState, OnPage, PublicStory


def test_a_published_issue_is_kept_with_its_pictures_and_its_words(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    issue = publish(two_pages)
    assert (issue.state, issue.pages, issue.number) == (IssueState.PUBLISHED, 2, 1)
    rows = IssuePage.objects.filter(issue=issue).order_by("number")
    for row, page in zip(rows, two_pages.pages, strict=True):
        assert page_of(bytes(row.data)) == page
        files = kept.kept_of(bytes(row.pictures))
        assert files.large
        assert files.small
        with Image.open(newspaper.home.path / files.large.path.lstrip("/")) as picture:
            assert (picture.format, picture.size) == ("WEBP", (files.large.width, files.large.height))
        assert files.large.width > files.small.width
        assert (newspaper.home.path / files.pdf.lstrip("/")).read_bytes().startswith(b"%PDF")
    assert (newspaper.home.path / issue.pdf_path.lstrip("/")).read_bytes() == two_pages.pdf.read_bytes()


def test_a_story_leads_to_its_pages(newspaper: Newspaper, publish: Publish, two_pages: Printed) -> None:
    publish(two_pages)
    story = newspaper.story("a")
    assert list(OnPage.objects.filter(story=story).order_by("page__number").values_list("page__number", flat=True)) == [
        1,
        2,
    ]
    assert PublicStory.objects.filter(story=story).exists()


def test_published_again_it_keeps_its_number_and_the_digest_of_what_was_printed(
    newspaper: Newspaper, publish: Publish, two_pages: Printed, tmp_path: Path
) -> None:
    first = publish(two_pages)
    again = publish(printed(tmp_path / "again", [[told(newspaper, "b")]]))
    assert (again.pk, again.number, again.pages) == (first.pk, 1, 1)
    assert again.printed_digest == first.pdf_digest != again.pdf_digest
    assert not (newspaper.home.path / first.pdf_path.lstrip("/")).exists()
    assert kept.original(newspaper.home.path, first.pdf_digest).exists()


def test_a_withdrawn_issue_leaves_no_file_that_readers_can_fetch(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    issue = publish(two_pages)
    shelf.withdraw(
        issue, "A page was wrong", newspaper.now, options=newspaper.home.options, store=newspaper.paper.store
    )
    assert not [path for path in (newspaper.home.path / kept.FILES).rglob("*") if path.is_file()]
    assert kept.original(newspaper.home.path, issue.pdf_digest).exists()
    assert Issue.objects.get().withdrawn_reason == "A page was wrong"


def test_an_issue_is_withdrawn_with_a_reason_and_once(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    issue = publish(two_pages)
    with pytest.raises(UsageError):
        shelf.withdraw(issue, " ", newspaper.now, options=newspaper.home.options, store=newspaper.paper.store)


def test_a_page_that_looks_the_same_in_another_issue_outlives_this_one(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    options, store = newspaper.home.options, newspaper.paper.store
    publish(two_pages)
    other = shelf.begin(newspaper.title, None, DAY + timedelta(days=1), newspaper.now)
    shelf.publish(other, two_pages, newspaper.now, options=options, store=store)
    shelf.withdraw(other, "A wrong day", newspaper.now, options=options, store=store)
    issue = Issue.objects.get(issue_date=DAY)
    rows = IssuePage.objects.filter(issue=issue)
    paths = [path for row in rows for path in kept.kept_of(bytes(row.pictures)).paths]
    assert paths
    assert all((newspaper.home.path / path.lstrip("/")).exists() for path in (*paths, issue.pdf_path))
