"""What the steps make is let go by itself: nothing big waits for the garbage collector, which seldom comes."""

import gc

import pytest
from django.db import connection, connections

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.decisions.models import Standing
from wiredesk.flow import garbage
from wiredesk.flow.garbage import TRIM_EVERY, Room
from wiredesk.flow.steps import STEPS_CACHE_KIB, open_paper
from wiredesk.publication.shelf import Shelf
from wiredesk.story.models import Version
from wiredesk.wire.models import WireItem

KINDS = (Shelf, Standing, Version, WireItem)


@pytest.mark.django_db
def test_no_record_and_no_shelf_of_a_batch_waits_for_the_collector(home: Home) -> None:
    paper = Newspaper(home)
    paper.service()
    paper.flow()
    paper.receive(rss(*(item(f"g{number}", f"Gate {number} jams in the lock", PARAGRAPHS) for number in range(4))))
    gc.collect()
    gc.disable()
    try:
        before = {id(one) for one in gc.get_objects() if type(one) in KINDS}
        paper.flow()
        left = [type(one).__name__ for one in gc.get_objects() if type(one) in KINDS and id(one) not in before]
    finally:
        gc.enable()
    assert left == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its memory itself")
@pytest.mark.django_db(transaction=True)
def test_the_steps_keep_their_room_in_memory_after_a_fault_closed_their_connection(home: Home) -> None:
    open_paper(home.options)
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        assert cursor.fetchone() == (-STEPS_CACHE_KIB,)


def test_room_is_given_back_after_work_and_not_at_every_look(monkeypatch: pytest.MonkeyPatch) -> None:
    given, now = [], iter((0.0, 5.0, TRIM_EVERY + 1, TRIM_EVERY + 2, 3 * TRIM_EVERY))
    monkeypatch.setattr(garbage, "_trim", lambda: given.append(True))
    room = Room(lambda: next(now))
    for worked in (True, False, False):
        room.look(worked=worked)
    assert len(given) == 1
    room.look(worked=False)
    assert len(given) == 1, "nothing was done since"
