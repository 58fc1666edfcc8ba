"""service test: what one ask of a service would bring and become. Nothing is stored, moved or remembered."""

from datetime import datetime

from wiredesk.common.errors import Unreadable
from wiredesk.settings.options import Options
from wiredesk.story.adopt import facts_of
from wiredesk.story.normalise.item import normalise
from wiredesk.wire.collect import try_once
from wiredesk.wire.models import Service
from wiredesk.wire.parsed import BrokenItem, Received
from wiredesk.wire.pause import service_named
from wiredesk.wire.read import items_of


def try_service(name: str, now: datetime, options: Options) -> list[dict[str, object]]:
    """A row for each item that would arrive; raises FetchError or UsageError when asking fails."""
    service = service_named(name)
    collected = try_once(service, now, options=options)
    rows: list[dict[str, object]] = []
    for received in collected.received:
        rows += _rows(received, service, options)
    return rows or [{"result": "nothing new", "headline": "", "detail": collected.note}]


def _rows(received: Received, service: Service, options: Options) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    facts = facts_of(service.provider)
    try:
        for item in items_of(received, service, options.time_zone):
            if isinstance(item, BrokenItem):
                rows.append({"result": f"quarantined: {item.reason}", "headline": "", "detail": item.detail})
                continue
            content = normalise(item, provider=facts, received_at=received.received_at)
            rows.append(
                {
                    "result": "read",
                    "headline": content.headline,
                    "detail": ", ".join(f"{signal.kind.value}: {signal.text}" for signal in content.signals),
                    "guid": item.guid,
                    "characters": content.characters,
                    "published_at": content.created_at,
                    "pictures": len(content.pictures),
                    "repairs": [repair.name for repair in item.repairs],
                }
            )
    except Unreadable as fault:
        rows.append({"result": f"quarantined: {fault.reason}", "headline": "", "detail": fault.sentence})
    return rows
