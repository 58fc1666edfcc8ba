"""Public records put straight on the shelf: a paper for tests of outlets, without the rooms before it."""

from datetime import datetime, timedelta
from pathlib import Path
from zlib import MAX_WBITS, decompress
from zoneinfo import ZoneInfo

import msgspec

from tests.home_on_disk import NOW
from wiredesk.common.ids import story_id
from wiredesk.house.models import Section, Title
from wiredesk.house.titles import ensure_section, ensure_title
from wiredesk.outlets.deliver import deliver
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.outlets.website.paper import Paper, Sizes
from wiredesk.outlets.website.refresh import refresh_sitemaps
from wiredesk.publication import models
from wiredesk.publication.addresses import story_path
from wiredesk.publication.front_rows import refresh_fronts
from wiredesk.publication.public import (
    Disclaimer,
    DisclaimerState,
    ProviderRef,
    PublicNotice,
    PublicStory,
    SectionRef,
)
from wiredesk.publication.shelf import encode, shelves
from wiredesk.settings.options import Options
from wiredesk.story.canonical import canonical_text, digest_of, escape
from wiredesk.story.content import Block
from wiredesk.story.models import Story
from wiredesk.wire.models import Provider

PARAGRAPHS = (
    "Norrhaven [Vestrand], March 9 (HW): The council has voted to dredge the old harbour before the winter.",
    "Work begins on Monday & ends in May, the harbour master said. \"It is 'now or never'\", she added.",
    "The channel has silted up since 1962 <see chart 4>, when the last dredger left. (HW)",
)
UNTOUCHED = Disclaimer(
    state=DisclaimerState.UNTOUCHED,
    sign="=",
    stamp="As received",
    text="This story was published automatically from Harbour Wire's feed. Nobody here changed its text.",
    language="en",
    facts=(DisclaimerState.UNTOUCHED,),
)
WIRE = ProviderRef("HW", "Harbour Wire", "agency", "https://wire.example/")


def blocks_of(*paragraphs: str) -> tuple[Block, ...]:
    """Paragraphs as blocks, escaped."""
    return tuple(Block("p", escape(text)) for text in paragraphs)


