"""The desk waits for nobody: what it withdraws while an issue is followed, drawn or taken in again is not undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import told
from tests.outlets.issues.test_covering import BASE, imported
from tests.printed_issue import printed
from wiredesk.outlets.epaper import follow, pdf, shelf
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.publication.models import Issue, IssueState


def desk_withdraws(paper: Newspaper) -> None:
    """As the desk does, which presses nothing and takes no turn."""
    shelf.take_away(Issue.objects.get(), "Wrong", paper.now, options=paper.home.options, by="meera")


def followed(paper: Newspaper) -> None:
    follow.follow_issues(paper.now, 9, options=paper.home.options, store=paper.paper.store)


def once(monkeypatch: pytest.MonkeyPatch, at: object, name: str, then: Callable[[], Any], *, before: bool) -> None:
    """The first time that this is called, the desk does something right before or right after."""
    real, left = getattr(at, name), [then]

    def called(*given: Any, **named: Any) -> Any:
        late = left.pop() if left else lambda: None
        if before:
            late()
        made = real(*given, **named)
        if not before:
            late()
        return made

    monkeypatch.setattr(at, name, called)


@pytest.fixture
def press(newspaper: Newspaper, tmp_path: Path) -> Path:
    return printed(tmp_path / "press", [[told(newspaper, "a")]]).pdf


@pytest.mark.parametrize(("step", "before"), [("_press", False), ("_press", True), ("_pages", True)])
def test_an_issue_that_is_withdrawn_while_it_is_followed_is_followed_again(
    newspaper: Newspaper, press: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: bool
) -> None:
    imported(newspaper, press)
    Issue.objects.update(stale=True)
    once(monkeypatch, follow, step, lambda: desk_withdraws(newspaper), before=before)
    followed(newspaper)
    followed(newspaper)
    issue = Issue.objects.get()
    assert (issue.state, issue.stale) == (IssueState.WITHDRAWN, False)
    assert "Second lock opens" not in newspaper.page(f"{BASE}1/")[1]


def test_an_issue_that_was_withdrawn_before_its_turn_is_followed_as_it_is_now(
    newspaper: Newspaper, press: Path
) -> None:
    imported(newspaper, press)
    known = Issue.objects.select_related("title").get()
    desk_withdraws(newspaper)
    follow.follow_issue(known, newspaper.now, options=newspaper.home.options, store=newspaper.paper.store)
    assert not Issue.objects.get().stale
    assert not LineIndex(newspaper.home.path).find(newspaper.title.pk, ["second", "lock"], 9)
    assert "Second lock opens" not in newspaper.page(f"{BASE}1/")[1]


def test_an_import_that_fails_does_not_publish_again_what_was_withdrawn_meanwhile(
    newspaper: Newspaper, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, press)

    def fails(*_: object) -> None:
        desk_withdraws(newspaper)
        followed(newspaper)
        raise pdf.PdfRefused("It cannot be read.", fact="unreadable")

    monkeypatch.setattr(pdf, "pictures", fails)
    with pytest.raises(pdf.PdfRefused):
        imported(newspaper, press)
    issue = Issue.objects.get()
    assert (issue.state, issue.withdrawn_reason) == (IssueState.WITHDRAWN, "Wrong")
    Issue.objects.update(stale=True)
    followed(newspaper)
    assert "Second lock opens" not in newspaper.page(f"{BASE}1/")[1]


def test_an_import_that_fails_when_it_is_published_keeps_the_record_of_its_files(
    newspaper: Newspaper, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(shelf, "follow_issue", full)
    with pytest.raises(OSError, match="disk"):
        imported(newspaper, press)
    issue = Issue.objects.get()
    assert (issue.state, issue.stale) == (IssueState.PUBLISHED, True)
