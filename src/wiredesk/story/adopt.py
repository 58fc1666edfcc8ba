"""Step: wire items to versions of stories. Normalising happens before the transaction, matching inside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet

from wiredesk.common.errors import OWN_FAULTS
from wiredesk.common.ids import ID_LENGTH, story_ids
from wiredesk.common.inserted import KEEP_OLD, insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.story.content import Content, decode, encode
from wiredesk.story.copies import Copies, comparable
from wiredesk.story.match import Known, name_of_subject, notice_subject, rank, repeats, same_copy, what_it_is
from wiredesk.story.models import Also, Identity, Picture, Related, Story, Version, What
from wiredesk.story.normalise.item import ProviderFacts, normalise
from wiredesk.story.queries import WITH_TEXT
from wiredesk.story.related.due import compare_soon, own_time
from wiredesk.wire.faults import own_fault
from wiredesk.wire.models import Provider, Quarantine, Receipt, WireItem
from wiredesk.wire.parsed import ParsedItem
from wiredesk.wire.read import parsed_of, quarantine

_URL_BYTES = 2000

NOTICE_WINDOW = timedelta(days=7)
"""How far back a notice under its own guid may look for the story it names."""


class Candidate(msgspec.Struct, frozen=True):
    """One item, normalised, on its way to its story."""

    item: WireItem
    parsed: ParsedItem
    content: Content
    rank: str


def facts_of(provider: Provider) -> ProviderFacts:
    """What normalising needs to know of a provider."""
    return ProviderFacts(
        code=provider.code,
        name=provider.name,
        kind=provider.kind,
        profile=provider.profile,
        language=provider.language,
        time_zone=provider.time_zone,
        strip_marks=tuple(provider.strip_marks),
    )


def _candidate(item: WireItem) -> Candidate:
    parsed = parsed_of(item)
    content = normalise(parsed, provider=facts_of(item.provider), received_at=item.received_at)
    content = msgspec.structs.replace(content, pub_status=parsed.pub_status)
    return Candidate(item, parsed, content, rank(content, parsed.version, item.received_at))


def _candidates(items: Iterable[WireItem], now: datetime) -> tuple[list[Candidate], list[Quarantine]]:
    """Every item normalised; one that brings out a fault of our own is quarantined, and its neighbours go on."""
    made, broken = [], []
    for item in items:
        try:
            made.append(_candidate(item))
        except OWN_FAULTS as fault:
            broken.append(_broken(item, fault, now))
    return made, broken


def _broken(item: WireItem, fault: BaseException, now: datetime) -> Quarantine:
    why = own_fault(fault, guid=item.guid)
    return Quarantine(
        service_id=item.service_id,
        transmission_id=item.transmission_id,
        digest=item.digest,
        guid=item.guid,
        reason=why.reason,
        detail=why.detail,
        at=now,
    )


@prepared
def _identities(providers: Sequence[int], names: Sequence[str]) -> QuerySet[Identity, tuple[int, str, str, datetime]]:
    rows = Identity.objects.filter(provider__in=providers, guid__in=names)
    return rows.values_list("provider", "guid", "story", "story__first_received_at")


@prepared
def _said(digests: Sequence[str]) -> QuerySet[Version, tuple[int, str, str, str, datetime]]:
    # The provider is compared by who asks: asked for, SQLite would go through every story an agency ever sent.
    rows = Version.objects.filter(canonical_digest__in=digests, what__in=WITH_TEXT).order_by("id")
    return rows.values_list("story__provider", "canonical_digest", "story", "headline", "received_at")


@prepared
def _versions(stories: Sequence[str]) -> QuerySet[Version, tuple[int, str, int, str, str, str]]:
    rows = Version.objects.filter(story__in=stories).order_by("id")
    return rows.values_list("pk", "story", "number", "what", "rank", "section")


@prepared
def _taken(ids: Sequence[str]) -> QuerySet[Story, str]:
    return Story.objects.filter(pk__in=ids).values_list("pk", flat=True)


class Memory:
    """What is known about the stories a batch may touch: read in a fixed number of queries, kept up as it goes."""

    def __init__(self, batch: Sequence[Candidate], window: timedelta, now: datetime) -> None:
        self.window = window
        providers = {c.item.provider_id for c in batch}
        names = {c.item.guid for c in batch} | {name_of_subject(c.content.headline) for c in batch}
        rows = _identities(sorted(providers), sorted(names))
        self.identities = {(provider, guid): story for provider, guid, story, _ in rows}
        self.begun = {story: begun for _, _, story, begun in rows}
        digests = {c.content.canonical_digest for c in batch if c.content.characters}
        self.by_text: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self.by_headline: dict[tuple[int, str], str] = {}
        self._same_text(providers, digests)
        self._same_headline(providers, batch)
        stories = set(self.identities.values()) | set(self.by_headline.values())
        stories |= {known.story for group in self.by_text.values() for known in group}
        self.copies = Copies((c.content for c in batch if comparable(c.content, c.item.provider.kind)), now)
        stories |= self.copies.likely()
        self.numbers: dict[str, int] = {}
        self.best: dict[str, tuple[str, int]] = {}
        self.sections: dict[str, set[str]] = defaultdict(set)
        self._versions(stories)
        self.contents = self._contents()
        for also in Also.objects.filter(story__in=stories) if stories else ():
            self.sections[also.story_id].add(also.section)
        self.taken = set(_taken(_wanted_ids(batch)))

    def _same_text(self, providers: set[int], digests: set[str]) -> None:
        for provider, digest, story, headline, received_at in _said(sorted(digests)):
            if provider in providers:
                self.by_text[provider, digest].append(Known(story, headline, received_at, digest))

    def _same_headline(self, providers: set[int], batch: Sequence[Candidate]) -> None:
        """Only a notice under an unknown guid needs its headline looked up, which is rare."""
        notices = [c for c in batch if c.item.urgent and (c.item.provider_id, c.item.guid) not in self.identities]
        if not notices:
            return
        since = min(c.item.received_at for c in notices) - NOTICE_WINDOW
        rows = Version.objects.filter(item__received_at__gte=since, what__in=WITH_TEXT)
        for provider, headline, story in rows.order_by("id").values_list("item__provider", "headline", "story"):
            subject = notice_subject(headline)
            if subject and provider in providers:
                self.by_headline[provider, subject] = story

    def _versions(self, stories: set[str]) -> None:
        for pk, story, number, what, own_rank, section in _versions(sorted(stories)):
            self.numbers[story] = max(number, self.numbers.get(story, 0))
            if section:
                self.sections[story].add(section)
            if what in WITH_TEXT and own_rank >= self.best.get(story, ("", 0))[0]:
                self.best[story] = (own_rank, pk)

    def _contents(self) -> dict[str, Content]:
        pks = [pk for _, pk in self.best.values()]
        rows = Version.objects.filter(pk__in=pks).values_list("story", "content")
        return {story: decode(bytes(content)) for story, content in rows}

    def story_of(self, candidate: Candidate) -> str | None:
        """The story an item belongs to, or None when it begins one."""
        key = (candidate.item.provider_id, candidate.item.guid)
        if key in self.identities:
            return self.identities[key]
        content = candidate.content
        group = self.by_text.get((candidate.item.provider_id, content.canonical_digest), [])
        found = same_copy(content, group, self.window, candidate.item.received_at)
        if found is None and candidate.item.urgent:
            return self.by_headline.get((candidate.item.provider_id, notice_subject(content.headline)))
        return found or self._overtaken(candidate)

    def _overtaken(self, candidate: Candidate) -> str | None:
        """The story of a notice that arrived before what it is about, if one of these days named this headline."""
        name = name_of_subject(candidate.content.headline)
        story = self.identities.get((candidate.item.provider_id, name)) if name else None
        if story is None or story in self.best:
            return None
        began = self.begun.get(story, candidate.item.received_at)
        return story if abs(candidate.item.received_at - began) <= NOTICE_WINDOW else None

    def begin(self, candidate: Candidate) -> str:
        """A free id for a new story."""
        for wanted in story_ids(candidate.item.provider.code, candidate.item.guid):
            if wanted not in self.taken:
                self.taken.add(wanted)
                return wanted
        raise AssertionError("fifty letters of SHA-256 were taken")


def _wanted_ids(batch: Sequence[Candidate]) -> list[str]:
    """The ids that new stories would like, and their first longer forms, to be looked up in one query."""
    wanted = []
    for candidate in batch:
        for one in story_ids(candidate.item.provider.code, candidate.item.guid):
            if len(one) > ID_LENGTH + 2:
                break
            wanted.append(one)
    return wanted


class _Writing:
    """The rows one batch makes, written in sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.stories: list[Story] = []
        self.identities: list[Identity] = []
        self.versions: list[Version] = []
        self.also: list[Also] = []
        self.pictures: list[Picture] = []
        self.related: dict[str, Related] = {}

    def take(self, candidate: Candidate, memory: Memory) -> None:
        item, content = candidate.item, candidate.content
        story = memory.story_of(candidate)
        if story is None:
            story = memory.begin(candidate)
            self.stories.append(Story(id=story, provider_id=item.provider_id, first_received_at=item.received_at))
            if item.urgent:
                self.name(item.provider_id, name_of_subject(content.headline), story, memory)
        key = (item.provider_id, item.guid)
        own_name = key in memory.identities
        self.name(item.provider_id, item.guid, story, memory)
        best = memory.best.get(story)
        headline = content.headline[:1000]
        told = memory.contents.get(story)
        same_text = told is not None and repeats(content, told, own_name=own_name)
        what = what_it_is(content, best_rank=best[0] if best else None, own_rank=candidate.rank, same_text=same_text)
        number = memory.numbers[story] = memory.numbers.get(story, 0) + 1
        section = item.service.section
        version = Version(
            story_id=story,
            item_id=item.pk,
            number=number,
            what=what.value,
            rank=candidate.rank,
            headline=headline,
            section=section,
            canonical_digest=content.canonical_digest,
            content=encode(content),
            urgent=item.urgent,
            received_at=item.received_at,
            adopted_at=self.now,
        )
        self.versions.append(version)
        self.further(story, section, memory)
        if what in WITH_TEXT:
            if best is None or candidate.rank >= best[0]:
                memory.best[story] = (candidate.rank, 0)
                memory.contents[story] = content
                if not content.paid_mark and item.provider.kind != "paid":
                    at = own_time(content.created_at or content.updated_at, item.received_at)
                    self.related[story] = Related(story_id=story, version=version, at=at)
            if comparable(content, item.provider.kind):
                if what is What.NEW:
                    memory.copies.look(story, content, memory.contents)
                memory.copies.keep(story, content)
            known = Known(story, headline, item.received_at, content.canonical_digest)
            memory.by_text[item.provider_id, content.canonical_digest].append(known)
            for place, picture in enumerate(content.pictures):
                # An address cut short would lead elsewhere, and a longer one fits no index.
                if len(picture.url.encode()) <= _URL_BYTES:
                    self.pictures.append(Picture(story_id=story, url=picture.url, position=place, next_try_at=self.now))

    def name(self, provider: int, guid: str, story: str, memory: Memory) -> None:
        """A name that the story goes by from now on; one that is taken stays where it is."""
        if guid and (provider, guid) not in memory.identities:
            memory.identities[provider, guid] = story
            self.identities.append(Identity(provider_id=provider, guid=guid, story_id=story))

    def further(self, story: str, section: str, memory: Memory) -> None:
        """A second section that the story came in under is a further one; the first is its primary."""
        if not section or section in memory.sections[story]:
            return
        if memory.sections[story]:
            self.also.append(Also(story_id=story, section=section, at=self.now))
        memory.sections[story].add(section)

    def write(self) -> None:
        insert(self.stories)
        insert(self.identities)
        insert(self.versions)
        insert(self.also, KEEP_OLD)
        insert(self.pictures, KEEP_OLD)
        compare_soon(self.related.values())


