"""A title's live stories of some days, one after another: what a printed page is compared with."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
import structlog

from wiredesk.publication import models
from wiredesk.publication.public import PublicStory

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
