"""The search index as those have it who only read: opened when there is one, and never behind what was committed."""

import threading
from pathlib import Path

import structlog

from wiredesk.common.derived import IndexBroken
from wiredesk.publication.search.index import FOLDER, SearchIndex, exists

log = structlog.get_logger()


class SearchReader:
    """One home's index for any number of threads."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER
        self._index: SearchIndex | None = None
        self._lock = threading.Lock()

    def index(self) -> SearchIndex | None:
        """The index as it was last committed; None while there is none, or it is being built anew."""
        with self._lock:
            if not exists(self._folder):
                self._index = None
                return None
            try:
                if self._index is None:
                    self._index = SearchIndex(self._folder)
                self._index.refresh()
            except IndexBroken as fault:
                # Thrown away by the process that writes it, perhaps at this moment: it is opened anew next time.
                log.warning("search_index_unread", fact=fault.fact)
                self._index = None
            return self._index
