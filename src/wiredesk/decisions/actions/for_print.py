"""For print: force a story into the e-paper, keep it out, pin it to a page, or have it printed whole."""

from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.printing import LAST_PAGE, Printing, written
from wiredesk.decisions.words import State, Verb

ALLOWED = frozenset(State) - {State.KILLED, State.SPIKED}


def for_print(story: str, wanted: Printing, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """Issues that are made from now on do with the story as wanted, while it is live; what is printed stays so.

    A later wish takes the place of an earlier one, and `Printing()` gives the story back to its own merit. A story that
    is pinned to a page is printed. Raises UsageError for what contradicts itself.
    """
    if not 0 <= wanted.page <= LAST_PAGE:
        raise UsageError(f"A page to pin a story to is between 1 and {LAST_PAGE}.", fact="bad_page")
    if wanted.never and (wanted.must or wanted.full or wanted.page):
        raise UsageError("A story is kept out of print or printed in some way, not both.", fact="print_contradiction")
    wish = Printing(never=wanted.never, must=wanted.must or wanted.page > 0, full=wanted.full, page=wanted.page)
    said = reason.strip() or _SAID.get(written(wish)) or f"In print: {written(wish)}"
    return act(Draft(story=story, verb=Verb.PRINT, by=by, reason=said, value=written(wish)), now, ALLOWED)


_SAID = {"": "In print by its own merit", "never": "Not for print", "must": "Forced into print"}
