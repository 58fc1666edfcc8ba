"""An embargo keeps a version from every surface until its time; one that cannot be read is a hold."""

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.words import Verb

RULE = "embargo"


def propose(case: Case) -> tuple[Proposal, ...]:
    """An embargo that is still in force, or a hold where its end cannot be read."""
    content = case.content
    if content.embargoed_until is not None:
        if content.embargoed_until <= case.now:
            return ()
        said = content.embargo_text or content.embargoed_until.isoformat()
        return (Proposal(verb=Verb.EMBARGO, rule=RULE, reason=f"Embargoed: {said}", until=content.embargoed_until),)
    if content.embargo_text is not None:
        reason = f"An embargo whose end cannot be read: “{content.embargo_text}”. Release it when it is over."
        return (Proposal(verb=Verb.HOLD, rule=RULE, reason=reason),)
    return ()
