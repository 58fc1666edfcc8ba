"""A night's editions are made by one process, and what it did not bring out is noted with its own issue."""

import subprocess
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.home_on_disk import Home
from wiredesk.flow.epaper_doctor import epaper as doctor
from wiredesk.flow.pressroom import Pressroom
from wiredesk.house.editions import add_edition
from wiredesk.house.models import Edition, Title
from wiredesk.house.titles import ensure_title
from wiredesk.outlets.epaper import shelf
from wiredesk.outlets.epaper.asking import ask, failures, progress_file
from wiredesk.publication.models import Issue, IssueState

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 26)
TWO = datetime(2025, 10, 26, 2, tzinfo=ZoneInfo("Asia/Kolkata")).astimezone(UTC)


class Broken:
    """A process that ends with 3 when it is looked at."""

    begun: list[list[str]] = []  # noqa: RUF012  # one list for the test, which empties it

    def __init__(self, words: list[str], **_: object) -> None:
        Broken.begun.append(words)
        self.returncode = 3

    def poll(self) -> int:
        return self.returncode


def test_what_was_not_begun_when_the_process_ended_has_not_failed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    night = home.changed(epaper_hour=2)
    ensure_title(night.options)
    (night.path / "run").mkdir(exist_ok=True)
    for name in ("Pune", "Nagpur", "Dharvel"):
        add_edition(name, ["XO"], time_zone="Asia/Kolkata")
    Broken.begun.clear()
    monkeypatch.setattr(subprocess, "Popen", Broken)
    room = Pressroom(night.options)
    assert room.look(TWO) == 1
    (words,) = Broken.begun
    first, second, third = (words[at + 1] for at, word in enumerate(words) if word == "--edition")
    progress_file(night.path).write_text(f"{second} {DAY}: Page 1\n", encoding="utf-8")
    assert room.look(TWO) == 1
    assert {issue.edition for issue in Issue.objects.all() if failures(issue)} == {first, second}
    monkeypatch.setattr(room, "_look_at", 0.0)
    assert room.look(TWO) == 1
    assert [word for word in Broken.begun[1] if word in (first, second, third)] == [third]


def test_a_night_that_breaks_off_is_noted_with_what_did_not_come_out(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = home.changed(epaper_hour=2)
    title = ensure_title(night.options)
    (night.path / "run").mkdir(exist_ok=True)
    for name in ("Pune", "Nagpur"):
        add_edition(name, ["XO"], time_zone="Asia/Kolkata")
    Broken.begun.clear()
    monkeypatch.setattr(subprocess, "Popen", Broken)
    room = Pressroom(night.options)
    assert room.look(TWO) == 1
    (words,) = Broken.begun
    assert [words[at + 1] for at, word in enumerate(words) if word == "--edition"] in (
        ["pune", "nagpur"],
        ["nagpur", "pune"],
    )
    issue = shelf.begin(title, None, DAY, TWO)
    issue.edition, issue.state, issue.published_at = "pune", IssueState.PUBLISHED, TWO
    issue.save()
    last = [word for word in words if word in ("pune", "nagpur")][-1]
    progress_file(night.path).write_text(f"{last} {DAY}: Page 1\n", encoding="utf-8")
    assert room.look(TWO) == 1
    assert failures(Issue.objects.get(edition="pune")) == []
    assert len(failures(Issue.objects.get(edition="nagpur"))) == 1


@pytest.fixture
def two(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Two titles whose issues are made at two in the morning, by processes that break."""
    night = home.changed(epaper_hour=2, time_zone="Asia/Kolkata")
    ensure_title(night.options)
    Title.objects.create(
        code="second", name="The Second", address="http://second.example", language="en", time_zone="Asia/Kolkata"
    )
    (night.path / "run").mkdir(exist_ok=True)
    Broken.begun.clear()
    monkeypatch.setattr(subprocess, "Popen", Broken)
    return night


def test_a_process_is_for_one_title_and_its_failure_is_noted_with_no_other(
    two: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Pressroom(two.options)
    for code in ("main", "second"):
        monkeypatch.setattr(room, "_look_at", 0.0)
        assert room.look(TWO) == 1
        words = Broken.begun[-1]
        assert words[words.index("--title") + 1] == code
        assert room.look(TWO) == 1
        assert len(failures(Issue.objects.get(title__code=code))) == 1
    assert Issue.objects.count() == 2
    assert room.look(TWO) == 0


def test_a_title_without_the_edition_that_broke_has_no_issue_of_it(two: Home) -> None:
    Edition.objects.create(title=Title.objects.get(code="main"), slug="pune", name="Pune", language="en", order=1)
    room = Pressroom(two.options)
    assert room.look(TWO) == 1
    assert room.look(TWO) == 1
    assert [(issue.title.code, issue.edition) for issue in Issue.objects.all()] == [("main", "pune")]
    (found,) = doctor(two.options, TWO)
    assert "paper of" not in found.fact


def test_what_came_out_before_the_process_ended_has_not_failed(two: Home) -> None:
    room = Pressroom(two.options)
    assert room.look(TWO) == 1
    issue = shelf.begin(Title.objects.get(code="main"), None, DAY, TWO)
    issue.state, issue.published_at = IssueState.PUBLISHED, TWO
    shelf.note(issue, TWO, "published")
    issue.save()
    assert room.look(TWO) == 1
    assert failures(Issue.objects.get()) == []


@pytest.mark.parametrize("asked_for", [False, True])
def test_what_the_desk_withdrew_meanwhile_has_failed_only_where_somebody_waits_for_it(
    two: Home, asked_for: bool
) -> None:
    room = Pressroom(two.options)
    assert room.look(TWO) == 1
    issue = shelf.begin(Title.objects.get(code="main"), None, DAY, TWO)
    issue.state = IssueState.WITHDRAWN
    shelf.note(issue, TWO, "withdrawn", "a page of another day", "meera")
    issue.save()
    if asked_for:
        ask(issue.title, None, DAY, TWO, by="meera")
    assert room.look(TWO) == 1
    assert len(failures(Issue.objects.get())) == asked_for
