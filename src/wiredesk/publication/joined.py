"""Which joined copies readers see as one page: whose address it keeps, whose text it shows, who else sent it.

The choice is that of `story/related/leading.py`, among the copies that are live. A withdrawal chooses nothing: what
takes one copy down holds the others (decisions/actions/copies.py), and each is taken away by itself.
"""

from collections.abc import Collection, Sequence

import msgspec
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.groups import copies_of, group_of
from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.publication.public import ProviderRef
from wiredesk.story.content import decode
from wiredesk.story.models import What
from wiredesk.story.related.leading import Copy, leading
from wiredesk.story.related.same import Kind

RELATED = ("version__item__service__provider", "story__provider")


class Choice(msgspec.Struct, frozen=True):
    """What readers see of some joined copies: one page at `address`, with `shown`'s text."""

    address: str
    shown: Standing
    also: tuple[ProviderRef, ...]
    sections: tuple[str, ...]
    """Those that the other copies came in under."""


@prepared
def _under(groups: Sequence[str]) -> QuerySet[Standing]:
    return Standing.objects.filter(copy_of__in=groups).select_related(*RELATED)


@prepared
def _leading(stories: Sequence[str]) -> QuerySet[Standing]:
    return Standing.objects.filter(story__in=stories).select_related(*RELATED)


def _section_of(row: Standing) -> str:
    return row.section or (row.version.section if row.version else "")


class Joined:
    """The groups that a batch of standings touches: three questions where there are any, and else one."""

    def __init__(self, batch: Sequence[Standing], *, down: bool = False) -> None:
        own = {standing.story_id: standing for standing in batch}
        self._groups: dict[str, list[Standing]] = {}
        self.besides: list[Standing] = []
        """The copies that are not of the batch, and that it may change all the same."""
        if down:
            return
        groups = {group_of(standing) for standing in batch}
        found = {row.story_id: row for row in _under(sorted(groups))}
        touched = {str(row.copy_of_id) for row in found.values()} | {str(s.copy_of_id) for s in batch if s.copy_of_id}
        found |= {row.story_id: row for row in _leading(sorted(touched - own.keys()))}
        self.besides = [row for story, row in sorted(found.items()) if story not in own]
        for row in (*batch, *self.besides):
            if group_of(row) in touched:
                self._groups.setdefault(group_of(row), []).append(row)
        # Not followed yet and not of the batch: paused, or behind its limit. What it says now is not public.
        self._ahead = {row.story_id for row in self.besides if row.released_at is None}
        self._copies = copies_of(row.story_id for rows in self._groups.values() for row in rows)

    def choices(self, public: Collection[str]) -> dict[str, Choice | None]:
        """What readers see of each group, by every story in it; `public` are the stories with an address in a title.

        None for what stays as it is, because the text that would be shown may not be shown yet.
        """
        found: dict[str, Choice | None] = {}
        for rows in self._groups.values():
            choice = self._choice(rows, public)
            if choice is not None:
                waits = choice.shown.story_id in self._ahead
                found |= dict.fromkeys((row.story_id for row in rows), None if waits else choice)
        return found

    def _choice(self, rows: Sequence[Standing], public: Collection[str]) -> Choice | None:
        live = [row for row in rows if self._counts(row, public)]
        if not live:
            return None
        found = leading([self._copy(row) for row in live])
        by_story = {row.story_id: row for row in live}
        providers = {row.story.provider.code: row.story.provider for row in live}
        also = (providers[code] for code in found.also)
        return Choice(
            found.address,
            by_story[found.shown],
            tuple(ProviderRef(one.code, one.name, one.kind, one.url) for one in also),
            tuple(dict.fromkeys(slug for row in live if (slug := _section_of(row)))),
        )

    def _counts(self, row: Standing, public: Collection[str]) -> bool:
        if row.state != State.LIVE or row.version is None:
            return False
        return row.story_id not in self._ahead or row.story_id in public

    def _copy(self, row: Standing) -> Copy:
        version = row.version
        assert version is not None
        content = decode(bytes(version.content))
        judged = self._copies.get(row.story_id)
        # A later version under its own name was sent to say something new.
        adds = judged is None or judged.kind == Kind.TAKE.value or version.what != What.NEW
        return Copy(
            story=row.story_id,
            provider=row.story.provider.code,
            received_at=row.story.first_received_at,
            updated_at=content.updated_at or content.created_at,
            characters=content.characters,
            adds=adds,
            joined=row.copy_of_id is not None,
        )
