"""Step: what else is about each new story, found once, kept with it, and entered in its neighbours' lists.

News goes first: this step takes what it is given when nothing waits to be published, and a few stories a second while
something does. Lists know nothing of what is public; publication leaves out what may not be seen.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.derived import IndexBroken
from wiredesk.common.inserted import OnMeeting, insert
from wiredesk.common.prepared import prepared
from wiredesk.common.tally import Tally
from wiredesk.story.models import Related
from wiredesk.story.related import lists
from wiredesk.story.related.features import side
from wiredesk.story.related.follower import COMMIT_AT, Follower, reading
from wiredesk.story.related.index import Index
from wiredesk.story.related.lists import Listed
from wiredesk.story.related.model import Model
from wiredesk.story.related.placing import Placing
from wiredesk.story.related.rank import Neighbour, compared_sides, offered

STEP = "relate"


def relate(limit: int, *, follower: Follower) -> Tally:
    """Compare up to `limit` stories with those before them; what a crash left loose is put back first."""
    rows = _due(limit=limit)
    if not rows and (follower.whole or not _any_loose()):
        return Tally(STEP)
    index = follower.open()
    if index is None:
        return Tally(STEP, note="Another process relates the stories of this home.")
    try:
        back = follower.put_back()
        if rows:
            compare(rows, index, follower.model)
        if index.waiting >= COMMIT_AT:
            follower.commit()
    except IndexBroken:
        # It is derived: thrown away when it is opened next, and every story put back.
        follower.ask_for_rebuild()
        raise
    return Tally(STEP, seen=back + len(rows), done=back + len(rows))


def few_to_relate(limit: int) -> bool:
    """Whether fewer stories wait than one more run takes: lists then change no more than they have to."""
    return Related.objects.filter(due=True).order_by()[:limit].count() < limit


def compare(rows: Sequence[Related], index: Index, model: Model) -> None:
    """Find each story's neighbours and what it goes on with, put it into the index, and write what came of it."""
    found: dict[str, list[Neighbour]] = {}
    placing = Placing([row.story_id for row in rows])
    for row in rows:
        # One that cannot be read, such as a record that was damaged, stands beside nothing; the next ones go on.
        if new := reading(row, index.rarity):
            mine = side(new)
            beside = compared_sides(mine, index)
            found[row.story_id] = offered(mine, beside, model)
            placing.look(mine, beside)
            index.add((new,))
    with transaction.atomic():
        batch = _Batch(rows, found)
        for row in rows:
            batch.take(row, found.get(row.story_id, ()))
        batch.write()
        placing.write()


class _Batch:
    """The rows that a batch touches: its own, and their neighbours before and after."""

    def __init__(self, rows: Sequence[Related], found: dict[str, list[Neighbour]]) -> None:
        self.own = {row.story_id: row for row in rows}
        self.read = found.keys()
        others = {one.id for neighbours in found.values() for one in neighbours}
        others |= {entry.story for row in rows for entry in lists.decode(bytes(row.listed))}
        self.rows = {row.story_id: row for row in _rows(sorted(others - self.own.keys()))} | self.own
        self.before: dict[str, Listed] = {one: lists.decode(bytes(row.listed)) for one, row in self.rows.items()}
        self.after = dict(self.before)
        self.times = {one: row.at for one, row in self.rows.items()}

    def take(self, row: Related, found: Sequence[Neighbour]) -> None:
        """A story's own list anew, keeping those that came after it, and its place in the lists of the others."""
        story = row.story_id
        own = lists.found(found, row.at, self.times)
        named = {entry.story for entry in own}
        for entry in self.after[story]:
            if entry.story in named or entry.story not in self.after:
                continue
            if self._later(entry.story, row):
                own = lists.entered(own, entry)
            else:
                self.after[entry.story] = lists.without(self.after[entry.story], story)
        for entry in own:
            if entry.story in named:
                self.after[entry.story] = lists.entered(self.after[entry.story], lists.mirrored(entry, story, row.at))
        self.after[story] = own

    def _later(self, other: str, row: Related) -> bool:
        """Whether a neighbour came after the story, and so found it by itself."""
        return (self.times[other], other) > (row.at, row.story_id)

    def write(self) -> None:
        changed = []
        for story, row in self.rows.items():
            if story not in self.own and self.after[story] == self.before[story]:
                continue
            row.stale = row.stale or not lists.read_alike(self.before[story], self.after[story])
            row.listed = lists.encode(self.after[story])
            if story in self.own:
                row.due, row.loose = False, story in self.read
            changed.append(row)
        _write(changed)


def _write(rows: Sequence[Related]) -> None:
    # As if they were new: told to update many rows, Django writes a CASE for each column of each of them.
    insert(rows, OnMeeting(("story",), ("listed", "stale", "due", "loose")))


@prepared
def _due(*, limit: int) -> QuerySet[Related]:
    return Related.objects.filter(due=True).select_related("version").order_by("at", "story")[:limit]


@prepared
def _rows(stories: Sequence[str]) -> QuerySet[Related]:
    return Related.objects.filter(story__in=stories)


def _any_loose() -> bool:
    return Related.objects.filter(loose=True, due=False).exists()
