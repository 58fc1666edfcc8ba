"""What tests of outlets stand on: one title whose public records the test writes itself."""

from pathlib import Path

import pytest

from tests.home_on_disk import Home
from tests.outlets.shelved import Shelved


@pytest.fixture
def shelved(db: None, home: Home, tmp_path: Path) -> Shelved:
    """An empty paper with a page store of its own."""
    return Shelved(home.options, tmp_path)
