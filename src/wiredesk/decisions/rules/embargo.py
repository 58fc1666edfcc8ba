"""An embargo keeps a version from every surface until its time; one that cannot be read is a hold.

On the very words that are public it takes the story down: the agency has thought better of it.
"""

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.standing import PUBLIC_TEXT, UNREAD
from wiredesk.decisions.words import State, Verb

RULE = "embargo"


def propose(case: Case) -> tuple[Proposal, ...]:
    """An embargo that is still in force or ends one that was, or a hold where its end cannot be read."""
    content = case.content
    public = case.state is State.LIVE and content.canonical_digest == case.public_digest
    if content.embargoed_until is not None:
        over = content.embargoed_until <= case.now
        if over and not case.stopped:
            return ()
        said = content.embargo_text or content.embargoed_until.isoformat()
        reason = f"The embargo is over: {said}" if over else f"Embargoed: {said}"
        value = PUBLIC_TEXT if public else ""
        return (Proposal(verb=Verb.EMBARGO, rule=RULE, reason=reason, until=content.embargoed_until, value=value),)
    if content.embargo_text is not None:
        reason = f"An embargo whose end cannot be read: “{content.embargo_text}”. Release it when it is over."
        return (Proposal(verb=Verb.HOLD, rule=RULE, reason=reason, value=PUBLIC_TEXT if public else UNREAD),)
    return ()
