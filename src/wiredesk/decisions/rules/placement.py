"""Where a story goes by itself: to the section of its service, and to the places that its text says it happens in."""

from collections.abc import Sequence

from wiredesk.decisions.rules.case import Proposal
from wiredesk.decisions.spots import BY_HAND, Spot, written
from wiredesk.decisions.words import Verb
from wiredesk.story.places.placing import Placed

RULE = "placement"


def in_section(service: str, section: str) -> tuple[Proposal, ...]:
    """A new story's section; none where its service sends to none."""
    if not section:
        return ()
    reason = f"The service {service} goes to this section"
    return (Proposal(verb=Verb.PLACE, rule=RULE, reason=reason, value=section),)


def differs(placed: Sequence[Placed], stands: Sequence[Spot]) -> bool:
    """Whether the text says another set of places than the rule found before; those that a person gave aside."""
    by_hand = {spot.key for spot in stands if spot.percent == BY_HAND}
    return {one.key for one in placed} - by_hand != {spot.key for spot in stands} - by_hand


def in_places(placed: Sequence[Placed], stands: Sequence[Spot]) -> tuple[Proposal, ...]:
    """Where the newest version happens, where that is not how the story stands: a line of reason for each place."""
    if not differs(placed, stands):
        return ()
    spots = [Spot(one.key, round(100 * one.sure), one.name) for one in placed]
    reasons = [f"{one.name}, {round(100 * one.sure)} %: {one.reason}" for one in placed]
    return (
        Proposal(
            verb=Verb.LOCATE,
            rule=RULE,
            reason="\n".join(reasons) or "The text says no longer where it happens",
            value=written(spots),
        ),
    )
