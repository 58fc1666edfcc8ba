"""Place: choose a story's primary section, or pin it to a front."""

from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import Verb
from wiredesk.house.models import Section

HOME = "home"


def place(story: str, section: str, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story belongs to this section from now on; its address stays what it was."""
    if not Section.objects.filter(slug=section).exists():
        raise UsageError(
            f"There is no section {section}; `wiredesk service add --section` makes one.", fact="no_section"
        )
    return act(Draft(story=story, verb=Verb.PLACE, by=by, reason=reason or f"Placed in {section}", value=section), now)


def pin(story: str, until: datetime | None, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story leads the home page until then; None takes the pin out."""
    said = reason or ("Pinned to the home page" if until else "Unpinned")
    return act(Draft(story=story, verb=Verb.PIN, by=by, reason=said, until=until, value=HOME), now)
