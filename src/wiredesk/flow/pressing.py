"""Pressing every page at once, by hand, while the paper may be running."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from wiredesk.flow.steps import Paper, my_turn
from wiredesk.outlets.website.furniture import digest_of
from wiredesk.outlets.website.press_all import press_all
from wiredesk.publication.shelf import shelves

BREATH = 0.005
"""Seconds between two batches: the kernel's lock goes to whoever asks first, and a withdrawal may be waiting."""


def press_everything(now: datetime, paper: Paper) -> int:
    """Press every page of every title, in turn with whoever else is at work on the home; returns how many pages."""

    @contextmanager
    def batch() -> Iterator[None]:
        time.sleep(BREATH)
        with my_turn(paper):
            yield

    digests = {shelf.title.code: digest_of(shelf, paper.options) for shelf in shelves(paper.options)}
    count = press_all(now, options=paper.options, store=paper.store, turn=batch)
    for code, digest in digests.items():
        paper.store.furnished(code, digest, now)
    return count
