"""Locate, ban: what a person says about where a story happens, over what the rule finds."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.act import act, stand_of
from wiredesk.decisions.actions.draft import Actor, Draft, reasoned
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.models import Decision
from wiredesk.decisions.places import Effect
from wiredesk.decisions.rules.placement import RULE, in_places
from wiredesk.decisions.spots import BY_HAND, Spot, spots_of, written
from wiredesk.decisions.words import Verb
from wiredesk.story.places.known import Place


def locate(story: str, place: Place, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story happens there, whatever its text says, now and in later versions."""
    value = written([Spot(place.key, BY_HAND, place.name)])
    said = reason.strip() or f"Placed in {place.name}"
    return act(Draft(story=story, verb=Verb.LOCATE, by=by, reason=said, value=value), now)


@transaction.atomic
def ban(story: str, place: Place, *, by: Actor, reason: str, now: datetime) -> Decision:
    """The story does not happen there, whatever its text says, now and in later versions."""
    said = reasoned(reason, "ban a place from")
    if place.key not in {spot.key for spot in spots_of(stand_of(story).places)}:
        raise ActionRefused(
            f"Story {story} is not placed in {place.name}: there is nothing to take away.", fact="no_spot"
        )
    value = written([Spot(place.key, 0, place.name)])
    return act(Draft(story=story, verb=Verb.BAN, by=by, reason=said, value=value), now)


def locate_again(effects: Iterable[Effect], now: datetime) -> int:
    """Have the rule's new word on these stories recorded, in one set; returns how many."""
    drafts = [
        Draft(
            story=effect.story,
            version=effect.version,
            verb=proposal.verb,
            by=Actor(rule=RULE),
            reason=proposal.reason,
            value=proposal.value,
        )
        for effect in effects
        for proposal in in_places(effect.after, effect.before)
    ]
    record(drafts, now)
    return len(drafts)
