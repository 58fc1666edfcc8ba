"""A running story as a live page: while updates come thick and fast, each in full, newest first, word for word.

It is live from the fifth public version or take within three hours, and for as long as three hours do not go by without
one. Then it stays what it was, says when it ended, and is live again if it begins once more.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.structured import live_json
from wiredesk.publication.public import PublicStory
from wiredesk.publication.shelf import Shelf
from wiredesk.story.canonical import render_blocks

KIND = "live"
"""What the store calls a page that is live now: by it fronts and the clock find those that are."""

UPDATES, WITHIN = 5, timedelta(hours=3)
"""So many versions or takes within so long make a running story a live page."""

QUIET = timedelta(hours=3)
"""How long nothing comes before it has ended."""

IN_FULL = 20
"""Updates whose text stands on the page: earlier ones are lines with their links."""

KEPT = 12
"""Versions of one story that are looked at, its newest."""


class Coverage(msgspec.Struct, frozen=True):
    """From when to when a running story was told live; `ends_at` is what is to be expected while it is."""

    begun_at: datetime
    last_at: datetime
    ends_at: datetime
    live: bool


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One story of it, in full."""

    story: PublicStory
    language: Attributes
    own: Attributes
    at: Markup
    changed: Markup
    body: Markup


def at_of(story: PublicStory) -> datetime:
    """When a story last said something new."""
    return story.changed_at if story.public_versions > 1 and story.changed_at else story.sort_at


def newest_first(stories: Sequence[PublicStory]) -> list[PublicStory]:
    """Stories by when they last said something new."""
    return sorted(stories, key=lambda story: (at_of(story), story.id), reverse=True)


def _times(paper: Paper, stories: Sequence[PublicStory]) -> list[datetime]:
    """When each version and take of these stories came, oldest first."""
    found = [story.sort_at for story in stories]
    for story in stories:
        if story.public_versions > 1:
            numbers = range(max(2, story.public_versions - KEPT), story.public_versions + 1)
            found += [version.at for version in paper.shelf.provenance.history.of(story, numbers).values()]
    return sorted(found)


def coverage(paper: Paper, stories: Sequence[PublicStory]) -> Coverage | None:
    """Since when a running story has been told live, and whether it still is; None where it never was."""
    if sum(story.public_versions for story in stories) < UPDATES:
        return None
    times = _times(paper, stories)
    if not any(last - first <= WITHIN for first, last in zip(times, times[UPDATES - 1 :], strict=False)):
        return None
    live = paper.now - times[-1] < QUIET
    return Coverage(times[0], times[-1], times[-1] + QUIET if live else times[-1], live)


def updates(paper: Paper, stories: Sequence[PublicStory]) -> tuple[Update, ...]:
    """These stories in full, as they stand."""
    return tuple(
        Update(
            story=story,
            language=paper.attributes(story.language, story.direction),
            own=paper.own if paper.attributes(story.language, story.direction).language else Attributes("", ""),
            at=paper.times.recent_tag(at_of(story), paper.today),
            changed=_changed(paper, story),
            body=Markup(render_blocks(story.blocks, rel="noopener")),  # noqa: S704  (sanitised, and gated afterwards)
        )
        for story in stories
    )


def _changed(paper: Paper, story: PublicStory) -> Markup:
    """The way to what a story said before, where it said something else."""
    if story.public_versions < 2:
        return Markup()
    says = paper.words.version_n.format(n=paper.times.number(story.public_versions))
    return Markup('<a href="{}versions/">{}</a>').format(story.path, says)


def json_of(paper: Paper, name: str, path: str, found: Coverage, stories: Sequence[PublicStory]) -> Markup:
    """The page for search engines: a LiveBlogPosting whose updates are the stories that stand on it in full."""
    times = [(story, at_of(story)) for story in stories]
    return live_json(paper, name, path, times, begun_at=found.begun_at, last_at=found.last_at, ends_at=found.ends_at)


def read_at_once(shelf: Shelf, threads: Sequence[str]) -> None:
    """Read what the stories of these running stories said before, in one question."""
    every = [one for thread in shelf.threads.named(threads).values() for one in thread.stories]
    wanted = {
        story.id: max(2, story.public_versions - KEPT)
        for story in shelf.stories(every).values()
        if story.public_versions > 1
    }
    if wanted:
        shelf.provenance.history.read(wanted)


def lines(paper: Paper, stories: Sequence[PublicStory]) -> tuple[Markup, ...]:
    """The earlier updates, as lines."""
    return tuple(cards.tick(paper, story, at_of(story), why=cards.where_from(paper, story)) for story in stories)
