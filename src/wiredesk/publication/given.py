"""The slots of fronts that public stories were given: a few rows, kept with the story and gone with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.slots import Given, SlotName
from wiredesk.publication.fronts import Candidate
from wiredesk.publication.merits import KnownMerits
from wiredesk.publication.models import GivenSlot, PublicStory
from wiredesk.publication.public import FrontKind

_Row = tuple[str, str, str, datetime, datetime]


@prepared
def _held(title: int, now: datetime) -> QuerySet[GivenSlot, _Row]:
    rows = GivenSlot.objects.filter(title=title, until__gt=now).order_by("since", "id")
    return rows.values_list("public__story", "front", "slot", "until", "since")


class Givens:
    """The slots of one title's fronts that stories hold at one instant."""

    def __init__(self, title: int, now: datetime) -> None:
        self._fronts: dict[str, dict[str, Given]] = defaultdict(dict)
        for story, front, slot, until, since in _held(title, now):
            self._fronts[front][story] = Given(front, SlotName(slot), until, since)

    def on(self, front: str) -> Mapping[str, Given]:
        """Who holds a slot of a front, by story; of two slots of one front the later given."""
        return self._fronts.get(front, {})


def ranked(
    rows: Iterable[tuple[str, str, str, datetime]], merits: KnownMerits, given: Mapping[str, Given]
) -> list[Candidate]:
    """Rows of story, section, kind and time as what may take a front's slots."""
    found = {row[0]: row for row in rows}
    known = merits.of([*found])
    return [
        Candidate(story=s, section=c, paid=kind == "paid", sort_at=at, merits=known[s], given=given.get(s))
        for s, c, kind, at in found.values()
    ]


def fronts_of(slots: Iterable[Given]) -> set[tuple[FrontKind, str]]:
    """The fronts that these slots are on, but for the home page, which is always made anew."""
    named = (one.front.partition("/") for one in slots)
    return {(FrontKind(kind), slug) for kind, _, slug in named if slug}


def write_given(title: int, rows: Sequence[PublicStory], slots: Mapping[str, Sequence[Given]]) -> None:
    """Have these stories hold these slots, as story and slots, and no others."""
    if not rows:
        return
    GivenSlot.objects.filter(public__in=rows).delete()
    GivenSlot.objects.bulk_create(
        GivenSlot(public=row, title_id=title, front=one.front, slot=one.slot.value, until=one.until, since=one.since)
        for row in rows
        for one in slots.get(row.story_id, ())
    )
