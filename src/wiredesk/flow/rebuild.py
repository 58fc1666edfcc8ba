"""The index of related stories thrown away and built again, and on demand every list found anew, in time order."""

from collections.abc import Callable, Iterator

import msgspec
from django.db.models import OuterRef, Subquery

from wiredesk.common.clock import Clock
from wiredesk.common.wake import wake
from wiredesk.flow.locks import is_running
from wiredesk.flow.steps import Paper, my_turn, run_until_idle
from wiredesk.story.content import decode
from wiredesk.story.models import Related, Story, Version
from wiredesk.story.queries import WITH_TEXT
from wiredesk.story.related.due import compare_soon, own_time
from wiredesk.story.related.follower import ask_for_rebuild

AT_ONCE = 500
LOOK_EVERY = 1.0
"""Seconds between two looks at how far a running paper has come."""


class Left(msgspec.Struct, frozen=True):
    """What is still to be done: stories to compare, and stories to put into the index."""

    compare: int
    store: int


def rebuild(clock: Clock, paper: Paper, sleep: Callable[[float], None], *, lists: bool) -> Iterator[Left]:
    """Have it all done, by `wiredesk run` where that runs on this home and else here; gives what is left meanwhile."""
    with my_turn(paper):
        take_in_old(paper)
        if lists:
            # A story that is to be compared is put into the index then, after those before it.
            Related.objects.update(due=True, loose=False, stale=True, listed=b"")
        ask_for_rebuild(paper.home)
    yield left()
    if is_running(paper.home):
        wake(paper.home)
        while (still := left()) != Left(0, 0):
            yield still
            sleep(LOOK_EVERY)
        return
    run_until_idle(clock, paper)
    with my_turn(paper):
        paper.related.commit()
    yield left()


def left() -> Left:
    """How far it is."""
    return Left(Related.objects.filter(due=True).count(), Related.objects.filter(loose=True, due=False).count())


def take_in_old(paper: Paper) -> int:
    """Have stories compared that an older wiredesk took in; returns how many."""
    best = Version.objects.filter(story=OuterRef("pk"), what__in=WITH_TEXT).order_by("-rank", "-id").values("pk")[:1]
    unknown = Story.objects.exclude(pk__in=Related.objects.values("pk")).exclude(provider__kind="paid")
    rows = unknown.annotate(best=Subquery(best)).exclude(best=None).order_by("pk").values_list("pk", "best")
    found = list(rows)
    for start in range(0, len(found), AT_ONCE):
        part = dict(found[start : start + AT_ONCE])
        compare_soon(
            Related(
                story_id=version.story_id,
                version=version,
                at=own_time(content.created_at or content.updated_at, version.received_at),
            )
            for version in Version.objects.filter(pk__in=part.values())
            if not (content := decode(bytes(version.content))).paid_mark
        )
    return len(found)
