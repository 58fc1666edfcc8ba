"""The kept lists of related stories, read by key once a batch, with what of them may be seen in one title."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
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


class Lists:
    """The lists of one batch's stories."""

    def __init__(self, public: Stories) -> None:
        self._public = public
        self._listed: dict[str, Listed] = {}

    def read(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Read the lists of these stories in one question; returns every story that stands on one of them."""
        wanted = [one for one in dict.fromkeys(ids) if one not in self._listed]
        if wanted:
            self._listed |= dict.fromkeys(wanted, ())
            self._listed |= {story: lists.decode(bytes(data)) for story, data in _listed(wanted)}
        return tuple(dict.fromkeys(entry.story for one in wanted for entry in self._listed[one]))

    def listed(self, story: str) -> tuple[str, ...]:
        """Who stands on a story's list, best first, seen by readers or not."""
        self.read((story,))
        return tuple(entry.story for entry in self._listed[story])

    def beside(self, story: PublicStory, threads: Mapping[str, str]) -> tuple[Beside, ...]:
        """What stands beside a public story, best first; see `neighbours.beside`."""
        self.read((story.id,))
        listed = self._listed[story.id]
        return beside(story, listed, self._public.stories([entry.story for entry in listed]), threads)

    def filled(self, story: PublicStory, shown: Sequence[Beside], besides: Sequence[str]) -> tuple[Beside, ...]:
        """What stands beside a public story where there is room for more; see `neighbours.filled`."""
        listed = self._listed[story.id]
        if len(shown) >= SHOWN or len(shown) == len(listed):
            return tuple(shown)
        public = self._public.stories([*(entry.story for entry in listed), *besides])
        return filled(shown, story, listed, public, besides)
