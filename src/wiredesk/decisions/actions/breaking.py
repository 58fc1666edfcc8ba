"""Breaking: put a story into the strip above every front for some time, or take it out."""

from datetime import datetime, timedelta

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.rules.breaking import TARGET
from wiredesk.decisions.words import State, Verb

LONGEST = timedelta(hours=12)
"""What has been on for longer is no longer breaking."""

ALLOWED = frozenset({State.NEW, State.HELD, State.EMBARGOED, State.LIVE})


def breaking(story: str, until: datetime | None, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story stands in the strip until then, while it is live; None takes it out, and no rule puts it back."""
    if until is not None and not now < until <= now + LONGEST:
        raise UsageError("A story is breaking for twelve hours at most: give an end within these.", fact="bad_end")
    said = reason.strip() or ("Breaking" if until else "No longer breaking")
    return act(Draft(story=story, verb=Verb.PIN, by=by, reason=said, until=until, value=TARGET), now, ALLOWED)
