"""A wire for the desk's tests: services, stories of our own words and decisions, made through the rooms' own doors."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from wiredesk.common.ids import sha256_hex, story_id
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.words import Verb
from wiredesk.house.models import Section, Title
from wiredesk.people.models import Person, Role
from wiredesk.publication import models as publication
from wiredesk.publication.public import (
    Disclaimer,
    DisclaimerState,
    ProviderRef,
    PublicNotice,
    PublicStory,
    SectionRef,
)
from wiredesk.publication.shelf import encode as encode_public
from wiredesk.story.canonical import canonical_text, digest_of, escape
from wiredesk.story.content import Block, Content, encode
from wiredesk.story.models import Identity, Story, Version, What
from wiredesk.wire.models import Provider, Quarantine, Service, ServiceState, Transmission, WireItem
from wiredesk.wire.parsed import EdNote, ParsedItem

PASSWORD = "a-long-password-of-ours"
RULE = Actor(rule="auto_publish")


def person(name: str = "pereira", role: Role = Role.DESK) -> Person:
    """Somebody who can sign in with PASSWORD."""
    return Person.objects.create_user(username=name, password=PASSWORD, role=role)


def service(name: str = "HW National", code: str = "HW") -> Service:
    """A service, with its provider where that is new."""
    provider, _ = Provider.objects.get_or_create(code=code, defaults={"name": f"{code} Agency"})
    made, new = Service.objects.get_or_create(
        name=name,
        defaults={"provider": provider, "transport": "push", "added_at": datetime.fromisoformat("2025-01-01T00:00Z")},
    )
    if new:
        ServiceState.objects.create(service=made)
    return made


def title() -> Title:
    """The paper and two of its sections."""
    paper, new = Title.objects.get_or_create(
        code="main",
        defaults={"name": "The Test Courier", "address": "http://localhost:8000", "time_zone": "Asia/Kolkata"},
    )
    if new:
        for order, slug in enumerate(("world", "city")):
            Section.objects.create(title=paper, slug=slug, name=slug.capitalize(), order=order)
    return paper


def content(headline: str, paragraphs: tuple[str, ...], note: str | None = None, **more: Any) -> Content:
    """One version's content from plain paragraphs."""
    blocks = tuple(Block("p", escape(text)) for text in paragraphs)
    return Content(
        headline=headline,
        blocks=blocks,
        canonical_digest=digest_of(canonical_text(blocks)),
        ed_note=EdNote(note) if note else None,
        **more,
    )


def arrive(
    guid: str,
    headline: str = "Ferry resumes with two sailings an hour",
    *paragraphs: str,
    at: datetime,
    by: Service | None = None,
    raw: bytes | None = None,
    note: str | None = None,
    what: What | None = None,
    **more: Any,
) -> Version:
    """One item of the wire, adopted as the next version of its story; nothing is decided about it."""
    sender = by or service()
    number = Version.objects.filter(item__guid=guid).count() + 1
    text = content(headline, paragraphs or ("The ferry is back.",), note, **more)
    own = (
        raw
        if raw is not None
        else f"<item><guid>{guid}</guid><title>{escape(headline)}</title>{number}</item>".encode()
    )
    sent = Transmission.objects.create(
        service=sender, digest=sha256_hex(own), size=len(own), name=f"{guid}.xml", received_at=at, read_at=at
    )
    item = WireItem.objects.create(
        provider=sender.provider,
        service=sender,
        transmission=sent,
        digest=sha256_hex(own + str(number).encode()),
        guid=guid,
        parsed=msgspec.msgpack.encode(ParsedItem(format="rss", guid=guid, raw=own, headline=headline)),
        received_at=at,
        adopted_at=at,
    )
    ServiceState.objects.filter(service=sender).update(last_item_at=at)
    story, new = Story.objects.get_or_create(
        id=story_id(sender.provider.code, guid), defaults={"provider": sender.provider, "first_received_at": at}
    )
    if new:
        Identity.objects.create(provider=sender.provider, guid=guid, story=story)
    return Version.objects.create(
        story=story,
        item=item,
        number=number,
        what=what or (What.NEW if number == 1 else What.UPDATE),
        rank=f"{number:08d}",
        headline=headline,
        canonical_digest=text.canonical_digest,
        content=encode(text),
        received_at=at,
        adopted_at=at,
        decided_at=at,
    )


