"""Step: transmissions to wire items, or to quarantine with a reason. Nothing is parsed inside a transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.errors import OWN_FAULTS, Unreadable, WiredeskError
from wiredesk.common.ids import sha256_hex
from wiredesk.common.inserted import KEEP_OLD, OnMeeting, insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.wire import plugins, spool
from wiredesk.wire.faults import own_fault
from wiredesk.wire.items import items_of, received, vanished
from wiredesk.wire.models import Quarantine, Receipt, ServiceState, Transmission, WireItem
from wiredesk.wire.parsed import BrokenItem, ParsedItem, PubStatus, SignalKind
from wiredesk.wire.proof import PUSH
from wiredesk.wire.reread import TAKEN_UP
from wiredesk.wire.returns import Seen, returns

BATCH_ITEMS = 50
"""Items a transaction: longer ones make other writers wait."""

_GUID_LENGTH = 1000

URGENT = frozenset({SignalKind.KILL, SignalKind.WITHHOLD, SignalKind.HOLD})

_decoder = msgspec.msgpack.Decoder(ParsedItem)


@prepared
def _unread(*, limit: int) -> QuerySet[Transmission]:
    rows = Transmission.objects.filter(read_at__isnull=True).select_related("service__provider")
    return rows.order_by("-urgent", "id")[:limit]


@prepared
def _known(providers: Sequence[int], digests: Sequence[str]) -> QuerySet[WireItem]:
    rows = WireItem.objects.filter(provider__in=providers, digest__in=digests)
    return rows.only("id", "provider", "service", "transmission", "digest", "guid", "urgent", "received_at")


@prepared
def _broken(transmissions: Sequence[int]) -> QuerySet[Quarantine, int]:
    return Quarantine.objects.filter(transmission__in=transmissions).values_list("transmission", flat=True)


def parsed_of(item: WireItem) -> ParsedItem:
    """The item as it was read."""
    return _decoder.decode(bytes(item.parsed))


class Reading(msgspec.Struct, frozen=True):
    """Some items of one transmission, read; `last` when none of it is left."""

    transmission: Transmission
    items: tuple[ParsedItem, ...]
    broken: tuple[BrokenItem, ...]
    last: bool


def readings(transmission: Transmission, home: Path, paper_zone: str) -> Iterator[Reading]:
    """A transmission in batches of at most BATCH_ITEMS; a fault in the whole becomes one broken item."""
    items: list[ParsedItem] = []
    broken: list[BrokenItem] = []
    try:
        if transmission.vanished:
            items.extend(vanished(transmission, home, paper_zone))
        else:
            for found in items_of(received(transmission, home), transmission.service, paper_zone):
                # Handed on only when there is more, so that fifty items are one batch and not one and an empty one.
                if len(items) + len(broken) >= BATCH_ITEMS:
                    yield Reading(transmission, tuple(items), tuple(broken), last=False)
                    items, broken = [], []
                if isinstance(found, BrokenItem):
                    broken.append(found)
                else:
                    items.append(found)
    except Unreadable as fault:
        broken.append(BrokenItem(fault.reason, fault.sentence, fault.offending))
    except WiredeskError as fault:
        broken.append(BrokenItem("not_readable_now", fault.sentence))
    except OWN_FAULTS as fault:
        broken.append(own_fault(fault))
    yield Reading(transmission, tuple(items), tuple(broken), last=True)


def is_urgent(item: ParsedItem) -> bool:
    """Whether the item takes something away, and so goes first everywhere."""
    return item.pub_status is not PubStatus.USABLE or any(signal.kind in URGENT for signal in item.signals)


def _store(batch: Sequence[Reading], seen: dict[int, Seen], now: datetime) -> tuple[int, int]:
    """Write one batch, all or nothing; returns how many items were new and how many were quarantined."""
    wanted = {
        (reading.transmission.service.provider_id, sha256_hex(item.raw)): (reading.transmission, item)
        for reading in reversed(batch)
        for item in reversed(reading.items)
    }
    with transaction.atomic():
        rows = _known(sorted({provider for provider, _ in wanted}), [digest for _, digest in wanted])
        known = {(row.provider_id, row.digest): row for row in rows}
        new = [
            WireItem(
                provider_id=provider,
                service_id=sent.service_id,
                transmission=sent,
                digest=digest,
                guid=item.guid,
                parsed=msgspec.msgpack.encode(item),
                urgent=is_urgent(item),
                received_at=sent.received_at,
            )
            for (provider, digest), (sent, item) in reversed(wanted.items())
            if (provider, digest) not in known
        ]
        for reading in batch:
            provider = reading.transmission.service.provider_id
            rows_of = (known.get((provider, sha256_hex(item.raw))) for item in reading.items)
            seen[reading.transmission.pk].note(reading.items, rows_of)
        new += returns([seen[reading.transmission.pk] for reading in batch if reading.last])
        insert(new)
        insert(_receipts(batch, known | {(r.provider_id, r.digest): r for r in new}), KEEP_OLD)
        quarantine(_quarantines(batch, now))
        _mark_read(batch, new, now)
    return len(new), sum(len(reading.broken) for reading in batch)


def _receipts(batch: Sequence[Reading], known: dict[tuple[int, str], WireItem]) -> list[Receipt]:
    receipts = []
    for reading in batch:
        sent = reading.transmission
        for item in reading.items:
            row = known[(sent.service.provider_id, sha256_hex(item.raw))]
            if row.service_id != sent.service_id:
                receipts.append(
                    Receipt(item=row, service_id=sent.service_id, transmission=sent, received_at=sent.received_at)
                )
    return receipts


def quarantine(rows: Sequence[Quarantine]) -> None:
    """Keep what could not be read, once a service, however often a poll brings the same bytes again.

    What was settled by reading it again, and could not be read again, is open again.
    """
    if not rows:
        return
    settled = Quarantine.objects.filter(
        transmission__in={row.transmission_id for row in rows},
        digest__in={row.digest for row in rows},
        resolved_how__in=TAKEN_UP,
    )
    settled.delete()
    digests, services = {row.digest for row in rows}, {row.service_id for row in rows}
    stored = Quarantine.objects.filter(service__in=services, digest__in=digests)
    known = set(stored.values_list("service", "digest"))
    Quarantine.objects.bulk_create(
        [row for row in rows if (row.service_id, row.digest) not in known], ignore_conflicts=True
    )


def _quarantines(batch: Sequence[Reading], now: datetime) -> list[Quarantine]:
    return [
        Quarantine(
            service_id=reading.transmission.service_id,
            transmission=reading.transmission,
            digest=sha256_hex(broken.raw) if broken.raw else reading.transmission.digest,
            guid=_plain(broken.guid or "")[:_GUID_LENGTH],
            reason=broken.reason,
            detail=_plain(broken.detail),
            offending=broken.offending[:4096],
            at=now,
        )
        for reading in batch
        for broken in reading.broken
    ]


def _plain(text: str) -> str:
    """Text that any database takes: what is quoted of broken bytes may hold what no text may."""
    return text.replace("\0", "␀").encode("utf-8", "backslashreplace").decode()


def _mark_read(batch: Sequence[Reading], new: Sequence[WireItem], now: datetime) -> None:
    fresh: dict[int, int] = {}
    for row in new:
        fresh[row.transmission_id] = fresh.get(row.transmission_id, 0) + 1
    done = {reading.transmission.pk: reading.transmission for reading in batch}
    whole = {reading.transmission.pk for reading in batch if reading.last}
    broken = set(_broken(sorted(whole)))
    for pk, sent in done.items():
        sent.items_new += fresh.get(pk, 0)
        sent.read_at = now if pk in whole else None
        sent.kept = sent.kept and not _nothing_new(sent, broken, whole=pk in whole)
    # As if they were new: told to update many rows, Django writes a CASE for each column of each of them.
    insert(list(done.values()), OnMeeting(("id",), ("items_new", "read_at", "kept")))
    services = {row.service_id for row in new}
    if services:
        _mark_heard(sorted(services), now)


@prepared_change
def _mark_heard(services: Sequence[int], now: datetime) -> ToChange:
    return ServiceState.objects.filter(service__in=services), {"last_item_at": now}


def _nothing_new(sent: Transmission, broken: set[int], *, whole: bool) -> bool:
    """Whether a transmission held nothing that was not here before: then its digest is enough."""
    return whole and not sent.items_new and not sent.vanished and sent.pk not in broken


def _let_go(sent: Sequence[Transmission], home: Path) -> None:
    """Remove the bytes of transmissions that brought nothing new, unless another one needs the same bytes."""
    digests = {transmission.digest for transmission in sent if not transmission.kept}
    if not digests:
        return
    needed = set(Transmission.objects.filter(digest__in=digests, kept=True).values_list("digest", flat=True))
    for digest in digests - needed:
        spool.path_of(home, digest).unlink(missing_ok=True)


def read(now: datetime, limit: int, *, home: Path, paper_zone: str) -> Tally:
    """Read up to `limit` unread transmissions, those that look like withdrawals first."""
    sent = _unread(limit=limit)
    keeping = _Keeping(now)
    for transmission in sent:
        keeping.begin(transmission)
        good = bad = False
        for reading in readings(transmission, home, paper_zone):
            good, bad = good or bool(reading.items), bad or bool(reading.broken)
            keeping.add(reading)
        if bad and not good:
            _tell_the_transport(transmission)
    keeping.store()
    _let_go(sent, home)
    return Tally("read", seen=len(sent), done=keeping.done, quarantined=keeping.quarantined)


class _Keeping:
    """Readings on their way to rows, in batches of about BATCH_ITEMS. What takes something away shares none of them
    with other copy, whose faults then cannot stop it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.done = self.quarantined = 0
        self._batch: list[Reading] = []
        self._seen: dict[int, Seen] = {}

    def begin(self, transmission: Transmission) -> None:
        if self._batch and self._batch[-1].transmission.urgent != transmission.urgent:
            self.store()
        self._seen[transmission.pk] = Seen(transmission, sent=transmission.service.transport == PUSH)

    def add(self, reading: Reading) -> None:
        self._batch.append(reading)
        if sum(max(1, len(one.items)) for one in self._batch) >= BATCH_ITEMS:
            self.store()

    def store(self) -> None:
        if self._batch:
            done, quarantined = _store(self._batch, self._seen, self.now)
            self.done, self.quarantined, self._batch = self.done + done, self.quarantined + quarantined, []


def _tell_the_transport(transmission: Transmission) -> None:
    """A file of which nothing could be read belongs in an inbox's failed/ folder."""
    for transport in plugins.transports():
        if transport.name == transmission.service.transport:
            transport.unreadable(transmission.service.options, transmission.name, transmission.digest)
