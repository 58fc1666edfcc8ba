"""Fingerprints are rows that stay few: none under a common value, none older than the window."""

from datetime import timedelta

import pytest

from tests.ferry_copy import FERRY, PTI_FERRY
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.story.copies import COMMON, WINDOW, forget_prints
from wiredesk.story.models import Copy, Print

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    return made


def test_a_phrase_of_every_story_is_kept_for_a_few(paper: Newspaper) -> None:
    notice = (
        "All times are given in the local time of the port, and all weights are given in tonnes of a thousand kilos."
    )
    items = [item(f"g{n}", f"Ship {n}", (f"{chr(97 + n) * 5} " * 40, notice)) for n in range(26)]
    paper.take(*items)
    counted = [Print.objects.filter(value=value).count() for value in Print.objects.values_list("value", flat=True)]
    assert max(counted) == COMMON


def test_old_fingerprints_are_forgotten_in_portions_and_find_nothing(paper: Newspaper) -> None:
    paper.take(item("g1", "Ferry", FERRY))
    count = Print.objects.count()
    paper.later(days=11)
    paper.take(item("g2", "Ferry", PTI_FERRY))
    assert not Copy.objects.exists()
    before = paper.now - WINDOW
    assert [forget_prints(before, 5), forget_prints(before, 1000), forget_prints(before, 1000)] == [5, count - 5, 0]
    assert set(Print.objects.values_list("story", flat=True)) == {paper.story("g2").pk}
    assert forget_prints(paper.now - timedelta(days=1), 1000) == 0
