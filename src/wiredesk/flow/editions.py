"""Editions made, changed and taken away, and what is published brought after them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from wiredesk.common.errors import UsageError
from wiredesk.decisions.models import Standing
from wiredesk.decisions.places import named
from wiredesk.decisions.words import State
from wiredesk.house.editions import add_edition, edition_named, set_edition
from wiredesk.house.models import Edition
from wiredesk.publication.models import InEdition, PublicState, PublicStory
from wiredesk.story.places.fold import fold
from wiredesk.story.places.gazetteer import gazetteer

Row = dict[str, Any]


def covered(said: Sequence[str], home: Path) -> list[str]:
    """The keys of what an edition is to cover: places by name or key, regions and countries by name or key."""
    return list(dict.fromkeys(_key(one.strip(), home) for one in said))


def _key(said: str, home: Path) -> str:
    parts = said.split(".")
    if len(parts[0]) == 2 and parts[0].isupper() and len(parts) <= 2:
        return said
    key = fold(said)
    areas = gazetteer().known([key]).areas.get(key, ())
    if areas and not gazetteer().known([key]).places.get(key):
        if len(areas) > 1:
            keys = ", ".join(f"{area.name} ({area.key})" for area in areas)
            raise UsageError(f"{said} may be {keys}: give the key.", fact="which_area")
        return areas[0].key
    return named(said, home).key


@transaction.atomic
def make(name: str, said: Sequence[str], home: Path, **more: str) -> tuple[str, int]:
    """A new edition's slug, and how many published stories are looked at again for it."""
    covers = covered(said, home)
    slug = add_edition(name, covers, **more)
    return slug, _look_again(covers, ())


@transaction.atomic
def change(slug: str, said: Sequence[str], home: Path, **more: Any) -> int:
    """Change an edition; returns how many published stories are looked at again."""
    before = [key for row in edition_named(slug) for key in row.covers]
    covers = covered(said, home) if said else None
    rows = set_edition(slug, covers=covers, **more)
    return _look_again({*before, *(key for row in rows for key in row.covers)}, _in(slug))


@transaction.atomic
def remove(slug: str) -> int:
    """Take an edition away; its stories stay where else they are. Returns how many are looked at again."""
    rows = edition_named(slug)
    stories = _in(slug)
    InEdition.objects.filter(edition=slug).delete()
    Edition.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return _look_again([key for row in rows for key in row.covers], stories)


def _in(slug: str) -> list[str]:
    return list(InEdition.objects.filter(edition=slug, section="").values_list("public__story", flat=True))


def _look_again(covers: Iterable[str], stories: Sequence[str]) -> int:
    """Have release look at every live story of these places; only records that differ are written and delivered."""
    about = Q(story__in=stories)
    for key in covers:
        for stop in (".", "="):
            about |= Q(places__startswith=f"{key}{stop}") | Q(places__contains=f"|{key}{stop}")
    rows = Standing.objects.filter(about, state=State.LIVE, released_at__isnull=False)
    # A city that gets a front of its own is no topic any more, and one that loses it is, though no record changes.
    PublicStory.objects.filter(story__in=rows.values("story"), state=PublicState.LIVE).update(unfiled=True)
    return rows.update(released_at=None)


def listed() -> list[Row]:
    """Every edition as a row of `edition list`."""
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "covers": ", ".join(row.covers),
            "language": row.language or row.title.language,
            "time_zone": row.time_zone or row.title.time_zone,
            "masthead": row.masthead,
            "stories": InEdition.objects.filter(title=row.title, edition=row.slug, section="").count(),
            "title": row.title.code,
        }
        for row in Edition.objects.select_related("title").order_by("title", "order", "slug")
    ]
