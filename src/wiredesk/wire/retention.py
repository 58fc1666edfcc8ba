"""Letting go of received bytes that are old enough, where the options say so; the rows about them stay."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from wiredesk.settings.options import Options
from wiredesk.wire import spool
from wiredesk.wire.models import Quarantine, Transmission


def let_go(before: datetime, limit: int, *, options: Options) -> int:
    """Remove the bytes of up to `limit` transmissions received before an instant; returns how many.

    What was not read yet, and what lies in quarantine, is kept: somebody may still need it.
    """
    waiting = Quarantine.objects.filter(transmission=OuterRef("pk"), resolved_at__isnull=True)
    rows = Transmission.objects.filter(received_at__lt=before, kept=True, read_at__isnull=False)
    old = dict(rows.exclude(Exists(waiting)).order_by("id").values_list("pk", "digest")[:limit])
    if not old:
        return 0
    Transmission.objects.filter(pk__in=old).update(kept=False)
    needed = set(Transmission.objects.filter(digest__in=old.values(), kept=True).values_list("digest", flat=True))
    for digest in set(old.values()) - needed:
        spool.path_of(options.home, digest).unlink(missing_ok=True)
    return len(old)
