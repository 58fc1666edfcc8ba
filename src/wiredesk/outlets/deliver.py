"""Step: changes of what is public to every outlet. Withdrawals go first, in a batch of their own.

Outlets work outside any transaction of the main database; only then are the changes marked as delivered, in one
statement. A crash in between repeats the batch, and repeating one changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.outlets.outlet import Changed, KeptBack
from wiredesk.outlets.plugins import outlets
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.kept_back import Stopped, note
from wiredesk.publication.models import Change, ChangeKind
from wiredesk.publication.topics import followed, topics_due
from wiredesk.settings.options import Options

STEP = "deliver"


_NEWS, _BESIDE = (False,), (True,)
"""As one of a set: what Django writes for a yes or no alone is looked up in no index."""


@prepared
def _news(*, limit: int) -> QuerySet[Change]:
    rows = Change.objects.filter(delivered_at__isnull=True, beside__in=_NEWS).select_related("title")
    return rows.order_by("-withdrawal", "id")[:limit]


@prepared
def _beside(*, limit: int) -> QuerySet[Change]:
    rows = Change.objects.filter(delivered_at__isnull=True, beside__in=_BESIDE).select_related("title")
    return rows.order_by("-withdrawal", "id")[:limit]


@prepared
def _beside_these(stories: Sequence[str]) -> QuerySet[Change]:
    # Not as one of a set: there is an index by story, and SQLite would go through all that waits beside stories.
    rows = Change.objects.filter(delivered_at__isnull=True, beside=True, story__in=stories)
    return rows.select_related("title").order_by("id")


@prepared_change
def _mark_delivered(changes: Sequence[int], now: datetime) -> ToChange:
    return Change.objects.filter(pk__in=changes), {"delivered_at": now}


def _next_beside(limit: int) -> list[Change]:
    """The next `limit`, with whatever else waits for the same stories: their pages are pressed once."""
    found = _beside(limit=limit)
    return found if len(found) < limit else _beside_these(sorted({row.story_id for row in found}))


def _alike(found: list[Change]) -> list[Change]:
    return [row for row in found if row.withdrawal == found[0].withdrawal]


def _changed(rows: list[Change]) -> tuple[Changed, ...]:
    """Each story once a title, and once more for its thread: outlets look up themselves what is public now.

    A release counts before the updates behind it: what has just become public enters what an update leaves alone.
    """
    last: dict[tuple[str, str], str] = {}
    threads: dict[tuple[str, str], None] = {}
    for row in rows:
        key = (row.title.code, row.story_id)
        if row.kind == ChangeKind.THREAD:
            threads[key] = None
        elif row.kind == ChangeKind.BESIDE:
            last.setdefault(key, row.kind)
        elif row.kind != ChangeKind.UPDATE or last.get(key) != ChangeKind.RELEASE:
            last[key] = row.kind
    return (
        *(Changed(title, story, kind) for (title, story), kind in last.items()),
        *(Changed(title, story, ChangeKind.THREAD) for title, story in threads),
    )


def _note(kept_back: list[KeptBack]) -> str:
    if not kept_back:
        return ""
    first = kept_back[0]
    return f"{len(kept_back)} pages were kept back. {first.path}: {first.sentence}"


def deliver(now: datetime, limit: int, *, options: Options, store: PageStore) -> Tally:
    """Hand up to `limit` changes to every outlet; `quarantined` counts the pages that did not pass the gate."""
    return _handed(_alike(_news(limit=limit)), now, options, store)


def deliver_beside(now: datetime, limit: int, *, options: Options, store: PageStore) -> Tally:
    """The same for what stands beside stories: each change presses a page or some, and news may come."""
    return _handed(_next_beside(limit), now, options, store)


def deliver_topics(now: datetime, limit: int, *, options: Options, store: PageStore) -> Tally:
    """Hand up to `limit` topics that stories entered or left to every outlet; only then may links lead to them."""
    rows = topics_due(limit)
    if not rows:
        return Tally(STEP)
    changes = tuple(Changed(title, "", "topic", key) for _, title, key in rows)
    kept_back = _to_all(changes, now, options, store)
    followed([pk for pk, *_ in rows])
    return Tally(STEP, seen=len(rows), done=len(rows), quarantined=len(kept_back), note=_note(kept_back))


def _handed(rows: list[Change], now: datetime, options: Options, store: PageStore) -> Tally:
    if not rows:
        return Tally(STEP)
    kept_back = _to_all(_changed(rows), now, options, store)
    _mark_delivered([row.pk for row in rows], now)
    return Tally(STEP, seen=len(rows), done=len(rows), quarantined=len(kept_back), note=_note(kept_back))


def _to_all(changes: Sequence[Changed], now: datetime, options: Options, store: PageStore) -> list[KeptBack]:
    kept_back: list[KeptBack] = []
    stopped: list[Stopped] = []
    for outlet in outlets(options, store):
        stayed = outlet.deliver(changes, now).kept_back
        kept_back += stayed
        stopped += [Stopped(one.title, one.path, one.story, outlet.name, one.sentence) for one in stayed]
    note(stopped, [(change.title, change.story) for change in changes if change.story], now)
    return kept_back
