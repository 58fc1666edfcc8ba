"""Fingerprints are rows that stay few: none under a common value, none older than the window."""

from datetime import timedelta

import pytest

from tests.ferry_copy import FERRY, PTI_FERRY
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.story.copies import COMMON, WINDOW, forget_prints
from wiredesk.story.models import Copy, Print

pytestmark = pytest.mark.django_db

CLOSING = (
    "The ferries of the Lisk line carry half a million people a year and have sailed since 1931 under three owners.",
    "The state pays for the night service, which has never earned its keep, and takes part of the fares in return.",
    "Three of its ships burn oil and one runs on batteries, which were paid for by a fund of the port towns in 2019.",
)
"""Background that other news of the line closes with too."""
REEF = (
    "Lisk, October 26 : A night ferry ran on to a reef off Lisk on Sunday with 214 people on board, its master said.",
    "Tugs pulled it free at noon and nobody was hurt. Divers found a dent of two metres in the hull and no leak.",
)
INQUIRY = (
    "An inquiry will hear everybody concerned before the end of the week, the ministry of transport said at night."
)
PAY = (
    "Lisk, October 26 : Stokers and deckhands voted on Sunday for a contract with nine percent more, a union said.",
    "Seven in ten were for it. The strike that was called for Easter is off, and Monday's talks are not needed.",
)


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


def prints_shared(paper: Newspaper, one: str, other: str) -> set[int]:
    """The fingerprints that two stories have in common."""
    first, second = (
        set(Print.objects.filter(story=paper.story(guid)).values_list("value", flat=True)) for guid in (one, other)
    )
    return first & second


@pytest.mark.parametrize("at_once", [False, True])
def test_a_take_is_found_behind_two_copies_of_other_news_that_share_more_of_it(
    paper: Newspaper, *, at_once: bool
) -> None:
    sent = [
        item("reef", "Night ferry on reef off Lisk", REEF),
        item("pay", "Ferry crews accept pay deal", (*PAY, *CLOSING)),
        item("pay-again", "Ferry crews accept pay deal, union says", (*PAY, *CLOSING, "Talks go on.")),
        item("further", "Night ferry on reef off Lisk, inquiry to come", (*REEF, INQUIRY, *CLOSING)),
    ]
    for items in [sent] if at_once else [[one] for one in sent]:
        paper.take(*items)
    reef = prints_shared(paper, "further", "reef")
    assert all(len(prints_shared(paper, "further", pay)) > len(reef) for pay in ("pay", "pay-again")), "made wrong"
    found = {copy.story_id: copy.of_id for copy in Copy.objects.all()}
    assert found[paper.story("pay-again").pk] == paper.story("pay").pk
    assert found[paper.story("further").pk] == paper.story("reef").pk
