"""The index of one home, following the database: opened once, written by one process, made good after a crash.

What was added since the last commit is gone with the process. So a story is `loose` in the database from when it was
added until it is stored, and whoever next gets to write puts the loose ones in again, the newest first. Building the
index anew is the same thing: every story is made loose, and the folder is thrown away.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog
from django.db.models import QuerySet

from wiredesk.common.derived import Derived, ask_for
from wiredesk.common.errors import OWN_FAULTS, UsageError
from wiredesk.common.prepared import prepared
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import decode
from wiredesk.story.models import Related
from wiredesk.story.related import model as models
from wiredesk.story.related.index import FOLDER, Index
from wiredesk.story.related.model import Model
from wiredesk.story.related.reading import Piece, Reading, read

log = structlog.get_logger()

COMMIT_AT = 500
"""Stories that may wait in memory: a commit costs as much as some thirty of them, and a restart adds them again."""

AT_ONCE = 100
"""Loose stories put in again in one go."""


class Follower(Derived[Index]):
    """One home's index and model. `open` before anything else; what it gives is the index of this process."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, FOLDER)
        self._model: Model | None = None
        self._whole = False
        """Whether every story that is loose waits in this process."""

    @property
    def model(self) -> Model:
        """The house's own model where it has one that can be used, else the one that is shipped."""
        if self._model is None:
            own = self._home / models.OWN_MODEL
            try:
                self._model = models.load(own if own.exists() else models.SHIPPED)
            except UsageError as fault:
                log.error("related_model_unusable", fault=fault.sentence, fact=fault.fact)
                self._model = models.load()
        return self._model

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be left to put back."""
        return self._whole and not self.asked

    def _begun(self) -> Index:
        index = Index(self._folder)
        index.add(())
        return index

    def _opened(self) -> Index:
        if self.asked:
            self._throw_away()
        index, _ = self._begun_whatever()
        if not len(index):
            # Derived, so it is in no backup: a home that was restored begins with none.
            Related.objects.filter(due=False, loose=False).update(loose=True)
        self._whole = False
        return index

    def put_back(self, limit: int = AT_ONCE) -> int:
        """Put stories in again that are loose and wait in no process, up to a limit; returns how many."""
        index = self.open()
        if index is None or self._whole:
            return 0
        rows = _loose(limit=limit)
        if not rows:
            self._whole = True
            return 0
        if index.waiting:
            # What this process holds is loose as well, and is no longer once it is stored.
            self.commit()
            rows = _loose(limit=limit)
        index.add(found for row in rows if (found := reading(row, index.rarity)))
        self.commit()
        Related.objects.filter(story__in=[row.story_id for row in rows]).update(loose=False)
        return len(rows)

    def commit(self) -> None:
        """Store what was added since the last time; nothing is loose then."""
        if self._index is None or not self._index.waiting:
            return
        held = self._index.held()
        try:
            self._index.commit()
        except (OSError, ValueError):
            # A full disk, say: tantivy's writer is of no use any more, and what it held is loose still.
            index, self._index, self._whole = self._index, None, False
            with suppress(OSError, ValueError):
                index.close()
            raise
        for start in range(0, len(held), COMMIT_AT):
            Related.objects.filter(story__in=held[start : start + COMMIT_AT]).update(loose=False)

    def ask_for_rebuild(self) -> None:
        """Have the index thrown away and built again when it is opened next."""
        ask_for_rebuild(self._home)

    def close(self) -> None:
        """Let another process write; what was not committed stays loose."""
        super().close()
        self._whole = False


@prepared
def _loose(*, limit: int) -> QuerySet[Related]:
    rows = Related.objects.filter(loose=True, due=False).select_related("version")
    return rows.order_by("-at", "story")[:limit]


def ask_for_rebuild(home: Path) -> int:
    """Have the index thrown away and built again by whoever writes it; returns how many stories it will hold."""
    count = Related.objects.filter(due=False).update(loose=True)
    ask_for(home, FOLDER)
    return count


def piece(row: Related) -> Piece:
    """One story as it is compared: the version that was adopted last."""
    content = decode(bytes(row.version.content))
    return Piece(
        id=row.story_id,
        headline=content.headline,
        at=row.at,
        text=canonical_text(content.blocks),
        section=row.version.section,
        located=content.located.name if content.located else "",
    )


def reading(row: Related, rarity: Callable[[str], float]) -> Reading | None:
    """One story's reading, by how rare its words are now; None, and a line in the log, for one that cannot be read."""
    try:
        return read(piece(row), rarity)
    except OWN_FAULTS as fault:
        log.error("relate_fault", story=row.story_id, exc_info=fault)
        return None
