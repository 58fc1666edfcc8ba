"""Publishing by itself, as the service says; nothing that another rule stopped."""

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.standing import THIS_VERSION
from wiredesk.decisions.words import State, Verb

RULE = "auto_publish"


def propose(case: Case) -> tuple[Proposal, ...]:
    """Publish or correct, or the hold that the service's settings ask for; nothing for a story that is closed."""
    if case.state in (State.KILLED, State.SPIKED):
        return ()
    if case.publish == "off":
        # Of a story that another service made public, only this version is kept back.
        value = THIS_VERSION if case.ran else ""
        return (
            Proposal(verb=Verb.HOLD, rule=RULE, reason=f"The service {case.service} is collected only.", value=value),
        )
    if case.publish == "hold" and not case.ran:
        return (Proposal(verb=Verb.HOLD, rule=RULE, reason=f"The service {case.service} is held for the desk."),)
    if case.over_cap and not case.ran:
        return (Proposal(verb=Verb.HOLD, rule="hourly_cap", reason=case.over_cap),)
    if case.what == "correction" and case.ran:
        return (Proposal(verb=Verb.CORRECT, rule=RULE, reason="The agency corrected it"),)
    update = case.state in (State.LIVE, State.HELD, State.EMBARGOED)
    reason = "A later version from the agency" if update else f"The service {case.service} publishes by itself"
    return (Proposal(verb=Verb.PUBLISH, rule=RULE, reason=reason),)
