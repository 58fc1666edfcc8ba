"""Copy that was withdrawn does not come back under another name: the same text in another story waits for a person."""

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.words import Verb

RULE = "withdrawn_copy"


def propose(case: Case) -> tuple[Proposal, ...]:
    """A hold, where another story with this very text was withdrawn, suspended or spiked here."""
    if not case.withdrawn:
        return ()
    reason = f"The same text was withdrawn here as story {case.withdrawn}. Release it only if that is settled."
    return (Proposal(verb=Verb.HOLD, rule=RULE, reason=reason),)
