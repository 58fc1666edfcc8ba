"""`report` and `doctor`: what happened, and whether the home is well."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item, rss
from wiredesk.common.clock import system_clock

pytestmark = pytest.mark.django_db

OTHER = (
    "The gate of the lower lock was lifted by two cranes at noon, a boatman said, and the first barge went through.",
    "More was not known at the time. Roan could not be reached, and the company had closed its office for the day.",
)
"""The same news in an agency's own words: no copy."""


@pytest.fixture
def paper(home: Home) -> Newspaper:
    """A paper of today: these commands ask the machine's clock."""
    made = Newspaper(home, system_clock())
    made.service()
    return made


def test_a_report_has_everything_the_desk_asks_for_in_the_morning(paper: Newspaper) -> None:
    paper.take(item("a", "Second lock opens at Port Anjal"))
    paper.take(item("b", "SECOND LOCK opens, at Port Anjal", OTHER))
    paper.take(item("a", "Second lock opens at last", at="Sun, 26 Oct 2025 12:00:00 +0530"))
    paper.take(item("c", "TEST TEST please ignore", ("This is a test of the wire and of nothing else.",)))
    paper.receive(rss("<item><title>No &#1; such</title></item>"))
    paper.flow()
    command("story", "kill", paper.story("a").pk, "--reason", "as the agency asks")
    (row,) = rows("report", "--since", "1h")
    assert (row["items"], row["new"], row["updates"], row["quarantined"]) == (4, 3, 1, 1)
    assert [held["state"] for held in row["held"]] == ["held"]
    assert "test" in row["held"][0]["reason"]
    assert [(kill["story"], kill["reason"]) for kill in row["kills"]] == [(paper.story("a").pk, "as the agency asks")]
    assert row["lag"]["stories"] == 2
    assert row["lag"]["median"] is not None
    assert row["rules"]["auto_publish: publish"] == 3
    assert row["rules"]["test_message: hold"] == 1
    assert [verb.partition(": ")[2] for verb in row["people"]] == ["kill"]
    assert "held (1):" in command("report").stdout


def test_likely_doubles_are_stories_of_the_same_headline(paper: Newspaper) -> None:
    paper.take(item("a", "Second lock opens at Port Anjal"))
    paper.take(item("b", "SECOND LOCK opens, at Port Anjal!", OTHER))
    paper.take(item("c", "Weather", ("Rain in the north.",)), item("d", "Weather", ("Wind in the south.",)))
    (row,) = rows("report", "--since", "1h")
    assert [double["stories"] for double in row["doubles"]] == [[paper.story("a").pk, paper.story("b").pk]]


def test_a_report_of_nothing_is_one(paper: Newspaper) -> None:
    (row,) = rows("report", "--since", "24h")
    assert (row["items"], row["lag"]["median"], row["held"]) == (0, None, [])


def findings(code: int = 0) -> dict[str, dict[str, Any]]:
    return {row["what"]: row for row in rows("doctor", code=code)}


def test_doctor_says_what_is_loaded_and_how_each_service_does(paper: Newspaper, tmp_path: Path) -> None:
    paper.take(item("a"))
    command("press", "--all")
    found = findings()
    assert found["formats"]["names"] == ["rss", "atom"]
    assert found["transports"]["names"] == ["http_poll", "folder", "push"]
    assert found["service wire"]["last_item_at"]
    assert found["service wire"]["lag_seconds"] == 0
    assert found["backlog"]["steps"]["read"] == 0
    assert found["disk"]["free"] > 0
    assert found["run"]["running"] is False
    assert all(finding["well"] for finding in found.values())


def test_doctor_ends_with_1_where_somebody_should_act(paper: Newspaper, home: Home) -> None:
    command("press", "--all")
    findings()
    paper.receive(rss("<item><title>No &#1; such</title></item>"))
    paper.flow()
    assert findings(code=1)["quarantine"]["open"] == 1
    (home.path / "word_lists.toml").write_text("[[list]]\nnonsense = 1\n")
    (home.path / "outlets.toml").write_text("[[outlet]]\nnonsense = 1\n")
    command("pause", "--reason", "the agency resends its archive")
    unwell = {what for what, finding in findings(code=1).items() if not finding["well"]}
    assert unwell == {"quarantine", "word lists", "outlet labels", "pause"}
    command("resume")


def test_doctor_says_so_when_the_pages_are_missing(paper: Newspaper) -> None:
    assert "press --all" in findings(code=1)["pages"]["fact"]
