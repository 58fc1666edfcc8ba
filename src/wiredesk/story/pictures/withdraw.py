"""Pictures of withdrawn stories: their sizes go from the site with the story, the original stays with the record."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from wiredesk.common.prepared import ToChange, prepared_change
from wiredesk.story.models import Picture, PictureState
from wiredesk.story.pictures import files


def withdraw_rows(stories: Sequence[str]) -> list[str]:
    """Mark the pictures of these stories as withdrawn; returns the paths that no other story shows.

    Call it inside the withdrawal's transaction, and `files.remove` with what it returns after that.
    """
    if not stories:
        return []
    going = Picture.objects.filter(story__in=stories, state__in=(PictureState.READY, PictureState.WANTED))
    ready = [picture for picture in going if picture.state == PictureState.READY]
    going.update(state=PictureState.WITHDRAWN)
    return unshown_paths(ready)


def unshown_paths(pictures: Sequence[Picture]) -> list[str]:
    """The paths of these pictures' sizes that no other story shows; only pictures that are shown are ready."""
    digests = {picture.digest for picture in pictures if picture.renditions}
    if not digests:
        return []
    shared = set(
        Picture.objects.filter(digest__in=digests, state=PictureState.READY)
        .exclude(pk__in=[picture.pk for picture in pictures])
        .values_list("digest", flat=True)
    )
    return [str(size["path"]) for picture in pictures if picture.digest not in shared for size in picture.renditions]


def drop(pictures: Sequence[Picture]) -> list[str]:
    """Mark pictures that a later version no longer has as withdrawn; returns the paths that nobody shows any more."""
    if not pictures:
        return []
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(state=PictureState.WITHDRAWN)
    return unshown_paths(pictures)


def show_again(pictures: Sequence[Picture], now: datetime) -> None:
    """Pictures that a later version has again are wanted again."""
    if pictures:
        Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(
            state=PictureState.WANTED, next_try_at=now, tries=0
        )


def wake(stories: Sequence[str], now: datetime) -> None:
    """The pictures that these stories, public from now on, waited for are made as soon as they can be had."""
    if stories:
        _try_now(stories, now)


@prepared_change
def _try_now(stories: Sequence[str], now: datetime) -> ToChange:
    return Picture.objects.filter(story__in=stories, state=PictureState.WANTED), {"next_try_at": now}


def bring_back(stories: Sequence[str], now: datetime) -> None:
    """The pictures of restored stories are wanted again; they are made from the originals that were kept."""
    if not stories:
        return
    Picture.objects.filter(story__in=stories, state__in=(PictureState.WITHDRAWN, PictureState.WANTED)).update(
        state=PictureState.WANTED, next_try_at=now, tries=0
    )


def sweep(home: Path) -> None:
    """Remove what a crash between a withdrawal and its files left: run when the worker starts."""
    gone = Picture.objects.filter(state=PictureState.WITHDRAWN).exclude(renditions=[])
    kept = set(Picture.objects.filter(state=PictureState.READY).values_list("digest", flat=True))
    for picture in gone.iterator():
        if picture.digest not in kept:
            files.remove(home, [str(size["path"]) for size in picture.renditions])
