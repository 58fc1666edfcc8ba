"""Step: fetch the pictures that stories want, and store their sizes. A picture that fails holds nothing back."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import msgspec
from django.db import transaction

from wiredesk.common.errors import FetchError, WiredeskError
from wiredesk.common.fetch.client import Request, fetch
from wiredesk.common.tally import Tally
from wiredesk.settings.options import Options
from wiredesk.story.models import Picture, PictureState, Version
from wiredesk.story.pictures import files
from wiredesk.story.pictures.develop import develop
from wiredesk.wire import spool

AT_A_TIME = 4
"""Servers asked at once."""

FIRST_WAIT = timedelta(seconds=20)
"""Before the second try; each further try waits twice as long."""


class Fetching(msgspec.Struct, frozen=True):
    """What came of asking for one picture: bytes, or why there are none."""

    picture: Picture
    data: bytes = b""
    fault: str = ""
    permanent: bool = False


def _allowed_private(pictures: Sequence[Picture]) -> set[str]:
    """The stories whose service may be fetched from private addresses."""
    ids = [picture.story_id for picture in pictures]
    rows = Version.objects.filter(story__in=ids).values_list("story", "item__service__options")
    return {story for story, options in rows if str(options.get("allow_private", "")).lower() in ("true", "1", "yes")}


def _fetch(picture: Picture, private: set[str], options: Options) -> Fetching:
    if picture.digest:
        try:
            return Fetching(picture, spool.get(options.home, picture.digest))
        except WiredeskError:
            # Received before and cleaned away since: ask for it again.
            pass
    request = Request(
        url=picture.url,
        allow_private=picture.story_id in private,
        max_bytes=options.picture_max_bytes,
        timeout=options.fetch_timeout,
    )
    try:
        return Fetching(picture, fetch(request).body)
    except FetchError as fault:
        return Fetching(picture, fault=fault.sentence, permanent=fault.permanent)


def _take(fetched: Fetching, options: Options, now: datetime) -> None:
    """Bring the row up to date with what came; sizes are stored before the row says that they are there."""
    picture = fetched.picture
    picture.tries += 1
    fault, permanent = fetched.fault, fetched.permanent
    if fetched.data:
        try:
            width, height, sizes = develop(fetched.data, options.picture_max_pixels)
            digest = spool.put(options.home, fetched.data)
            picture.renditions = files.store(options.home, digest, sizes)
            picture.digest, picture.width, picture.height = digest, width, height
            picture.state, picture.next_try_at, picture.shown_at = PictureState.READY, None, None
            return
        except WiredeskError as refused:
            fault, permanent = refused.sentence, True
    picture.reason = fault or "The server sent no bytes."
    if permanent or picture.tries >= options.picture_tries:
        picture.state, picture.next_try_at = PictureState.FAILED, None
    else:
        picture.next_try_at = now + FIRST_WAIT * 2 ** (picture.tries - 1)


def fetch_pictures(now: datetime, limit: int, *, options: Options) -> Tally:
    """Fetch up to `limit` wanted pictures that are due, several at a time, outside any transaction."""
    wanted = Picture.objects.filter(state=PictureState.WANTED, next_try_at__lte=now)
    pictures = list(wanted.order_by("next_try_at", "id")[:limit])
    if not pictures:
        return Tally("picture")
    private = _allowed_private(pictures)
    with ThreadPoolExecutor(max_workers=AT_A_TIME, thread_name_prefix="picture") as pool:
        for fetched in pool.map(partial(_fetch, private=private, options=options), pictures):
            _take(fetched, options, now)
    fields = ["tries", "renditions", "digest", "width", "height", "state", "next_try_at", "shown_at", "reason"]
    with transaction.atomic():
        # A picture whose story was withdrawn meanwhile stays withdrawn: its sizes are taken away again.
        still = set(
            Picture.objects.select_for_update()
            .filter(pk__in=[picture.pk for picture in pictures], state=PictureState.WANTED)
            .values_list("pk", flat=True)
        )
        Picture.objects.bulk_update([picture for picture in pictures if picture.pk in still], fields)
    for picture in pictures:
        if picture.pk not in still:
            files.remove(options.home, [str(size["path"]) for size in picture.renditions])
    done = sum(picture.state == PictureState.READY for picture in pictures)
    return Tally("picture", seen=len(pictures), done=done)
