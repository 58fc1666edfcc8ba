"""One search from its query to its page: what needs the database, loaded when somebody searches."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections, connections

from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.website.issues import found
from wiredesk.outlets.website.labels import Labels
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.search import page
from wiredesk.publication.public import FrontKind
from wiredesk.publication.search.answer import answer
from wiredesk.publication.search.asked import asked
from wiredesk.publication.search.reader import SearchReader
from wiredesk.publication.shelf import shelves
from wiredesk.settings.options import Options

log = structlog.get_logger()


class Searching:
    """The searches of one home; any thread may ask."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._reader = SearchReader(options.home)

    def page(self, title: str, given: Mapping[str, str], now: datetime) -> str | None:
        """The page that answers a query; None where there is no such title, or the database cannot be asked now."""
        close_old_connections()
        try:
            shelf = next(iter(shelves(self._options, (title,))), None)
            if shelf is None:
                return None
            question, index = asked(given), self._reader.index()
            found = answer(index, question, shelf, now, self._options.home) if index is not None else None
            return page(Paper(shelf, now, labels=Labels()), question, found)
        except (DatabaseError, ValueError) as fault:
            # tantivy says everything by a ValueError.
            log.error("search_failed", title=title, exc_info=fault)
            return None

    def warm(self, now: datetime) -> None:
        """Ask each title for what its newest story says: the first who searches then waits no longer than others.

        For a thread of its own: it gives its connection back.
        """
        try:
            for shelf in shelves(self._options):
                newest = Paper(shelf, now).front_stories(FrontKind.LATEST)[:1]
                self.page(shelf.title.code, {"q": newest[0].headline if newest else ""}, now)
        except DatabaseError as fault:
            log.warning("search_not_warm", exc_info=fault)
        finally:
            connections.close_all()

    def printed(self, title: str, given: Mapping[str, str], now: datetime) -> str | None:
        """The page of printed lines that a query finds, or None, as `page` does."""
        close_old_connections()
        try:
            shelf = next(iter(shelves(self._options, (title,))), None)
            return None if shelf is None else found.page(Paper(shelf, now), LineIndex(self._options.home), given)
        except (DatabaseError, sqlite3.Error, ValueError) as fault:
            log.error("search_failed", title=title, exc_info=fault)
            return None
