"""The story so far: beside an article, the running story that it is part of."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards, threads
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.site import ThreadPage, path_of
from wiredesk.publication.public import PublicStory


class SoFar(msgspec.Struct, frozen=True, kw_only=True):
    """The box: the way to the thread, the desk's name for it, and the newest of its other stories.

    Without a name of the desk's it has none here: a thread then goes by its newest headline, which would stand over the
    story whose headline it is, and on several articles at once.
    """

    path: str
    name: str
    lines: tuple[Markup, ...]
    shows: frozenset[str]


def so_far(paper: Paper, story: PublicStory, above: frozenset[str]) -> SoFar | None:
    """What else has been published of a story's thread, but for what stands above, where the newest of it may stand.

    None where it is in no thread that readers can see.
    """
    thread = paper.shelf.threads.of((story.id,)).get(story.id)
    if thread is None or story.paid:
        return None
    newest = paper.stories(thread.stories[: threads.READ])
    others = [one for one in newest if one.id != story.id and one.id not in above][: threads.BESIDE]
    return SoFar(
        path=path_of(ThreadPage(thread.id)),
        name=thread.name,
        lines=tuple(cards.tick(paper, one, one.sort_at) for one in others),
        shows=cards.ids(others),
    )
