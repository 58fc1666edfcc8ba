"""Keeping the fronts of editions in step with what is public: only those that a batch touched are asked for.

A title may have dozens of editions, each with a front for every section: read with every batch, as a title's own fronts
are, they would cost more than the story that arrived.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house.editions import editions
from wiredesk.house.models import Title
from wiredesk.publication.fronts import BELOW_PLAN, Candidate, arrange
from wiredesk.publication.given import Givens, Row, ranked
from wiredesk.publication.merits import KnownMerits
from wiredesk.publication.models import Front, InEdition, PublicState, PublicStory
from wiredesk.publication.public import FrontKind, PublicFront

_KIND = FrontKind.EDITION.value


def edition_slug(edition: str, section: str = "") -> str:
    """The slug of an edition's front, or of a section's in it."""
    return f"{edition}/{section}" if section else edition


def parts_of(slug: str) -> tuple[str, str]:
    """The edition and the section of a slug."""
    edition, _, section = slug.partition("/")
    return edition, section


@prepared
def _newest(title: int, edition: str, section: str, *, limit: int) -> QuerySet[InEdition, int]:
    rows = InEdition.objects.filter(title=title, edition=edition, section=section)
    return rows.order_by("-sort_at").values_list("public", flat=True)[:limit]


@prepared
def _by_key(title: int, keys: Sequence[int]) -> QuerySet[PublicStory, Row]:
    rows = PublicStory.objects.filter(title=title, state=PublicState.LIVE, pk__in=keys)
    return rows.values_list("story", "section", "kind", "sort_at")


@prepared
def stored(title: int, slugs: Sequence[str]) -> QuerySet[Front]:
    """The rows of these fronts of editions."""
    return Front.objects.filter(title=title, kind=_KIND, slug__in=slugs)


def all_slugs(title: int) -> tuple[str, ...]:
    """Every front of an edition that the title has or that a story calls for."""
    rows = InEdition.objects.filter(title=title).order_by().values_list("edition", "section").distinct()
    kept = Front.objects.filter(title=title, kind=_KIND).values_list("slug", flat=True)
    own = (edition.slug for edition in editions(title))
    return tuple(sorted({*own, *kept, *(edition_slug(*pair) for pair in rows)}))


def edition_fronts(
    title: Title, slugs: Iterable[str], size: int, merits: KnownMerits, given: Givens
) -> list[PublicFront]:
    """These fronts as they are to be; those of an edition that the title has not are left out."""
    names = {edition.slug: edition.name for edition in editions(title.pk)}
    return [
        PublicFront(
            kind=FrontKind.EDITION,
            slug=slug,
            name=names[edition],
            slots=arrange(_candidates(title.pk, slug, size, merits, given), size=size, plan=BELOW_PLAN),
        )
        for slug in sorted(slugs)
        for edition, _ in (parts_of(slug),)
        if edition in names
    ]


def _candidates(title: int, slug: str, size: int, merits: KnownMerits, given: Givens) -> list[Candidate]:
    """The newest of an edition, or of a section in it, and what was given a slot of its front."""
    rows = _by_key(title, _newest(title, *parts_of(slug), limit=size))
    return ranked(title, rows, merits, given.on(f"edition/{slug}"))


def touched_slugs(title: int, touched: Collection[tuple[FrontKind, str]] | None) -> tuple[str, ...]:
    """The fronts of editions among what a batch touched; all of them where that is not known."""
    if touched is None:
        return all_slugs(title)
    return tuple(sorted(slug for kind, slug in touched if kind is FrontKind.EDITION))
