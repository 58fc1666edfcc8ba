"""When a service is asked again. Pure: the same service, time and history give the same answer."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from wiredesk.common.errors import FetchError, WiredeskError

FIRST_BACK_OFF: Final = 30.0
LONGEST_BACK_OFF: Final = 3600.0
GONE_BACK_OFF: Final = 6 * 3600.0
"""For an address that is gone for good or may not be asked: rarely, but still, since somebody may mend it."""
LONGEST_RETRY_AFTER: Final = 24 * 3600.0
"""Longer than this no server is obeyed: a slip of its clock must not silence an agency for years."""
LONGEST_MAX_AGE: Final = 300.0
"""A feed's own max-age is capped at the value that news keeps (5 min)."""


def jittered(seconds: float, service: str, now: datetime) -> timedelta:
    """`seconds` and up to a tenth more, by service and time, so that services spread and none is asked too soon."""
    number = int.from_bytes(hashlib.sha256(f"{service}\n{now.isoformat()}".encode()).digest()[:4], "big")
    return timedelta(seconds=seconds * (1 + number / 0xFFFF_FFFF / 10))


def after_success(
    now: datetime, service: str, interval: float, *, max_age: float | None = None, retry_after: float | None = None
) -> datetime:
    """The next ask: after the service's interval, or what the server asks for where that is longer, within bounds."""
    wait = max(
        interval,
        min(max_age or 0.0, LONGEST_MAX_AGE),
        min(retry_after or 0.0, LONGEST_RETRY_AFTER),
    )
    return now + jittered(wait, service, now)


def after_failure(now: datetime, service: str, failures: int, error: WiredeskError) -> datetime:
    """The next ask after `failures` in a row (1 for the first): doubled each time up to an hour, and never given up."""
    wait = min(FIRST_BACK_OFF * 2.0 ** min(max(failures - 1, 0), 20), LONGEST_BACK_OFF)
    if isinstance(error, FetchError):
        if error.permanent:
            wait = GONE_BACK_OFF
        wait = max(wait, min(error.retry_after or 0.0, LONGEST_RETRY_AFTER))
    return now + jittered(wait, service, now)
