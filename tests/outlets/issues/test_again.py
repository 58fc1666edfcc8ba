"""What is derived can be thrown away: pages and the index of lines are made again from the records."""

from pathlib import Path

import pytest

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import Publish
from wiredesk.flow.archive import unpack
from wiredesk.flow.backup import back_up
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.follow import find_lines_again, follow_issues
from wiredesk.outlets.epaper.lines import FILE, LineIndex
from wiredesk.outlets.epaper.outlet import EpaperOutlet
from wiredesk.outlets.epaper.printed import Printed
from wiredesk.outlets.outlet import Changed
from wiredesk.outlets.website.press_all import press_all
from wiredesk.publication.models import Issue, IssuePage


def test_pressing_all_presses_every_page_of_every_issue(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    before = {path: newspaper.page(path) for path in newspaper.paths() if path.startswith("/epaper/")}
    assert len(before) == 7
    newspaper.paper.store.clear(newspaper.title.code)
    newspaper.later(minutes=1)
    press_all(newspaper.now, options=newspaper.home.options, store=newspaper.paper.store)
    after = {path: newspaper.page(path) for path in newspaper.paths() if path.startswith("/epaper/")}
    assert after == before


def test_lines_are_found_again_after_their_index_was_thrown_away(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        (newspaper.home.path / name).unlink(missing_ok=True)
    assert find_lines_again(newspaper.home.options) == 1
    follow_issues(newspaper.now, 5, options=newspaper.home.options, store=newspaper.paper.store)
    assert LineIndex(newspaper.home.path).find(newspaper.title.pk, ["ferry"], 9)
    assert not Issue.objects.filter(stale=True).exists()
    assert find_lines_again(newspaper.home.options) == 0


def test_a_withdrawal_that_was_cut_short_is_whole_when_it_comes_again(
    newspaper: Newspaper, publish: Publish, two_pages: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(two_pages)
    files = kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures)).paths
    outlet = EpaperOutlet(newspaper.home.options, newspaper.paper.store)
    change = Changed(newspaper.title.code, newspaper.story("b").id, "withdraw")

    def cut(*_: object) -> None:
        raise OSError("the machine stops here")

    monkeypatch.setattr(LineIndex, "drop_stories", cut)
    with pytest.raises(OSError, match="stops here"):
        outlet.deliver([change], newspaper.now)
    monkeypatch.undo()
    outlet.deliver([change], newspaper.now)
    assert not any((newspaper.home.path / path.lstrip("/")).exists() for path in files)
    assert kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures)) == kept.NOTHING
    assert IssuePage.objects.get(number=2).due


def test_a_backup_holds_the_pdfs_as_they_came(
    newspaper: Newspaper, publish: Publish, two_pages: Printed, tmp_path: Path
) -> None:
    issue = publish(two_pages)
    kept.scratch(newspaper.home.path)
    back_up(newspaper.home.options, tmp_path / "backup")
    (tmp_path / "whole").mkdir()
    unpack(tmp_path / "backup", tmp_path / "whole")
    original = kept.original(tmp_path / "whole", issue.pdf_digest)
    assert original.read_bytes() == two_pages.pdf.read_bytes()


def test_what_a_process_left_under_way_is_swept_and_what_one_works_on_is_not(newspaper: Newspaper) -> None:
    own = kept.scratch(newspaper.home.path)
    left = own.with_name(f"{kept.UNDER_WAY}999999999-0")
    left.mkdir()
    kept.sweep(newspaper.home.path)
    assert own.exists()
    assert not left.exists()
