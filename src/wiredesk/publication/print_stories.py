"""What a press's pages are compared with: a title's live stories of some days, and those that were withdrawn.

The words of a withdrawn story leave this room for one purpose: that a press's page which prints them is painted over.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
import structlog

from wiredesk.publication import models
from wiredesk.publication.public import PublicStory
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import decode
from wiredesk.story.models import Version
from wiredesk.story.queries import WITH_TEXT

log = structlog.get_logger()

_AT_ONCE = 500
_story = msgspec.msgpack.Decoder(PublicStory)


def public_since(title: int, since: datetime, until: datetime) -> Iterator[PublicStory]:
    """Every live story of a title that was live before `until` and changed since `since`; memory stays bounded."""
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.LIVE)
    rows = rows.filter(live_at__lt=until, changed_at__gte=since).order_by("id")
    for data in rows.values_list("data", flat=True).iterator(chunk_size=_AT_ONCE):
        try:
            yield _story.decode(bytes(data))
        except msgspec.MsgspecError as fault:
            log.error("record_unreadable", fault=str(fault))


class WithdrawnText(msgspec.Struct, frozen=True):
    """The words of a withdrawn story, of every version that was sent: to find them on a page, never to show them."""

    story: str
    headline: str
    text: str


def withdrawn_since(title: int, since: datetime) -> Iterator[WithdrawnText]:
    """Every story of a title that is withdrawn now and went live or was withdrawn since then."""
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.GONE, gone_at__gte=since)
    stories = list(rows.order_by("id").values_list("story_id", flat=True))
    for start in range(0, len(stories), _AT_ONCE):
        texts: dict[str, list[str]] = {}
        headlines: dict[str, str] = {}
        some = stories[start : start + _AT_ONCE]
        versions = Version.objects.filter(story__in=some, what__in=WITH_TEXT).order_by("id")
        for story, headline, data in versions.values_list("story_id", "headline", "content"):
            headlines[story] = headline
            texts.setdefault(story, []).append(canonical_text(decode(bytes(data)).blocks))
        for story, told in texts.items():
            yield WithdrawnText(story, headlines[story], "\n".join(told))
