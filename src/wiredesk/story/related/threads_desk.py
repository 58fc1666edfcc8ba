"""Which story is in which thread, and what the desk said about it: joins, splits and names hold from then on.

A thread keeps its id whatever becomes of its stories. Two that are joined go on under the older one's, and the other's
leads there. A story that was split off never comes back to that thread by itself, nor does what was left behind come
after it; only a join brings them together again.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from wiredesk.common.errors import ActionRefused


class Join(msgspec.Struct, frozen=True, tag="join"):
    """The threads of two stories are one running story."""

    story: str
    other: str


class Split(msgspec.Struct, frozen=True, tag="split"):
    """These stories, all of one thread, are a running story of their own."""

    stories: tuple[str, ...]


class Name(msgspec.Struct, frozen=True, tag="name"):
    """What readers see a thread called; empty takes the name away."""

    thread: str
    name: str


Choice = Join | Split | Name


class Kept(msgspec.Struct, frozen=True):
    """A thread as it is kept between two runs, or as much of one as is needed: `barred` may not enter by themselves."""

    id: str
    members: tuple[str, ...]
    name: str = ""
    moved_to: str = ""
    barred: frozenset[str] = frozenset()


class Threads:
    """Threads as they stand. Repeating the same calls in the same order gives the same threads with the same ids."""

    @classmethod
    def of_kept(cls, every: Iterable[Kept]) -> "Threads":
        """Threads as `kept` gave them, in the order in which they were started."""
        threads = cls()
        for number, one in enumerate(every):
            threads._started[one.id] = number
            if one.moved_to:
                threads._moved[one.id] = one.moved_to
            else:
                threads._members[one.id] = list(one.members)
            threads._of |= dict.fromkeys(one.members, one.id)
            if one.name:
                threads._names[one.id] = one.name
            for story in one.barred:
                threads._barred.setdefault(story, set()).add(one.id)
        return threads

    def kept(self) -> tuple[Kept, ...]:
        """Every thread there ever was, in the order in which they were started."""
        barred: dict[str, set[str]] = {}
        for story, threads in self._barred.items():
            for thread in threads:
                barred.setdefault(thread, set()).add(story)
        return tuple(
            Kept(
                id=one,
                members=tuple(self._members.get(one, ())),
                name=self._names.get(one, ""),
                moved_to=self._moved.get(one, ""),
                barred=frozenset(barred.get(one, ())),
            )
            for one in self._started
        )

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._started: dict[str, int] = {}
        self._moved: dict[str, str] = {}
        self._barred: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}

    def __contains__(self, story: str) -> bool:
        return story in self._of

    @property
    def names(self) -> Mapping[str, str]:
        """The names that the desk gave, by thread."""
        return MappingProxyType(self._names)

    def of(self, story: str) -> str:
        """The thread that a story is in; raises ActionRefused where it is in none yet."""
        if story not in self._of:
            raise ActionRefused(
                f"Story {story} is in no thread yet: wait until it was linked.", fact=f"no thread: {story}"
            )
        return self._of[story]

    def members(self, thread: str) -> tuple[str, ...]:
        """A thread's stories in the order in which they came in; none where no thread has the id."""
        return tuple(self._members.get(self.now(thread), ()))

    def now(self, thread: str) -> str:
        """The id that a thread goes on under after joins: its own where it was not joined to an older one."""
        while thread in self._moved:
            thread = self._moved[thread]
        return thread

    def may_follow(self, story: str, predecessor: str) -> bool:
        """Whether a story may by itself enter the thread of an earlier one."""
        return self._of.get(predecessor) not in self._barred.get(story, ())

    def start(self, story: str) -> str:
        """Put a story into a thread of its own, and answer with the thread's id: the story's, while that is free."""
        thread, number = story, 0
        while thread in self._started:
            number += 1
            thread = f"{story}.{number}"
        self._started[thread] = len(self._started)
        self._members[thread] = []
        self._put(story, thread)
        return thread

    def follow(self, story: str, predecessor: str) -> str:
        """Put a story into an earlier one's thread; a thread that it leaves empty leads there from then on.

        Raises ActionRefused where the desk split the story off that thread.
        """
        thread = self.of(predecessor)
        if not self.may_follow(story, predecessor):
            raise ActionRefused(
                f"The desk split story {story} from this thread: join them to bring it back.", fact=f"barred: {thread}"
            )
        alone = self._of.get(story)
        self._put(story, thread)
        if alone is not None and not self._members[alone]:
            self._move(alone, thread)
        return thread

    def choose(self, choice: Choice) -> str:
        """Do what the desk chose; answers with the id of the thread that came of it.

        Raises ActionRefused where the choice does not fit: a story or thread that is not there, stories of several
        threads, or a split that would leave nothing behind.
        """
        match choice:
            case Join(story, other):
                return self._join(self.of(story), self.of(other))
            case Split(stories):
                return self._split(tuple(dict.fromkeys(stories)))
            case Name(thread, name):
                return self._name(self.now(thread), " ".join(name.split()))

    def _put(self, story: str, thread: str) -> None:
        if story in self._of:
            self._members[self._of[story]].remove(story)
        self._of[story] = thread
        self._members[thread].append(story)

    def _join(self, one: str, other: str) -> str:
        if one == other:
            return one
        stays, goes = sorted((one, other), key=self._started.__getitem__)
        for story in self._members[goes]:
            self._of[story] = stays
        self._members[stays] += self._members[goes]
        self._move(goes, stays)
        for story in self._members[stays]:
            self._barred.get(story, set()).discard(stays)
        return stays

    def _move(self, goes: str, stays: str) -> None:
        """Let an id lead to another thread from now on; stories that were barred from the one are from the other."""
        del self._members[goes]
        self._moved[goes] = stays
        if name := self._names.pop(goes, ""):
            self._names.setdefault(stays, name)
        for barred in self._barred.values():
            if goes in barred:
                barred.remove(goes)
                barred.add(stays)

    def _split(self, stories: Sequence[str]) -> str:
        threads = {self.of(story) for story in stories}
        if len(threads) != 1:
            raise ActionRefused(
                "Only stories of one thread can be split off together: choose them from one.", fact="split of several"
            )
        left = threads.pop()
        if len(stories) == len(self._members[left]):
            raise ActionRefused(
                "These are all the stories of the thread: nothing would be left of it.", fact=f"split of all: {left}"
            )
        first, *others = stories
        thread = self.start(first)
        for story in others:
            self._put(story, thread)
        for story in stories:
            self._barred.setdefault(story, set()).add(left)
        for story in self._members[left]:
            self._barred.setdefault(story, set()).add(thread)
        return thread

    def _name(self, thread: str, name: str) -> str:
        if thread not in self._members:
            raise ActionRefused(f"No thread has the id {thread}.", fact=f"no thread: {thread}")
        if name:
            self._names[thread] = name
        else:
            self._names.pop(thread, None)
        return thread
