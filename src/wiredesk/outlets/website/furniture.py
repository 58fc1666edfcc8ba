"""What stands on every page: the title's name, language, zone and navigation, labels, and the version that draws them.

When one of these changes, every page is pressed again, in slices that a withdrawal may come between. What is left to
do needs no list: it is every page that was last pressed before the change was seen.
"""

from datetime import datetime

import msgspec
import structlog

from wiredesk import __version__
from wiredesk.common.ids import sha256_hex
from wiredesk.outlets.spoken.files import KIND as SPOKEN
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.outlets.website import touches
from wiredesk.outlets.website.env import ASSETS, asset, first_source
from wiredesk.outlets.website.labels import labels_of
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.outlets.website.site import key_of
from wiredesk.publication.shelf import Shelf, shelves
from wiredesk.settings.options import Options

log = structlog.get_logger()

_ALL = 1 << 62
NOT_DRAWN = frozenset({"asset", "moved", SPOKEN})
"""Kinds of page that show nothing of the title."""


def digest_of(shelf: Shelf, options: Options) -> str:
    """A digest of everything that every page of this title may show."""
    assets = [asset(name)[0] for name in ASSETS]
    labels = labels_of(options.home)
    # The policy names the first script by its digest: where an older one stands in a page it would not run.
    drawn = (shelf.title, assets, first_source(), options.front_size, options.feed_size, __version__, labels)
    return sha256_hex(msgspec.msgpack.encode(drawn))


class Furniture:
    """Remembers within one process what was found up to date, so that looking costs next to nothing."""

    def __init__(self, options: Options, store: PagesDb) -> None:
        self._options, self._store = options, store
        self._fresh: dict[str, str] = {}
        self._below: dict[tuple[str, str], int] = {}

    def press(self, now: datetime, limit: int) -> int:
        """Press up to `limit` pages on which something old stands, fronts first; returns how many. 0: none is left."""
        done = 0
        for shelf in shelves(self._options):
            if done < limit:
                done += self._press(shelf, now, limit - done)
        return done

    def _press(self, shelf: Shelf, now: datetime, limit: int) -> int:
        code, digest = shelf.title.code, digest_of(shelf, self._options)
        if self._fresh.get(code) == digest:
            return 0
        outlet = WebsiteOutlet(self._options, self._store)
        furnished = self._store.furnished(code, digest, now)
        if furnished.whole:
            self._fresh[code] = digest
            return 0
        if not furnished.known:
            if fault := labels_of(self._options.home).fault:
                log.error("outlets_unreadable", title=code, fault=fault)
            outlet.serve(shelves(self._options))
            keys = touches.standing(shelf.title)
            outlet.press(shelf, keys, now)
            return len(keys)
        # A page that the gate keeps back is passed by; the desk has been told.
        below = self._below.get((code, digest), _ALL)
        found = self._store.pressed_earlier(code, furnished.since, NOT_DRAWN, below, limit)
        if not found:
            # Kept beside the pages: looking through those of a large archive costs a fifth of a second.
            self._store.furnished_whole(code, digest)
            self._fresh[code] = digest
            return 0
        self._below = {(code, digest): found[-1][0]}
        outlet.press(shelf, (key for _, path in found if (key := key_of(path)) is not None), now)
        return len(found)
