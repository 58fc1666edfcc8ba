"""Place: choose a story's primary section, or give it a slot of a front."""

from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.slots import HOME, SlotName
from wiredesk.decisions.words import Verb
from wiredesk.house.models import Edition, Section

PLACES = (SlotName.LEAD, SlotName.SECOND, SlotName.PICTURE, SlotName.BRIEF)
"""The slots that a front has; a section's and an edition's have the first two."""

_BELOW = PLACES[:2]


def place(story: str, section: str, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story belongs to this section from now on; its address stays what it was."""
    if not Section.objects.filter(slug=section).exists():
        raise UsageError(
            f"There is no section {section}; `wiredesk service add --section` makes one.", fact="no_section"
        )
    return act(Draft(story=story, verb=Verb.PLACE, by=by, reason=reason or f"Placed in {section}", value=section), now)


def pin(
    story: str,
    until: datetime | None,
    *,
    by: Actor,
    reason: str = "",
    now: datetime,
    front: str = HOME,
    slot: str = SlotName.LEAD.value,
) -> Decision:
    """The story holds that slot of a front until then; None takes it out of every slot that it was given.

    `front` is `home`, `section/SLUG`, `edition/SLUG` or `edition/SLUG/SECTION`. Raises UsageError for one that there is
    not.
    """
    if until is None:
        return act(Draft(story=story, verb=Verb.PIN, by=by, reason=reason or "Unpinned", value=HOME), now)
    front = _front(front)
    allowed = PLACES if front == HOME else _BELOW
    if slot not in allowed:
        names = ", ".join(allowed)
        raise UsageError(f"The front {front} has no slot {slot}: it has {names}.", fact="no_slot")
    said = reason or f"Placed on {front} as {slot}"
    return act(Draft(story=story, verb=Verb.PIN, by=by, reason=said, until=until, value=f"{front} {slot}"), now)


def _front(given: str) -> str:
    """The front by its full name; a section's slug alone means that section's front."""
    kind, _, rest = given.strip("/ ").partition("/")
    edition, _, section = rest.partition("/")
    match kind:
        case "home" | "":
            return HOME
        case "edition":
            known = Edition.objects.filter(slug=edition).exists()
            if known and (not section or Section.objects.filter(slug=section).exists()):
                return f"edition/{rest}"
        case _:
            slug = rest if kind == "section" else kind
            if Section.objects.filter(slug=slug).exists():
                return f"section/{slug}"
    raise UsageError(f"There is no front {given}: write home, a section's slug, or edition/SLUG.", fact="no_front")
