"""An author's page: the stories that carry the name, newest first."""

from collections.abc import Iterable

import msgspec

from wiredesk.outlets.website import cards
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.fronts import Group, groups
from wiredesk.outlets.website.head import plain
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import Author, PageKey, path_of
from wiredesk.publication.public import PublicStory
from wiredesk.publication.shelf import Shelf


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    name: str
    language: Attributes
    provider: str
    provider_path: str
    groups: tuple[Group, ...]


def keys_of(story: PublicStory) -> tuple[Author, ...]:
    """The pages of a story's authors."""
    return tuple(Author(one.provider.lower(), one.slug) for one in story.bylines)


def press(paper: Paper, key: Author) -> Sheet | None:
    """The page of an author; None where no story that can be read carries the name."""
    stories = paper.stories(paper.shelf.provenance.authors.stories((key.provider, key.slug)))
    names = ((one, story) for story in stories for one in story.bylines if one.slug == key.slug)
    named = next(names, None)
    if named is None:
        return None
    author, newest = named
    view = View(
        name=author.name,
        language=paper.attributes(newest.language, newest.direction),
        provider=newest.provider.name,
        provider_path=newest.provider.path,
        groups=groups(paper, stories, within=newest.provider.name),
    )
    text = template("author.html").render(paper=paper, head=plain(paper, author.name, path_of(key)), view=view)
    return Sheet(text, cards.ids(stories))


def read_at_once(shelf: Shelf, keys: Iterable[PageKey]) -> tuple[str, ...]:
    """Read the stories of every author among these pages, in one question; returns them."""
    wanted = [(key.provider, key.slug) for key in keys if isinstance(key, Author)]
    shelf.provenance.authors.read(wanted)
    return tuple(story for one in wanted for story in shelf.provenance.authors.stories(one))
