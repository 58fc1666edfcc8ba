"""The folder that a press writes into: what is whole is taken in, and what is not is waited for."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import DAY
from tests.pdf_by_hand import by_hand, words
from wiredesk.flow.press import END, FOLDER, REST, REST_UNENDED, take_over
from wiredesk.outlets.epaper import importing
from wiredesk.publication.models import Issue

PAGE = by_hand([words("The office of the paper moves to new rooms at Quay Street", "in the month of May this year")])


def left(newspaper: Newspaper, data: bytes = PAGE, *, city: str = "paper", day: str = DAY.isoformat()) -> Path:
    """A closed folder with one PDF, which was written just now."""
    folder = newspaper.home.path / FOLDER / city / day
    folder.mkdir(parents=True)
    (folder / "1.pdf").write_bytes(data)
    (folder / END).touch()
    return folder


def just(after: timedelta) -> datetime:
    """So long after what this test wrote: the machine's clock marks files."""
    return datetime.now(UTC) + after


def why(newspaper: Newspaper, *parts: str) -> str:
    return (newspaper.home.path / FOLDER / "failed" / Path(*parts) / "why.txt").read_text(encoding="utf-8")


def test_a_growing_pdf_is_waited_for(newspaper: Newspaper) -> None:
    folder = left(newspaper)
    assert not take_over(just(timedelta()), newspaper.paper)
    assert folder.exists()
    assert take_over(just(REST), newspaper.paper)
    assert Issue.objects.get().pages == 1


def test_a_pdf_without_its_end_is_waited_for_longer(newspaper: Newspaper) -> None:
    left(newspaper, PAGE[: len(PAGE) // 2])
    assert not take_over(just(REST * 2), newspaper.paper)
    assert take_over(just(REST_UNENDED), newspaper.paper)
    assert "is not a PDF" in why(newspaper, "paper", DAY.isoformat())


def test_a_folder_that_is_waited_for_keeps_no_other_waiting(newspaper: Newspaper) -> None:
    left(newspaper, PAGE[:100], day="2025-10-26")
    left(newspaper)
    assert take_over(just(REST * 2), newspaper.paper)
    assert Issue.objects.get().issue_date == DAY


@pytest.mark.parametrize(("city", "day"), [("Paper", "2025-10-27"), ("paper", "27-10-2025"), ("paper", "2025-10-27 b")])
def test_a_folder_that_names_no_city_and_day_is_put_aside_and_told(newspaper: Newspaper, city: str, day: str) -> None:
    left(newspaper, city=city, day=day)
    assert take_over(newspaper.now, newspaper.paper)
    assert "call the folder like pune/2026-03-09" in why(newspaper, city, day)
    assert not take_over(newspaper.now, newspaper.paper)


def test_a_name_in_no_unicode_is_put_aside_too(newspaper: Newspaper) -> None:
    left(newspaper, day=os.fsdecode(b"2025\xff"))
    assert take_over(newspaper.now, newspaper.paper)
    assert not take_over(newspaper.now, newspaper.paper)


def test_a_link_publishes_no_file_from_elsewhere(newspaper: Newspaper, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(PAGE)
    folder = left(newspaper)
    (folder / "2.pdf").symlink_to(tmp_path / "secret.pdf")
    assert take_over(newspaper.now, newspaper.paper)
    assert "2.pdf is a link" in why(newspaper, "paper", DAY.isoformat())
    assert not Issue.objects.exists()


@pytest.mark.parametrize("fault", [UnicodeEncodeError("utf-8", "x", 0, 1, "no"), RecursionError(), KeyError("x")])
def test_our_own_fault_at_some_pages_keeps_no_other_waiting(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    left(newspaper)

    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(importing, "match", fails)
    assert take_over(newspaper.now, newspaper.paper)
    assert "wiredesk itself failed" in why(newspaper, "paper", DAY.isoformat())
    assert not take_over(newspaper.now, newspaper.paper)


def test_a_disk_that_takes_no_reason_keeps_the_folder_all_the_same(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(newspaper, b"none")
    real: Callable[..., int] = Path.write_text

    def full(path: Path, *given: str, **named: str) -> int:
        if path.name == "why.txt":
            raise OSError(28, "No space left on device")
        return real(path, *given, **named)

    monkeypatch.setattr(Path, "write_text", full)
    assert take_over(newspaper.now, newspaper.paper)
    assert (newspaper.home.path / FOLDER / "failed" / "paper" / DAY.isoformat() / "1.pdf").read_bytes() == b"none"


def test_pages_with_names_of_all_kinds_stand_in_their_order(newspaper: Newspaper) -> None:
    folder = left(newspaper)
    (folder / "1.pdf").unlink()
    for name in (b"10.pdf", b"2.PDF", b"1.pdf", b"01A.pdf", b"A1.pdf", b"page\n-1.pdf", b"\xff3.pdf", b"a'\";$(x).pdf"):
        (folder / os.fsdecode(name)).write_bytes(PAGE)
    assert take_over(newspaper.now, newspaper.paper)
    assert Issue.objects.get().pages == 8
