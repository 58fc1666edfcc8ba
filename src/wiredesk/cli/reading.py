"""What wiredesk makes of some bytes, item by item, without a home or a database."""

from collections.abc import Iterator
from datetime import datetime

from wiredesk.common.errors import OWN_FAULTS, Unreadable
from wiredesk.story.canonical import canonical_text, render_blocks
from wiredesk.story.content import Content
from wiredesk.story.normalise.item import ProviderFacts, normalise
from wiredesk.wire import plugins
from wiredesk.wire.known import KNOWN, Known
from wiredesk.wire.parsed import BrokenItem, ParsedItem, PubStatus, ReadContext, Received, SignalKind
from wiredesk.wire.profiles.profile import apply, by_name
from wiredesk.wire.profiles.table import Profile

ROLES = (
    (SignalKind.KILL, "kill"),
    (SignalKind.WITHHOLD, "withhold"),
    (SignalKind.HOLD, "hold"),
    (SignalKind.CORRECTION, "correction"),
    (SignalKind.REFILE, "refile"),
    (SignalKind.TEST, "test"),
    (SignalKind.SERVICE_MESSAGE, "service_message"),
    (SignalKind.REPEAT, "repeat"),
    (SignalKind.UPDATE, "update"),
)


def facts(code: str | None) -> ProviderFacts:
    """What normalising needs to know of a provider that is named but not in any home."""
    known = KNOWN.get((code or "").upper(), Known(code or ""))
    return ProviderFacts(
        code=code or "",
        name=known.name,
        kind="agency",
        profile=known.profile,
        language="",
        time_zone=known.time_zone,
        strip_marks=(),
    )


def role_of(item: ParsedItem) -> str:
    """What an item is for its story: the strongest thing its signals say, else a story."""
    if item.pub_status is PubStatus.CANCELED:
        return "kill"
    kinds = {signal.kind for signal in item.signals}
    return next((role for kind, role in ROLES if kind in kinds), "story")


def as_row(item: ParsedItem, content: Content, provider: ProviderFacts) -> dict[str, object]:
    """One item as one object of `wire read --json`."""
    located = content.located
    note = content.ed_note or item.ed_note
    return {
        "format": item.format,
        "guid": item.guid,
        "version": item.version,
        "pub_status": item.pub_status.value,
        "role": role_of(item),
        "headline": content.headline,
        "slugline": content.slugline,
        "byline": ", ".join(content.authors) or ", ".join(item.authors) or provider.name or None,
        "dateline": content.dateline,
        "located": {"name": located.name, "country": located.country} if located else None,
        "language": content.language,
        "urgency": content.urgency,
        "subjects": [subject.name for subject in content.subjects],
        "sent_at": content.sent_at,
        "created_at": content.created_at,
        "updated_at": content.updated_at,
        "embargoed_until": content.embargoed_until,
        "ed_note": note.text if note else None,
        "body_text": canonical_text(content.blocks),
        "body_html": render_blocks(content.blocks),
        "pictures": [
            {
                "url": picture.url,
                "media_type": picture.media_type,
                "width": picture.width,
                "height": picture.height,
                "caption": picture.caption,
                "credit": picture.credit,
            }
            for picture in content.pictures
        ],
        "repairs": [repair.name for repair in item.repairs],
        "standfirst": content.standfirst,
        "link": content.link,
        "embargo": item.embargo_text,
        "signals": [f"{signal.kind.value} ({signal.source}): {signal.text}" for signal in item.signals],
        "embeds": [embed.url for embed in content.embeds],
        "paid": content.paid_mark is not None,
        "flags": list(content.flags),
    }


def rows_of(data: bytes, name: str, form: str, provider: ProviderFacts, now: datetime) -> Iterator[dict[str, object]]:
    """Every item of these bytes as a row, the broken ones as what is quarantined and why."""
    received = Received(data=data, received_at=now, name=name)
    profile = by_name(provider.profile)
    context = ReadContext.of(provider.time_zone, provider.language)
    try:
        reader = plugins.chosen(form, data)
        for found in reader.read(received, context):
            yield _row(found, profile, context, provider, now)
    except Unreadable as fault:
        yield {"quarantined": fault.reason, "detail": fault.sentence}


def _row(
    found: ParsedItem | BrokenItem, profile: Profile, context: ReadContext, provider: ProviderFacts, now: datetime
) -> dict[str, object]:
    if isinstance(found, BrokenItem):
        return {"quarantined": found.reason, "detail": found.detail, "guid": found.guid}
    try:
        item = apply(profile, found, context)
        return as_row(item, normalise(item, provider=provider, received_at=now), provider)
    except OWN_FAULTS as fault:
        why = f"Reading it failed inside wiredesk ({type(fault).__name__}: {fault}). Report it with this file."
        return {"quarantined": "own_fault", "detail": why, "guid": found.guid}
