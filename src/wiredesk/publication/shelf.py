"""What outlets may ask about one title: public records only, read once a batch.

A Shelf lives for one batch of pressing. It remembers what it read, so pressing twenty pages that show the same
section asks the database once.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

import msgspec
import structlog
from django.db.models import Max, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house import titles
from wiredesk.house.models import Title
from wiredesk.publication import models
from wiredesk.publication.day import DayCounter
from wiredesk.publication.edition_shelf import EditionShelf
from wiredesk.publication.front_record import front_of
from wiredesk.publication.issues import IssueShelf
from wiredesk.publication.lists import Lists
from wiredesk.publication.provenance import Provenance
from wiredesk.publication.public import (
    FrontKind,
    ProviderRef,
    PublicFront,
    PublicNotice,
    PublicStory,
    PublicTitle,
    SectionRef,
)
from wiredesk.publication.sitemap_shelf import SitemapShelf
from wiredesk.publication.threads import ThreadShelf
from wiredesk.publication.topics import TopicShelf
from wiredesk.settings.options import Options
from wiredesk.wire.models import Provider

log = structlog.get_logger()

_story = msgspec.msgpack.Decoder(PublicStory)
_notice = msgspec.msgpack.Decoder(PublicNotice)

LIVE = models.PublicState.LIVE


class _Kept(msgspec.Struct, frozen=True):
    story: PublicStory
    mark: bytes


@lru_cache(maxsize=640)
def _decoded(data: bytes) -> _Kept:
    """A stored story. The fronts show the same few hundred in every batch, and a frozen record can be shared."""
    return _Kept(_story.decode(data), blake2b(data, digest_size=16).digest())


def _live(title: int) -> QuerySet[models.PublicStory]:
    return models.PublicStory.objects.filter(title=title, state=LIVE)


_Stored = tuple[str, bytes | memoryview]


@prepared
def _stories(title: int, ids: Sequence[str]) -> QuerySet[models.PublicStory, _Stored]:
    return _live(title).filter(story__in=ids).values_list("story_id", "data")


@prepared
def _newest(title: int, section: str, *, limit: int) -> QuerySet[models.PublicStory, _Stored]:
    rows = _live(title).filter(section=section).exclude(kind="paid").order_by("-sort_at", "-story")
    return rows.values_list("story_id", "data")[:limit]


@prepared
def _notices(title: int, ids: Sequence[str]) -> QuerySet[models.PublicStory, _Stored]:
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.GONE, story__in=ids)
    return rows.values_list("story_id", "data")


@prepared
def _fronts(title: int) -> QuerySet[models.Front, tuple[str, str, bytes | memoryview]]:
    rows = models.Front.objects.filter(title=title).exclude(kind=FrontKind.EDITION.value)
    return rows.order_by("kind", "slug").values_list("kind", "slug", "data")


@prepared
def _provider_fronts(title: int) -> QuerySet[models.Front, str]:
    return models.Front.objects.filter(title=title, kind=FrontKind.PROVIDER.value).values_list("slug", flat=True)


@prepared
def _given(title: int) -> QuerySet[models.GivenSlot, tuple[str, str]]:
    return models.GivenSlot.objects.filter(title=title).values_list("public__story", "front")


@prepared
def _archive(
    title: int, days: Sequence[date], pages: Sequence[int]
) -> QuerySet[models.PublicStory, tuple[str, str, bytes | memoryview, date, int]]:
    rows = models.PublicStory.objects.filter(title=title, archive_date__in=days, archive_page__in=pages)
    return rows.order_by("live_at", "id").values_list("story_id", "state", "data", "archive_date", "archive_page")


@prepared
def _places(ids: Sequence[str]) -> QuerySet[models.PublicStory, tuple[int, str, date, int]]:
    # The title is compared by who asks: asked for, SQLite would go through all that a title ever published.
    rows = models.PublicStory.objects.filter(story__in=ids)
    return rows.values_list("title_id", "story_id", "archive_date", "archive_page")


@prepared
def _moved(ids: Sequence[str]) -> QuerySet[models.Address, tuple[int, str, str]]:
    rows = models.Address.objects.filter(story__in=ids).exclude(moved_to="")
    return rows.values_list("title_id", "path", "moved_to")


@prepared
def _providers() -> QuerySet[Provider]:
    return Provider.objects.order_by("name")


def _with_codes(codes: set[str]) -> tuple[ProviderRef, ...]:
    return tuple(ProviderRef(p.code, p.name, p.kind, p.url) for p in _providers() if p.code.lower() in codes)


@prepared
def _withdrawn(title: int, *, limit: int) -> QuerySet[models.PublicStory, bytes | memoryview]:
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.GONE)
    return rows.order_by("-gone_at").values_list("data", flat=True)[:limit]


def encode(record: PublicStory | PublicNotice | PublicFront) -> bytes:
    """A public record as MessagePack, equal for equal records."""
    return msgspec.msgpack.encode(record)


class Shelf:
    """One title's public records, for one batch."""

    def __init__(
        self,
        title: Title,
        *,
        made_up: bool = False,
        epaper_signed_in: bool = False,
        archive_page_size: int = 50,
        front_size: int = 0,
    ) -> None:
        self._row = title
        self._made_up = made_up
        self._epaper_signed_in = epaper_signed_in
        self.archive_page_size = archive_page_size
        self._front_size = front_size
        self._stories: dict[str, PublicStory | None] = {}
        self._marks: dict[str, bytes] = {}
        self._notices: dict[str, PublicNotice | None] = {}
        self._newest: dict[tuple[str, int], tuple[PublicStory, ...]] = {}
        self._archive: dict[tuple[date, int], tuple[PublicStory | PublicNotice, ...]] = {}

    @cached_property
    def title(self) -> PublicTitle:
        """The title with its sections, in the order of the navigation."""
        return PublicTitle(
            code=self._row.code,
            name=self._row.name,
            address=self._row.address,
            language=self._row.language,
            direction=titles.direction(self._row.language),
            time_zone=self._row.time_zone,
            private=self._row.private,
            made_up=self._made_up,
            sections=tuple(SectionRef(s.slug, s.name, s.colour) for s in titles.sections(self._row.pk)),
            editions=self.editions.refs,
            epaper=self.issues.any,
            epaper_signed_in=self._epaper_signed_in,
        )

    @property
    def key(self) -> int:
        """The title's key in the database."""
        return int(self._row.pk)

    @cached_property
    def editions(self) -> EditionShelf:
        """The title's editions and their fronts."""
        return EditionShelf(self._row)

    @cached_property
    def lists(self) -> Lists:
        """What else is about each story."""
        return Lists()

    @cached_property
    def sitemaps(self) -> SitemapShelf:
        """What search engines are told of."""
        return SitemapShelf(self._row)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone that readers see times in."""
        return ZoneInfo(self._row.time_zone)

    def _rows(self) -> QuerySet[models.PublicStory]:
        return models.PublicStory.objects.filter(title=self._row)

    def _keep(self, rows: Iterable[tuple[str, bytes | memoryview]]) -> tuple[PublicStory, ...]:
        """The stories of rows of id and data: a front asks for hundreds, and whole model rows cost ten times these."""
        kept = []
        for one, data in rows:
            story = self._stories.get(one)
            if story is None:
                try:
                    decoded = _decoded(bytes(data))
                except msgspec.MsgspecError as fault:
                    # Damaged, or of another wiredesk: it is shown nowhere, and costs no other story its place.
                    log.error("record_unreadable", story=one, fault=str(fault))
                    continue
                story = self._stories[one] = decoded.story
                self._marks[one] = decoded.mark
            kept.append(story)
        return tuple(kept)

    def _record(self, story: str, state: str, data: bytes | memoryview) -> tuple[PublicStory | PublicNotice, ...]:
        if state == models.PublicState.COPY:
            return ()
        return self._keep(((story, data),)) if state == LIVE else (_notice.decode(data),)

    def stories(self, ids: Sequence[str]) -> dict[str, PublicStory]:
        """The live stories among these ids; a withdrawn or unknown one is absent."""
        wanted = [one for one in ids if one not in self._stories]
        if wanted:
            self._stories |= dict.fromkeys(wanted)
            self._keep(_stories(self._row.pk, wanted))
        return {one: story for one in ids if (story := self._stories.get(one)) is not None}

    def mark(self, story: PublicStory) -> bytes:
        """A short digest of everything public about a story: another one whenever anything about it is."""
        if self._stories.get(story.id) is not story:
            return blake2b(encode(story), digest_size=16).digest()
        return self._marks[story.id]

    def notices(self, ids: Sequence[str]) -> dict[str, PublicNotice]:
        """The notices of the withdrawn stories among these ids."""
        wanted = [one for one in ids if one not in self._notices]
        if wanted:
            self._notices |= dict.fromkeys(wanted)
            self._notices |= {one: _notice.decode(data) for one, data in _notices(self._row.pk, wanted)}
        return {one: notice for one in ids if (notice := self._notices.get(one)) is not None}

    def newest(self, section: str, limit: int) -> tuple[PublicStory, ...]:
        """The newest live stories of a section (by primary section), newest first; paid copy is left out."""
        key = (section, limit)
        if key not in self._newest:
            ids = self.newest_ids(section, limit)
            found = self._newest_of_all(section, limit) if ids is None else tuple(self.stories(ids).values())
            self._newest[key] = found
        return self._newest[key]

    def newest_ids(self, section: str, limit: int) -> tuple[str, ...] | None:
        """The same by id, as the section's front has them, which is mostly read already; None where it cannot tell."""
        front = self.front(FrontKind.SECTION, section)
        if front is None:
            return None
        own = [(slot.sort_at, slot.story) for slot in front.slots if slot.section == section and not slot.paid]
        if len(own) < limit and len(front.slots) >= self._front_size:
            return None
        dated = [(at, story) for at, story in own if at is not None]
        return tuple(story for _, story in sorted(dated, reverse=True)[:limit]) if len(dated) == len(own) else None

    def _newest_of_all(self, section: str, limit: int) -> tuple[PublicStory, ...]:
        return self._keep(_newest(self._row.pk, section, limit=limit))

    @cached_property
    def _fronts(self) -> dict[tuple[FrontKind, str], PublicFront]:
        return {(FrontKind(kind), slug): front_of(bytes(data)) for kind, slug, data in _fronts(self._row.pk)}

    def front(self, kind: FrontKind, slug: str = "") -> PublicFront | None:
        """A front as it stands now, or None where the title has no such front."""
        return self._fronts.get((kind, slug))

    def fronts(self) -> tuple[tuple[FrontKind, str], ...]:
        """Every front of the title, as kind and slug."""
        return tuple(self._fronts)

    def given(self, ids: Collection[str]) -> frozenset[tuple[FrontKind, str]]:
        """The fronts, but for the home page, on which one of these stories holds a slot that it was given."""
        fronts = (front.partition("/") for story, front in _given(self._row.pk) if story in ids)
        return frozenset((FrontKind(kind), slug) for kind, _, slug in fronts if slug)

    @cached_property
    def providers(self) -> tuple[ProviderRef, ...]:
        """Every provider that has a front."""
        return _with_codes({slug for kind, slug in self.fronts() if kind is FrontKind.PROVIDER})

    @cached_property
    def published(self) -> tuple[ProviderRef, ...]:
        """The same, without reading any front."""
        return _with_codes(set(_provider_fronts(self._row.pk)))

    def archive_days(self) -> tuple[tuple[date, int], ...]:
        """Every day on which a story went live, newest first, with the number of its pages."""
        rows = self._rows().values("archive_date").annotate(pages=Max("archive_page")).order_by("-archive_date")
        return tuple((row["archive_date"], row["pages"]) for row in rows)

    def read_archive_pages(self, pages: Iterable[tuple[date, int]]) -> None:
        """Read these pages of the archive, as day and number, in one question: `archive_page` then asks none."""
        wanted = {page for page in pages if page not in self._archive}
        if not wanted:
            return
        self._archive |= dict.fromkeys(wanted, ())
        # Asked for as one pair or another, SQLite would go through every story there is.
        days, numbers = sorted({day for day, _ in wanted}), sorted({number for _, number in wanted})
        for story, state, data, *place in _archive(self._row.pk, days, numbers):
            page = (place[0], place[1])
            if page in wanted:
                self._archive[page] += self._record(story, state, data)

    def archive_page(self, day: date, page: int) -> tuple[PublicStory | PublicNotice, ...]:
        """One page of a day's archive, oldest first; a withdrawn story keeps its place, without its text."""
        self.read_archive_pages(((day, page),))
        return self._archive[day, page]

    def everything(self, after: int, limit: int) -> tuple[int, tuple[PublicStory | PublicNotice, ...]]:
        """The next `limit` records after a mark (0 to begin with), and the mark to go on from; none at the end."""
        rows = list(self._rows().filter(pk__gt=after).order_by("pk")[:limit])
        records = (one for row in rows for one in self._record(row.story_id, row.state, row.data))
        return (rows[-1].pk if rows else after), tuple(records)

    def archive_places(self, ids: Sequence[str]) -> dict[str, tuple[date, int]]:
        """The day and the page on which each of these stories stands in the archive, live or withdrawn."""
        found = _places(list(ids))
        return {story: (day, page) for title, story, day, page in found if title == self._row.pk}

    def moves(self, paths: Sequence[str]) -> dict[str, str]:
        """Old addresses among these paths, and where they lead now."""
        rows = models.Address.objects.filter(title=self._row, path__in=list(paths)).exclude(moved_to="")
        return dict(rows.values_list("path", "moved_to"))

    def all_moved(self, after: int, limit: int) -> tuple[int, dict[str, str]]:
        """The next `limit` old addresses after a mark (0 to begin with), and the mark to go on from."""
        rows = models.Address.objects.filter(title=self._row, pk__gt=after).exclude(moved_to="").order_by("pk")
        found = list(rows.values_list("pk", "path", "moved_to")[:limit])
        return (found[-1][0] if found else after), {path: to for _, path, to in found}

    def moved(self, ids: Sequence[str]) -> dict[str, str]:
        """Every old address of these stories, and where it leads now."""
        return {path: to for title, path, to in _moved(list(ids)) if title == self._row.pk}

    @cached_property
    def recently_withdrawn(self) -> tuple[PublicNotice, ...]:
        """The last fifty withdrawals, newest first."""
        return tuple(_notice.decode(data) for data in _withdrawn(self._row.pk, limit=50))

    @cached_property
    def provenance(self) -> Provenance:
        """What the title's stories said before, who wrote them, whose they are."""
        return Provenance(self._row)

    @cached_property
    def threads(self) -> ThreadShelf:
        """The title's running stories."""
        return ThreadShelf(self._row.pk)

    @cached_property
    def issues(self) -> IssueShelf:
        """The title's issues of the e-paper."""
        return IssueShelf(self.key)

    @cached_property
    def topics(self) -> TopicShelf:
        """What the title's stories have in common by name."""
        return TopicShelf(self.key, self.title)

    def counter(self) -> DayCounter:
        """What counts the paper's own day; it may outlive this shelf. See publication/day.py for what counts."""
        return DayCounter(self._row.pk, self.zone)


def shelves(options: Options, codes: Sequence[str] | None = None) -> tuple[Shelf, ...]:
    """A fresh shelf for each of these titles, or for every title of the home, in the order they were founded."""
    return tuple(
        Shelf(
            row,
            made_up=options.made_up,
            epaper_signed_in=options.epaper_signed_in,
            archive_page_size=options.archive_page_size,
            front_size=options.front_size,
        )
        for row in titles.founded()
        if codes is None or row.code in codes
    )
