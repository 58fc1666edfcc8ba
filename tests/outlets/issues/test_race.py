"""The desk waits for nobody: what it withdraws while an issue is followed, drawn or taken in again is not undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import told
from tests.outlets.issues.test_covering import BASE, colours, imported, off, scan
from tests.outlets.issues.test_kill import killed, mended
from tests.printed_issue import printed
from wiredesk.common.errors import UsageError
from wiredesk.outlets.epaper import by_hand, follow, kept, pdf, shelf
from wiredesk.outlets.epaper.by_hand import WHOLE, Hundredths
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.publication.models import Issue, IssuePage, IssueState


def desk_withdraws(paper: Newspaper) -> None:
    """As the desk does, which presses nothing and takes no turn."""
    shelf.take_away(Issue.objects.get(), "Wrong", paper.now, options=paper.home.options, by="meera")


def desk_takes_off(paper: Newspaper, number: int, part: Hundredths = WHOLE) -> None:
    by_hand.take_off(Issue.objects.get(), number, part, "A face", paper.now, options=paper.home.options, by="meera")


def happened() -> list[str]:
    return [what for _, what, *_ in Issue.objects.get().happened]


def there(paper: Newspaper, path: str) -> bool:
    return (paper.home.path / path.lstrip("/")).exists()


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

    def fails(*_: object, **__: object) -> None:
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


def test_an_import_does_not_publish_again_what_was_withdrawn_meanwhile(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, scan(tmp_path))
    once(monkeypatch, pdf, "pictures", lambda: desk_withdraws(newspaper), before=False)
    with pytest.raises(UsageError, match="was withdrawn while"):
        imported(newspaper, scan(tmp_path))
    assert Issue.objects.get().state == IssueState.WITHDRAWN
    assert happened() == ["published", "withdrawn"]
    assert not list((newspaper.home.path / kept.FILES).rglob("*.webp"))
    # Asked for once more by somebody who knows of it, it comes out.
    imported(newspaper, scan(tmp_path))
    assert happened() == ["published", "withdrawn", "published"]


def test_what_the_desk_did_while_an_issue_was_drawn_stands_with_it(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, scan(tmp_path))
    once(monkeypatch, pdf, "pictures", lambda: desk_takes_off(newspaper, 1), before=False)
    imported(newspaper, scan(tmp_path))
    assert happened() == ["published", "page 1 withdrawn", "published again"]
    assert colours(newspaper, 1) == set()


def in_a_transaction(monkeypatch: pytest.MonkeyPatch, at: object, name: str) -> list[bool]:
    """Whether each call of this is made within a transaction of more than the test's own."""
    real, found = getattr(at, name), list[bool]()

    def called(*given: Any) -> Any:
        found.append(len(connection.savepoint_ids) > 0)
        return real(*given)

    monkeypatch.setattr(at, name, called)
    return found


def test_what_is_off_a_page_is_looked_at_in_the_transaction_that_writes(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 1, (0, 50, 100, 50))
    looked = in_a_transaction(monkeypatch, follow, "_pages")
    mended(newspaper)
    # Before the drawing, and before the writing.
    assert looked == [False, True]
    looked = in_a_transaction(monkeypatch, shelf, "_covers")
    imported(newspaper, scan(tmp_path))
    assert looked[:2] == [False, True]


def test_a_mend_that_comes_too_late_leaves_the_files_of_a_newer_publishing(
    newspaper: Newspaper, press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, press)
    killed(newspaper, "a")
    again = tmp_path / "again.pdf"
    with pypdfium2.PdfDocument(press.read_bytes()) as document:
        document.save(again)
    once(monkeypatch, pdf, "pictures", lambda: imported(newspaper, again), before=False)
    mended(newspaper)
    named = [path for row in IssuePage.objects.all() for path in kept.kept_of(bytes(row.pictures)).paths]
    assert named
    assert all(there(newspaper, path) for path in [*named, Issue.objects.get().pdf_path])
