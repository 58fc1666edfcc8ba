"""Which stories are to be compared with others: the hand-over from adopting to relating."""

from collections.abc import Iterable
from datetime import datetime

from wiredesk.common.inserted import OnMeeting, insert
from wiredesk.story.models import Related


def compare_soon(rows: Iterable[Related]) -> None:
    """Have these stories compared, by the version each names; a story keeps the time that it first came with."""
    insert(list(rows), OnMeeting(("story",), ("version", "due")))


def own_time(created: datetime | None, received_at: datetime) -> datetime:
    """A story's own time: the agency's, or ours where it gave none or one that is ahead of us."""
    return received_at if created is None else min(created, received_at)
