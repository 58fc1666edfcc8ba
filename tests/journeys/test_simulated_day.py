"""A whole made-up day through the paper, on a clock of its own: at every moment it shows what the agency meant."""

from pathlib import Path

import pytest

from tests.home_on_disk import Home
from tests.simulated_day import SimulatedDay
from wiredesk.agency.expected import hidden_words
from wiredesk.publication.models import PublicStory

HOURS = (0.0, 6.5, 9.0, 11.5, 14.0, 17.0, 20.5, 24.0)


@pytest.mark.parametrize(("layout", "stories"), [("item", 180), ("transmission", 90), ("mirror", 90)])
def test_at_every_moment_of_the_day_the_paper_shows_what_the_agency_meant(
    db: None, home: Home, tmp_path: Path, layout: str, stories: int
) -> None:
    lived = SimulatedDay(home, tmp_path / "wire", layout=layout, stories=stories)
    addresses: dict[str, str] = {}
    for hour in HOURS:
        lived.until(hour * 3600)
        lived.assert_as_expected()
        now = dict(PublicStory.objects.values_list("story", "path"))
        assert addresses.items() <= now.items(), "an address moved"
        addresses = now
    answers = lived.expected()
    assert {story.state for story in answers.stories} == {"live", "held", "killed", "suspended"}
    assert len(hidden_words(lived.day, lived.elapsed)) > 20
    assert answers.quarantined
