"""Step: public stories to their topics. What stands under a topic is kept here, in sets, after the news went out.

A story that is taken down leaves its topics with that, in the same transaction, and not here.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec
import structlog
from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.inserted import OnMeeting, insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.house import titles
from wiredesk.publication import public
from wiredesk.publication.models import PublicState, PublicStory, Topic, UnderTopic
from wiredesk.publication.topic import LEAST, topics_of
from wiredesk.publication.topics import besides

log = structlog.get_logger()

STEP = "file"

_decoder = msgspec.msgpack.Decoder(public.PublicStory)

_Row = tuple[int, int, str, str, bytes | memoryview, datetime]


@prepared
def _unfiled(*, limit: int) -> QuerySet[PublicStory, _Row]:
    rows = PublicStory.objects.filter(unfiled=True).order_by("id")
    return rows.values_list("id", "title_id", "story_id", "state", "data", "sort_at")[:limit]


def few_to_file(limit: int) -> bool:
    """Whether fewer stories wait than one more run takes: a topic then changes no more than it has to."""
    return PublicStory.objects.filter(unfiled=True).order_by()[:limit].count() < limit


@prepared
def _under(stories: Sequence[str]) -> QuerySet[UnderTopic, tuple[int, str, int, int, str, datetime]]:
    # The title is compared by who asks: asked for, SQLite would go through all that a title ever published.
    rows = UnderTopic.objects.filter(story__in=stories)
    return rows.values_list("id", "story_id", "topic_id", "topic__title_id", "topic__key", "sort_at")


@prepared
def _topics(keys: Sequence[str]) -> QuerySet[Topic]:
    return Topic.objects.filter(key__in=keys).select_for_update()


@prepared
def _by_id(ids: Sequence[int]) -> QuerySet[Topic]:
    return Topic.objects.filter(pk__in=ids).select_for_update()


Place = tuple[int, str, str]
"""A title, a story and the key of a topic that it stands under there."""


def _wanted(rows: Sequence[_Row]) -> dict[Place, datetime]:
    """Where these stories belong, with what a topic sorts them by: nowhere where they are not live."""
    none = {title.pk: besides(title.pk) for title in titles.founded()}
    found: dict[Place, datetime] = {}
    for _, title, story, state, data, sort_at in rows:
        if state != PublicState.LIVE:
            continue
        try:
            record = _decoder.decode(data)
        except msgspec.MsgspecError as fault:
            # Damaged, or of another wiredesk: it is shown nowhere, and stands under nothing.
            log.error("record_unreadable", story=story, fault=str(fault))
            continue
        for topic in topics_of(record, none[title]):
            found[title, story, topic.key] = sort_at
    return found


def _count(topics: Collection[Topic], more: Mapping[tuple[int, str], int]) -> None:
    """Write how many stories stand under these topics now; below the least no link may lead there."""
    for topic in topics:
        topic.stories += more[topic.title_id, topic.key]
        topic.open = topic.open and topic.stories >= LEAST
        topic.stale = True
    # As if they were new: told to update many rows, Django writes a CASE for each column of each of them.
    new = [topic for topic in topics if topic._state.adding]  # noqa: SLF001
    insert([topic for topic in topics if topic not in new], OnMeeting(("id",), ("stories", "open", "stale")))
    insert(new)


@prepared_change
def _mark_filed(public: Sequence[int]) -> ToChange:
    return PublicStory.objects.filter(pk__in=public), {"unfiled": False}


@prepared_change
def _take_away(rows: Sequence[int]) -> ToChange:
    return UnderTopic.objects.filter(pk__in=rows), {}


def file_topics(limit: int) -> Tally:
    """Put up to `limit` public stories under their topics, in one transaction; topics they touch become stale."""
    with transaction.atomic():
        rows = _unfiled(limit=limit)
        if not rows:
            return Tally(STEP)
        _move(_wanted(rows), {(title, story) for _, title, story, *_ in rows})
        _mark_filed([row[0] for row in rows])
    return Tally(STEP, seen=len(rows), done=len(rows))


def _move(wanted: Mapping[Place, datetime], stories: Collection[tuple[int, str]]) -> None:
    """Bring the rows of these stories, as title and story, in step with where they belong."""
    stood: dict[Place, datetime] = {}
    rows: dict[Place, int] = {}
    for pk, story, _, title, key, sort_at in _under(sorted({story for _, story in stories})):
        if (title, story) in stories:
            stood[title, story, key], rows[title, story, key] = sort_at, pk
    left = [place for place, at in stood.items() if wanted.get(place) != at]
    entered = [place for place, at in wanted.items() if stood.get(place) != at]
    touched = {(title, key) for title, _, key in (*stood, *wanted)}
    if not touched:
        return
    known = {(row.title_id, row.key): row for row in _topics(sorted({key for _, key in touched}))}
    more = Counter((title, key) for title, _, key in entered)
    more.subtract((title, key) for title, _, key in left)
    # A story that only changed stays where it is, and its words on the topic's page change.
    topics = [known.get(one) or Topic(title_id=one[0], key=one[1]) for one in sorted(touched)]
    _count(topics, more)
    own = {(topic.title_id, topic.key): topic for topic in topics}
    if left:
        _take_away([rows[place] for place in left])
    insert(
        [
            UnderTopic(topic=own[title, key], story_id=story, sort_at=wanted[title, story, key])
            for title, story, key in entered
        ]
    )


def take_off_topics(title: int, stories: Sequence[str]) -> None:
    """Take stories that come down off every topic of a title, within the caller's transaction."""
    rows = [row for row in _under(stories) if row[3] == title] if stories else []
    if not rows:
        return
    _take_away([row[0] for row in rows])
    more = Counter((title, row[4]) for row in rows)
    for one in more:
        more[one] = -more[one]
    _count(_by_id(sorted({row[2] for row in rows})), more)
