"""Step: fetch the pictures that stories want, and store their sizes. A picture that fails holds nothing back.

The original goes to the spool as soon as it can be had, for an agency's links may not last; sizes, which any reader
could ask for, are made only while the story is public.
"""

import struct
import zlib
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import msgspec
import structlog
from django.db import transaction

from wiredesk.common.errors import OWN_FAULTS, FetchError, WiredeskError
from wiredesk.common.fetch.client import Request, fetch
from wiredesk.common.tally import Tally
from wiredesk.settings.options import Options
from wiredesk.story.models import Picture, PictureState, Version
from wiredesk.story.pictures import files
from wiredesk.story.pictures.develop import develop
from wiredesk.story.pictures.withdraw import unshown_paths
from wiredesk.wire import spool

log = structlog.get_logger()

AT_A_TIME = 4
"""Servers asked at once."""

FIRST_WAIT = timedelta(seconds=20)
"""Before the second try; each further try waits twice as long."""


Public = Callable[[Collection[str]], Collection[str]]
"""Which of these stories are public now. Publication knows, downstream of here."""

DECODERS_FAULTS = (*OWN_FAULTS, struct.error, zlib.error, MemoryError)
"""What libraries of pictures have been seen to raise beside their own errors."""

_FIELDS = ("tries", "renditions", "digest", "width", "height", "state", "next_try_at", "shown_at", "reason")


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
    except OWN_FAULTS as fault:
        log.error("picture_fault", picture=picture.pk, exc_info=fault)
        return Fetching(picture, fault=f"Its address cannot be asked ({type(fault).__name__}).", permanent=True)


def _take(fetched: Fetching, options: Options, now: datetime, *, public: bool) -> None:
    """Bring the row up to date with what came; sizes are stored before the row says that they are there."""
    picture = fetched.picture
    picture.tries += 1
    fault, permanent = fetched.fault, fetched.permanent
    if fetched.data:
        try:
            picture.digest = spool.put(options.home, fetched.data)
            if not public:
                # Publication wakes it when the story is public.
                picture.next_try_at, picture.tries = None, 0
                return
            picture.width, picture.height, sizes = develop(fetched.data, options.picture_max_pixels)
            picture.renditions = files.store(options.home, picture.digest, sizes)
            picture.state, picture.next_try_at, picture.shown_at = PictureState.READY, None, None
            return
        except WiredeskError as refused:
            fault, permanent = refused.sentence, True
        except DECODERS_FAULTS as unread:
            log.error("picture_fault", picture=picture.pk, exc_info=unread)
            fault, permanent = f"The picture cannot be taken apart ({type(unread).__name__}).", True
    picture.reason = fault or "The server sent no bytes."
    if permanent or picture.tries >= options.picture_tries:
        picture.state, picture.next_try_at = PictureState.FAILED, None
    else:
        picture.next_try_at = now + FIRST_WAIT * 2 ** (picture.tries - 1)


def fetch_pictures(now: datetime, limit: int, *, options: Options, public: Public) -> Tally:
    """Fetch up to `limit` wanted pictures that are due, several at a time, outside any transaction."""
    wanted = Picture.objects.filter(state=PictureState.WANTED, next_try_at__lte=now)
    pictures = list(wanted.order_by("next_try_at", "id")[:limit])
    if not pictures:
        return Tally("picture")
    private = _allowed_private(pictures)
    with ThreadPoolExecutor(max_workers=AT_A_TIME, thread_name_prefix="picture") as pool:
        for fetched in pool.map(partial(_fetch, private=private, options=options), pictures):
            _take(fetched, options, now, public=fetched.picture.story_id in public({fetched.picture.story_id}))
    with transaction.atomic():
        # A picture whose story was withdrawn meanwhile stays withdrawn: its sizes are taken away again.
        still = set(
            Picture.objects.select_for_update()
            .filter(pk__in=[picture.pk for picture in pictures], state=PictureState.WANTED)
            .values_list("pk", flat=True)
        )
        kept = [picture for picture in pictures if picture.pk in still]
        shown = public({picture.story_id for picture in kept})
        for picture in kept:
            if picture.next_try_at is None and picture.state == PictureState.WANTED and picture.story_id in shown:
                picture.next_try_at = now
        Picture.objects.bulk_update(kept, _FIELDS)
        gone = unshown_paths([picture for picture in pictures if picture.pk not in still])
    files.remove(options.home, gone)
    done = sum(picture.state == PictureState.READY for picture in pictures)
    return Tally("picture", seen=len(pictures), done=done)