def adopt(now: datetime, limit: int, *, window: timedelta) -> Tally:
    """Give up to `limit` items to their stories, withdrawals first. A dozen statements, whatever the number."""
    items = _waiting(limit)
    receipts = _waiting_receipts(limit=limit)
    batch, broken = _candidates(items, now)
    broken += _apart(batch, now, window)
    with transaction.atomic():
        if broken:
            quarantine(broken)
            refused = WireItem.objects.filter(pk__in=[item.pk for item in items])
            refused.filter(digest__in=[one.digest for one in broken]).update(adopted_at=now)
        if receipts:
            writing = _Writing(now)
            _receipts(receipts, writing)
            writing.write()
            Receipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(adopted_at=now)
    seen = len(items) + len(receipts)
    return Tally("adopt", seen=seen, done=seen - len(broken), quarantined=len(broken))


@prepared
def _unadopted(*, limit: int) -> QuerySet[WireItem]:
    rows = WireItem.objects.filter(adopted_at__isnull=True).select_related("provider", "service")
    return rows.order_by("-urgent", "id")[:limit]


@prepared
def _waiting_receipts(*, limit: int) -> QuerySet[Receipt]:
    rows = Receipt.objects.filter(adopted_at__isnull=True, item__adopted_at__isnull=False)
    return rows.select_related("service").order_by("id")[:limit]


