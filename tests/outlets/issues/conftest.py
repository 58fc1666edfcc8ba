"""What tests of the e-paper stand on: a paper with a wire, and issues of its stories."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from tests.printed_issue import Told, printed
from wiredesk.outlets.epaper import shelf
from wiredesk.outlets.epaper.printed import Printed
from wiredesk.publication.models import Issue
from wiredesk.publication.shelf import shelves
from wiredesk.story.canonical import canonical_text

DAY = date(2025, 10, 27)


@pytest.fixture
def newspaper(db: None, home: Home) -> Newspaper:
    """A paper with two stories, `a` and `b`."""
    made = Newspaper(home)
    made.service()
    made.take(item("a", "Second lock opens"), item("b", "Ferry sails again", ("The ferry left at noon.",)))
    return made


def told(paper: Newspaper, guid: str) -> Told:
    """A public story, to be printed."""
    one = paper.story(guid).id
    story = shelves(paper.home.options)[0].stories((one,))[one]
    return Told(story.headline, tuple(canonical_text(story.blocks).splitlines()), one)


@pytest.fixture
def two_pages(newspaper: Newspaper, tmp_path: Path) -> Printed:
    """An issue with `a` on both pages and `b` on the second."""
    return printed(tmp_path / "press", [[told(newspaper, "a")], [told(newspaper, "b"), told(newspaper, "a")]])


Publish = Callable[[Printed], Issue]


@pytest.fixture
def publish(newspaper: Newspaper) -> Publish:
    """Publishes an issue of the whole paper."""

    def published(made: Printed) -> Issue:
        issue = shelf.begin(newspaper.title, None, DAY, newspaper.now)
        options, store = newspaper.home.options, newspaper.paper.store
        return shelf.publish(issue, made, newspaper.now, options=options, store=store)

    return published
