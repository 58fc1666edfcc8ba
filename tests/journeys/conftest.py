"""A paper of its own for every journey."""

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    """A paper with one service, `wire`, of ANI, in the section International."""
    made = Newspaper(home)
    made.service()
    return made
