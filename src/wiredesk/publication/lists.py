"""The kept lists of related stories, read by key once a batch, with what of them may be seen in one title."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.beside import chosen
from wiredesk.decisions.words import NOTHING, Chosen
from wiredesk.publication.neighbours import SHOWN, Beside, beside, filled
from wiredesk.publication.public import PublicStory
from wiredesk.story.models import Related
from wiredesk.story.related import lists
from wiredesk.story.related.lists import Listed


class Stories(Protocol):
    """Where the public stories of one title are found: a Shelf."""

    def stories(self, ids: Sequence[str]) -> dict[str, PublicStory]:
        """The live stories among these ids."""
        ...


@prepared
def _listed(stories: Sequence[str]) -> QuerySet[Related, tuple[str, bytes | memoryview]]:
    return Related.objects.filter(story__in=stories).values_list("story_id", "listed")


def read_list(story: str) -> Listed:
    """One story's list as it is kept, whatever of it may be seen; empty where it has none."""
    return next((lists.decode(bytes(data)) for _, data in _listed((story,))), ())


class Lists:
    """The lists of one batch's stories."""

    def __init__(self) -> None:
        self._listed: dict[str, Listed] = {}
        self._chosen: dict[str, Chosen] = {}

    def read(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Read the lists of these stories and what people said of them; returns every story that may stand there."""
        wanted = [one for one in dict.fromkeys(ids) if one not in self._listed]
        if wanted:
            self._listed |= dict.fromkeys(wanted, ())
            self._listed |= {story: lists.decode(bytes(data)) for story, data in _listed(wanted)}
            self._chosen |= chosen(wanted)
        listed = [entry.story for one in wanted for entry in self._listed[one]]
        said = [other for one in wanted if one in self._chosen for other in self._chosen[one].belong]
        return tuple(dict.fromkeys((*listed, *said)))

    def listed(self, story: str) -> tuple[str, ...]:
        """Who stands on a story's list, or was said to, seen by readers or not."""
        self.read((story,))
        said = self._chosen.get(story, NOTHING).belong
        return tuple(dict.fromkeys((*said, *(entry.story for entry in self._listed[story]))))

    def beside(self, story: PublicStory, threads: Mapping[str, str], among: Stories) -> tuple[Beside, ...]:
        """What stands beside a public story, best first; see `neighbours.beside`."""
        self.read((story.id,))
        listed, said = self._listed[story.id], self._chosen.get(story.id, NOTHING)
        public = among.stories([*said.belong, *(entry.story for entry in listed)])
        return beside(story, listed, public, threads, said)

    def filled(
        self, story: PublicStory, shown: Sequence[Beside], besides: Sequence[str], among: Stories
    ) -> tuple[Beside, ...]:
        """What stands beside a public story where there is room for more; see `neighbours.filled`."""
        listed, said = self._listed[story.id], self._chosen.get(story.id, NOTHING)
        if len(shown) >= SHOWN or len(shown) == len(listed):
            return tuple(shown)
        public = among.stories([*(entry.story for entry in listed), *besides])
        return filled(shown, story, listed, public, {*besides, *said.banned})
