"""Keeping the fronts, as data, in step with what is public."""

from datetime import datetime

from wiredesk.house.models import Section, Title
from wiredesk.publication.fronts import Candidate, arrange
from wiredesk.publication.models import Front, FurtherSection, PublicState, PublicStory
from wiredesk.publication.public import FrontKind, PublicFront
from wiredesk.publication.shelf import encode
from wiredesk.settings.options import Options
from wiredesk.wire.models import Provider

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
        rows = self.live.filter(pk__in=list(ids.values_list("public", flat=True)[: self.size])).values_list(*_FIELDS)
        return [_candidate(row, self.now) for row in rows]

    def pinned(self) -> list[Candidate]:
        rows = self.live.filter(pinned_until__gt=self.now).values_list(*_FIELDS)
        return [_candidate(row, self.now) for row in rows]


def _fronts(title: Title, now: datetime, options: Options) -> list[PublicFront]:
    size = options.front_size
    rows = _Rows(title, now, size)
    made = []
    pool = rows.pinned()
    for slug, name in Section.objects.filter(title=title).values_list("slug", "name"):
        own = rows.newest(section=slug)
        pool += own
        slots = arrange((_unpinned(c) for c in (*own, *rows.further(slug))), size=size)
        made.append(PublicFront(kind=FrontKind.SECTION, slug=slug, name=name, slots=slots))
    for code, name in Provider.objects.order_by("code").values_list("code", "name"):
        slots = arrange((_unpinned(c) for c in rows.newest(provider_code=code)), size=size)
        if slots:
            made.append(PublicFront(kind=FrontKind.PROVIDER, slug=code.lower(), name=name, slots=slots))
    latest = arrange((_unpinned(c) for c in rows.newest()), size=size)
    made.append(PublicFront(kind=FrontKind.LATEST, name="Latest", slots=latest))
    home = arrange(pool, size=size, run_limit=options.run_limit)
    made.append(PublicFront(kind=FrontKind.HOME, name=title.name, slots=home))
    return made


def _unpinned(candidate: Candidate) -> Candidate:
    """A pin is to the home page only."""
    if not candidate.pinned:
        return candidate
    return Candidate(
        story=candidate.story, section=candidate.section, paid=candidate.paid, sort_at=candidate.sort_at, pinned=False
    )


def refresh_fronts(title: Title, now: datetime, options: Options) -> None:
    """Bring every front of a title in step with its public stories; only those that changed are written."""
    known = {(row.kind, row.slug): row for row in Front.objects.filter(title=title)}
    new, changed = [], []
    for front in _fronts(title, now, options):
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
