"""What is taken off by hand is taken off every title's issue that has it, whatever the others lack."""

import msgspec
import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import DAY
from wiredesk.common.errors import UsageError
from wiredesk.flow.epaper import give_back_pages, take_off_pages
from wiredesk.house.models import Title
from wiredesk.outlets.epaper import kept, shelf
from wiredesk.outlets.epaper.by_hand import WHOLE
from wiredesk.outlets.epaper.printed import PrintedPage
from wiredesk.publication.models import Issue, IssuePage, IssueState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(home: Home) -> Newspaper:
    return Newspaper(home)


def issue_of(title: Title, paper: Newspaper, pages: int) -> Issue:
    made = shelf.begin(title, None, DAY, paper.now)
    made.state, made.pages, made.published_at = IssueState.PUBLISHED, pages, paper.now
    made.save()
    for number in range(1, pages + 1):
        page = PrintedPage(number=number, section="", width=400, height=600, pictures=())
        data = msgspec.msgpack.encode(page)
        IssuePage.objects.create(issue=made, number=number, data=data, pictures=kept.encode(kept.NOTHING))
    return made


@pytest.mark.parametrize("pages", [(1, 2), (2, 1)])
def test_a_page_that_one_title_lacks_is_taken_off_the_other_and_given_back(
    paper: Newspaper, pages: tuple[int, int]
) -> None:
    second = Title.objects.create(code="second", name="The Second", address="http://second.example", language="en")
    for title, count in zip((paper.title, second), pages, strict=True):
        issue_of(title, paper, count)
    has_it = (paper.title, second)[pages.index(2)].code

    rows = take_off_pages(paper.paper, paper.clock, "paper", DAY, 2, WHOLE, reason="A face", by="meera")
    assert [row["title"] for row in rows] == [has_it]
    assert IssuePage.objects.get(number=2).covered != []
    rows = give_back_pages(paper.paper, paper.clock, "paper", DAY, 2, reason="Another face", by="meera")
    assert [row["title"] for row in rows] == [has_it]
    assert IssuePage.objects.get(number=2).covered == []


def test_what_no_title_has_is_refused(paper: Newspaper) -> None:
    issue_of(paper.title, paper, 1)
    with pytest.raises(UsageError, match="none of number 2"):
        take_off_pages(paper.paper, paper.clock, "paper", DAY, 2, WHOLE, reason="A face", by="meera")
    with pytest.raises(UsageError, match="Nothing was taken off page 1"):
        give_back_pages(paper.paper, paper.clock, "paper", DAY, 1, reason="Another face", by="meera")
