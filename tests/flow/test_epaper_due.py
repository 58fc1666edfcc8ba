"""When an issue is made by itself, when again, and when no more."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.home_on_disk import Home
from wiredesk.common.errors import UsageError
from wiredesk.flow.epaper import window
from wiredesk.flow.epaper_days import deadline
from wiredesk.flow.epaper_due import CATCH_UP, RETRY, TRIES, Job, due
from wiredesk.house.editions import add_edition
from wiredesk.house.models import Edition, Title
from wiredesk.house.titles import ensure_title
from wiredesk.outlets.epaper import inputs, shelf
from wiredesk.outlets.epaper.asking import AS_BEFORE, FAILED, ask
from wiredesk.outlets.epaper.inputs import Inputs
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.publication.models import Issue, IssuePage, IssueState

pytestmark = pytest.mark.django_db

KOLKATA = ZoneInfo("Asia/Kolkata")
DAY = date(2025, 10, 26)
TWO = datetime(2025, 10, 26, 2, tzinfo=KOLKATA).astimezone(UTC)


@pytest.fixture
def night(home: Home) -> Home:
    """A paper whose issues are made at two in the morning."""
    made = home.changed(epaper_hour=2)
    ensure_title(made.options)
    return made


def second(zone: str = "Asia/Kolkata") -> Title:
    return Title.objects.create(
        code="second", name="The Second", address="http://second.example", language="en", time_zone=zone
    )


def begun(home: Home, day: date = DAY, state: str = IssueState.PUBLISHED, title: Title | None = None) -> Issue:
    issue = shelf.begin(title or ensure_title(home.options), None, day, TWO)
    issue.state, issue.published_at = state, TWO if state == IssueState.PUBLISHED else None
    issue.save()
    return issue


def test_the_hour_is_of_the_day_or_from_noon_on_of_the_day_before() -> None:
    assert deadline(DAY, 2, KOLKATA) == datetime(2025, 10, 26, 2, tzinfo=KOLKATA)
    assert deadline(DAY, 23, KOLKATA) == datetime(2025, 10, 25, 23, tzinfo=KOLKATA)
    assert deadline(DAY, -1, KOLKATA) == datetime(2025, 10, 27, tzinfo=KOLKATA)


def test_nothing_is_made_by_itself_unless_an_hour_is_set(home: Home) -> None:
    ensure_title(home.options)
    assert due(home.options, TWO) is None


def test_an_issue_is_due_from_its_hour_on_and_not_before_nor_long_after(night: Home) -> None:
    assert due(night.options, TWO - timedelta(seconds=1)) is None
    assert due(night.options, TWO) == Job("main", "paper", DAY, again=False, why="its hour has come")
    assert due(night.options, TWO + CATCH_UP) is None


def test_a_published_or_withdrawn_issue_is_not_made_again(night: Home) -> None:
    issue = begun(night)
    assert due(night.options, TWO) is None
    issue.state = IssueState.WITHDRAWN
    issue.save()
    assert due(night.options, TWO) is None


def test_an_edition_keeps_the_hour_of_its_own_zone(night: Home) -> None:
    add_edition("Ostermark", ["XO"], time_zone="Europe/Berlin")
    berlin = datetime(2025, 10, 25, 2, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    job = due(night.options, berlin)
    assert job is not None
    assert (job.edition, job.day) == ("ostermark", date(2025, 10, 25))


def test_editions_of_one_night_come_together_and_what_the_desk_asks_for_comes_first(night: Home) -> None:
    title = ensure_title(night.options)
    for name in ("Pune", "Nagpur", "Dharvel"):
        add_edition(name, ["XO"], time_zone="Asia/Kolkata")
    job = due(night.options, TWO)
    assert job is not None
    assert {job.edition, *job.also} == {"pune", "nagpur", "dharvel"}
    assert (job.day, job.again) == (DAY, False)
    ask(title, None, DAY, TWO, by="meera", again=False)
    asked = due(night.options, TWO)
    assert asked is not None
    assert (asked.edition, asked.also) == ("paper", ())


def test_an_edition_that_failed_is_tried_again_alone_and_after_the_others(night: Home) -> None:
    title = ensure_title(night.options)
    for name in ("Dharvel", "Nagpur", "Pune"):
        add_edition(name, ["XO"], time_zone="Asia/Kolkata")
    issue = shelf.begin(title, Edition.objects.get(slug="dharvel"), DAY, TWO)
    shelf.note(issue, TWO, FAILED, "A picture on it breaks the setter.")
    issue.save()
    later = TWO + RETRY
    job = due(night.options, later)
    assert job is not None
    assert {job.edition, *job.also} == {"nagpur", "pune"}
    for slug in ("nagpur", "pune"):
        made = shelf.begin(title, Edition.objects.get(slug=slug), DAY, TWO)
        made.state, made.published_at = IssueState.PUBLISHED, TWO
        made.save()
    assert due(night.options, later) == Job("main", "dharvel", DAY, again=False, why="its hour has come")


def test_each_titles_issue_is_made_at_the_hour_of_its_own_zone(night: Home) -> None:
    other = second("Europe/London")
    assert due(night.options, TWO) == Job("main", "paper", DAY, again=False, why="its hour has come")
    begun(night)
    in_london = datetime(2025, 10, 26, 2, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    assert due(night.options, in_london - timedelta(seconds=1)) is None
    assert due(night.options, in_london) == Job("second", "paper", DAY, again=False, why="its hour has come")
    begun(night, title=other)
    assert due(night.options, in_london) is None


def test_titles_of_one_night_come_one_after_the_other_each_with_its_editions(night: Home) -> None:
    other = second()
    for name in ("Pune", "Nagpur"):
        add_edition(name, ["XO"], time_zone="Asia/Kolkata")
    job = due(night.options, TWO)
    assert job is not None
    assert (job.title, {job.edition, *job.also}) == ("main", {"nagpur", "pune"})
    for edition in Edition.objects.filter(title=ensure_title(night.options)):
        made = shelf.begin(edition.title, edition, DAY, TWO)
        made.state, made.published_at = IssueState.PUBLISHED, TWO
        made.save()
    job = due(night.options, TWO)
    assert job is not None
    assert (job.title, {job.edition, *job.also}) == (other.code, {"nagpur", "pune"})


def test_only_the_title_whose_issue_failed_or_is_torn_or_asked_for_has_it_made_again(night: Home) -> None:
    mine, other = begun(night, state=IssueState.DRAFT), begun(night, title=second())
    shelf.note(mine, TWO, FAILED, "The proof found a fault.")
    mine.save()
    assert due(night.options, TWO + RETRY) == Job("main", "paper", DAY, again=False, why="its hour has come")
    IssuePage.objects.create(issue=other, number=1, data=b"", pictures=b"", due=True)
    torn = Job("second", "paper", DAY, again=True, why="a story on it was withdrawn")
    assert due(night.options, TWO + RETRY) == torn
    ask(mine.title, None, DAY, TWO + RETRY, by="meera", again=False)
    assert due(night.options, TWO + RETRY) == Job("main", "paper", DAY, again=False, why="asked for")


def test_what_failed_is_tried_again_after_a_pause_and_at_last_only_when_asked(night: Home) -> None:
    issue = begun(night, state=IssueState.DRAFT)
    at = TWO
    for tried in range(1, TRIES + 1):
        shelf.note(issue, at, FAILED, "The proof found a fault.")
        issue.save()
        assert due(night.options, at + RETRY - timedelta(seconds=1)) is None
        at += RETRY
        assert (due(night.options, at) is not None) is (tried < TRIES)
    ask(issue.title, None, DAY, at, by="meera", again=True)
    job = due(night.options, at)
    assert job is not None
    assert job.again
    assert Issue.objects.get().happened[-1][2:] == [AS_BEFORE, "meera"]


def test_a_page_that_is_painted_over_has_its_issue_made_again(night: Home) -> None:
    issue = begun(night)
    page = IssuePage.objects.create(issue=issue, number=1, data=b"", pictures=b"")
    assert due(night.options, TWO) is None
    for torn in ({"painted_out": ["somestory234"], "due": False}, {"painted_out": [], "due": True}):
        IssuePage.objects.filter(pk=page.pk).update(**torn)
        assert due(night.options, TWO) == Job("main", "paper", DAY, again=True, why="a story on it was withdrawn")
    assert due(night.options, TWO + timedelta(days=40, hours=7)) is None


def test_a_window_begins_where_the_last_issue_ended(night: Home) -> None:
    title = ensure_title(night.options)
    now = TWO + timedelta(hours=1)
    assert window(title, None, DAY, now, night.options) == (TWO - timedelta(hours=24), TWO)
    before = DAY - timedelta(days=1)
    issue = begun(night, before)
    ended = TWO - timedelta(hours=25)
    kept = Inputs(plan=_plan(issue, before), offers=(), since=ended, until=ended)
    inputs.keep(night.path, title.code, kept, edition="")
    assert window(title, None, DAY, now, night.options) == (ended, TWO)


def test_a_window_never_reaches_past_now(night: Home) -> None:
    early = TWO - timedelta(hours=3)
    assert window(ensure_title(night.options), None, DAY, early, night.options)[1] == early


def _plan(issue: Issue, day: date) -> IssuePlan:
    return IssuePlan(
        title="The Test Courier",
        address="http://localhost:8000",
        edition="",
        masthead="",
        issue_date=day,
        number=issue.number,
        language="en",
        direction="ltr",
        format="tabloid",
        sections=(),
    )


def test_an_issue_off_which_the_desk_took_something_is_not_laid_out_again(night: Home) -> None:
    issue = begun(night)
    page = IssuePage.objects.create(issue=issue, number=1, data=b"", pictures=b"", due=True, covered=[[0, 0, 50, 50]])
    other = IssuePage.objects.create(issue=issue, number=2, data=b"", pictures=b"", painted_out=["somestory234"])
    assert due(night.options, TWO) is None
    IssuePage.objects.filter(pk=page.pk).update(covered=[], due=False)
    Issue.objects.update(covered_beyond={"3": [[0, 0, 100, 100]]})
    assert due(night.options, TWO) is None
    Issue.objects.update(covered_beyond={})
    assert due(night.options, TWO) == Job("main", "paper", DAY, again=True, why="a story on it was withdrawn")
    IssuePage.objects.filter(pk=other.pk).update(covered=[[0, 0, 100, 100]])
    with pytest.raises(UsageError, match="took something off page 2"):
        ask(issue.title, None, DAY, TWO, by="meera", again=True)
