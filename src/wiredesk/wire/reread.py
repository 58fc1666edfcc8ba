"""What a person does about quarantine: have it read again, or let it go."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.wire.models import Quarantine, Transmission, WireItem

READ_AGAIN = "read again"
REPLAYED = "replayed"
TAKEN_UP = (READ_AGAIN, REPLAYED)
"""How an entry is settled by another reading: one that fails as well opens it again, which a dismissal never does."""

_HOW_LENGTH = 120


def _open(quarantine_id: int) -> Quarantine:
    row = Quarantine.objects.select_for_update().select_related("service").filter(pk=quarantine_id).first()
    if row is None:
        raise ActionRefused(
            f"There is no entry {quarantine_id} in quarantine. Open the list again.", fact="unknown_quarantine"
        )
    if row.resolved_at is not None:
        raise ActionRefused(
            f"Entry {quarantine_id} was settled already ({row.resolved_how}). There is nothing left to do.",
            fact="quarantine_settled",
        )
    return row


def take_up(entries: QuerySet[Quarantine]) -> None:
    """The steps take these entries again: what could not be read is read, what could not be adopted is adopted."""
    Transmission.objects.filter(pk__in=entries.values("transmission"), kept=True).update(read_at=None)
    # An item that was read has a row of its own, which a second reading would recognise and leave as it is.
    own = entries.filter(transmission=OuterRef("transmission"), digest=OuterRef("digest"))
    WireItem.objects.filter(Exists(own), adopted_at__isnull=False).update(adopted_at=None)


@transaction.atomic
def reread(quarantine_id: int, now: datetime) -> Quarantine:
    """The read step takes the transmission again; what it reads this time is adopted, what it cannot comes back here.

    Items of the transmission that were read before are recognised by their digests and stay as they are.
    Raises ActionRefused for an entry that is unknown or settled.
    """
    row = _open(quarantine_id)
    take_up(Quarantine.objects.filter(pk=row.pk))
    row.resolved_at, row.resolved_how = now, READ_AGAIN
    row.save(update_fields=["resolved_at", "resolved_how"])
    return row


@transaction.atomic
def dismiss(quarantine_id: int, *, by: str, reason: str, now: datetime) -> Quarantine:
    """The entry leaves the list; its bytes stay. Raises UsageError without a reason, ActionRefused as `reread`."""
    said = reason.strip()
    if not said:
        raise UsageError("To dismiss an entry, say why: the reason is kept with it.", fact="no_reason")
    row = _open(quarantine_id)
    how = f"dismissed by {by}: {said}"
    row.resolved_at = now
    row.resolved_how = how if len(how) <= _HOW_LENGTH else how[: _HOW_LENGTH - 1] + "…"
    row.save(update_fields=["resolved_at", "resolved_how"])
    return row
