"""What stands beside a story: of its kept list, what may be seen and what a reader would want. Pure.

Lists are found whatever becomes of a story, so this asks what is public now: never the story itself, nothing paid, at
most one of what says the same, and the reason only in words that stand in a headline that readers can see.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from wiredesk.common.words import words
from wiredesk.decisions.words import NOTHING, Chosen
from wiredesk.publication.public import PublicStory
from wiredesk.story.related.lists import Entry, Listed, hours

SHOWN = 5


class Beside(msgspec.Struct, frozen=True):
    """A public story beside another one, and why."""

    story: PublicStory
    shared: tuple[str, ...]
    numbers: tuple[str, ...]
    hours_apart: float


def beside(
    story: PublicStory,
    listed: Listed,
    public: Mapping[str, PublicStory],
    threads: Mapping[str, str],
    said: Chosen = NOTHING,
) -> tuple[Beside, ...]:
    """At most five neighbours of a public story, best first.

    `public` has what may be seen of the list, by id; `threads` the running story that each of them is part of, where
    it is part of one: of each, only the newest stands here. What people `said` goes before what was found.
    """
    first = (public[one] for one in said.belong if one in public)
    entries = [*(_said(story, other) for other in first), *(one for one in listed if one.story not in said.belong)]
    seen = [
        (entry, public[entry.story])
        for entry in entries
        if entry.story in public and entry.story != story.id and entry.story not in said.banned
    ]
    newest = _newest([other for _, other in seen], threads)
    shown: list[Beside] = []
    texts = {story.canonical_digest}
    for entry, other in seen:
        if len(shown) == SHOWN:
            break
        if other.paid or other.canonical_digest in texts or newest.get(threads.get(other.id, ""), other.id) != other.id:
            continue
        texts.add(other.canonical_digest)
        shown.append(_explained(entry, story, other))
    return tuple(shown)


def filled(
    shown: Sequence[Beside],
    story: PublicStory,
    listed: Listed,
    public: Mapping[str, PublicStory],
    besides: Collection[str],
) -> tuple[Beside, ...]:
    """What `beside` chose, and behind it further stories of the same threads where there are fewer than five.

    None of `besides`: these stand on the page in another place.
    """
    texts = {story.canonical_digest, *(one.story.canonical_digest for one in shown)}
    texts |= {public[one].canonical_digest for one in besides if one in public}
    more = list(shown)
    for entry in listed:
        if len(more) == SHOWN:
            break
        other = public.get(entry.story)
        if other is None or other.paid or other.id == story.id or other.canonical_digest in texts:
            continue
        texts.add(other.canonical_digest)
        more.append(_explained(entry, story, other))
    return tuple(more)


def _newest(stories: Sequence[PublicStory], threads: Mapping[str, str]) -> dict[str, str]:
    """The newest story of each thread."""
    found: dict[str, PublicStory] = {}
    for one in stories:
        thread = threads.get(one.id)
        if thread and not one.paid and (thread not in found or _age(one) > _age(found[thread])):
            found[thread] = one
    return {thread: one.id for thread, one in found.items()}


def _age(story: PublicStory) -> tuple[datetime, str]:
    return story.sort_at, story.id


def _said(story: PublicStory, other: PublicStory) -> Entry:
    """A person's choice as an entry of the list."""
    apart = hours(story.sort_at, other.sort_at)
    shared = tuple(word for word in words(story.headline) if word in words(other.headline))
    return Entry(other.id, 1.0, other.sort_at, shared, (), apart)


def _explained(entry: Entry, story: PublicStory, other: PublicStory) -> Beside:
    visible = {*words(story.headline), *words(other.headline)}
    return Beside(
        story=other,
        shared=tuple(word for word in entry.shared if word in visible),
        numbers=tuple(number for number in entry.numbers if number in story.headline or number in other.headline),
        hours_apart=entry.hours_apart,
    )
