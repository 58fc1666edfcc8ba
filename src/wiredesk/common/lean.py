"""What a long-running process does without."""

import sys

_ADORNMENTS = ("rich", "pygments")
"""structlog and httpx colour what they print where these are installed, as they are beside a developer's tools."""


def go_lean() -> None:
    """Keep libraries from loading what only a terminal needs, three megabytes a process; called before they load."""
    for name in _ADORNMENTS:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how Python is told that there is no such module
