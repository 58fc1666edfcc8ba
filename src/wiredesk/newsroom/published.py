"""What readers see of a story now, for the desk to compare: public records only, read as an outlet reads them."""

from datetime import datetime

import msgspec

from wiredesk.publication import models
from wiredesk.publication.public import PublicNotice, PublicStory
from wiredesk.story.canonical import canonical_text

_story = msgspec.msgpack.Decoder(PublicStory)
_notice = msgspec.msgpack.Decoder(PublicNotice)


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A story in one title: its text while it is live, only its notice's time once it is gone.

    Where a copy's page is shown instead, `leads_to` is that page's path.
    """

    title: str
    path: str
    live: bool
    live_at: datetime | None = None
    changed_at: datetime | None = None
    gone_at: datetime | None = None
    headline: str = ""
    lines: tuple[str, ...] = ()
    language: str = "en"
    direction: str = "ltr"
    disclaimer: str = ""
    stamp: str = ""
    sign: str = ""
    section: str = ""
    also: tuple[str, ...] = ()
    pictures: int = 0
    digest: str = ""
    leads_to: str = ""


def published(story: str) -> tuple[Published, ...]:
    """The story as each title shows it, in the titles' order; empty when it was never public."""
    rows = models.PublicStory.objects.filter(story=story).select_related("title").order_by("title")
    found = {row.title_id: _live(row) for row in rows if row.state == models.PublicState.LIVE}
    found |= {row.title_id: _gone(row) for row in rows if row.state == models.PublicState.GONE}
    moved = models.Address.objects.filter(story=story).exclude(moved_to="").select_related("title")
    for address in moved:
        found.setdefault(address.title_id, _joined(address))
    return tuple(found[title] for title in sorted(found))


def _live(row: models.PublicStory) -> Published:
    story = _story.decode(bytes(row.data))
    return Published(
        title=row.title.name,
        path=row.path,
        live=True,
        live_at=row.live_at,
        changed_at=row.changed_at,
        headline=story.headline,
        lines=tuple(canonical_text(story.blocks).split("\n")),
        language=story.language,
        direction=story.direction,
        disclaimer=story.disclaimer.text,
        stamp=story.disclaimer.stamp,
        sign=story.disclaimer.sign,
        section=story.section.name,
        also=tuple(section.name for section in story.also),
        pictures=len(story.pictures),
        digest=story.canonical_digest,
    )


def _joined(address: models.Address) -> Published:
    return Published(title=address.title.name, path=address.path, live=False, leads_to=address.moved_to)


def _gone(row: models.PublicStory) -> Published:
    notice = _notice.decode(bytes(row.data))
    return Published(
        title=row.title.name,
        path=row.path,
        live=False,
        live_at=row.live_at,
        changed_at=row.changed_at,
        gone_at=notice.gone_at,
    )
