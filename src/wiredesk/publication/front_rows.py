"""Keeping the fronts, as data, in step with what is public."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from wiredesk.house.models import Section, Title
from wiredesk.publication.fronts import Candidate, arrange
from wiredesk.publication.models import Front, FurtherSection, PublicState, PublicStory
from wiredesk.publication.public import FrontKind, PublicFront
from wiredesk.publication.shelf import encode
from wiredesk.settings.options import Options
from wiredesk.wire.models import Provider

Key = tuple[FrontKind, str]
Touched = Collection[Key] | None

_decoder = msgspec.msgpack.Decoder(PublicFront)
_FIELDS = ("story", "section", "kind", "sort_at", "pinned_until")
_Row = tuple[str, str, str, datetime, datetime | None]


def _candidate(row: _Row, now: datetime) -> Candidate:
    story, section, kind, sort_at, pinned_until = row
    pinned = pinned_until is not None and pinned_until > now
    return Candidate(story=story, section=section, paid=kind == "paid", sort_at=sort_at, pinned=pinned)


class _Rows:
    """The newest public stories of one title, by what a front is about."""

    def __init__(self, title: Title, now: datetime, size: int) -> None:
        self.live = PublicStory.objects.filter(title=title, state=PublicState.LIVE)
        self.title, self.now, self.size = title, now, size

    def newest(self, **about: str) -> list[Candidate]:
        rows = self.live.filter(**about).order_by("-sort_at", "-story").values_list(*_FIELDS)[: self.size]
        return [_candidate(row, self.now) for row in rows]

    def further(self, section: str) -> list[Candidate]:
        ids = FurtherSection.objects.filter(title=self.title, section=section).order_by("-sort_at")
        found = list(ids.values_list("public", flat=True)[: self.size])
        rows = self.live.filter(pk__in=found).values_list(*_FIELDS) if found else ()
        return [_candidate(row, self.now) for row in rows]

    def of(self, stories: Sequence[str]) -> list[Candidate]:
        rows = self.live.filter(story__in=stories).values_list(*_FIELDS) if stories else ()
        return [_candidate(row, self.now) for row in rows]

    def pinned(self) -> list[Candidate]:
        rows = self.live.filter(pinned_until__gt=self.now).values_list(*_FIELDS)
        return [_candidate(row, self.now) for row in rows]


class _Arranging:
    """The fronts of one title: those that a batch touched arranged anew, the others as they stand."""

    def __init__(
        self, title: Title, now: datetime, options: Options, stand: Mapping[Key, PublicFront], touched: Touched
    ) -> None:
        self.title, self.options, self.size = title, options, options.front_size
        self.stand, self.touched = stand, touched
        self.rows = _Rows(title, now, self.size)
        self.pool = {candidate.story: candidate for candidate in self.rows.pinned()}

    def _stands(self, kind: FrontKind, slug: str, name: str) -> PublicFront | None:
        """The front as it is, where nothing that it shows has changed."""
        front = self.stand.get((kind, slug))
        known = self.touched is not None and (kind, slug) not in self.touched
        return front if known and front is not None and front.name == name else None

    def section(self, slug: str, name: str) -> PublicFront:
        if front := self._stands(FrontKind.SECTION, slug, name):
            return front
        found = (*self.rows.newest(section=slug), *self.rows.further(slug))
        self.pool |= {candidate.story: candidate for candidate in found}
        slots = arrange(map(_unpinned, found), size=self.size)
        return PublicFront(kind=FrontKind.SECTION, slug=slug, name=name, slots=slots)

    def provider(self, code: str, name: str) -> PublicFront | None:
        slug = code.lower()
        if self.touched is not None and (FrontKind.PROVIDER, slug) not in self.touched:
            return self.stand.get((FrontKind.PROVIDER, slug))
        slots = arrange(map(_unpinned, self.rows.newest(provider_code=code)), size=self.size)
        return PublicFront(kind=FrontKind.PROVIDER, slug=slug, name=name, slots=slots) if slots else None

    def latest(self) -> PublicFront:
        slots = arrange(map(_unpinned, self.rows.newest()), size=self.size)
        return PublicFront(kind=FrontKind.LATEST, name="Latest", slots=slots)

    def home(self, sections: Iterable[PublicFront]) -> PublicFront:
        """What the sections' fronts show, arranged together: a front is asked for no story that no section has."""
        shown = dict.fromkeys(slot.story for front in sections for slot in front.slots)
        found = self.rows.of([one for one in shown if one not in self.pool])
        slots = arrange([*self.pool.values(), *found], size=self.size, run_limit=self.options.run_limit)
        return PublicFront(kind=FrontKind.HOME, name=self.title.name, slots=slots)


def _fronts(arranging: _Arranging) -> list[PublicFront]:
    title = arranging.title
    named = Section.objects.filter(title=title).values_list("slug", "name")
    sections = [arranging.section(slug, name) for slug, name in named]
    codes = Provider.objects.order_by("code").values_list("code", "name")
    providers = [front for code, name in codes if (front := arranging.provider(code, name))]
    return [*sections, *providers, arranging.latest(), arranging.home(sections)]


def _unpinned(candidate: Candidate) -> Candidate:
    """A pin is to the home page only."""
    if not candidate.pinned:
        return candidate
    return Candidate(
        story=candidate.story, section=candidate.section, paid=candidate.paid, sort_at=candidate.sort_at, pinned=False
    )


def refresh_fronts(title: Title, now: datetime, options: Options, touched: Touched = None) -> None:
    """Bring the fronts of a title in step with its public stories; only those that changed are written.

    `touched` are the sections and providers in which anything changed, None for all: an arrival in one section asks
    for the stories of that section, whatever the number of sections. The home page and the latest are always made.
    """
    known = {(row.kind, row.slug): row for row in Front.objects.filter(title=title)}
    stand = {(FrontKind(kind), slug): _decoder.decode(row.data) for (kind, slug), row in known.items()}
    new, changed = [], []
    for front in _fronts(_Arranging(title, now, options, stand, touched)):
        data = encode(front)
        row = known.pop((front.kind.value, front.slug), None)
        if row is None:
            new.append(Front(title=title, kind=front.kind.value, slug=front.slug, data=data, changed_at=now))
        elif bytes(row.data) != data:
            row.data, row.changed_at = data, now
            changed.append(row)
    Front.objects.bulk_create(new)
    Front.objects.bulk_update(changed, ["data", "changed_at"])
    empty = [PublicFront(kind=FrontKind(row.kind), slug=row.slug, name="", slots=()) for row in known.values()]
    for row, front in zip(known.values(), empty, strict=True):
        row.data, row.changed_at = encode(front), now
    Front.objects.bulk_update(known.values(), ["data", "changed_at"])
