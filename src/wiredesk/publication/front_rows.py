"""Keeping the fronts, as data, in step with what is public."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house import titles
from wiredesk.house.models import Title
from wiredesk.publication.edition_fronts import edition_fronts, stored, touched_slugs
from wiredesk.publication.fronts import Candidate, arrange, candidate_of
from wiredesk.publication.models import Front, FurtherSection, PublicState, PublicStory
from wiredesk.publication.public import FrontKind, PublicFront
from wiredesk.publication.shelf import encode
from wiredesk.settings.options import Options
from wiredesk.wire.models import Provider

Key = tuple[FrontKind, str]
Touched = Collection[Key] | None

_decoder = msgspec.msgpack.Decoder(PublicFront)
# No column that is stored behind a story's data: to come to one, a database reads all that is before it.
_FIELDS = ("story", "section", "kind", "sort_at")
_Row = tuple[str, str, str, datetime]


def _candidates(rows: Iterable[_Row], *, pinned: bool = False) -> list[Candidate]:
    return [
        Candidate(story=story, section=section, paid=kind == "paid", sort_at=sort_at, pinned=pinned)
        for story, section, kind, sort_at in rows
    ]


def _live(title: int, **about: object) -> QuerySet[PublicStory, _Row]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, **about)
    return rows.order_by("-sort_at", "-story").values_list(*_FIELDS)


@prepared
def _newest(title: int, *, limit: int) -> QuerySet[PublicStory, _Row]:
    return _live(title)[:limit]


@prepared
def _of_section(title: int, section: str, *, limit: int) -> QuerySet[PublicStory, _Row]:
    return _live(title, section=section)[:limit]


@prepared
def _of_provider(title: int, code: str, *, limit: int) -> QuerySet[PublicStory, _Row]:
    return _live(title, provider_code=code)[:limit]


@prepared
def _further(title: int, section: str, *, limit: int) -> QuerySet[FurtherSection, int]:
    rows = FurtherSection.objects.filter(title=title, section=section)
    return rows.order_by("-sort_at").values_list("public", flat=True)[:limit]


@prepared
def _by_key(title: int, keys: Sequence[int]) -> QuerySet[PublicStory, _Row]:
    return _live(title, pk__in=keys)


@prepared
def _pinned(title: int, now: datetime) -> QuerySet[PublicStory, _Row]:
    return _live(title, pinned_until__gt=now)


@prepared
def _stored(title: int) -> QuerySet[Front]:
    return Front.objects.filter(title=title).exclude(kind=FrontKind.EDITION.value)


@prepared
def _providers() -> QuerySet[Provider, tuple[str, str]]:
    return Provider.objects.order_by("code").values_list("code", "name")


class _Rows:
    """The newest public stories of one title, by what a front is about."""

    def __init__(self, title: Title, now: datetime, size: int) -> None:
        self.title, self.now, self.size = title.pk, now, size

    def newest(self) -> list[Candidate]:
        return _candidates(_newest(self.title, limit=self.size))

    def section(self, slug: str) -> list[Candidate]:
        further = _by_key(self.title, _further(self.title, slug, limit=self.size))
        return _candidates((*_of_section(self.title, slug, limit=self.size), *further))

    def provider(self, code: str) -> list[Candidate]:
        return _candidates(_of_provider(self.title, code, limit=self.size))

    def pinned(self) -> list[Candidate]:
        return _candidates(_pinned(self.title, self.now), pinned=True)


class _Arranging:
    """The fronts of one title: those that a batch touched arranged anew, the others as they stand."""

    def __init__(
        self, title: Title, now: datetime, options: Options, stand: Mapping[Key, PublicFront], touched: Touched
    ) -> None:
        self.title, self.options, self.size = title, options, options.front_size
        self.stand, self.touched = stand, touched
        self.rows = _Rows(title, now, self.size)

    def _stands(self, kind: FrontKind, slug: str, name: str) -> PublicFront | None:
        """The front as it is, where nothing that it shows has changed."""
        front = self.stand.get((kind, slug))
        known = self.touched is not None and (kind, slug) not in self.touched
        whole = front is not None and all(slot.sort_at is not None for slot in front.slots)
        return front if known and whole and front is not None and front.name == name else None

    def section(self, slug: str, name: str) -> PublicFront:
        if front := self._stands(FrontKind.SECTION, slug, name):
            return front
        found = self.rows.section(slug)
        slots = arrange(found, size=self.size)
        return PublicFront(kind=FrontKind.SECTION, slug=slug, name=name, slots=slots)

    def provider(self, code: str, name: str) -> PublicFront | None:
        slug = code.lower()
        if self.touched is not None and (FrontKind.PROVIDER, slug) not in self.touched:
            return self.stand.get((FrontKind.PROVIDER, slug))
        slots = arrange(self.rows.provider(code), size=self.size)
        return PublicFront(kind=FrontKind.PROVIDER, slug=slug, name=name, slots=slots) if slots else None

    def latest(self) -> PublicFront:
        slots = arrange(self.rows.newest(), size=self.size)
        return PublicFront(kind=FrontKind.LATEST, name="Latest", slots=slots)

    def home(self, sections: Iterable[PublicFront]) -> PublicFront:
        """What the sections' fronts show, arranged together: a front is asked for no story that no section has."""
        shown = (candidate_of(slot) for front in sections for slot in front.slots)
        pool = {candidate.story: candidate for candidate in shown if candidate is not None}
        pool |= {candidate.story: candidate for candidate in self.rows.pinned()}
        slots = arrange(pool.values(), size=self.size, run_limit=self.options.run_limit)
        return PublicFront(kind=FrontKind.HOME, name=self.title.name, slots=slots)


def _fronts(arranging: _Arranging) -> list[PublicFront]:
    title = arranging.title
    sections = [arranging.section(section.slug, section.name) for section in titles.sections(title.pk)]
    providers = [front for code, name in _providers() if (front := arranging.provider(code, name))]
    return [*sections, *providers, arranging.latest(), arranging.home(sections)]


def refresh_fronts(title: Title, now: datetime, options: Options, touched: Touched = None) -> None:
    """Bring the fronts of a title in step with its public stories; only those that changed are written.

    `touched` are the sections and providers in which anything changed, None for all: an arrival in one section asks
    for the stories of that section, whatever the number of sections. The home page and the latest are always made.
    """
    slugs = touched_slugs(title.pk, touched)
    known = {(row.kind, row.slug): row for row in (*_stored(title.pk), *(stored(title.pk, slugs) if slugs else ()))}
    stand = {(FrontKind(kind), slug): _decoder.decode(row.data) for (kind, slug), row in known.items()}
    new, changed = [], []
    fronts = _fronts(_Arranging(title, now, options, stand, touched))
    for front in (*fronts, *edition_fronts(title, slugs, options.front_size)) if slugs else fronts:
        data = encode(front)
        row = known.pop((front.kind.value, front.slug), None)
        if row is None:
            new.append(Front(title=title, kind=front.kind.value, slug=front.slug, data=data, changed_at=now))
        elif bytes(row.data) != data:
            row.data, row.changed_at = data, now
            changed.append(row)
    for (kind, slug), row in known.items():
        empty = PublicFront(kind=FrontKind(kind), slug=slug, name="", slots=())
        row.data, row.changed_at = encode(empty), now
    # Written as if they were new: told to update many rows, Django writes a CASE for each column of each of them.
    Front.objects.bulk_create(
        [*new, *changed, *known.values()],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["data", "changed_at"],
    )
