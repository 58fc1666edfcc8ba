"""Pictures of withdrawn stories: their sizes go from the site with the story, the original stays with the record."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from wiredesk.story.models import Picture, PictureState
from wiredesk.story.pictures import files


def withdraw_rows(stories: Sequence[str]) -> list[str]:
    """Mark the pictures of these stories as withdrawn; returns the paths that no other story shows.

    Call it inside the withdrawal's transaction, and `files.remove` with what it returns after that.
    """
    going = Picture.objects.filter(story__in=stories, state__in=(PictureState.READY, PictureState.WANTED))
    ready = [picture for picture in going if picture.state == PictureState.READY]
    shared = set(
        Picture.objects.filter(digest__in={picture.digest for picture in ready}, state=PictureState.READY)
        .exclude(story__in=stories)
        .values_list("digest", flat=True)
    )
    going.update(state=PictureState.WITHDRAWN)
    return [str(size["path"]) for picture in ready if picture.digest not in shared for size in picture.renditions]


def bring_back(stories: Sequence[str], now: datetime) -> None:
    """The pictures of restored stories are wanted again; they are made from the originals that were kept."""
    Picture.objects.filter(story__in=stories, state=PictureState.WITHDRAWN).update(
        state=PictureState.WANTED, next_try_at=now, tries=0
    )


def sweep(home: Path) -> None:
    """Remove what a crash between a withdrawal and its files left: run when the worker starts."""
    gone = Picture.objects.filter(state=PictureState.WITHDRAWN).exclude(renditions=[])
    kept = set(Picture.objects.filter(state=PictureState.READY).values_list("digest", flat=True))
    for picture in gone.iterator():
        if picture.digest not in kept:
            files.remove(home, [str(size["path"]) for size in picture.renditions])
