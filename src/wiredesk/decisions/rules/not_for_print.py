"""Not for print: an agency that says so of its own copy is taken at its word, until a person says otherwise."""

from wiredesk.decisions.printing import Printing, written
from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.words import Verb

RULE = "not_for_print"
FLAG = "not_for_print"
"""What story/normalise calls copy whose rights or note say so."""


def propose(case: Case) -> tuple[Proposal, ...]:
    """Keep the story out of print where this version says so; what is kept out stays out until a person lets it in."""
    if FLAG not in case.content.flags:
        return ()
    reason = "The agency says that it is not for print"
    return (Proposal(verb=Verb.PRINT, rule=RULE, reason=reason, value=written(Printing(never=True))),)
