"""What the worker does when no story waits: smaller pages, fresher boxes."""

from datetime import datetime, timedelta

from wiredesk.flow.steps import Paper
from wiredesk.outlets.website.refresh import refresh_boxes

COMPRESS_AT_ONCE = 8
"""Pages brotli is given between two looks for stories: a withdrawal never waits longer than that takes."""

REFRESH_EVERY = timedelta(minutes=1)
REFRESH_AT_ONCE = 20


class Chores:
    """One small piece of work at a time, so that the steps are never kept waiting."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._refreshed_at: datetime | None = None

    def one(self, now: datetime) -> int:
        """Do one piece of work if there is any; returns how much was done."""
        if self._refreshed_at is None or now - self._refreshed_at >= REFRESH_EVERY:
            done = refresh_boxes(now, REFRESH_AT_ONCE, options=self._paper.options, store=self._paper.store)
            if done:
                return done
            self._refreshed_at = now
        return self._paper.store.compress_more(COMPRESS_AT_ONCE)
