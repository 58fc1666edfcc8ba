"""What readers have seen at a story's address: every public version, for as long as the story is public.

A version is written down when other words take its place, from the record that was public, so that nothing can stand
here that no reader could see. Whatever takes the story down deletes it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import structlog
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import PastVersion
from wiredesk.publication.public import PublicStory, PublicVersion

log = structlog.get_logger()

_decoder = msgspec.msgpack.Decoder(PublicVersion)


def version_of(story: PublicStory) -> PublicVersion:
    """What a story says now, as a version of it."""
    return PublicVersion(
        number=story.public_versions,
        headline=story.headline,
        headline_ours=story.headline_ours,
        blocks=story.blocks,
        canonical_digest=story.canonical_digest,
        language=story.language,
        direction=story.direction,
        provider=story.provider,
        at=story.changed_at or story.live_at,
        correction=story.corrects == story.public_versions,
        correction_note=story.correction_note if story.corrects == story.public_versions else None,
        shown=story.shown,
    )


def replaced(title: int, old: PublicStory, new: PublicStory) -> tuple[PastVersion, ...]:
    """The row to keep of what a record said before; none where the new one says the same."""
    if new.public_versions == old.public_versions:
        return ()
    version = version_of(old)
    return (
        PastVersion(
            title_id=title,
            story_id=old.id,
            shown_id=old.shown or None,
            number=version.number,
            data=msgspec.msgpack.encode(version),
        ),
    )


def forget(title: int, ended: Collection[str], withdrawn: Collection[str]) -> None:
    """Delete the past of stories whose public life ended, and wherever it stands, the text of those withdrawn."""
    if ended:
        PastVersion.objects.filter(title=title, story__in=sorted(ended)).delete()
    if withdrawn:
        PastVersion.objects.filter(title=title, shown__in=sorted(withdrawn)).delete()


_Row = tuple[str, int, bytes | memoryview]


@prepared
def _past(title: int, stories: Sequence[str], lowest: int) -> QuerySet[PastVersion, _Row]:
    rows = PastVersion.objects.filter(title=title, story__in=stories, number__gte=lowest).order_by("story", "number")
    return rows.values_list("story_id", "number", "data")


class HistoryShelf:
    """One title's past versions, for one batch: what was read is remembered, as on a Shelf."""

    def __init__(self, title: int) -> None:
        self._title = title
        self._read: dict[str, tuple[int, dict[int, PublicVersion]]] = {}

    def read(self, wanted: Mapping[str, int]) -> None:
        """Read the past of some stories in one question; each from a number on."""
        missing = {story: low for story, low in wanted.items() if self._read.get(story, (low + 1, {}))[0] > low}
        if not missing:
            return
        lowest = min(missing.values())
        found: dict[str, dict[int, PublicVersion]] = {story: {} for story in missing}
        for story, number, data in _past(self._title, sorted(missing), lowest):
            try:
                found[story][number] = _decoder.decode(bytes(data))
            except msgspec.MsgspecError as fault:
                # Of another wiredesk, or damaged: the page says that it is not kept.
                log.error("version_unreadable", story=story, number=number, fault=str(fault))
        self._read |= {story: (lowest, versions) for story, versions in found.items()}

    def of(self, story: PublicStory, numbers: Iterable[int]) -> dict[int, PublicVersion]:
        """Those of these versions of a live story that are kept, the one that is public now among them."""
        wanted = tuple(numbers)
        if wanted:
            self.read({story.id: min(wanted)})
        kept = {**self._read.get(story.id, (0, {}))[1], story.public_versions: version_of(story)}
        return {number: kept[number] for number in wanted if number in kept}
