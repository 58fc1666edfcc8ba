"""Issues of the e-paper at the desk: asked for, told of, and withdrawn."""

from datetime import date, datetime, timedelta

import msgspec
import pytest
from django.test import Client

from tests.home_on_disk import Home
from wiredesk.house.models import Title
from wiredesk.newsroom.access import paper_zone
from wiredesk.outlets.epaper import kept, shelf
from wiredesk.outlets.epaper.asking import AS_BEFORE, FAILED, asked, from_before
from wiredesk.outlets.epaper.printed import PrintedPage
from wiredesk.people.models import Audit, Person
from wiredesk.publication.models import Issue, IssuePage, IssueState

pytestmark = pytest.mark.django_db

PAGE = "/desk/epaper/"


@pytest.fixture
def today(home: Home) -> date:
    from wiredesk.common.clock import system_clock

    return system_clock().astimezone(paper_zone()).date()


def published(day: date, now: datetime) -> Issue:
    """An issue that readers see."""
    made = shelf.begin(Title.objects.get(), None, day, now)
    made.state, made.pages, made.published_at = IssueState.PUBLISHED, 1, now
    shelf.note(made, now, "published", "digest")
    made.save()
    IssuePage.objects.create(issue=made, number=1, data=b"", pictures=kept.encode(kept.NOTHING))
    return made


def test_the_desk_asks_for_an_issue_and_the_log_says_who(desk: Client, pereira: Person, today: date) -> None:
    assert "No issue has been made yet." in desk.get(PAGE).content.decode()
    answer = desk.post(f"{PAGE}make/", {"edition": "paper", "date": today.isoformat()})
    assert answer.status_code == 302
    (issue,) = Issue.objects.all()
    assert asked(issue)
    assert not from_before(issue)
    assert Audit.objects.get(what="make_issue").person == pereira
    page = desk.get(PAGE).content.decode()
    assert "Asked for" in page
    assert "from what is published now" in page


def test_an_issue_is_asked_for_from_the_same_stories(desk: Client, today: date, now: datetime) -> None:
    issue = published(today, now)
    assert "Make again from the same stories" in desk.get(PAGE).content.decode()
    desk.post(f"{PAGE}make/", {"edition": "paper", "date": today.isoformat(), "again": AS_BEFORE})
    issue.refresh_from_db()
    assert from_before(issue)
    assert issue.state == IssueState.PUBLISHED


@pytest.mark.parametrize(("edition", "days"), [("nowhere", 0), ("paper", 90), ("paper", -9)])
def test_what_cannot_be_made_is_refused(desk: Client, today: date, edition: str, days: int) -> None:
    day = today - timedelta(days=days)
    answer = desk.post(f"{PAGE}make/", {"edition": edition, "date": day.isoformat()})
    assert answer.status_code == 409
    assert not Issue.objects.exists()


def test_a_fault_stands_with_its_issue(desk: Client, today: date, now: datetime) -> None:
    issue = shelf.begin(Title.objects.get(), None, today, now)
    shelf.note(issue, now, FAILED, "The proof found: Page 3, line 4: a letter is wrong.")
    issue.save()
    assert "Page 3, line 4" in desk.get(PAGE).content.decode()


def test_an_issue_is_withdrawn_with_a_reason_and_only_once(desk: Client, today: date, now: datetime) -> None:
    issue = published(today, now)
    where = f"{PAGE}{issue.pk}/withdraw/"
    assert desk.post(where, {"reason": " "}).status_code == 409
    assert desk.post(where, {"reason": "A wrong page"}).status_code == 302
    issue.refresh_from_db()
    assert (issue.state, issue.withdrawn_reason, issue.stale) == (IssueState.WITHDRAWN, "A wrong page", True)
    assert "Withdrawn: A wrong page" in desk.get(PAGE).content.decode()
    assert desk.post(where, {"reason": "Again"}).status_code == 409


def test_only_the_desk_makes_and_withdraws(reader: Client, today: date, now: datetime) -> None:
    issue = published(today, now)
    assert reader.get(PAGE).status_code == 403
    assert reader.post(f"{PAGE}make/", {"edition": "paper", "date": today.isoformat()}).status_code == 403
    assert reader.post(f"{PAGE}{issue.pk}/withdraw/", {"reason": "No"}).status_code == 403
    issue.refresh_from_db()
    assert issue.state == IssueState.PUBLISHED


def test_a_page_or_a_part_of_it_is_withdrawn_and_shown_again(
    desk: Client, home: Home, today: date, now: datetime
) -> None:
    issue = published(today, now)
    data = msgspec.msgpack.encode(PrintedPage(number=1, section="", width=400, height=600, pictures=()))
    IssuePage.objects.update(data=data)
    where = f"{PAGE}{issue.pk}/withdraw/"
    wrong = ({"page": "2"}, {"page": "x"}, {"page": "1", "part": "0,0,0,0"}, {"part": "0,50,100,50"})
    for given in wrong:
        assert desk.post(where, {"reason": "A face", **given}).status_code == 409
    answer = desk.post(where, {"reason": "A face", "page": "1", "part": "0,50,100,50"}, follow=True)
    assert "the rest of the page is shown again in a moment" in answer.content.decode()
    assert "nobody can read it any more" not in answer.content.decode()
    page = IssuePage.objects.get()
    assert (page.covered, page.due) == ([[0, 50, 100, 50]], True)
    issue.refresh_from_db()
    assert (issue.state, issue.stale) == (IssueState.PUBLISHED, True)
    assert "Show page 1 again" in desk.get(PAGE).content.decode()
    assert desk.post(f"{PAGE}{issue.pk}/restore/", {"page": "1"}).status_code == 302
    assert IssuePage.objects.get().covered == []
    assert desk.post(f"{PAGE}{issue.pk}/restore/", {"page": "1"}).status_code == 409
    told = Audit.objects.filter(what="withdraw_issue").values_list("about", flat=True)
    assert [one.partition(" ")[2] for one in told] == [f"{today} page 1: A face"]
    restored = Audit.objects.get(what="restore_page")
    assert restored.about.partition(" ")[2] == f"{today} page 1: Taken back at the desk"
