"""What the steps make is let go by itself: nothing big waits for the garbage collector, which seldom comes."""

import gc

import pytest

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.decisions.models import Standing
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
