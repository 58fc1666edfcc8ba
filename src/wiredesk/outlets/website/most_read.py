"""Most read: a list on fronts of what readers open, without a word of who they are."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from markupsafe import Markup

from wiredesk.outlets.stores.reads import Reads
from wiredesk.outlets.website.cards import sponsored
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.site import HOME, EditionPage, FrontPage, key_of, path_of
from wiredesk.publication.public import FrontKind, PublicStory

SHOWN, FEWEST = 8, 3
"""Stories on a list at most; where there are fewer than so many, there is no list."""

LOOKED_AT = 60
"""The most read of a title, among which each front finds its own."""

LEAST = 3.0
"""Readings, weighed by their age, that a story needs: one reader's curiosity is nobody's business."""

LOOK_EVERY = timedelta(minutes=1)


class Most:
    """What is most read in each title of one home, looked up once a minute at most."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str], tuple[datetime, tuple[str, ...]]] = {}

    def of(self, home: Path, title: str, now: datetime) -> tuple[str, ...]:
        """The ids, the most read first; live or not."""
        at, found = self._known.get((home, title), (None, ()))
        if at is None or not timedelta() <= now - at < LOOK_EVERY:
            found = Reads(home).most(title, now.timestamp(), LOOKED_AT, LEAST)
            self._known[home, title] = (now, found)
        return found


def _list(paper: Paper, fits: Callable[[PublicStory], bool]) -> tuple[PublicStory, ...]:
    found = [story for story in paper.stories(paper.most_read) if not story.paid and fits(story)][:SHOWN]
    return tuple(found) if len(found) >= FEWEST else ()


def box(paper: Paper, key: FrontPage | EditionPage) -> tuple[PublicStory, ...]:
    """The list of a front: of the whole paper, a section, an agency, an edition or a section in it; else nothing."""
    if not paper.most_read:
        return ()
    match key:
        case FrontPage(FrontKind.HOME):
            return _list(paper, lambda _: True)
        case FrontPage(FrontKind.SECTION, slug):
            return _list(paper, lambda story: story.section.slug == slug)
        case FrontPage(FrontKind.PROVIDER, slug):
            return _list(paper, lambda story: story.provider.code.lower() == slug)
        case EditionPage(edition, section):
            return _list(paper, lambda story: edition in story.editions and section in ("", story.section.slug))
    return ()


def shown(paper: Paper, key: FrontPage | EditionPage) -> tuple[tuple[Markup, ...], frozenset[str]]:
    """The lines of a front's list, and whose they are; remembered, so that a later look knows what stands there."""
    stories = box(paper, key)
    paper.memory.boxes[paper.title.code, path_of(key)] = tuple(story.id for story in stories)
    return tuple(_line(paper, story) for story in stories), frozenset(story.id for story in stories)


def forget(paper: Paper, key: EditionPage) -> None:
    """The front is about to be made, or to be no more: nothing stands on it."""
    paper.memory.boxes.pop((paper.title.code, path_of(key)), None)


def _line(paper: Paper, story: PublicStory) -> Markup:
    language = paper.attributes(story.language, story.direction)
    return Markup('<li><a href="{}"{}{}>{}</a></li>').format(story.path, language, sponsored(story), story.headline)


def _sections_of_editions(paper: Paper) -> Iterator[EditionPage]:
    """The sections' fronts in editions that have a list, or may have one now: all that there are would be too many."""
    editions = {one.slug for one in paper.title.editions}
    for (code, path), stood in paper.memory.boxes.items():
        key = key_of(path) if stood and code == paper.title.code else None
        if isinstance(key, EditionPage) and key.edition in editions:
            yield key
    for story in paper.stories(paper.most_read):
        if paper.section(story.section.slug) is not None:
            yield from (EditionPage(one, story.section.slug) for one in story.editions if one in editions)


def moved(paper: Paper) -> Iterator[FrontPage | EditionPage]:
    """The fronts whose list is another one than when they were pressed."""
    sections = (FrontPage(FrontKind.SECTION, section.slug) for section in paper.title.sections)
    providers = (FrontPage(FrontKind.PROVIDER, one.code.lower()) for one in paper.shelf.published)
    editions = (EditionPage(one.slug) for one in paper.title.editions)
    every: tuple[FrontPage | EditionPage, ...] = (HOME, *sections, *providers, *editions, *_sections_of_editions(paper))
    every = tuple(dict.fromkeys(every))
    for key in every:
        now = tuple(story.id for story in box(paper, key))
        if now != paper.memory.boxes.get((paper.title.code, path_of(key)), ()):
            yield key
