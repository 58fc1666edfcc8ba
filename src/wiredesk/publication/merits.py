"""What stories are ranked by on fronts, found with as little reading as there can be.

A front says of each story on it what it was ranked by. So an arrival brings its own merits, those beside it are known
from the fronts that stand, and only who comes up into a front from below, when one is taken down, is read again.
Running stories are found after publication: which one a story is in is asked of every story of a front that changes.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication import models
from wiredesk.publication.public import PublicFront, PublicStory
from wiredesk.publication.slot import Merits
from wiredesk.story.models import Threaded

_decoder = msgspec.msgpack.Decoder(PublicStory)


@prepared
def _records(title: int, stories: Sequence[str]) -> QuerySet[models.PublicStory, tuple[str, bytes | memoryview]]:
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.LIVE, story__in=stories)
    return rows.values_list("story_id", "data")


@prepared
def _threads(stories: Sequence[str]) -> QuerySet[Threaded, tuple[str, str]]:
    return Threaded.objects.filter(story__in=stories).values_list("story_id", "thread_id")


def merits_of(story: PublicStory) -> Merits:
    """What a public story is ranked by, but for its running story."""
    return Merits(
        urgency=story.urgency or 0,
        picture=story.pictures[0].width if story.pictures else 0,
        letters=sum(len(block.html) for block in story.blocks),
    )


class KnownMerits:
    """The merits of one title's stories, for one arranging of its fronts."""

    def __init__(self, title: int, stand: Iterable[PublicFront], batch: Mapping[str, Merits]) -> None:
        self._title = title
        self._known = {slot.story: slot.merits for front in stand for slot in front.slots if slot.merits is not None}
        self._known |= batch
        self._threads: dict[str, str] = {}

    def of(self, stories: Sequence[str]) -> dict[str, Merits]:
        """The merits of these stories; at most two questions, and one where all of them are known."""
        missing = [one for one in stories if one not in self._known]
        if missing:
            self._known |= dict.fromkeys(missing, Merits())
            for one, data in _records(self._title, missing):
                try:
                    self._known[one] = merits_of(_decoder.decode(bytes(data)))
                except msgspec.MsgspecError:
                    # The page says so (publication/shelf.py); a front goes by the story's time.
                    continue
        unasked = [one for one in stories if one not in self._threads]
        if unasked:
            self._threads |= dict.fromkeys(unasked, "")
            self._threads |= dict(_threads(unasked))
        return {one: self._with_thread(one) for one in stories}

    def _with_thread(self, story: str) -> Merits:
        merits, thread = self._known[story], self._threads[story]
        if merits.thread != thread:
            merits = self._known[story] = msgspec.structs.replace(merits, thread=thread)
        return merits
