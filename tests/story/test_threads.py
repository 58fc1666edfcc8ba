"""A running story as a chain: what follows what, and why. Made-up news, the shipped model."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related.reading import Piece
from wiredesk.story.related.threads import Placed, Threader
from wiredesk.story.related.threads_desk import Join, Split
from wiredesk.story.related.threads_recent import CANDIDATES, Recent

MORNING = datetime(2024, 3, 4, 6, tzinfo=UTC)

# Filling that makes ordinary words ordinary: without it every word of a first day is rare.
FILLING = tuple(
    f"{who} {what} {where}"
    for who in ("Council", "Minister", "Union", "Court", "Police", "Farmers", "Bank", "Team")
    for what in ("says ready for talks in", "opens new office in", "wins vote over budget in", "plans march through")
    for where in ("Arden", "Belmora", "Carsk", "Dunholm", "Estrel", "Farrow", "Galdia", "Hestia")
)


class Wire:
    """Stories that come in one after the other, and the threads they end in."""

    def __init__(self, filling: Iterable[str] = FILLING) -> None:
        self.recent, self.threader = Recent(), Threader()
        for number, headline in enumerate(filling):
            self.tell(f"filling-{number}", headline, hours=-100 + number * 0.3)

    def tell(self, story: str, headline: str, *, hours: float | None = 0.0, text: str = "") -> Placed:
        at = None if hours is None else MORNING + timedelta(hours=hours)
        new = self.recent.read(Piece(id=story, at=at, headline=headline, text=text))
        placed = self.threader.place(new, self.recent.like(new))
        self.recent.add(new)
        return placed


def test_an_update_follows_its_story_and_says_why() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk with 214 aboard")
    placed = wire.tell("second", "UPDATE 1-Ferry Palomar runs aground off Lisk, 214 rescued", hours=1.5)
    assert placed.thread == "first"
    assert placed.link is not None
    assert placed.link.predecessor == "first"
    assert placed.link.probability >= 0.5
    assert {"ferry", "palomar"} <= set(placed.link.reason.shared)
    assert placed.link.reason.numbers == ("214",)
    assert placed.link.reason.hours_apart == 1.5


def test_a_chain_goes_on_from_its_newest_link() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    wire.tell("second", "Ferry Palomar passengers taken off near Lisk", hours=2)
    assert wire.tell("third", "Ferry Palomar passengers tell of night near Lisk", hours=20).thread == "first"


def test_news_of_another_kind_starts_a_thread() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    placed = wire.tell("other", "Quorvane Mills recalls ovens over faulty switch", hours=1)
    assert placed == Placed("other", "other", None)


def test_a_shared_ordinary_word_is_not_a_running_story() -> None:
    wire = Wire()
    wire.tell("first", "Minister opens tunnel under river Osk in Arden")
    assert wire.tell("other", "Minister vetoes sale of waterworks to Quorvane", hours=1).link is None


def test_headlines_in_devanagari_make_threads_too() -> None:
    wire = Wire()
    wire.tell("first", "पालोमर नौका लिस्क के पास फंसी, 214 यात्री सवार")
    assert wire.tell("second", "पालोमर नौका लिस्क के पास फंसी, यात्री सुरक्षित", hours=1).thread == "first"


def test_stories_without_a_time_are_linked_in_the_order_they_come() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk with 214 aboard", hours=None)
    placed = wire.tell("second", "Ferry Palomar runs aground off Lisk, 214 aboard rescued", hours=None)
    assert placed.thread == "first"
    assert placed.link is not None
    assert placed.link.reason.hours_apart is None


@pytest.mark.parametrize("headline", ["", "…", "UPDATE 3-", "\u200d", "12,345"])
def test_a_headline_without_a_word_starts_a_thread(headline: str) -> None:
    wire = Wire()
    wire.tell("first", headline)
    assert wire.tell("second", "", hours=1).thread == "second"


def test_a_story_that_comes_again_stays_where_it_has_company() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    wire.tell("second", "Ferry Palomar passengers taken off near Lisk", hours=1)
    assert wire.tell("second", "Quorvane Mills recalls ovens over faulty switch", hours=2).thread == "first"


def test_a_story_that_is_alone_is_placed_anew_when_its_headline_says_more() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    assert wire.tell("second", "Newsflash to come", hours=1).thread == "second"
    assert wire.tell("second", "Ferry Palomar runs aground off Lisk, 214 rescued", hours=1.2).thread == "first"


def test_a_split_story_does_not_return_and_its_followers_go_with_it() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    wire.tell("second", "Ferry Palomar owner Brannoch Lines fined over unpaid wages", hours=1)
    wire.threader.choose(Join("second", "first"))
    thread = wire.threader.choose(Split(("second",)))
    again = wire.tell("second", "Ferry Palomar runs aground off Lisk: owner Brannoch Lines fined", hours=2)
    assert again.thread == thread
    follower = wire.tell("third", "UPDATE 1-Ferry Palomar owner Brannoch Lines fined over unpaid wages", hours=3)
    assert follower.thread == thread


def test_what_follows_a_joined_story_is_in_the_joined_thread() -> None:
    wire = Wire()
    wire.tell("first", "Ferry Palomar runs aground off Lisk")
    wire.tell("inquiry", "Brannoch Lines captain questioned over night watch", hours=30)
    wire.threader.choose(Join("inquiry", "first"))
    placed = wire.tell("trial", "UPDATE 1-Brannoch Lines captain questioned over night watch", hours=31)
    assert placed.thread == "first"


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_headline_has_an_error_and_every_story_gets_a_thread(headlines: list[str]) -> None:
    wire = Wire(())
    placed = [wire.tell(f"s{number}", headline, hours=number) for number, headline in enumerate(headlines)]
    ids = {one.story for one in placed}
    assert all(one.thread in ids for one in placed)
    assert all((one.link is None) == (one.thread == one.story) for one in placed)


def test_what_one_story_asks_for_is_bounded_and_the_old_is_forgotten() -> None:
    recent = Recent(window=timedelta(days=2))
    for number in range(500):
        piece = Piece(id=f"s{number}", at=MORNING + timedelta(hours=number), headline="Ferry Palomar aground again")
        recent.add(recent.read(piece))
    new = recent.read(Piece(id="new", at=MORNING + timedelta(hours=500), headline="Ferry Palomar aground again"))
    found = recent.like(new)
    assert len(found) == CANDIDATES
    assert all(one.reading.at is not None and one.reading.at > MORNING + timedelta(hours=450) for one in found)
