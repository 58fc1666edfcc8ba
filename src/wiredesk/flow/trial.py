"""service test: what one ask of a service would bring and become. Nothing is stored, moved or remembered."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from wiredesk.common.clock import Clock
from wiredesk.common.errors import Unreadable
from wiredesk.common.ids import sha256_hex
from wiredesk.decisions.decide import rehearse as would_decide
from wiredesk.decisions.rules.case import Proposal
from wiredesk.decisions.words import Verb
from wiredesk.house.pause import paused
from wiredesk.settings.options import Options
from wiredesk.story.adopt import rehearse as would_adopt
from wiredesk.story.content import decode
from wiredesk.story.models import Version
from wiredesk.wire.collect import try_once
from wiredesk.wire.items import items_of
from wiredesk.wire.models import Service, WireItem
from wiredesk.wire.parsed import BrokenItem, ParsedItem, Received
from wiredesk.wire.pause import paused_services, service_named
from wiredesk.wire.plugins import transport_named
from wiredesk.wire.read import is_urgent

LONGEST_SETTLE = 30.0
"""Seconds to wait for files that are still being written."""

Row = dict[str, Any]
_DONE = {Verb.PUBLISH: "publish", Verb.CORRECT: "correct"}


def try_service(name: str, clock: Clock, options: Options, sleep: Callable[[float], None]) -> Iterator[Row]:
    """A row for each item that would arrive: what it `would` do, and `why`.

    `would` is publish, update, correct, hold, embargo, kill, suspend, nothing, or quarantine; where nothing comes
    in, one row says so. Raises FetchError or UsageError when asking fails.
    """
    service = service_named(name)
    if not transport_named(service.transport).polled:
        why = f"Nobody is asked: the agency posts to {options.address}/push/{name}."
        yield {"would": "wait", "headline": "", "why": why}
        return
    waited = 0.0
    collected = try_once(service, clock(), options=options)
    while not collected.received and collected.more and waited < LONGEST_SETTLE:
        sleep(0.1)
        waited += 0.1
        collected = try_once(service, clock(), options=options)
    rows = [row for received in collected.received for row in _rows(received, service, clock, options)]
    yield from rows or [{"would": "nothing", "headline": "", "why": f"Nothing came: {collected.note or 'no items'}."}]
    if collected.trouble:
        yield {"would": "nothing", "headline": "", "why": collected.trouble}


def _rows(received: Received, service: Service, clock: Clock, options: Options) -> list[Row]:
    rows: list[Row] = []
    new: dict[str, tuple[int, WireItem, ParsedItem]] = {}
    try:
        for item in items_of(received, service, options.time_zone):
            if isinstance(item, BrokenItem):
                rows.append(_broken(item.reason, item.detail, item.guid))
                continue
            digest = sha256_hex(item.raw)
            if digest in new or WireItem.objects.filter(provider=service.provider, digest=digest).exists():
                rows.append({"would": "nothing", "headline": item.headline or "", "why": "It is here already."})
            else:
                new[digest] = (len(rows), _unstored(item, digest, received, service), item)
                rows.append({"would": "quarantine", "headline": item.headline or "", "why": "own_fault"})
    except Unreadable as fault:
        rows.append(_broken(fault.reason, fault.sentence, None))
    now = clock()
    versions = would_adopt([row for _, row, _ in new.values()], now, window=timedelta(hours=options.match_text_hours))
    decided = would_decide(versions, now, home=options.home, paper_zone=options.time_zone)
    for version, proposals in zip(versions, decided, strict=True):
        place, _, item = new[version.item.digest]
        rows[place] = _row(version, item, proposals, service)
    return rows


def _broken(reason: str, detail: str, guid: str | None) -> Row:
    return {"would": "quarantine", "headline": "", "why": f"{reason}: {detail}", "guid": guid}


def _unstored(item: ParsedItem, digest: str, received: Received, service: Service) -> WireItem:
    return WireItem(
        provider=service.provider,
        service=service,
        digest=digest,
        guid=item.guid,
        parsed=msgspec.msgpack.encode(item),
        urgent=is_urgent(item),
        received_at=received.received_at,
    )


def _row(version: Version, item: ParsedItem, proposals: Sequence[Proposal], service: Service) -> Row:
    content = decode(bytes(version.content))
    would, why, rule = _outcome(version, proposals, service)
    return {
        "would": would,
        "headline": content.headline,
        "why": why,
        "rule": rule,
        "story": version.story_id,
        "what": version.what,
        "section": version.section,
        "guid": item.guid,
        "characters": content.characters,
        "created_at": content.created_at,
        "updated_at": content.updated_at,
        "embargoed_until": content.embargoed_until,
        "pictures": len(content.pictures),
        "repairs": [repair.name for repair in item.repairs],
        "signals": [f"{signal.kind.value} ({signal.source}): {signal.text}" for signal in content.signals],
    }


def _outcome(version: Version, proposals: Sequence[Proposal], service: Service) -> tuple[str, str, str]:
    stops = [one for one in proposals if one.verb not in _DONE]
    if stops:
        verb = stops[0].verb
        return verb.value, " ".join(one.reason for one in stops), ", ".join(one.rule for one in stops)
    if not proposals:
        return "nothing", f"For its story it is: {version.what}.", ""
    done = proposals[0]
    would = "update" if done.verb is Verb.PUBLISH and version.what != "new" else _DONE[done.verb]
    pause = paused()
    if pause is not None or service.pk in paused_services():
        return would, f"{done.reason}; it waits while {'everything' if pause else service.name} is paused.", done.rule
    return would, done.reason, done.rule
