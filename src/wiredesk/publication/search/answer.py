"""What a reader is shown for a question: what the index found, as far as it may be shown at this very instant.

The index follows the database some moments later, so it is never asked what is public. Each record that it found is
asked for by its key, and so is the standing of its story, and of the one whose text it shows: between a kill and the
next search there is nothing that could be behind.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import structlog
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.publication.models import PublicState, PublicStory
from wiredesk.publication.public import PublicStory as Public
from wiredesk.publication.rights import may
from wiredesk.publication.search.asked import MOST_PAGES, Asked
from wiredesk.publication.search.cities import places_called
from wiredesk.publication.search.excerpt import Part, Telling, excerpt, marked
from wiredesk.publication.search.find import PAGE, find
from wiredesk.publication.search.index import SearchIndex
from wiredesk.publication.shelf import Shelf
from wiredesk.story.canonical import canonical_text

log = structlog.get_logger()

OUTLET = "search"

_decoder = msgspec.msgpack.Decoder(Public)


class Hit(msgspec.Struct, frozen=True):
    """A public story that answers a question, with what of it does."""

    story: Public
    headline: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    """Of its text; its standfirst where the text has none of the words."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One page of what there is."""

    asked: Asked
    hits: tuple[Hit, ...] = ()
    count: int = 0
    """Stories on all pages, by the index; where `newest_only`, at least so many."""
    newest_only: bool = False
    loose: tuple[str, ...] = ()
    """The words that others count for that are spelt nearly so."""
    no_city: bool = False
    """Whether no place is known by the name of the city that was asked for."""
    more: bool = False
    """Whether there is a page after this one."""


# The title and the states are compared by who asks: asked for, SQLite would go through all that is or was live.
@prepared
def _records(rows: Sequence[int]) -> QuerySet[PublicStory, tuple[int, int, str, bytes | memoryview]]:
    return PublicStory.objects.filter(pk__in=rows).values_list("pk", "title_id", "state", "data")


@prepared
def _standings(stories: Sequence[str]) -> QuerySet[Standing, tuple[str, str]]:
    return Standing.objects.filter(story__in=stories).values_list("story_id", "state")


def answer(index: SearchIndex, asked: Asked, shelf: Shelf, now: datetime, home: Path) -> Answer:
    """One page of a title's stories that answer a question, best first; the home says which places it calls how."""
    places = places_called(asked.city, shelf.key, home) if asked.city else ()
    found = find(index, asked, shelf.title.code, now, shelf.zone, places)
    telling = Telling(asked, found.loose)
    return Answer(
        asked=asked,
        hits=tuple(_hit(story, telling) for story in shown(found.rows, shelf.key)),
        count=found.count,
        newest_only=found.newest_only,
        loose=found.loose,
        no_city=bool(asked.city) and not places,
        more=found.count > asked.page * PAGE and asked.page < MOST_PAGES,
    )


def shown(rows: Sequence[int], title: int) -> tuple[Public, ...]:
    """The stories of these records that readers of a title, by its key, may see now, in this order."""
    live_rows = (row for row in _records(rows) if row[1] == title and row[2] == PublicState.LIVE)
    own = {row: _read(row, data) for row, _, _, data in live_rows}
    found = [story for row in rows if (story := own.get(row)) is not None]
    concerned = sorted({one.id for one in found} | {one.shown for one in found if one.shown})
    live = {story for story, state in _standings(concerned) if state == State.LIVE}
    return tuple(one for one in found if one.id in live and (one.shown or one.id) in live and may(one, OUTLET))


def _read(row: int, data: bytes | memoryview) -> Public | None:
    try:
        return _decoder.decode(bytes(data))
    except msgspec.MsgspecError as fault:
        log.error("record_unreadable", row=row, fault=str(fault))
        return None


def _hit(story: Public, telling: Telling) -> Hit:
    text = excerpt(canonical_text(story.blocks).split("\n"), telling) if telling else ()
    return Hit(story, marked(story.headline, telling), text or marked(story.standfirst, telling))
