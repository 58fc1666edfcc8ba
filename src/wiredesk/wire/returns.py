"""Words that an agency went back to: it sent one text, then another under the same guid, and then the first again.

Items are recognised by their bytes, so the first text would be passed over as known, and the second, which the feed no
longer shows, would stand. So an item that comes back after another of its service took its place is an arrival of its
own. Which of them stands is then decided as for any version: explicit version, the agency's time, arrival.

A notice that is sent on purpose once more, and not just shown by a feed as before, is an arrival too: the story may
have been restored in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from wiredesk.common.ids import sha256_hex
from wiredesk.wire.models import Transmission, WireItem
from wiredesk.wire.parsed import ParsedItem

WINDOW: Final = timedelta(days=7)
"""How long after its first arrival an item can come back: an agency thinks better of this week's words."""

MOST: Final = 20
"""How often the items of one guid may take each other's place: a server whose copies disagree would never end."""


class Seen:
    """What one transmission holds, as far as it matters here: every guid, and which known items go by it."""

    def __init__(self, transmission: Transmission, *, sent: bool) -> None:
        self.transmission = transmission
        self.sent = sent
        """Whether somebody sent it on purpose, as a push is, and no poll found it."""
        self._digests: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, WireItem] = {}

    def note(self, items: Iterable[ParsedItem], rows: Iterable[WireItem | None]) -> None:
        """Take in some of its items, each with the row that it was recognised as."""
        for item, row in zip(items, rows, strict=True):
            self._digests[item.guid].add(sha256_hex(item.raw))
            if row is not None:
                self._known[item.guid] = row

    def again(self) -> Iterator[WireItem]:
        """The items that were here before; of a guid that stands in the feed twice, none is what took its place."""
        sent = self.transmission
        for guid, row in self._known.items():
            earlier = row.transmission_id < sent.pk and row.service_id == sent.service_id
            if earlier and len(self._digests[guid]) == 1 and sent.received_at - row.received_at <= WINDOW:
                yield row


def returns(whole: Sequence[Seen]) -> list[WireItem]:
    """New items for what came back in these transmissions, each read to its end. One question, where any is asked."""
    again = [(seen, row) for seen in whole for row in seen.again()]
    if not again:
        return []
    rows = WireItem.objects.filter(
        service__in={row.service_id for _, row in again},
        pk__gt=min(row.pk for _, row in again),
        guid__in={row.guid for _, row in again},
    )
    later: dict[tuple[int, str], list[tuple[int, int, str]]] = defaultdict(list)
    fields = ("service", "guid", "pk", "transmission", "digest")
    for service, guid, pk, transmission, digest in rows.order_by("pk").values_list(*fields):
        later[service, guid].append((pk, transmission, digest))
    made: dict[str, WireItem] = {}
    for seen, row in again:
        sent = seen.transmission.pk
        since = [one[2] for one in later[row.service_id, row.guid] if one[0] > row.pk and one[1] < sent]
        item = _returned(seen, row, since)
        if item is not None and item.digest not in {digest for _, _, digest in later[row.service_id, row.guid]}:
            made.setdefault(item.digest, item)
    return list(made.values())


def _returned(seen: Seen, row: WireItem, since: Sequence[str]) -> WireItem | None:
    """The item's next arrival, where the last of its guid `since` was another one; the same on every reading."""
    own = [sha256_hex(f"{row.digest}\nreturned {time}".encode()) for time in range(len(since) + 1)]
    stands = not since or since[-1] in own
    if len(since) > MOST or (stands and not (row.urgent and seen.sent)):
        return None
    return WireItem(
        provider_id=row.provider_id,
        service_id=row.service_id,
        transmission=seen.transmission,
        digest=own[-1],
        guid=row.guid,
        parsed=bytes(row.parsed),
        urgent=row.urgent,
        received_at=seen.transmission.received_at,
    )
