"""What the rest of the house asks about titles, sections and contracts."""

from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.house.models import Contract, Section, Title
from wiredesk.house.sections import section_slug
from wiredesk.settings.options import Options

RIGHT_TO_LEFT = frozenset({"ur", "ar", "fa", "he", "ps", "sd", "ks"})
COLOURS = ("world", "nation", "city", "business", "sport", "culture")
"""The look's section colours, in the order in which new sections take them."""


HOMELESS = "News"
"""The section of stories whose service has none."""


def direction(language: str) -> str:
    """`rtl` for languages written from the right, else `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def ensure_title(options: Options) -> Title:
    """The home's first title, made or brought up to date with wiredesk.toml."""
    values = {
        "name": options.name,
        "address": options.address.rstrip("/"),
        "language": options.language,
        "time_zone": options.time_zone,
        "private": options.private,
    }
    title = Title.objects.order_by("id").first()
    if title is None:
        return Title.objects.create(code="main", **values)
    if any(getattr(title, name) != value for name, value in values.items()):
        Title.objects.filter(pk=title.pk).update(**values)
        title.refresh_from_db()
    return title


@transaction.atomic
def ensure_section(name: str) -> str:
    """The slug of a section that every title now has; `name` may be a name or a slug already known."""
    slug = section_slug(name)
    for title in Title.objects.all():
        taken = list(Section.objects.filter(title=title).values_list("slug", "colour"))
        if slug in {known for known, _ in taken}:
            continue
        used = {colour for _, colour in taken}
        colour = (
            slug if slug in COLOURS else next((c for c in COLOURS if c not in used), COLOURS[len(taken) % len(COLOURS)])
        )
        Section.objects.create(title=title, slug=slug, name=name.strip(), order=10 * (len(taken) + 1), colour=colour)
    return slug


@prepared
def founded() -> QuerySet[Title]:
    """Every title, in the order they were founded."""
    return Title.objects.order_by("id")


@prepared
def sections(title: int) -> QuerySet[Section]:
    """A title's sections, in the order of its navigation; `title` is its key."""
    return Section.objects.filter(title=title)


@prepared
def _contracts(title: int) -> QuerySet[Contract]:
    return Contract.objects.filter(title=title)


def contracts(title: Title) -> dict[str, Contract]:
    """A title's contracts by provider code; a provider without one has the defaults."""
    return {row.provider_code: row for row in _contracts(title.pk)}
