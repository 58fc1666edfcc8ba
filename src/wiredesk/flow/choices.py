"""A house's own choices of what belongs together, in the form that a model of its own is learnt from."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import msgspec

from wiredesk.decisions.beside import chosen
from wiredesk.decisions.models import BesideChoice
from wiredesk.story.models import Related
from wiredesk.story.related.follower import piece

AT_ONCE = 500


class Told(msgspec.Struct, frozen=True):
    """A story as learning reads it."""

    id: str
    at: datetime | None
    headline: str
    text: str
    section: str
    located: str


class Label(msgspec.Struct, frozen=True):
    """What was chosen about a story: the earlier ones that belong beside it, and those that do not."""

    id: str
    related: tuple[str, ...]
    unrelated: tuple[str, ...]


def stories() -> Iterator[Told]:
    """Every story that may stand beside others, in time order."""
    rows = Related.objects.select_related("version").order_by("at", "story")
    for row in rows.iterator(chunk_size=AT_ONCE):
        one = piece(row)
        yield Told(one.id, one.at, one.headline, one.text, one.section, one.located)


def labels() -> Iterator[Label]:
    """What was chosen, each pair with the later of its two stories, in time order."""
    ids = sorted(set(BesideChoice.objects.values_list("story", flat=True)))
    times = dict(Related.objects.filter(pk__in=ids).values_list("story", "at"))
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for story, said in chosen(ids).items():
        for other in (*said.belong, *sorted(said.banned)):
            if (times[other], other) < (times[story], story):
                found[story][other] = other in said.belong
    for story in sorted(found, key=lambda one: (times[one], one)):
        pairs = found[story]
        yield Label(
            story,
            tuple(other for other, belongs in pairs.items() if belongs),
            tuple(other for other, belongs in pairs.items() if not belongs),
        )
