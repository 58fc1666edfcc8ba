"""Step: decisions to public records, and withdrawals. What has no row here cannot be shown by anything.

Withdrawals come first and by themselves, so that neither a pause nor a fault in other copy ever stops them.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from wiredesk.common.inserted import KEEP_OLD, OnMeeting, insert
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.decisions.models import Standing
from wiredesk.decisions.slots import Given, slots_of
from wiredesk.decisions.words import State
from wiredesk.house import titles
from wiredesk.house.models import Title
from wiredesk.house.pause import paused
from wiredesk.publication.address_rows import lead_nowhere_else, set_gone
from wiredesk.publication.amendments import correction, tell, withdrawal
from wiredesk.publication.authors import bylines
from wiredesk.publication.edition_fronts import edition_slug
from wiredesk.publication.follow import stand_beside_again
from wiredesk.publication.front_rows import refresh_fronts
from wiredesk.publication.gather import Gathered, gather
from wiredesk.publication.given import fronts_of, write_given
from wiredesk.publication.history import forget, replaced
from wiredesk.publication.joined import RELATED, Choice, Joined
from wiredesk.publication.merits import merits_of
from wiredesk.publication.models import (
    Address,
    Amendment,
    Byline,
    Change,
    ChangeKind,
    FurtherSection,
    InEdition,
    PastVersion,
    PublicState,
    PublicStory,
)
from wiredesk.publication.public import FrontKind, PublicNotice
from wiredesk.publication.public import PublicStory as Public
from wiredesk.publication.shelf import encode
from wiredesk.publication.slot import Merits
from wiredesk.publication.under_topics import take_off_topics
from wiredesk.settings.options import Options
from wiredesk.story.models import Also, Picture, PictureState
from wiredesk.story.pictures import files
from wiredesk.story.pictures.withdraw import bring_back, drop, show_again, wake, withdraw_rows
from wiredesk.wire.pause import paused_services


@prepared
def _unfollowed(*, limit: int, pausing: bool, services: frozenset[int]) -> QuerySet[Standing]:
    rows = Standing.objects.filter(released_at__isnull=True).select_related(*RELATED)
    if pausing:
        rows = rows.exclude(state=State.LIVE)
    elif services:
        rows = rows.exclude(Q(state=State.LIVE) & Q(version__item__service__in=services))
    return rows.order_by("-urgent", "changed_at", "story")[:limit]


def _waiting(limit: int, *, pausing: bool, services: frozenset[int]) -> list[Standing]:
    """What publication has not followed: withdrawals, where there are any, and else whatever is not paused."""
    found = _unfollowed(limit=limit, pausing=pausing, services=services)
    return [standing for standing in found if standing.urgent == found[0].urgent]


def _released(services: frozenset[int]) -> QuerySet[Standing]:
    rows = Standing.objects.filter(released_at__isnull=False)
    return rows.exclude(version__item__service__in=services) if services else rows


@prepared
def _with_picture(*, limit: int, services: frozenset[int]) -> QuerySet[Picture, str]:
    waits = Exists(_released(services).filter(story=OuterRef("story")))
    rows = Picture.objects.filter(waits, state=PictureState.READY, shown_at__isnull=True)
    return rows.values_list("story", flat=True)[:limit]


@prepared
def _with_section(*, limit: int, services: frozenset[int]) -> QuerySet[Also, str]:
    waits = Exists(_released(services).filter(story=OuterRef("story")))
    return Also.objects.filter(waits, shown_at__isnull=True).values_list("story", flat=True)[:limit]


@prepared
def _followed(stories: Sequence[str]) -> QuerySet[Standing]:
    return Standing.objects.filter(story__in=stories, released_at__isnull=False).select_related(*RELATED)


def _late(limit: int, besides: set[str], services: frozenset[int]) -> list[Standing]:
    """Released stories that a picture or a further section came for afterwards; those of a paused service wait."""
    ids = {*_with_picture(limit=limit, services=services), *_with_section(limit=limit, services=services)}
    return _followed(sorted(ids - besides))


class _Writing:
    """The rows one batch makes for one title."""

    def __init__(self, title: Title, gathered: Gathered, joined: Joined, now: datetime, options: Options) -> None:
        self.title, self.gathered, self.now = title, gathered, now
        self.choices = joined.choices({*gathered.rows, *gathered.addresses})
        self.new: list[PublicStory] = []
        self.changed: list[PublicStory] = []
        self.addresses: list[Address] = []
        self.changes: list[Change] = []
        self.further: dict[str, tuple[str, ...]] = {}
        self.editions: dict[str, tuple[str, ...]] = {}
        self.touched: set[tuple[FrontKind, str]] = set()
        self.slots: dict[str, tuple[Given, ...]] = {}
        self.merits: dict[str, Merits] = {}
        self.led: list[Address] = []
        self.back: list[str] = []
        self.unseen: list[str] = []
        self.past: list[PastVersion] = []
        self.ended: list[str] = []
        self.told: list[Amendment] = []
        self.authors: dict[str, tuple[str, ...]] = {}
        self.withdrawn: list[str] = []
        self.restored: list[str] = []
        self.dropped: list[Picture] = []
        self.shown_again: list[Picture] = []
        self.paths: dict[str, str] = {}
        self.places = gathered.archive_places(options.archive_page_size, now)

    def take(self, batch: Sequence[Standing]) -> None:
        """Bring the public rows of these stories up to date; nothing is written where nothing public changed."""
        for standing in sorted(batch, key=self._leads_elsewhere):
            row = self.gathered.rows.get(standing.story_id)
            if row is not None:
                self._touch(row)
            if standing.state == State.LIVE:
                self._live(standing, row)
            elif row is not None:
                self._withdraw(standing, row)
            elif standing.copy_of_id is not None and standing.ran_at is not None:
                # It had no page of its own, and pictures all the same: its text may have stood on a copy's page.
                self.unseen.append(standing.story_id)

    def _leads_elsewhere(self, standing: Standing) -> bool:
        """Whether readers find the story at a copy's address: that one's page is made first, and says where it is."""
        choice = self.choices.get(standing.story_id)
        return choice is not None and choice.address != standing.story_id

    def _live(self, standing: Standing, row: PublicStory | None) -> None:
        if standing.story_id not in self.choices:
            self._show(standing, row)
        elif (choice := self.choices[standing.story_id]) is not None:
            if choice.address == standing.story_id:
                self._show(standing, row, choice)
            else:
                self._lead(standing, row, choice)

    def _touch(self, row: PublicStory) -> None:
        """The fronts that the story stands on by its own section and provider, before and after the change."""
        self.touched |= {(FrontKind.SECTION, row.section), (FrontKind.PROVIDER, row.provider_code.lower())}

    def _hold_slots(self, story: str, slots: tuple[Given, ...] = ()) -> None:
        before = self.gathered.slots.get(story, ())
        if slots != before:
            self.touched |= fronts_of((*before, *slots))
            self.slots[story] = slots

    def _change(self, story: str, kind: ChangeKind) -> None:
        down = kind is ChangeKind.WITHDRAW
        self.changes.append(Change(title=self.title, story_id=story, kind=kind, withdrawal=down, at=self.now))

    def _show(self, standing: Standing, row: PublicStory | None, choice: Choice | None = None) -> None:
        record = self.gathered.public(standing, row, self.now, choice)
        if record is None:
            return
        self.paths[record.id] = record.path
        self._comes_back(record.id)
        data = encode(record)
        self._hold_slots(record.id, slots_of(standing.slots))
        gone, again = self.gathered.picture_changes(choice.shown if choice is not None else standing)
        self.dropped += gone
        self.shown_again += again
        if row is None:
            day, page = next(self.places)
            row = PublicStory(title=self.title, story_id=record.id, archive_date=day, archive_page=page)
            self.new.append(row)
            self.addresses.append(Address(title=self.title, path=record.path, story_id=record.id))
            kind = ChangeKind.RELEASE
        elif row.state != PublicState.LIVE:
            kind = ChangeKind.RELEASE
            self.changed.append(row)
            self.restored.append(record.id)
        elif bytes(row.data) != data or record.id in self.slots:
            kind = ChangeKind.UPDATE
            self.changed.append(row)
            self._goes_on(record)
        else:
            return
        self._fill(row, record, data)
        self.merits[record.id] = merits_of(record)
        self.further[record.id] = tuple(section.slug for section in record.also)
        self.editions[record.id] = record.editions
        self.authors[record.id] = tuple(author.slug for author in record.bylines)
        self._change(record.id, kind)

    def _goes_on(self, record: Public) -> None:
        """What the record said before is kept as a version of it, and what was put right is told."""
        old = self.gathered.olds.get(record.id)
        if old is not None:
            self.past += replaced(self.title.pk, old, record)
            self.told += correction(self.title.pk, old, record)
        else:
            # It was there and could not be read: its numbers begin again.
            self.ended.append(record.id)

    def _fill(self, row: PublicStory, record: Public, data: bytes) -> None:
        row.state = PublicState.LIVE
        row.path = record.path
        row.section = record.section.slug
        row.provider_code = record.provider.code
        row.kind = "paid" if record.paid else record.provider.kind
        row.language = record.language
        row.data = data
        row.sort_at = record.sort_at
        row.live_at = record.live_at
        row.changed_at = self.now
        row.gone_at = None
        row.unfiled = True
        self._touch(row)

    def _comes_back(self, story: str) -> None:
        """An address that led to a copy's page is the story's own again."""
        address = self.gathered.addresses.get(story)
        if address is not None and address.moved_to:
            self.back.append(story)

    def _lead(self, standing: Standing, row: PublicStory | None, choice: Choice) -> None:
        """The story's address leads to the page of its copy, and nothing else shows it."""
        story, to = standing.story_id, self.paths.get(choice.address) or self.gathered.path(choice.address)
        address = self.gathered.addresses.get(story)
        gone, again = self.gathered.picture_changes(standing)
        self.dropped += gone
        self.shown_again += again
        if row is not None and row.state != PublicState.COPY:
            if row.state == PublicState.GONE:
                self.restored.append(story)
            row.state, row.data, row.changed_at, row.gone_at = PublicState.COPY, b"", self.now, None
            row.unfiled = True
            self.further[story] = ()
            self._hold_slots(story)
            self.changed.append(row)
            self.ended.append(story)
        elif address is not None and address.moved_to == to:
            return
        path = self.gathered.path_to_be(standing)
        self.led.append(Address(title=self.title, path=path, story_id=story, moved_to=to))
        self._change(story, ChangeKind.UPDATE)

    def _withdraw(self, standing: Standing, row: PublicStory) -> None:
        notice = self.gathered.notice(standing, row, self.now)
        data = encode(notice)
        if row.state == PublicState.GONE and bytes(row.data) == data:
            return
        known = decode_notice(bytes(row.data)) if row.state == PublicState.GONE else None
        self.told += withdrawal(self.title.pk, known, notice)
        if known is None:
            row.gone_at = self.now
            self.withdrawn.append(row.story_id)
            self._comes_back(row.story_id)
        row.state, row.data, row.changed_at = PublicState.GONE, data, self.now
        self.changed.append(row)
        self.further[row.story_id] = ()
        self._hold_slots(row.story_id)
        self._change(row.story_id, ChangeKind.WITHDRAW)

    @property
    def public(self) -> list[str]:
        """The stories that are public from now on, on a page of their own or as a copy."""
        return [*(row.story_id for row in self.new), *(address.story_id for address in self.led)]

    def write(self) -> None:
        """Write everything in sets, and the fronts that follow from it."""
        insert(self.new)
        fields = "state path section provider_code kind language data sort_at live_at changed_at gone_at unfiled"
        # As if they were new: told to update many rows, Django writes a CASE for each column of each of them.
        insert(self.changed, OnMeeting(("id",), tuple(fields.split())))
        forget(self.title.pk, {*self.ended, *self.withdrawn}, {*self.withdrawn, *self.unseen})
        tell(self.title.pk, self.told, self.withdrawn)
        take_off_topics(self.title.pk, self.withdrawn)
        insert(self.past)
        insert(self.addresses, KEEP_OLD)
        insert(self.led, OnMeeting(("title", "path"), ("moved_to", "gone")))
        lead_nowhere_else(self.title.pk, self.back)
        set_gone(self.title.pk, self.withdrawn, gone=True)
        set_gone(self.title.pk, self.restored, gone=False)
        stand_beside_again([*self.restored, *(row.story_id for row in self.new)])
        self._write_further()
        self._write_editions()
        self._write_bylines()
        write_given(self.title.pk, [r for r in (*self.new, *self.changed) if r.story_id in self.slots], self.slots)
        insert(self.changes)

    def _write_further(self) -> None:
        """The further sections that the stories stood in and stand in now."""
        before = FurtherSection.objects.filter(public__in=self.changed)
        stood = list(before.values_list("section", flat=True)) if self.changed else []
        stand = [
            FurtherSection(public=row, title=self.title, section=slug, sort_at=row.sort_at)
            for row in (*self.new, *self.changed)
            for slug in self.further.get(row.story_id, ())
        ]
        self.touched |= {(FrontKind.SECTION, slug) for slug in (*stood, *(row.section for row in stand))}
        if stood:
            before.delete()
        insert(stand)

    def _write_editions(self) -> None:
        """The editions, and the sections of them, that the stories stood in and stand in now."""
        if not self.gathered.editions:
            return
        before = InEdition.objects.filter(public__in=self.changed)
        stood = list(before.values_list("edition", "section")) if self.changed else []
        stand = [
            InEdition(public=row, title=self.title, edition=edition, section=section, sort_at=row.sort_at)
            for row in (*self.new, *self.changed)
            for edition in self.editions.get(row.story_id, ())
            for section in ("", row.section, *self.further.get(row.story_id, ()))
        ]
        places = [*stood, *((row.edition, row.section) for row in stand)]
        self.touched |= {(FrontKind.EDITION, edition_slug(edition, section)) for edition, section in places}
        if stood:
            before.delete()
        insert(stand)

    def _write_bylines(self) -> None:
        """The authors' names that the stories carry now."""
        if self.changed:
            Byline.objects.filter(public__in=self.changed).delete()
        rows = [one for row in (*self.new, *self.changed) for one in bylines(row, self.authors.get(row.story_id, ()))]
        insert(rows)


