"""What an outlet that prints may ask about a window of time: what was live in it, and what was printed before."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
import structlog
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import IssueState, OnPage, PublicState, PublicStory
from wiredesk.publication.public import PublicStory as Public

log = structlog.get_logger()

LOOKBACK = timedelta(days=7)
"""How much older than the window the agency's own time may be: what was held, or embargoed, goes live later."""

_decoder = msgspec.msgpack.Decoder(Public)


@prepared
def _live(
    title: int, sorted_since: datetime, since: datetime, until: datetime
) -> QuerySet[PublicStory, tuple[str, bytes | memoryview]]:
    """What went live by `until` and had anything public changed since `since`, its wish for print included."""
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, sort_at__gt=sorted_since)
    rows = rows.filter(live_at__lte=until, changed_at__gt=since)
    return rows.order_by("-sort_at", "-story").values_list("story_id", "data")


@prepared
def _now(title: int, stories: Sequence[str]) -> QuerySet[PublicStory, tuple[str, bytes | memoryview]]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, story__in=stories)
    return rows.values_list("story_id", "data")


def live_between(title: int, since: datetime, until: datetime) -> tuple[Public, ...]:
    """The stories that are live now and came, changed or were forced into print after `since`, newest first.

    What went live after `until` is left for the next issue. A killed, held, embargoed or joined story is not live.
    """
    found = _decoded(_live(title, since - LOOKBACK, since, until))
    return tuple(story for story in found.values() if _new(story, since) or story.printing.must)


def live_now(title: int, stories: Sequence[str]) -> dict[str, Public]:
    """Those of these stories that are live, as they are now."""
    return _decoded(_now(title, list(stories))) if stories else {}


def printed_before(title: int, edition: str, day: date) -> frozenset[str]:
    """The stories that stand in the edition's published issues of the days before, as far back as any may wait."""
    rows = OnPage.objects.filter(page__issue__title=title, page__issue__edition=edition)
    rows = rows.filter(page__issue__issue_date__lt=day, page__issue__issue_date__gt=day - 2 * LOOKBACK)
    return frozenset(rows.filter(page__issue__state=IssueState.PUBLISHED).values_list("story_id", flat=True))


def _new(story: Public, since: datetime) -> bool:
    """Whether its words are new to the window, not only what stands around them."""
    return story.live_at > since or (story.changed_at is not None and story.changed_at > since)


def _decoded(rows: Sequence[tuple[str, bytes | memoryview]]) -> dict[str, Public]:
    found: dict[str, Public] = {}
    for story, data in rows:
        try:
            found[story] = _decoder.decode(bytes(data))
        except msgspec.MsgspecError as fault:
            # As on a Shelf: it is shown nowhere, and costs no other story its place.
            log.error("record_unreadable", story=story, fault=str(fault))
    return found
