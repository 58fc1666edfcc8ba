"""Step: transmissions to wire items, or to quarantine with a reason. Nothing is parsed inside a transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import structlog
from django.db import transaction

from wiredesk.common.errors import OWN_FAULTS, Unreadable, WiredeskError
from wiredesk.common.ids import sha256_hex
from wiredesk.common.tally import Tally
from wiredesk.wire import plugins, spool
from wiredesk.wire.models import Quarantine, Receipt, Service, ServiceState, Transmission, WireItem
from wiredesk.wire.parsed import (
    BrokenItem,
    ParsedItem,
    PubStatus,
    ReadContext,
    Received,
    Signal,
    SignalKind,
)
from wiredesk.wire.profiles.profile import apply, by_name
from wiredesk.wire.reread import TAKEN_UP

log = structlog.get_logger()

BATCH_ITEMS = 50
"""Items a transaction: longer ones make other writers wait."""

URGENT = frozenset({SignalKind.KILL, SignalKind.WITHHOLD, SignalKind.HOLD})

_decoder = msgspec.msgpack.Decoder(ParsedItem)


def parsed_of(item: WireItem) -> ParsedItem:
    """The item as it was read."""
    return _decoder.decode(bytes(item.parsed))


class Reading(msgspec.Struct, frozen=True):
    """Some items of one transmission, read; `last` when none of it is left."""

    transmission: Transmission
    items: tuple[ParsedItem, ...]
    broken: tuple[BrokenItem, ...]
    last: bool


def items_of(received: Received, service: Service, paper_zone: str) -> Iterator[ParsedItem | BrokenItem]:
    """Everything in these bytes, in order, with the provider's profile applied; raises Unreadable for the whole."""
    wanted = service.format
    form = plugins.chosen(wanted, received.data)
    profile = by_name(service.provider.profile)
    context = ReadContext.of(service.provider.time_zone, service.provider.language, paper_zone)
    for item in form.read(received, context):
        yield apply(profile, item, context) if isinstance(item, ParsedItem) else item


def _received(transmission: Transmission, home: Path) -> Received:
    return Received(
        data=spool.get(home, transmission.digest),
        received_at=transmission.received_at,
        name=transmission.name,
        content_type=transmission.content_type or None,
        base_url=transmission.base_url or None,
        charset=transmission.charset or None,
    )


def _vanished(transmission: Transmission) -> tuple[ParsedItem, ...]:
    """A mirrored file that vanished is the agency's deletion of what stood in it last."""
    earlier = Transmission.objects.filter(
        service=transmission.service_id, name=transmission.name, vanished=False, id__lt=transmission.pk
    )
    last = earlier.order_by("-id").first()
    if last is None:
        return ()
    own = WireItem.objects.filter(service=last.service_id)
    stood = list(own.filter(transmission__name=last.name).order_by("id").values_list("guid", "id"))
    # An agency may write the next version to a new file and then delete the old one: that deletes nothing.
    moved = own.filter(guid__in=[guid for guid, _ in stood]).exclude(transmission__name=last.name)
    newer = dict(moved.order_by("id").values_list("guid", "id"))
    guids = dict.fromkeys(guid for guid, row in stood if newer.get(guid, 0) < row)
    return tuple(
        ParsedItem(
            format="vanished",
            guid=guid,
            raw=f"vanished\n{transmission.pk}\n{transmission.name}\n{guid}".encode(),
            pub_status=PubStatus.CANCELED,
            signals=(Signal(SignalKind.KILL, "status", f"the file {transmission.name} vanished"),),
        )
        for guid in guids
    )


def readings(transmission: Transmission, home: Path, paper_zone: str) -> Iterator[Reading]:
    """A transmission in batches of at most BATCH_ITEMS; a fault in the whole becomes one broken item."""
    items: list[ParsedItem] = []
    broken: list[BrokenItem] = []
    try:
        if transmission.vanished:
            items.extend(_vanished(transmission))
        else:
            for found in items_of(_received(transmission, home), transmission.service, paper_zone):
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
        log.exception("read_fault", transmission=transmission.pk, fault=repr(fault))
        broken.append(own_fault(fault))
    yield Reading(transmission, tuple(items), tuple(broken), last=True)


