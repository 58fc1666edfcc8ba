"""The slots of fronts that public stories were given: a few rows, kept with the story and gone with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.inserted import insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.decisions.slots import Given, SlotName
from wiredesk.publication.fronts import Candidate
from wiredesk.publication.merits import KnownMerits
from wiredesk.publication.models import GivenSlot, PublicState, PublicStory
from wiredesk.publication.public import FrontKind

Row = tuple[str, str, str, datetime]
"""Story, section, kind and time."""


@prepared
def live_rows(title: int, stories: Sequence[str]) -> QuerySet[PublicStory, Row]:
    """Those of these stories that are live, as a front asks for them."""
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, story__in=stories)
    return rows.values_list("story", "section", "kind", "sort_at")


@prepared
def _all(title: int) -> QuerySet[GivenSlot, tuple[str, str, str, datetime, datetime]]:
    rows = GivenSlot.objects.filter(title=title).order_by("since", "id")
    return rows.values_list("public__story", "front", "slot", "until", "since")


def _every(title: int) -> Iterator[tuple[str, Given]]:
    """Every story and slot that it was given, the later given later; those included whose time is over."""
    for story, front, slot, until, since in _all(title):
        yield story, Given(front, SlotName(slot), until, since)


class Givens:
    """The slots of one title's fronts that stories hold at one instant."""

    def __init__(self, title: int, now: datetime) -> None:
        self._fronts: dict[str, dict[str, Given]] = defaultdict(dict)
        for story, one in _every(title):
            if one.until > now:
                self._fronts[one.front][story] = one

    def on(self, front: str) -> Mapping[str, Given]:
        """Who holds a slot of a front, by story; of two slots of one front the later given."""
        return self._fronts.get(front, {})


def held(title: int) -> dict[str, tuple[Given, ...]]:
    """Every slot that the stories of a title were given, by story, those included whose time is over."""
    found: dict[str, tuple[Given, ...]] = {}
    for story, one in _every(title):
        found[story] = (*found.get(story, ()), one)
    return found


def ranked(title: int, rows: Iterable[Row], merits: KnownMerits, given: Mapping[str, Given]) -> list[Candidate]:
    """What may take a front's slots: these rows, and whoever holds one of them and is not among the rows."""
    found = {row[0]: row for row in rows}
    absent = sorted(given.keys() - found.keys())
    if absent:
        found |= {row[0]: row for row in live_rows(title, absent)}
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
    _let_go([row.pk for row in rows])
    insert(
        [
            GivenSlot(
                public=row, title_id=title, front=one.front, slot=one.slot.value, until=one.until, since=one.since
            )
            for row in rows
            for one in slots.get(row.story_id, ())
        ]
    )


@prepared_change
def _let_go(public: Sequence[int]) -> ToChange:
    return GivenSlot.objects.filter(public__in=public), {}
