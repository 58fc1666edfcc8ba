"""From the e-paper's keys to its pages: registered with the press, of which this is a part."""

import msgspec

from wiredesk.outlets.website.issues import archive, viewer
from wiredesk.outlets.website.issues.keys import (
    EpaperCity,
    EpaperCover,
    EpaperFeed,
    EpaperIndex,
    EpaperKey,
    EpaperMonth,
    EpaperSheet,
    EpaperSitemap,
)
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.public import PublicStory

KIND, FEED_KIND, SITEMAP_KIND = "epaper", "feed", "sitemap"


class Pressed(msgspec.Struct, frozen=True):
    """A page of the e-paper before it is stored, and the stories whose whole text the gate is to compare."""

    sheet: Sheet
    kind: str = KIND
    status: int = 200
    stories: tuple[PublicStory, ...] = ()


def pressed(paper: Paper, key: EpaperKey) -> Pressed | None:
    """What stands at a key; None where nothing does."""
    match key:
        case EpaperSheet():
            made = viewer.press(paper, key)
            return Pressed(made.sheet, stories=made.stories) if made else None
        case EpaperCover():
            found = archive.cover(paper, key)
            return Pressed(found[0], status=200 if found[1] else 410) if found else None
        case EpaperIndex():
            return _of(archive.index(paper, key))
        case EpaperCity():
            return _of(archive.city(paper, key))
        case EpaperMonth():
            return _of(archive.month(paper, key))
        case EpaperFeed():
            return _of(archive.feed(paper), FEED_KIND)
        case EpaperSitemap():
            return _of(archive.sitemap(paper), SITEMAP_KIND)


def _of(sheet: Sheet | None, kind: str = KIND) -> Pressed | None:
    return Pressed(sheet, kind) if sheet else None
