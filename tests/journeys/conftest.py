"""A paper of its own for every journey."""

import pytest

from tests.ferry_copy import PTI_FERRY, ferry
from tests.home_on_disk import Home
from tests.newspaper import Newspaper


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    """A paper with one service, `wire`, of ANI, in the section International."""
    made = Newspaper(home)
    made.service()
    return made


@pytest.fixture
def two(paper: Newspaper) -> Newspaper:
    """A paper that two agencies send to."""
    paper.service("pti", provider="PTI", section="Nation")
    return paper


@pytest.fixture
def joined(two: Newspaper) -> Newspaper:
    """ANI's story and PTI's copy of it, some minutes later."""
    two.take(ferry("a1"))
    two.later(minutes=5)
    two.take(ferry("p1", PTI_FERRY, headline="Ferry aground at Lisk"), service="pti")
    two.later(minutes=5)
    return two
