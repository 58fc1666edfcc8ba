"""What stands beside a story, as it was found and as people said: for publication, the desk and the command line."""

from collections.abc import Sequence

import msgspec
from django.db.models import QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import BesideChoice, Standing
from wiredesk.decisions.words import NOTHING, Chosen, State
from wiredesk.story.models import Related
from wiredesk.story.related import lists


@prepared
def _choices(stories: Sequence[str]) -> QuerySet[BesideChoice, tuple[str, str, bool]]:
    rows = BesideChoice.objects.filter(story__in=stories).order_by("id")
    return rows.values_list("story_id", "other_id", "belongs")


def chosen(stories: Sequence[str]) -> dict[str, Chosen]:
    """What was said of these stories; those of which nothing was said are absent. The latest word on a pair counts."""
    said: dict[str, dict[str, bool]] = {}
    for story, other, belongs in _choices(stories):
        said.setdefault(story, {})[other] = belongs
    return {
        story: Chosen(
            tuple(other for other, belongs in others.items() if belongs),
            frozenset(other for other, belongs in others.items() if not belongs),
        )
        for story, others in said.items()
    }


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One story beside another, with everything that a person may ask of it."""

    story: str
    headline: str
    state: State
    probability: float
    hours_apart: float
    shared: tuple[str, ...]
    numbers: tuple[str, ...]
    choice: str
    """`join` or `part` where a person said so, else empty."""


def beside_of(story: str) -> tuple[Line, ...]:
    """What was found for a story and what people said of it, best first; nothing where it stands beside no other."""
    row = Related.objects.filter(pk=story).first()
    if row is None:
        return ()
    said = chosen((story,)).get(story, NOTHING)
    choices = dict.fromkeys(said.belong, "join") | dict.fromkeys(sorted(said.banned), "part")
    found = {entry.story: entry for entry in lists.decode(bytes(row.listed))}
    others = {one.pk: one for one in Related.objects.filter(pk__in={*found, *choices}).select_related("version")}
    states = dict(Standing.objects.filter(story__in=others).values_list("story", "state"))
    lines: list[Line] = []
    for one in (*said.belong, *(one for one in (*found, *choices) if one not in said.belong)):
        if one in others and one not in {line.story for line in lines}:
            entry = found.get(one)
            lines.append(
                Line(
                    story=one,
                    headline=others[one].version.headline,
                    state=State(states.get(one, State.NEW)),
                    probability=entry.probability if entry else 0.0,
                    hours_apart=entry.hours_apart if entry else lists.hours(row.at, others[one].at),
                    shared=entry.shared if entry else (),
                    numbers=entry.numbers if entry else (),
                    choice=choices.get(one, ""),
                )
            )
    return tuple(lines)
