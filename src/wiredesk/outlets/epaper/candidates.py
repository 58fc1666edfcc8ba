"""Reads what an issue may be chosen from: public records of the window, their places on the web, their pictures."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from wiredesk.outlets.epaper.choose import Candidate
from wiredesk.outlets.epaper.makeup.offer import OfferedPicture
from wiredesk.outlets.website.pictures import JPEG, sizes_of
from wiredesk.publication.print_shelf import live_between, printed_before
from wiredesk.publication.public import FrontKind, PublicPicture, PublicStory
from wiredesk.publication.shelf import Shelf

SECOND = 4
"""Places of an edition's front below its lead that count: the front has no more of second rank."""


def candidates(
    shelf: Shelf, edition: str, day: date, since: datetime, until: datetime, home: Path
) -> tuple[Candidate, ...]:
    """Every story that the edition's issue of that day may print, newest first."""
    stories = live_between(shelf.key, since, until)
    front = shelf.front(FrontKind.HOME)
    places = {slot.story: slot.rank for slot in front.slots} if front is not None else {}
    own = _own(shelf.editions.stories(edition)) if edition else {}
    threads = shelf.threads.where([story.id for story in stories])
    before = printed_before(shelf.key, edition, day)
    return tuple(
        Candidate(
            story=story,
            home=places.get(story.id, ""),
            own=own.get(story.id, ""),
            thread=threads.get(story.id, ""),
            pictures=tuple(pictures_of(story, home)),
            printed=story.id in before,
        )
        for story in stories
    )


def _own(stories: Iterable[str]) -> Mapping[str, str]:
    """Ranks on the edition's front, by story."""
    return {story: "lead" if place == 0 else "second" for place, story in enumerate(stories) if place <= SECOND}


def pictures_of(story: PublicStory, home: Path) -> Iterable[OfferedPicture]:
    """A story's pictures that can be printed: those whose file is there, in the largest size, with words under it.

    What a blind reader is told of a picture is its caption: one without is for the web alone.
    """
    for picture in story.pictures:
        found = _largest(picture, home)
        if found is not None and picture.caption.strip():
            yield found


def _largest(picture: PublicPicture, home: Path) -> OfferedPicture | None:
    for size in reversed(sizes_of(picture, JPEG)):
        file = home / size.path.lstrip("/")
        if file.is_file():
            return OfferedPicture(
                file=file, width=size.width, height=size.height, caption=picture.caption, credit=picture.credit
            )
    return None
