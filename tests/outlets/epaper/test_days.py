"""Whole days of the simulated agency keep every bound: nothing blank, nothing alone, no notice, no pair that meets."""

from pathlib import Path

import pytest

from tests.outlets.epaper.made_up import offers, offers_in, plan, plan_in
from wiredesk.outlets.epaper.makeup.figures import figures
from wiredesk.outlets.epaper.makeup.issue import Issue
from wiredesk.outlets.epaper.makeup.looks import Spot, marred
from wiredesk.outlets.epaper.makeup.placing import place
from wiredesk.outlets.epaper.makeup.workshop import Workshop
from wiredesk.outlets.epaper.printed import Printed


@pytest.mark.parametrize(
    ("language", "seed"), [("en", 2), ("en", 6), ("hi", 3), ("hi", 6), ("mr", 1), ("mr", 4), ("mr", 8)]
)
def test_on_these_days_an_issue_keeps_every_bound(tmp_path: Path, language: str, seed: int) -> None:
    english = language == "en"
    what = plan() if english else plan_in(language)
    offered = offers(tmp_path, seed=seed) if english else offers_in(language, tmp_path, seed=seed)
    issue = Issue(what, offered, Workshop())
    unplaced = issue.make_up()
    pages = tuple(place(what, issue.style, issue.grid, job).page for job in issue.jobs)
    found = figures(Printed(pdf=tmp_path / "none.pdf", pages=pages, language=language), offered, what)
    assert len(unplaced) <= 0.05 * len(offered)
    assert found.notices <= 0.01
    assert found.filled + found.notices == pytest.approx(1, abs=1e-9)
    assert found.blank <= 0.01
    assert found.alone <= 0.005
    assert found.loose <= 0.12
    for job in issue.jobs:
        spots = [Spot(one.shape, one.column, one.row, one.story) for one in job.modules]
        assert marred(spots) == (), f"page {job.number}"
