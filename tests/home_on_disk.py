"""A home for tests as it lies on disk, and the instant that they call the present."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wiredesk.settings.options import CONFIG_NAME, Options, load, template

NOW = datetime(2025, 10, 26, 4, 45, tzinfo=UTC)
"""The instant that tests call the present: a quarter of an hour after the reference item was sent."""

_PAPER = {
    "name": "The Test Courier",
    "address": "http://localhost:8000",
    "time_zone": "Asia/Kolkata",
    "secret_key": "only-for-tests-" + "0" * 40,
}


def write_home(home: Path, **changes: str | float | bool) -> Path:
    """Make the folder with a wiredesk.toml: the test paper's own options, and these changes."""
    home.mkdir(parents=True, exist_ok=True)
    (home / CONFIG_NAME).write_text(template({**_PAPER, **changes}), encoding="utf-8")
    return home


class Home(msgspec.Struct, frozen=True):
    """A home on disk, as `wiredesk init` lays its settings out, and those settings as read."""

    path: Path
    options: Options

    def changed(self, **changes: str | float | bool) -> "Home":
        """The same home with other options in its wiredesk.toml."""
        write_home(self.path, **changes)
        return Home(self.path, load(self.path))
