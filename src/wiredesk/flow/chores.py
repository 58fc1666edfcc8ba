"""What the worker does when no story waits: old nameplates, stale boxes, pages to make smaller, bytes to let go."""

from datetime import datetime, timedelta

from wiredesk.flow.steps import Paper
from wiredesk.outlets.website.furniture import Furniture
from wiredesk.outlets.website.refresh import refresh_boxes, refresh_sitemaps
from wiredesk.story.copies import WINDOW, forget_prints
from wiredesk.wire.retention import let_go

COMPRESS_AT_ONCE = 4
"""Pages brotli is given between two looks for stories: a withdrawal never waits longer than that takes."""

PRESS_AT_ONCE = 5
"""Pages pressed again between two looks for stories, when something that stands on every page changed."""

SITEMAPS_EVERY = timedelta(seconds=5)
"""How far sitemaps may be behind: a day's names every story of it, and crawlers come by the hour."""

LOOK_EVERY = timedelta(seconds=1)
REFRESH_EVERY = timedelta(minutes=1)
REFRESH_AT_ONCE = 5
LET_GO_EVERY = timedelta(minutes=10)
LET_GO_AT_ONCE = 50
STORE_EVERY = timedelta(minutes=1)
FORGET_AT_ONCE = 1000
"""Fingerprints forgotten between two looks for stories."""


class Chores:
    """One small piece of work at a time, so that the steps are never kept waiting."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._furniture = Furniture(paper.options, paper.store)
        self._sitemaps_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._refreshed_at: datetime | None = None
        self._let_go_at: datetime | None = None
        self._forgot_at: datetime | None = None
        self._stored_at: datetime | None = None

    def one(self, now: datetime) -> int:
        """Do one piece of work if there is any, the sitemaps when there is none; returns how much was done.

        While stories keep coming there is always something else to do, and sitemaps behind at every look: then they
        follow now and then, and nothing waits until there are none.
        """
        if self._sitemaps_at is None or now - self._sitemaps_at >= SITEMAPS_EVERY:
            return self._sitemaps(now) or self._other(now)
        return self._other(now) or self._sitemaps(now)

    def _sitemaps(self, now: datetime) -> int:
        done = refresh_sitemaps(now, options=self._paper.options, store=self._paper.store)
        if done:
            self._sitemaps_at = now
        return done

    def _other(self, now: datetime) -> int:
        if self._looked_at is None or now - self._looked_at >= LOOK_EVERY:
            done = self._furniture.press(now, PRESS_AT_ONCE)
            if done:
                return done
            self._looked_at = now
        if self._refreshed_at is None or now - self._refreshed_at >= REFRESH_EVERY:
            done = refresh_boxes(now, REFRESH_AT_ONCE, options=self._paper.options, store=self._paper.store)
            if done:
                return done
            self._refreshed_at = now
        return (
            self._let_go(now)
            or self._forget(now)
            or self._paper.store.compress_more(COMPRESS_AT_ONCE)
            or self._store_index(now)
        )

    def _store_index(self, now: datetime) -> int:
        """Related stories that wait in memory, when there is time: a restart then has fewer to put back."""
        if self._stored_at is not None and now - self._stored_at < STORE_EVERY:
            return 0
        self._stored_at = now
        self._paper.related.commit()
        return 0

    def _forget(self, now: datetime) -> int:
        if self._forgot_at is not None and now - self._forgot_at < LET_GO_EVERY:
            return 0
        done = forget_prints(now - WINDOW, FORGET_AT_ONCE)
        if not done:
            self._forgot_at = now
        return done

    def _let_go(self, now: datetime) -> int:
        days = self._paper.options.keep_transmissions_days
        if not days or (self._let_go_at is not None and now - self._let_go_at < LET_GO_EVERY):
            return 0
        done = let_go(now - timedelta(days=days), LET_GO_AT_ONCE, options=self._paper.options)
        if not done:
            self._let_go_at = now
        return done