def own_fault(fault: BaseException) -> BrokenItem:
    """What is said of bytes that brought out a fault of our own."""
    detail = (
        f"Reading it failed inside wiredesk ({type(fault).__name__}). Report it with these bytes; then read it again."
    )
    return BrokenItem("own_fault", detail)


def is_urgent(item: ParsedItem) -> bool:
    """Whether the item takes something away, and so goes first everywhere."""
    return item.pub_status is not PubStatus.USABLE or any(signal.kind in URGENT for signal in item.signals)


def _store(batch: Sequence[Reading], now: datetime) -> tuple[int, int]:
    """Write one batch, all or nothing; returns how many items were new and how many were quarantined."""
    wanted = {
        (reading.transmission.service.provider_id, sha256_hex(item.raw)): (reading.transmission, item)
        for reading in reversed(batch)
        for item in reversed(reading.items)
    }
    with transaction.atomic():
        rows = WireItem.objects.filter(
            provider__in={provider for provider, _ in wanted}, digest__in=[digest for _, digest in wanted]
        )
        known = {(row.provider_id, row.digest): row for row in rows.only("id", "provider", "service", "digest")}
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
        WireItem.objects.bulk_create(new)
        Receipt.objects.bulk_create(
            _receipts(batch, known | {(r.provider_id, r.digest): r for r in new}), ignore_conflicts=True
        )
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
    digests = {row.digest for row in rows}
    known = set(Quarantine.objects.filter(digest__in=digests).values_list("service", "digest"))
    Quarantine.objects.bulk_create(
        [row for row in rows if (row.service_id, row.digest) not in known], ignore_conflicts=True
    )


def _quarantines(batch: Sequence[Reading], now: datetime) -> list[Quarantine]:
    return [
        Quarantine(
            service_id=reading.transmission.service_id,
            transmission=reading.transmission,
            digest=sha256_hex(broken.raw) if broken.raw else reading.transmission.digest,
            guid=broken.guid or "",
            reason=broken.reason,
            detail=broken.detail,
            offending=broken.offending[:4096],
            at=now,
        )
        for reading in batch
        for broken in reading.broken
    ]


def _mark_read(batch: Sequence[Reading], new: Sequence[WireItem], now: datetime) -> None:
    fresh: dict[int, int] = {}
    for row in new:
        fresh[row.transmission_id] = fresh.get(row.transmission_id, 0) + 1
    done = {reading.transmission.pk: reading.transmission for reading in batch}
    whole = {reading.transmission.pk for reading in batch if reading.last}
    broken = set(Quarantine.objects.filter(transmission__in=whole).values_list("transmission", flat=True))
    for pk, sent in done.items():
        sent.items_new += fresh.get(pk, 0)
        sent.read_at = now if pk in whole else None
        sent.kept = sent.kept and not _nothing_new(sent, broken, whole=pk in whole)
    Transmission.objects.bulk_update(done.values(), ["items_new", "read_at", "kept"])
    services = {row.service_id for row in new}
    if services:
        ServiceState.objects.filter(service__in=services).update(last_item_at=now)


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
    unread = Transmission.objects.filter(read_at__isnull=True).select_related("service__provider")
    sent = list(unread.order_by("-urgent", "id")[:limit])
    done = quarantined = 0
    batch: list[Reading] = []
    for transmission in sent:
        for reading in readings(transmission, home, paper_zone):
            batch.append(reading)
            if sum(max(1, len(one.items)) for one in batch) >= BATCH_ITEMS:
                stored, broken = _store(batch, now)
                done, quarantined, batch = done + stored, quarantined + broken, []
        _tell_the_transport(transmission, batch)
    if batch:
        stored, broken = _store(batch, now)
        done, quarantined = done + stored, quarantined + broken
    _let_go(sent, home)
    return Tally("read", seen=len(sent), done=done, quarantined=quarantined)


def _tell_the_transport(transmission: Transmission, batch: Sequence[Reading]) -> None:
    """A file of which nothing could be read belongs in an inbox's failed/ folder."""
    mine = [reading for reading in batch if reading.transmission.pk == transmission.pk]
    nothing = mine and mine[-1].broken and not any(reading.items for reading in mine)
    if nothing:
        for transport in plugins.transports():
            if transport.name == transmission.service.transport:
                transport.unreadable(transmission.service.options, transmission.name, transmission.digest)
