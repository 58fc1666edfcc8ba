"""Replay: read again what arrived, so that a mended format or profile reaches what it got wrong.

What was read right the first time is recognised by its digest and changes nothing; a story that was killed stays so.
"""

from datetime import datetime

import msgspec
from django.db import transaction

from wiredesk.common.ids import sha256_hex
from wiredesk.settings.options import Options
from wiredesk.wire.models import Quarantine, Transmission, WireItem
from wiredesk.wire.read import readings
from wiredesk.wire.reread import REPLAYED, take_up

AT_ONCE = 200


class Replay(msgspec.Struct, frozen=True):
    """What a replay did, or would do: transmissions taken, items in them, new ones, broken ones."""

    transmissions: int
    items: int
    new: int
    broken: int


def look(since: datetime, options: Options) -> Replay:
    """What a replay would find; nothing is written."""
    transmissions = items = new = broken = 0
    rows = Transmission.objects.filter(received_at__gte=since, kept=True).order_by("id")
    for sent in rows.select_related("service__provider").iterator(chunk_size=AT_ONCE):
        transmissions += 1
        for reading in readings(sent, options.home, options.time_zone):
            digests = {sha256_hex(item.raw) for item in reading.items}
            known = WireItem.objects.filter(provider=sent.service.provider_id, digest__in=digests).count()
            items += len(reading.items)
            new += len(digests) - known
            broken += len(reading.broken)
    return Replay(transmissions, items, new, broken)


@transaction.atomic
def replay(since: datetime, now: datetime) -> int:
    """Mark everything received since then as unread; the next read takes it up. Returns how many transmissions."""
    rows = Transmission.objects.filter(received_at__gte=since, kept=True)
    again = Quarantine.objects.filter(transmission__in=rows, resolved_at__isnull=True)
    take_up(again)
    again.update(resolved_at=now, resolved_how=REPLAYED)
    rows.filter(read_at__isnull=False).update(read_at=None)
    return rows.count()
