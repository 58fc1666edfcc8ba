"""A title's editions as outlets see them, and their fronts, for one batch: what was read is remembered."""

from collections.abc import Iterable
from functools import cached_property

from wiredesk.house import titles
from wiredesk.house.editions import city_of, editions
from wiredesk.house.models import Edition, Title
from wiredesk.publication.edition_fronts import all_slugs, edition_slug, stored
from wiredesk.publication.front_record import front_of
from wiredesk.publication.public import EditionRef, PublicFront


class EditionShelf:
    """One title's editions; each front is asked for when a page shows it, and not with every batch."""

    def __init__(self, title: Title) -> None:
        self._title = title
        self._fronts: dict[str, PublicFront | None] = {}

    @cached_property
    def refs(self) -> tuple[EditionRef, ...]:
        """The editions, in the order of their menu."""
        return tuple(self._ref(edition) for edition in editions(self._title.pk))

    def _ref(self, edition: Edition) -> EditionRef:
        language = edition.language or self._title.language
        return EditionRef(
            slug=edition.slug,
            name=edition.name,
            language=language,
            direction=titles.direction(language),
            time_zone=edition.time_zone or self._title.time_zone,
            masthead=edition.masthead,
            city=city_of(edition),
            covers=tuple(sorted(edition.covers)),
        )

    def named(self, slug: str) -> EditionRef | None:
        """The edition of that slug, or None."""
        return next((one for one in self.refs if one.slug == slug), None)

    def read(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Read these fronts in one question; returns every story that stands on one of them."""
        every = tuple(dict.fromkeys(slugs))
        wanted = [slug for slug in every if slug not in self._fronts]
        if wanted:
            self._fronts |= dict.fromkeys(wanted)
            self._fronts |= {row.slug: front_of(bytes(row.data)) for row in stored(self._title.pk, wanted)}
        found = (self._fronts[slug] for slug in every)
        return tuple(slot.story for front in found if front is not None for slot in front.slots)

    def stories(self, edition: str, section: str = "") -> tuple[str, ...]:
        """The stories of an edition's front, or of a section's in it, in slot order."""
        return self.read((edition_slug(edition, section),))

    def slugs(self) -> tuple[str, ...]:
        """Every front there is or that a story calls for, as `edition_fronts.edition_slug` writes it."""
        return all_slugs(self._title.pk)
