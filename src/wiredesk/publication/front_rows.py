"""Keeping the fronts, as data, in step with what is public."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.inserted import OnMeeting, insert
from wiredesk.common.prepared import prepared
from wiredesk.decisions.slots import EVERY, HOME, SlotName
from wiredesk.house import titles
from wiredesk.house.models import Title
from wiredesk.publication.edition_fronts import edition_fronts, stored, touched_slugs
from wiredesk.publication.front_record import front_of
from wiredesk.publication.fronts import BELOW_PLAN, HOME_PLAN, Candidate, arrange, candidate_of
from wiredesk.publication.given import Givens, Row, live_rows, ranked
from wiredesk.publication.merits import KnownMerits
from wiredesk.publication.models import Front, FurtherSection, PublicState, PublicStory
from wiredesk.publication.public import FrontKind, PublicFront
from wiredesk.publication.shelf import encode
from wiredesk.publication.slot import Merits, Slot
from wiredesk.settings.options import Options
from wiredesk.wire.models import Provider

Key = tuple[FrontKind, str]
Touched = Collection[Key] | None

# No column that is stored behind a story's data: to come to one, a database reads all that is before it.
_FIELDS = ("story", "section", "kind", "sort_at")


def _live(title: int, **about: object) -> QuerySet[PublicStory, Row]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, **about)
    return rows.order_by("-sort_at", "-story").values_list(*_FIELDS)


@prepared
def _newest(title: int, *, limit: int) -> QuerySet[PublicStory, Row]:
    return _live(title)[:limit]


@prepared
def _of_section(title: int, section: str, *, limit: int) -> QuerySet[PublicStory, Row]:
    return _live(title, section=section)[:limit]


@prepared
def _of_provider(title: int, code: str, *, limit: int) -> QuerySet[PublicStory, Row]:
    return _live(title, provider_code=code)[:limit]


@prepared
def _further(title: int, section: str, *, limit: int) -> QuerySet[FurtherSection, int]:
    rows = FurtherSection.objects.filter(title=title, section=section)
    return rows.order_by("-sort_at").values_list("public", flat=True)[:limit]


@prepared
def _by_key(title: int, keys: Sequence[int]) -> QuerySet[PublicStory, Row]:
    return _live(title, pk__in=keys)


@prepared
def _stored(title: int) -> QuerySet[Front]:
    return Front.objects.filter(title=title).exclude(kind=FrontKind.EDITION.value)


@prepared
def _providers() -> QuerySet[Provider, tuple[str, str]]:
    return Provider.objects.order_by("code").values_list("code", "name")


class Rows:
    """The newest public stories of one title, by what a front is about, with what they are ranked by."""

    def __init__(self, title: Title, size: int, merits: KnownMerits, given: Givens) -> None:
        self.title, self.size, self.merits, self.given = title.pk, size, merits, given

    def newest(self) -> list[Candidate]:
        return self._plain(_newest(self.title, limit=self.size))

    def provider(self, code: str) -> list[Candidate]:
        return self._plain(_of_provider(self.title, code, limit=self.size))

    def section(self, slug: str) -> list[Candidate]:
        further = _by_key(self.title, _further(self.title, slug, limit=self.size))
        rows = (*_of_section(self.title, slug, limit=self.size), *further)
        return ranked(self.title, rows, self.merits, self.given.on(f"section/{slug}"))

    def home(self) -> list[Candidate]:
        """Those that were given a slot of the home page; whatever else may stand there, a section's front has."""
        return ranked(self.title, (), self.merits, self.given.on(HOME))

    @staticmethod
    def _plain(rows: Iterable[Row]) -> list[Candidate]:
        return [Candidate(story=s, section=c, paid=kind == "paid", sort_at=at) for s, c, kind, at in rows]

    def breaking(self) -> Slot | None:
        """What stands in the strip: of those that were given it the last, and never paid copy."""
        given = self.given.on(EVERY)
        live = {row[0]: row for row in live_rows(self.title, sorted(given)) if row[2] != "paid"} if given else {}
        # The later given comes later.
        for story in reversed([one for one in given if one in live]):
            _, section, _, at = live[story]
            until = given[story].until
            return Slot(story, SlotName.BREAKING.value, pinned=True, section=section, sort_at=at, until=until)
        return None


class _Arranging:
    """The fronts of one title: those that a batch touched arranged anew, the others as they stand."""

    def __init__(
        self, title: Title, options: Options, stand: Mapping[Key, PublicFront], touched: Touched, rows: Rows
    ) -> None:
        self.title, self.options, self.size = title, options, options.front_size
        self.stand, self.touched = stand, touched
        self.rows = rows

    def _stands(self, kind: FrontKind, slug: str, name: str) -> PublicFront | None:
        """The front as it is, where nothing that it shows has changed."""
        front = self.stand.get((kind, slug))
        known = self.touched is not None and (kind, slug) not in self.touched
        whole = front is not None and all(slot.merits is not None for slot in front.slots)
        return front if known and whole and front is not None and front.name == name else None

    def section(self, slug: str, name: str) -> PublicFront:
        if front := self._stands(FrontKind.SECTION, slug, name):
            return front
        found = self.rows.section(slug)
        slots = arrange(found, size=self.size, plan=BELOW_PLAN)
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
        pool |= {candidate.story: candidate for candidate in self.rows.home()}
        slots = arrange(pool.values(), size=self.size, run_limit=self.options.run_limit, plan=HOME_PLAN)
        return PublicFront(kind=FrontKind.HOME, name=self.title.name, slots=slots, breaking=self.rows.breaking())


def _fronts(arranging: _Arranging) -> list[PublicFront]:
    title = arranging.title
    sections = [arranging.section(section.slug, section.name) for section in titles.sections(title.pk)]
    providers = [front for code, name in _providers() if (front := arranging.provider(code, name))]
    return [*sections, *providers, arranging.latest(), arranging.home(sections)]


def refresh_fronts(
    title: Title, now: datetime, options: Options, touched: Touched = None, batch: Mapping[str, Merits] | None = None
) -> None:
    """Bring the fronts of a title in step with its public stories; only those that changed are written.

    `touched` are the sections and providers in which anything changed, None for all: an arrival in one section asks
    for the stories of that section, whatever the number of sections. The home page and the latest are always made.
    `batch` are the merits of the stories that changed.
    """
    slugs = touched_slugs(title.pk, touched)
    known = {(row.kind, row.slug): row for row in (*_stored(title.pk), *(stored(title.pk, slugs) if slugs else ()))}
    stand = {(FrontKind(kind), slug): front_of(bytes(row.data)) for (kind, slug), row in known.items()}
    merits = KnownMerits(title.pk, stand.values() if touched is not None else (), batch or {})
    given = Givens(title.pk, now)
    rows = Rows(title, options.front_size, merits, given)
    new, changed = [], []
    fronts = _fronts(_Arranging(title, options, stand, touched, rows))
    for front in (*fronts, *edition_fronts(title, slugs, options.front_size, merits, given)) if slugs else fronts:
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
    insert(new)
    # Written as if they were new: told to update many rows, Django writes a CASE for each column of each of them.
    insert([*changed, *known.values()], OnMeeting(("id",), ("data", "changed_at")))
