"""A real `wiredesk run` whose hour has come: the issue is made beside the news, and a kill takes it apart meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.cli.commanding import objects, process
from tests.cli.conftest import Courier, make
from tests.home_on_disk import NOW
from tests.newspaper import rss
from tests.print_copy import a_day
from tests.public.test_run import until
from tests.running_paper import RunningPaper, running
from wiredesk.settings.options import CONFIG_NAME, with_value

MAKING = 60.0
"""Seconds on a machine that runs other tests too; alone it takes some three."""


@pytest.fixture
def courier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Courier:
    """A home whose hour, five by its own clock, came after a day's copy did."""
    clock = tmp_path / "clock"
    clock.write_text(NOW.isoformat(), encoding="ascii")
    monkeypatch.setenv("WIREDESK_CLOCK", str(clock))
    made = make(tmp_path)
    (made.inbox / "day.xml").write_bytes(rss(*a_day(8)))
    process("flow", "--until-idle", home=made.home)
    file = made.home / CONFIG_NAME
    text = with_value(file.read_text(encoding="utf-8"), "time_zone", "UTC")
    file.write_text(with_value(text, "epaper_hour", 5), encoding="utf-8")
    clock.write_text(NOW.replace(hour=5, minute=0, second=10).isoformat(), encoding="ascii")
    return made


@pytest.fixture
def paper(courier: Courier) -> Iterator[RunningPaper]:
    with running(courier.home) as made:
        yield made


def issues(courier: Courier) -> list[dict[str, object]]:
    return objects(process("epaper", "list", "--json", home=courier.home).stdout)


def files(courier: Courier, ending: str) -> list[Path]:
    return list((courier.home / "epaper" / "files").glob(f"*/*-issue.{ending}"))


def seldom(done: Callable[[], bool]) -> None:
    """Wait for something that a process has to be asked for: asking often would take the time that is waited for."""
    end = monotonic() + MAKING
    while not done():
        assert monotonic() < end, "it did not come to be in time"
        sleep(1.0)


def test_an_issue_is_made_by_the_hour_and_after_a_kill_made_again_without_it(
    courier: Courier, paper: RunningPaper
) -> None:
    seldom(lambda: any(row["state"] == "published" for row in issues(courier)))
    (issue,) = issues(courier)
    (pdf,) = files(courier, "pdf")
    shown = ("epaper", "show", "--edition", "paper", "--date", str(issue["date"]), "--json")
    (before,) = objects(process(*shown, home=courier.home).stdout)
    rows = objects(process("story", "list", "--words", "quay", "--json", home=courier.home).stdout)
    story = next(row["id"] for row in rows)
    process("story", "kill", story, "--reason", "names a minor", home=courier.home)
    killed = monotonic()
    until(lambda: not pdf.exists(), 20)
    assert monotonic() - killed < MAKING

    def made_again() -> bool:
        (told,) = objects(process(*shown, home=courier.home).stdout)
        return told["pdf_digest"] != before["pdf_digest"] and bool(files(courier, "pdf"))

    seldom(made_again)
    (after,) = objects(process(*shown, home=courier.home).stdout)
    assert (after["printed_digest"], after["seed"]) == (before["printed_digest"], before["seed"])
    assert [one["what"] for one in after["happened"]] == ["published", "made again", "published again"]
    seldom(lambda: not (courier.home / "run" / "epaper").exists())
