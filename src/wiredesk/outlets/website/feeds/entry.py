"""What RSS and Atom entries have in common: the stories of a front's feed, their bodies, and the gate for each."""

from collections.abc import Callable

import msgspec

from wiredesk.outlets.website.feeds.xml import NotInXml
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.pictures import JPEG, sizes_of
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import Feed, path_of
from wiredesk.publication.public import PublicStory, Rendition
from wiredesk.publication.verbatim import gate_fragment
from wiredesk.story.canonical import render_blocks


class Channel(msgspec.Struct, frozen=True):
    """A feed before it is written: what it is called, the page that it is of, its own path, and its stories."""

    name: str
    page: str
    path: str
    format: FeedFormat
    stories: tuple[PublicStory, ...]


class Entry(msgspec.Struct, frozen=True):
    """One story as feed XML; empty where XML cannot hold one of its characters."""

    xml: str


def body_of(story: PublicStory) -> str:
    """The story's body as HTML, having passed the gate. Raises GateClosed."""
    body = render_blocks(story.blocks, rel="sponsored noopener" if story.paid else "noopener")
    gate_fragment(body, story.canonical_digest, story_id=story.id, blocks=story.blocks)
    return body


def picture_of(story: PublicStory) -> Rendition | None:
    """The JPEG that a feed names: the largest as it was sent."""
    found = [size for picture in story.pictures[:1] for size in sizes_of(picture, JPEG)]
    return found[-1] if found else None


def of_front(paper: Paper, key: Feed, name: str) -> Channel:
    """A front's feed: its stories newest first, whatever rank they have on the page."""
    found = paper.front_stories(key.front.kind, key.front.slug)
    newest = tuple(sorted(found, key=lambda story: (story.sort_at, story.id), reverse=True)[: paper.sizes.feed])
    return Channel(name, path_of(key.front), path_of(key), key.format, newest)


def author(story: PublicStory) -> str:
    """Who wrote it: the named authors, else the agency."""
    return ", ".join(story.authors) or story.provider.name


def entries(paper: Paper, channel: Channel, make: Callable[[Paper, PublicStory], str]) -> Sheet:
    """The entries of a feed, each made and gated once in its life, and the ids of those that are in it.

    Raises GateClosed, naming the story, where a body differs: the feed that stands is then kept.
    """
    shows, parts = set(), []
    for story in channel.stories:

        def made(story: PublicStory = story) -> Entry:
            try:
                return Entry(make(paper, story))
            except NotInXml:
                return Entry("")

        found = paper.memory.entries.of((*paper.context, channel.format.value, paper.mark(story)), made)
        if found.xml:
            parts.append(found.xml)
            shows.add(story.id)
    return Sheet("".join(parts), frozenset(shows))
