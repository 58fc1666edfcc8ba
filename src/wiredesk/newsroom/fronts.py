"""Every front at the desk: which story stands in which slot, and why."""

from datetime import datetime

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiredesk.common.clock import system_clock
from wiredesk.decisions.slots import HOME
from wiredesk.house import titles
from wiredesk.house.editions import editions
from wiredesk.house.models import Title
from wiredesk.newsroom.access import desk
from wiredesk.newsroom.frame import Choice, page
from wiredesk.publication import models
from wiredesk.publication.front_record import front_of
from wiredesk.publication.fronts import why
from wiredesk.publication.public import FrontKind, PublicStory

_story = msgspec.msgpack.Decoder(PublicStory)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One slot: who stands in it since when, and why."""

    story: str
    rank: str
    headline: str
    language: str
    direction: str
    section: str
    at: datetime
    why: str
    until: datetime | None


def names_of(title: Title) -> dict[str, str]:
    """The fronts that a story can be given a slot of, as decisions name them, and what they are called."""
    sections = {f"section/{one.slug}": one.name for one in titles.sections(title.pk)}
    return {
        HOME: "Home page",
        **sections,
        **{f"edition/{one.slug}": f"{one.name} edition" for one in editions(title.pk)},
    }


def choices(chosen: str) -> list[Choice]:
    """The fronts of the first title as a select offers them."""
    title = titles.founded()[0] if titles.founded() else None
    return [Choice(front, name, front == chosen) for front, name in names_of(title).items()] if title else []


def _lines(title: Title, front: str) -> list[Line]:
    kind, _, slug = front.partition("/")
    row = models.Front.objects.filter(title=title, kind=FrontKind(kind).value, slug=slug).first()
    slots = front_of(bytes(row.data)).slots if row else ()
    rows = models.PublicStory.objects.filter(title=title, state=models.PublicState.LIVE)
    found = dict(rows.filter(story__in=[slot.story for slot in slots]).values_list("story_id", "data"))
    made = []
    for slot in slots:
        if slot.story in found:
            story = _story.decode(found[slot.story])
            made.append(
                Line(
                    story=slot.story,
                    rank=slot.rank,
                    headline=story.headline,
                    language=story.language,
                    direction=story.direction,
                    section=story.section.name,
                    at=story.sort_at,
                    why=why(slot),
                    until=slot.until,
                )
            )
    return made


@require_safe
@desk
def fronts(request: HttpRequest) -> HttpResponse:
    """One front, slot by slot; `?front=` names another than the home page, `?title=` another newspaper."""
    every = titles.founded()
    title = next((one for one in every if one.code == request.GET.get("title", "")), every[0])
    names = names_of(title)
    front = request.GET.get("front", HOME)
    front = front if front in names else HOME
    return page(
        request,
        "fronts.html",
        system_clock(),
        here="fronts",
        name=names[front],
        fronts=[Choice(one, name, one == front) for one, name in names.items()],
        titles=[Choice(one.code, one.name, one.pk == title.pk) for one in every] if len(every) > 1 else (),
        lines=_lines(title, front),
    )
