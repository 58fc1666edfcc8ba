"""Editions of a title: how one is made, changed and taken away. What is published follows in `flow/editions.py`."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.errors import UsageError
from wiredesk.common.prepared import prepared
from wiredesk.house.models import Edition, Title
from wiredesk.house.sections import section_slug
from wiredesk.settings.options import zone_named

LONGEST_SLUG = 32
LANGUAGES = ("en", "hi", "mr", "ur", "ta", "bn")


@prepared
def editions(title: int) -> QuerySet[Edition]:
    """A title's editions in the order of their menu; `title` is its key."""
    return Edition.objects.filter(title=title)


def city_of(edition: Edition) -> str:
    """The key of the place that an edition covers, where that is the only one; else empty."""
    return edition.covers[0] if len(edition.covers) == 1 else ""


def edition_named(slug: str) -> list[Edition]:
    """The editions of that slug, one a title that has it; raises UsageError for an unknown one."""
    found = list(Edition.objects.filter(slug=slug).select_related("title"))
    if not found:
        raise UsageError(f"There is no edition {slug}. `wiredesk edition list` shows them.", fact="no_edition")
    return found


@transaction.atomic
def add_edition(
    name: str,
    covers: Sequence[str],
    *,
    slug: str = "",
    language: str = "",
    time_zone: str = "",
    masthead: str = "",
) -> str:
    """The slug of an edition that every title now has; raises UsageError where one of that slug is there already."""
    _check(name, covers, language, time_zone)
    slug = section_slug(slug or name)[:LONGEST_SLUG].strip("-")
    if Edition.objects.filter(slug=slug).exists():
        raise UsageError(
            f"There is an edition {slug} already: `wiredesk edition set {slug}` changes it.", fact="edition_twice"
        )
    for title in Title.objects.all():
        order = 10 * (Edition.objects.filter(title=title).count() + 1)
        Edition.objects.create(
            title=title,
            slug=slug,
            name=name.strip(),
            covers=list(covers),
            language=language,
            time_zone=time_zone,
            masthead=masthead.strip(),
            order=order,
        )
    return slug


@transaction.atomic
def set_edition(
    slug: str,
    *,
    name: str | None = None,
    covers: Sequence[str] | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    masthead: str | None = None,
    order: int | None = None,
) -> list[Edition]:
    """Change what was given; None leaves a value as it is. Its address stays."""
    rows = edition_named(slug)
    for row in rows:
        row.name = row.name if name is None else name.strip()
        row.covers = row.covers if covers is None else list(covers)
        row.language = row.language if language is None else language
        row.time_zone = row.time_zone if time_zone is None else time_zone
        row.masthead = row.masthead if masthead is None else masthead.strip()
        row.order = row.order if order is None else order
        _check(row.name, row.covers, row.language, row.time_zone)
        row.save()
    return rows


def _check(name: str, covers: Sequence[str], language: str, time_zone: str) -> None:
    if not name.strip() or len(name) > 80:
        raise UsageError("An edition needs a name of at most 80 characters.", fact="edition_name")
    if not covers:
        raise UsageError(
            "An edition covers at least one place: --covers Pune, or a region such as IN.16.", fact="no_cover"
        )
    if language and language.split("-", maxsplit=1)[0] not in LANGUAGES:
        raise UsageError(
            f"{language} is none of the paper's languages: {', '.join(LANGUAGES)}.", fact="edition_language"
        )
    if time_zone:
        zone_named(time_zone)
