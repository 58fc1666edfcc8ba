"""Corrections and withdrawals as readers were told of them, in the order in which they were."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from wiredesk.common.inserted import insert
from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Amendment, AmendmentKind
from wiredesk.publication.public import PublicAmendment, PublicNotice, PublicStory


def correction(title: int, old: PublicStory, new: PublicStory) -> tuple[Amendment, ...]:
    """What readers are told when a record says of a correction that the one before it did not know."""
    if new.corrected_at is None or new.corrected_at == old.corrected_at:
        return ()
    at = new.changed_at if new.public_versions != old.public_versions else new.corrected_at
    row = Amendment(title_id=title, story_id=new.id, kind=AmendmentKind.CORRECTION, note=new.correction_note or "")
    row.at = at or new.corrected_at
    return (row,)


def withdrawal(title: int, old: PublicNotice | None, new: PublicNotice) -> tuple[Amendment, ...]:
    """What readers are told when a story is gone for good; one that is only taken down is not spoken of yet."""
    if not new.final or (old is not None and old.final):
        return ()
    kind = AmendmentKind.WITHDRAWAL
    return (Amendment(title_id=title, story_id=new.id, kind=kind, by_agency=new.by_agency, at=new.gone_at),)


def tell(title: int, told: Sequence[Amendment], withdrawn: Collection[str]) -> None:
    """Write these down, numbered on, and empty the notes about stories that came down."""
    if withdrawn:
        # In every title: asked for one, SQLite would go through all that it was ever told.
        Amendment.objects.filter(story__in=sorted(withdrawn)).exclude(note="").update(note="")
    if told:
        last = newest_number(title)
        for number, row in enumerate(told, last + 1):
            row.number = number
        insert(told)


@prepared
def _last(title: int) -> QuerySet[Amendment, int]:
    return Amendment.objects.filter(title=title).order_by("-number").values_list("number", flat=True)[:1]


def newest_number(title: int) -> int:
    """How many there are."""
    return next(iter(_last(title)), 0)


@prepared
def _numbered(title: int, low: int, high: int) -> QuerySet[Amendment]:
    return Amendment.objects.filter(title=title, number__gte=low, number__lte=high).order_by("-number")


def numbered(title: int, low: int, high: int) -> tuple[PublicAmendment, ...]:
    """Those with a number from `low` to `high`, newest first."""
    return tuple(
        PublicAmendment(
            number=row.number,
            story=row.story_id,
            withdrawal=row.kind == AmendmentKind.WITHDRAWAL,
            by_agency=row.by_agency,
            note=row.note,
            at=row.at,
        )
        for row in _numbered(title, low, high)
    )
