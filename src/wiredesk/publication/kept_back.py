"""What the gate kept back, for the desk to see: written by the outlets' step, read by doctor and the desk."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house import titles
from wiredesk.publication.models import KeptBack


class Stopped(msgspec.Struct, frozen=True):
    """One page that the gate stopped, by its title's code, and why, as a sentence."""

    title: str
    path: str
    story: str
    outlet: str
    sentence: str


@prepared
def _any() -> QuerySet[KeptBack, int]:
    return KeptBack.objects.values_list("pk", flat=True)[:1]


@transaction.atomic
def note(stopped: Sequence[Stopped], pressed: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keep what was stopped, and forget what stood here about stories (title's code, id) that were pressed again."""
    forgotten = _any()
    if not (forgotten or stopped):
        return
    codes = {title.code: title.pk for title in titles.founded()}
    for code, story in pressed if forgotten else ():
        KeptBack.objects.filter(title=codes[code], story=story).delete()
    KeptBack.objects.bulk_create(
        [
            KeptBack(
                title_id=codes[one.title],
                story=one.story,
                path=one.path[:400],
                outlet=one.outlet,
                sentence=one.sentence,
                at=now,
            )
            for one in stopped
        ],
        update_conflicts=True,
        unique_fields=["title", "outlet", "path"],
        update_fields=["story", "sentence", "at"],
    )


def waiting() -> list[Stopped]:
    """Every page that is kept back now, oldest first."""
    rows = KeptBack.objects.select_related("title").order_by("at", "pk")
    return [Stopped(row.title.code, row.path, row.story, row.outlet, row.sentence) for row in rows]
