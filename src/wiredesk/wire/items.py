"""From bytes to items: what a transmission holds, each with its provider's profile applied and a name that fits."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from wiredesk.common.errors import OWN_FAULTS, WiredeskError
from wiredesk.wire import plugins, spool
from wiredesk.wire.faults import own_fault
from wiredesk.wire.models import Service, Transmission, WireItem
from wiredesk.wire.parsed import BrokenItem, ParsedItem, PubStatus, ReadContext, Received, Signal, SignalKind
from wiredesk.wire.profiles.profile import apply, by_name

_GUID_BYTES: Final = 1000
"""What an index of any database takes, whatever the script."""


def items_of(received: Received, service: Service, paper_zone: str) -> Iterator[ParsedItem | BrokenItem]:
    """Everything in these bytes, in order, with the provider's profile applied; raises Unreadable for the whole."""
    form = plugins.chosen(service.format, received.data)
    profile = by_name(service.provider.profile)
    context = ReadContext.of(service.provider.time_zone, service.provider.language, paper_zone)
    for found in form.read(received, context):
        if isinstance(found, BrokenItem):
            yield found
            continue
        try:
            item = _named(apply(profile, found, context))
            # What cannot be kept is found out here, where it stops nobody else.
            msgspec.msgpack.encode(item)
            yield item
        except OWN_FAULTS as fault:
            yield own_fault(fault, found.raw, found.guid)


def _named(item: ParsedItem) -> ParsedItem:
    """The item under a guid that every database can keep: a longer one goes by its digest, never by its beginning."""
    if len(item.guid.encode()) <= _GUID_BYTES and "\0" not in item.guid:
        return item
    digest = hashlib.sha256(item.guid.encode()).hexdigest()
    return msgspec.structs.replace(item, guid=f"sha256:{digest}")


def received(transmission: Transmission, home: Path) -> Received:
    """A transmission's bytes with what is known about them; raises SpoolError where they are missing."""
    return Received(
        data=spool.get(home, transmission.digest),
        received_at=transmission.received_at,
        name=transmission.name,
        content_type=transmission.content_type or None,
        base_url=transmission.base_url or None,
        charset=transmission.charset or None,
    )


def vanished(transmission: Transmission, home: Path, paper_zone: str) -> tuple[ParsedItem, ...]:
    """A mirrored file that vanished is the agency's deletion of what stood in it last."""
    named = Transmission.objects.filter(
        service=transmission.service_id, name=transmission.name, vanished=False, id__lt=transmission.pk
    )
    last = named.select_related("service__provider").order_by("-id").first()
    if last is None:
        return ()
    own = WireItem.objects.filter(service=last.service_id, transmission__lt=transmission.pk)
    stood = dict(own.filter(transmission__name=last.name).order_by("id").values_list("guid", "id"))
    guids = [guid for guid in _last_in(last, stood, home, paper_zone) if guid in stood]
    # An agency may write the next version to a new file and then delete the old one: that deletes nothing.
    moved = own.filter(guid__in=guids).exclude(transmission__name=last.name)
    newer = dict(moved.order_by("id").values_list("guid", "id"))
    return tuple(
        ParsedItem(
            format="vanished",
            guid=guid,
            raw=f"vanished\n{transmission.pk}\n{transmission.name}\n{guid}".encode(),
            pub_status=PubStatus.CANCELED,
            signals=(Signal(SignalKind.KILL, "status", f"the file {transmission.name} vanished"),),
        )
        for guid in guids
        if newer.get(guid, 0) < stood[guid]
    )


def _last_in(last: Transmission, stood: dict[str, int], home: Path, paper_zone: str) -> tuple[str, ...]:
    """The guids of a file as it was last, and of those only: a file that is written over and over held many more.

    Where its bytes are gone, those that were new in it when it last brought something new.
    """
    try:
        found = list(items_of(received(last, home), last.service, paper_zone))
    except WiredeskError:
        rows = WireItem.objects.filter(pk__in=stood.values()).order_by("-transmission", "id")
        newest = list(rows.values_list("transmission", "guid"))
        return tuple(dict.fromkeys(guid for sent, guid in newest if sent == newest[0][0]))
    return tuple(dict.fromkeys(item.guid for item in found if isinstance(item, ParsedItem)))
