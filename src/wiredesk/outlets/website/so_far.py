"""The story so far: beside an article, the running story that it is part of."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards, threads
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.site import ThreadPage, path_of
from wiredesk.publication.public import PublicStory


class SoFar(msgspec.Struct, frozen=True, kw_only=True):
    """The box: the thread by its name, and the newest of its other stories."""

    path: str
    name: str
    language: Attributes
    lines: tuple[Markup, ...]
    stories: frozenset[str]
    """Whose lines these are."""
    shows: frozenset[str]
    """Whose words stand in it, the one that lends the thread its headline among them."""


def so_far(paper: Paper, story: PublicStory) -> SoFar | None:
    """What else has been published of a story's thread; None where it is in none that readers can see."""
    thread = paper.shelf.threads.of((story.id,)).get(story.id)
    if thread is None or story.paid:
        return None
    newest = paper.stories(thread.stories[: threads.BESIDE + 1])
    others = [one for one in newest if one.id != story.id][: threads.BESIDE]
    if not others:
        return None
    named_by = () if thread.name else newest[:1]
    return SoFar(
        path=path_of(ThreadPage(thread.id)),
        name=threads.name_of(thread, newest),
        language=paper.attributes(newest[0].language, newest[0].direction) if named_by else paper.own,
        lines=tuple(cards.tick(paper, one, one.sort_at) for one in others),
        stories=cards.ids(others),
        shows=cards.ids((*others, *named_by)),
    )
