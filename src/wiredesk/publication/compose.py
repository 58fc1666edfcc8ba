"""One public record from recorded facts. Pure: everything it needs is handed in, the time included."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from wiredesk.decisions.printing import BY_MERIT, Printing
from wiredesk.decisions.spots import Spot
from wiredesk.house.models import Contract
from wiredesk.publication.addresses import author_slug, story_path
from wiredesk.publication.disclaimer import DisclaimerFacts, disclaim
from wiredesk.publication.editions import Covering, where
from wiredesk.publication.public import (
    AuthorRef,
    EmbedLink,
    Indexing,
    ProviderRef,
    PublicCited,
    PublicPicture,
    PublicStory,
    SectionRef,
)
from wiredesk.story.content import Cited, CitedKind, Content
from wiredesk.story.normalise.standfirst import article_standfirst, card_standfirst

MOST_CITED = 20
"""Sources of a public record: a roundup's longer tail is with the story at the desk."""


MOST_AUTHORS = 5
"""Pages of authors that one story enters."""


class Correction(msgspec.Struct, frozen=True):
    """That a version was published as a correction, and what readers are told about it."""

    at: datetime
    note: str = ""


class _Corrected(msgspec.Struct, frozen=True):
    """A record's account of its last correction."""

    version: int = 0
    at: datetime | None = None
    note: str | None = None


class Ingredients(msgspec.Struct, frozen=True, kw_only=True):
    """What one public record is made from. `old` is the record that is public now, if one is."""

    story: str
    content: Content
    received_at: datetime
    received_digest: str
    service: str
    section: SectionRef
    also: tuple[SectionRef, ...]
    provider: ProviderRef
    contract: Contract | None
    pictures: tuple[PublicPicture, ...]
    headline: str
    corrected: bool
    reviewed: bool
    versions: int
    path: str
    live_at: datetime
    language: str
    standfirst: str
    old: PublicStory | None
    now: datetime
    spots: tuple[Spot, ...] = ()
    editions: tuple[Covering, ...] = ()
    place_names: Mapping[str, str] = {}
    correction: Correction | None = None
    """The decision that made this version a correction, if one did."""
    shown: str = ""
    also_reported: tuple[ProviderRef, ...] = ()
    printing: Printing = BY_MERIT


def _updated_at(given: Ingredients, published_at: datetime) -> datetime | None:
    """The agency's updated time where it moved; ours where the text changed without one."""
    content = given.content
    stamp = content.updated_at or content.created_at
    if stamp is not None and stamp > published_at:
        return stamp
    if given.versions > 1 and given.received_at > published_at:
        return given.received_at
    return None


def _moved(given: Ingredients, headline: str) -> bool:
    """Whether public text moved since the record that is public now."""
    old = given.old
    return old is not None and (old.canonical_digest, old.headline) != (given.content.canonical_digest, headline)


def _corrected(given: Ingredients, number: int) -> _Corrected:
    """The last correction: a later version of another kind does not unsay it."""
    old, made = given.old, given.correction
    if made is None:
        kept = old is not None and given.corrected
        return _Corrected(old.corrects, old.corrected_at, old.correction_note) if old and kept else _Corrected()
    known = old is not None and old.corrected_at == made.at
    return _Corrected(old.corrects if old and known else number, made.at, made.note or None)


def _cited(source: Cited) -> PublicCited:
    if source.kind is CitedKind.PERSON:
        return PublicCited(source.name, source.kind, source.count, source.role)
    if source.name.isascii() or not source.key.isascii():
        return PublicCited(source.key, source.kind, source.count)
    return PublicCited(source.name, source.kind, source.count, key=source.key)


def _bylines(given: Ingredients) -> tuple[AuthorRef, ...]:
    """The authors who have a page: an agency that names itself has its own already."""
    found: dict[str, AuthorRef] = {}
    for name in given.content.authors:
        slug = author_slug(name)
        if slug and name.casefold() != given.provider.name.casefold():
            found.setdefault(slug, AuthorRef(name, slug, given.provider.code))
    return tuple(found.values())[:MOST_AUTHORS]


def compose(given: Ingredients) -> PublicStory:
    """The record that outlets show: a frozen version with everything a page, a feed or a printer needs."""
    content, old = given.content, given.old
    headline = given.headline or content.headline
    ours = bool(given.headline) and given.headline != content.headline
    created = content.created_at or content.updated_at or given.received_at
    published_at = old.published_at if old is not None else created
    updated_at = _updated_at(given, published_at)
    moved = _moved(given, headline)
    number = (old.public_versions if old is not None else 1) + moved
    corrected = _corrected(given, number)
    facts = DisclaimerFacts(
        provider=given.provider.name,
        kind=given.provider.kind,
        marks_removed=bool(content.stripped_marks),
        headline_changed=ours,
        reviewed=given.reviewed,
        paid=given.provider.kind == "paid" or content.paid_mark is not None,
    )
    paid = facts.paid
    contract = given.contract
    first_stamp = updated_at or published_at
    stands = where(given.spots, given.editions, given.place_names, paid=paid)
    return PublicStory(
        id=given.story,
        path=given.path or story_path(given.section.slug, headline, given.story),
        section=given.section,
        also=given.also,
        label=stands.label or given.section.name,
        label_path=f"/edition/{stands.label_of}/" if stands.label_of else "",
        places=stands.places,
        editions=stands.editions,
        provider=given.provider,
        service=given.service,
        headline=headline,
        headline_ours=ours,
        standfirst=card_standfirst(content),
        article_standfirst=article_standfirst(content, always=given.standfirst == "always"),
        authors=content.authors,
        bylines=() if paid else _bylines(given),
        dateline=content.dateline,
        place=content.located.name if content.located else None,
        country=content.located.country if content.located else None,
        language=content.language,
        direction=content.direction,
        blocks=content.blocks,
        canonical_digest=content.canonical_digest,
        canonical_format=content.canonical_format,
        received_digest=given.received_digest,
        subjects=tuple(subject.name for subject in content.subjects),
        pictures=given.pictures,
        embeds=tuple(EmbedLink(embed.kind, embed.url) for embed in content.embeds),
        urgency=content.urgency,
        cited=() if paid else tuple(_cited(source) for source in content.cited[:MOST_CITED]),
        disclaimer=disclaim(facts, given.language, dict(contract.disclaimer) if contract else {}),
        paid=paid,
        paid_mark=content.paid_mark,
        agency_link=content.link,
        published_at=published_at,
        updated_at=updated_at,
        # A story is sent and received once; its later versions are updates of it.
        sent_at=old.sent_at if old is not None else content.sent_at or first_stamp,
        received_at=old.received_at if old is not None else given.received_at,
        live_at=given.live_at,
        changed_at=given.now if moved else (old.changed_at if old is not None else None),
        modified_at=old.modified_at if old is not None and not moved else max(first_stamp, published_at),
        sort_at=min(published_at, old.sort_at if old is not None else given.received_at),
        versions=given.versions,
        corrected=given.corrected,
        correction_note=corrected.note,
        corrected_at=corrected.at,
        corrects=corrected.version,
        public_versions=number,
        indexing=Indexing(contract.indexing) if contract else Indexing.INDEX,
        full_text_feeds=contract.full_text_feeds if contract else True,
        printed=contract.printed if contract else True,
        printing=given.printing,
        shown=given.shown,
        also_reported=given.also_reported,
    )