def decide(version: Version, verb: Verb, at: datetime, *, by: Actor = RULE, **more: Any) -> None:
    """A decision about this version, as a rule or a person would write it."""
    given = {"reason": "Service publishes by itself", "version": version.pk, **more}
    record([Draft(story=version.story_id, verb=verb, by=by, **given)], at)


def live(
    guid: str, headline: str = "Ferry resumes with two sailings an hour", *paragraphs: str, at: datetime, **more: Any
) -> Version:
    """A story that a rule published."""
    version = arrive(guid, headline, *paragraphs, at=at, **more)
    decide(version, Verb.PUBLISH, at)
    return version


def held(guid: str, headline: str = "Court lists petition for Thursday", *, at: datetime, **more: Any) -> Version:
    """A story that a guard held."""
    version = arrive(guid, headline, at=at, **more)
    decide(version, Verb.HOLD, at, by=Actor(rule="word_list"), reason="Word list: court orders")
    return version


def many(count: int, at: datetime, by: Service | None = None) -> list[Version]:
    """So many live stories, a second apart, the last one newest."""
    return [
        live(f"many-{by.pk if by else 0}-{n}", f"Story {n} of many", at=at + timedelta(seconds=n), by=by)
        for n in range(count)
    ]


def make_public(version: Version, text: Content, at: datetime) -> publication.PublicStory:
    """The public record of a version, as the release step leaves it."""
    section, provider = SectionRef("world", "World"), ProviderRef("HW", "HW Agency")
    path = f"/world/ferry-{version.story_id}/"
    record_ = PublicStory(
        id=version.story_id,
        path=path,
        section=section,
        provider=provider,
        headline=text.headline,
        language=text.language,
        direction=text.direction,
        blocks=text.blocks,
        canonical_digest=text.canonical_digest,
        canonical_format=text.canonical_format,
        disclaimer=Disclaimer(
            state=DisclaimerState.UNTOUCHED, sign="=", stamp="As received", text="Nobody changed it.", language="en"
        ),
        published_at=at,
        received_at=version.received_at,
        live_at=at,
        modified_at=at,
        sort_at=at,
    )
    return publication.PublicStory.objects.create(
        title=title(),
        story=version.story,
        state=publication.PublicState.LIVE,
        path=path,
        section="world",
        provider_code="HW",
        kind="agency",
        language="en",
        data=encode_public(record_),
        sort_at=at,
        live_at=at,
        changed_at=at,
        archive_date=at.date(),
        archive_page=1,
    )


def make_gone(row: publication.PublicStory, at: datetime) -> None:
    """The public record once the story was withdrawn."""
    notice = PublicNotice(
        id=row.story_id,
        path=row.path,
        section=SectionRef("world", "World"),
        provider=ProviderRef("HW", "HW Agency"),
        live_at=row.live_at,
        noticed_at=at,
        gone_at=at,
        by_agency=False,
        language="en",
        direction="ltr",
    )
    row.state, row.data, row.gone_at = publication.PublicState.GONE, encode_public(notice), at
    row.save()


def quarantined(at: datetime, offending: bytes = b"<title>AT&T & Co</title>", by: Service | None = None) -> Quarantine:
    """An entry in quarantine, its transmission read."""
    sender = by or service()
    number = Quarantine.objects.count()
    sent = Transmission.objects.create(
        service=sender,
        digest=sha256_hex(f"broken {number}".encode()),
        size=99,
        name="broken.xml",
        received_at=at,
        read_at=at,
    )
    return Quarantine.objects.create(
        service=sender,
        transmission=sent,
        digest=sent.digest,
        guid="HW-1",
        reason="not_well_formed",
        detail="The XML ends in the middle of an element. Ask the agency to send it again.",
        offending=offending,
        at=at,
    )