class Shelved:
    """One title whose public records a test writes itself."""

    def __init__(self, options: Options, folder: Path, now: datetime = NOW) -> None:
        self.options = options
        self.now = now
        self.title: Title = ensure_title(options)
        self.store = PagesDb(folder / "pages.db")
        self._count = 0

    @property
    def code(self) -> str:
        """The title's code."""
        return self.title.code

    def section(self, name: str) -> SectionRef:
        """A section of the title, founded where it is missing."""
        row = Section.objects.get(title=self.title, slug=ensure_section(name))
        return SectionRef(row.slug, row.name, row.colour)

    def story(
        self, headline: str = "Old harbour to be dredged", section: str = "World", **changes: object
    ) -> PublicStory:
        """A record of our own words; each is a minute newer than the one before."""
        self._count += 1
        at = self.now - timedelta(hours=3) + timedelta(minutes=self._count)
        place = self.section(section)
        blocks = changes.get("blocks") or blocks_of(*PARAGRAPHS)
        provider = changes.get("provider", WIRE)
        assert isinstance(provider, ProviderRef)
        ident = story_id(provider.code, f"{headline} {self._count}")
        values: dict[str, object] = {
            "id": ident,
            "path": story_path(place.slug, headline, ident),
            "section": place,
            "label": place.name,
            "provider": WIRE,
            "service": "world service",
            "headline": headline,
            "standfirst": "Work is to begin before the winter, the harbour master says.",
            "language": "en",
            "direction": "ltr",
            "blocks": blocks,
            "canonical_digest": digest_of(canonical_text(blocks)),  # type: ignore[arg-type]
            "canonical_format": 1,
            "disclaimer": UNTOUCHED,
            "published_at": at,
            "sent_at": at,
            "received_at": at + timedelta(seconds=12),
            "live_at": at + timedelta(seconds=13),
            "modified_at": at,
            "sort_at": at,
        }
        return msgspec.convert(values | changes, PublicStory, strict=True, from_attributes=True)

    def put(self, *stories: PublicStory) -> tuple[PublicStory, ...]:
        """Make these public, or change them; each is a change that the outlets have not followed."""
        for one in stories:
            self._write(one)
        refresh_fronts(self.title, self.now, self.options)
        return stories

    def _write(self, one: PublicStory) -> None:
        kind = "paid" if one.paid else one.provider.kind
        provider, _ = Provider.objects.get_or_create(
            code=one.provider.code, defaults={"name": one.provider.name, "kind": kind, "url": one.provider.url}
        )
        story, _ = Story.objects.get_or_create(
            id=one.id, defaults={"provider": provider, "first_received_at": one.received_at}
        )
        rows = models.PublicStory.objects.filter(title=self.title)
        row = rows.filter(story=story).first()
        change = models.ChangeKind.UPDATE if row else models.ChangeKind.RELEASE
        if row is None:
            day = one.live_at.astimezone(ZoneInfo(self.title.time_zone)).date()
            page = rows.filter(archive_date=day).count() // self.options.archive_page_size + 1
            row = models.PublicStory(title=self.title, story=story, archive_date=day, archive_page=page)
            models.Address.objects.create(title=self.title, path=one.path, story=story)
        row.state, row.path, row.section = models.PublicState.LIVE, one.path, one.section.slug
        row.provider_code, row.kind, row.language = one.provider.code, kind, one.language
        row.data, row.gone_at = encode(one), None
        row.sort_at, row.live_at, row.changed_at = one.sort_at, one.live_at, one.changed_at or one.live_at
        row.save()
        for section in one.also:
            models.FurtherSection.objects.get_or_create(
                public=row, section=section.slug, defaults={"title": self.title, "sort_at": one.sort_at}
            )
        models.Change.objects.create(title=self.title, story=story, kind=change, at=self.now)

    def withdraw(self, one: PublicStory, **changes: object) -> PublicNotice:
        """Take a story down, as publication does: its row keeps the notice and no text."""
        values: dict[str, object] = {
            "id": one.id,
            "path": one.path,
            "section": one.section,
            "provider": one.provider,
            "live_at": one.live_at,
            "noticed_at": self.now,
            "gone_at": self.now + timedelta(seconds=2),
            "by_agency": True,
            "language": "en",
            "direction": "ltr",
        }
        notice = msgspec.convert(values | changes, PublicNotice, strict=True, from_attributes=True)
        models.PublicStory.objects.filter(title=self.title, story=one.id).update(
            state=models.PublicState.GONE, data=encode(notice), gone_at=notice.gone_at, changed_at=notice.gone_at
        )
        kind = models.ChangeKind.WITHDRAW
        models.Change.objects.create(title=self.title, story_id=one.id, kind=kind, withdrawal=True, at=self.now)
        refresh_fronts(self.title, self.now, self.options)
        return notice

    def deliver(self) -> int:
        """Run the step until no change is left; returns how many changes it followed."""
        done = 0
        while seen := deliver(self.now, 50, options=self.options, store=self.store).seen:
            done += seen
        return done

    def follow(self) -> int:
        """Deliver, and then the sitemaps that follow; returns how many pages of these were pressed."""
        self.deliver()
        return refresh_sitemaps(self.now, options=self.options, store=self.store)

    def paper(self) -> Paper:
        """The paper as a press sees it now."""
        return Paper(shelves(self.options)[0], self.now, Sizes(self.options.front_size, self.options.feed_size))

    def page(self, path: str) -> str:
        """The text of a pressed page; fails where there is none."""
        stored = self.store.get(self.code, path)
        assert stored is not None, f"nothing is pressed at {path}"
        return decompress(stored.gzip, MAX_WBITS | 16).decode(errors="surrogateescape")

    def status(self, path: str) -> int:
        """The status of a pressed page, 404 where there is none."""
        stored = self.store.get(self.code, path)
        return stored.status if stored else 404

    def paths(self) -> list[str]:
        """Every path that is pressed."""
        return list(self.store.paths(self.code))
