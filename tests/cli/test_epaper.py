"""`wiredesk epaper`: an issue made, listed, shown and withdrawn by command."""

import subprocess
from datetime import UTC, datetime

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import NOW, Home
from tests.newspaper import Newspaper
from tests.print_copy import a_day
from wiredesk.flow.epaper_doctor import epaper as doctor
from wiredesk.flow.pressroom import Pressroom
from wiredesk.house.editions import add_edition
from wiredesk.house.models import Title
from wiredesk.house.titles import ensure_title
from wiredesk.outlets.epaper import inputs as kept_inputs
from wiredesk.outlets.epaper.asking import ask, failures
from wiredesk.outlets.epaper.inputs import Inputs
from wiredesk.outlets.epaper.making import Maker, Order
from wiredesk.publication.models import Issue, IssuePage, IssueState

pytestmark = pytest.mark.django_db

DAY = "2025-10-26"
ON = ("--edition", "paper", "--date", DAY)


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.take(*a_day(8))
    return made


def test_an_issue_is_made_listed_shown_and_withdrawn(paper: Newspaper) -> None:
    made = command("epaper", "make", *ON)
    assert made.stdout.startswith(f"No. 1 of paper for {DAY} is published: ")
    assert made.stderr.splitlines()[:2] == ["8 stories offered, 0 passed over", "Page 1"]
    (listed,) = rows("epaper", "list")
    assert list(listed) == ["edition", "date", "number", "state", "origin", "pages", "unplaced", "url", "title"]
    assert (listed["state"], listed["url"]) == ("published", f"http://localhost:8000/epaper/paper/{DAY}/")
    (told,) = rows("epaper", "show", *ON)
    assert told["printed_digest"] == told["pdf_digest"]
    assert [one["what"] for one in told["happened"]] == ["published"]
    command("epaper", "withdraw", *ON, "--reason", "a wrong page", code=2)
    command("epaper", "withdraw", *ON, "--reason", "a wrong page", "--yes")
    assert rows("epaper", "list")[0]["state"] == "withdrawn"
    command("epaper", "withdraw", *ON, "--reason", "twice", "--yes", code=2)


def test_an_edition_without_a_story_says_that_there_is_nothing_to_print(paper: Newspaper) -> None:
    add_edition("Sonbari", ["XD"], language="hi")
    refused = command("epaper", "make", "--edition", "sonbari", "--date", DAY, code=1)
    assert "no issue was made" in refused.stderr
    (told,) = rows("epaper", "show", "--edition", "sonbari", "--date", DAY)
    assert told["state"] == "draft"
    assert told["happened"][-1]["what"] == "failed"
    assert {one["reason"] for one in told["passed_over"]} <= {"In another language (en)"}
    (found,) = doctor(paper.home.options, NOW)
    assert not found.well
    assert "sonbari of 2025-10-26 failed" in found.fact


def test_an_issue_keeps_the_region_of_its_language_by_which_it_is_numbered(paper: Newspaper) -> None:
    add_edition("Sonbari", ["XD"], language="en-IN")
    command("epaper", "make", "--edition", "sonbari", "--date", DAY)
    issue = Issue.objects.get(edition="sonbari")
    kept = kept_inputs.kept(paper.home.path, paper.title.code, "sonbari", issue.issue_date)
    assert kept is not None
    assert (kept.plan.language, kept.plan.locale, issue.language) == ("en", "en-IN", "en-IN")