def release(now: datetime, limit: int, *, options: Options) -> Tally:
    """Follow up to `limit` standings that publication has not followed yet, in one transaction."""
    with transaction.atomic():
        pausing = paused() is not None
        services = paused_services()
        standings = _waiting(limit, pausing=pausing, services=services)
        down = bool(standings) and standings[0].urgent
        late = [] if pausing or down else _late(limit, {standing.story_id for standing in standings}, services)
        if not (standings or late):
            return Tally("release", seen=0, done=0)
        joined = Joined([*standings, *late], down=down)
        batch = [*standings, *late, *joined.besides]
        written = [_release_for(title, batch, joined, now, options) for title in titles.founded()]
        gone = withdraw_rows([story for one in written for story in (*one.withdrawn, *one.unseen)])
        gone += drop([picture for one in written for picture in one.dropped])
        show_again([picture for one in written for picture in one.shown_again], now)
        bring_back([story for one in written for story in one.restored], now)
        wake([story for one in written for story in one.public], now)
        ids = [standing.story_id for standing in batch]
        _mark_released([standing.story_id for standing in standings], now)
        if any(one.gathered.pictures for one in written):
            _mark_shown(ids, now)
        if any(one.gathered.also for one in written):
            _mark_also_shown(ids, now)
    files.remove(options.home, gone)
    return Tally("release", seen=len(standings) + len(late), done=sum(len(one.changes) for one in written))


@prepared_change
def _mark_released(stories: Sequence[str], now: datetime) -> ToChange:
    return Standing.objects.filter(story__in=stories), {"released_at": now, "urgent": False}


@prepared_change
def _mark_shown(stories: Sequence[str], now: datetime) -> ToChange:
    rows = Picture.objects.filter(story__in=stories, state=PictureState.READY, shown_at__isnull=True)
    return rows, {"shown_at": now}


@prepared_change
def _mark_also_shown(stories: Sequence[str], now: datetime) -> ToChange:
    return Also.objects.filter(story__in=stories, shown_at__isnull=True), {"shown_at": now}


def _release_for(title: Title, batch: Sequence[Standing], joined: Joined, now: datetime, options: Options) -> _Writing:
    writing = _Writing(title, gather(title, batch, options), joined, now, options)
    writing.take(batch)
    writing.write()
    if writing.changes:
        refresh_fronts(title, now, options, writing.touched, writing.merits)
    return writing


def decode_notice(data: bytes) -> PublicNotice:
    """A withdrawn row's notice."""
    return msgspec.msgpack.decode(data, type=PublicNotice)