@prepared_change
def _mark_adopted(items: Sequence[int], now: datetime) -> ToChange:
    return WireItem.objects.filter(pk__in=items), {"adopted_at": now}


def _waiting(limit: int) -> list[WireItem]:
    """Items not adopted: those that take something away by themselves first, so that nothing stops them."""
    found = _unadopted(limit=limit)
    return [item for item in found if item.urgent == found[0].urgent]


def _apart(batch: Sequence[Candidate], now: datetime, window: timedelta) -> list[Quarantine]:
    """Adopt a batch in one transaction; what a database refuses in it is quarantined, and its neighbours go on."""
    if not batch:
        return []
    try:
        with transaction.atomic():
            memory, writing = Memory(batch, window, now), _Writing(now)
            for candidate in batch:
                writing.take(candidate, memory)
            writing.write()
            memory.copies.write()
            _mark_adopted([candidate.item.pk for candidate in batch], now)
    except (DataError, IntegrityError, *OWN_FAULTS) as fault:
        if len(batch) == 1:
            return [_broken(batch[0].item, fault, now)]
        return [broken for candidate in batch for broken in _apart([candidate], now, window)]
    return []


def rehearse(items: Sequence[WireItem], now: datetime, *, window: timedelta) -> list[Version]:
    """The versions that these items, none of which is stored, would become, in order. Nothing is written.

    A fault of our own in one of them leaves it out.
    """
    batch, _ = _candidates(items, now)
    writing = _Writing(now)
    if batch:
        memory = Memory(batch, window, now)
        for candidate in batch:
            writing.take(candidate, memory)
            writing.versions[-1].item = candidate.item
    return writing.versions


def _receipts(receipts: Sequence[Receipt], writing: _Writing) -> None:
    """The same item through another service: its section becomes a further one of the story."""
    rows = Version.objects.filter(item__in=[receipt.item_id for receipt in receipts]).values_list("item", "story")
    story_of = dict(rows)
    have: dict[str, set[str]] = defaultdict(set)
    for story, section in Version.objects.filter(story__in=story_of.values()).values_list("story", "section"):
        have[story].add(section)
    for receipt in receipts:
        story = story_of[receipt.item_id]
        section = receipt.service.section
        if section and section not in have[story]:
            have[story].add(section)
            writing.also.append(Also(story_id=story, section=section, at=writing.now))