def test_an_edition_that_breaks_takes_no_other_with_it_and_each_is_said(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Pune", "Sonbari"):
        add_edition(name, ["XD"], language="hi")
    inputs = Maker._inputs

    def broken(self: Maker, order: Order, issue: Issue) -> Inputs:
        if order.slug == "pune":
            raise ValueError("a plan without a page")
        return inputs(self, order, issue)

    monkeypatch.setattr(Maker, "_inputs", broken)
    made = command("epaper", "make", "--edition", "pune", "--edition", "sonbari", *ON, code=1)
    assert made.stdout.startswith(f"No. 1 of paper for {DAY} is published: ")
    told = made.stderr.splitlines()[-3:]
    assert told[0] == "wiredesk: 2 of 3 editions were not made."
    assert told[1] == "pune: It could not be made: ValueError, a plan without a page."
    assert told[2].startswith("sonbari: No story was offered")
    assert [len(failures(Issue.objects.get(edition=slug))) for slug in ("pune", "sonbari", "")] == [1, 1, 0]


@pytest.fixture
def two(home: Home) -> Newspaper:
    """The same day's copy in two titles."""
    made = Newspaper(home)
    made.service()
    Title.objects.create(code="second", name="The Second", address="http://second.example", language="en")
    made.take(*a_day(8))
    return made


def test_only_the_title_that_is_named_has_its_issue_made(two: Newspaper) -> None:
    command("epaper", "make", *ON, "--title", "second")
    assert [issue.title.code for issue in Issue.objects.select_related("title")] == ["second"]
    refused = command("epaper", "make", *ON, "--title", "third", code=2)
    assert "no title third that has paper; these have: main, second." in refused.stderr
    command("epaper", "make", *ON)
    assert [issue.happened[-1][1] for issue in Issue.objects.order_by("title")] == ["published", "published again"]


def test_what_the_desk_withdrew_is_published_again_by_a_person_only(two: Newspaper) -> None:
    command("epaper", "make", *ON)
    command("epaper", "withdraw", *ON, "--reason", "a name that a court forbids", "--yes")
    for more in ((), ("--again",)):
        refused = command("epaper", "make", *ON, "--title", "second", "--child-of", "0", *more, code=2)
        assert "was withdrawn and nobody asked for it since" in refused.stderr
    issue = Issue.objects.get(title__code="second")
    assert (issue.state, issue.happened[-1][1]) == ("withdrawn", "withdrawn")
    ask(issue.title, None, issue.issue_date, NOW, by="meera")
    command("epaper", "make", *ON, "--title", "second", "--child-of", "0")
    assert {one.title.code: one.state for one in Issue.objects.select_related("title")} == {
        "main": "withdrawn",
        "second": "published",
    }


@pytest.mark.parametrize("torn", [False, True])
def test_a_job_of_one_title_leaves_anothers_issue_as_it_is(
    two: Newspaper, monkeypatch: pytest.MonkeyPatch, torn: bool
) -> None:
    options = two.home.changed(epaper_hour=5, time_zone="UTC").options
    ensure_title(options)
    command("epaper", "make", *ON)
    command("epaper", "withdraw", *ON, "--reason", "a name that a court forbids", "--yes")
    mine = Issue.objects.get(title__code="main")
    mine.state = IssueState.PUBLISHED if torn else IssueState.DRAFT
    mine.save()
    IssuePage.objects.filter(issue=mine).update(due=torn)
    before = Issue.objects.get(title__code="second").happened
    begun = list[list[str]]()

    class Started:
        def __init__(self, words: list[str], **_: object) -> None:
            begun.append(words)

    (two.home.path / "run").mkdir(exist_ok=True)
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", Started)
        Pressroom(options).look(datetime(2025, 10, 26, 5, tzinfo=UTC))
    (words,) = begun
    assert ("--again" in words) is torn
    command(*words[words.index("epaper") : words.index("--child-of")], "--child-of", "0")
    mine.refresh_from_db()
    assert mine.state == "published"
    other = Issue.objects.get(title__code="second")
    assert (other.state, other.happened) == ("withdrawn", before)


@pytest.mark.parametrize("code", ["main", "second"])
def test_a_title_that_breaks_takes_no_other_with_it_and_each_is_said(
    two: Newspaper, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    inputs = Maker._inputs

    def broken(self: Maker, order: Order, issue: Issue) -> Inputs:
        if order.title.code == code:
            raise ValueError("a plan without a page")
        return inputs(self, order, issue)

    monkeypatch.setattr(Maker, "_inputs", broken)
    told = command("epaper", "make", *ON, code=1)
    assert told.stdout.count("is published: ") == 1
    assert told.stderr.splitlines()[-2:] == [
        "wiredesk: 1 of 2 editions were not made.",
        f"paper of {Title.objects.get(code=code).name}: It could not be made: ValueError, a plan without a page.",
    ]
    other = {"main", "second"} - {code}
    assert {issue.title.code for issue in Issue.objects.filter(state="published").select_related("title")} == other


@pytest.mark.parametrize(
    "words",
    [("make", "--edition", "nowhere"), ("make", "--edition", "paper", "--date", "yesterday"), ("show", *ON)],
)
def test_what_is_not_there_is_said(paper: Newspaper, words: tuple[str, ...]) -> None:
    command("epaper", *words, code=2)
