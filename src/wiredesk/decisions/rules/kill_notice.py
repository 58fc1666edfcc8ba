"""A notice from the agency: withdraw at once on a status, suspend and ask a person on words alone."""

from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.words import State, Verb
from wiredesk.wire.parsed import PubStatus, SignalKind

RULE = "kill_notice"
_TAKES_AWAY = frozenset({SignalKind.KILL, SignalKind.WITHHOLD, SignalKind.HOLD})


def propose(case: Case) -> tuple[Proposal, ...]:
    """A kill or withdrawal from a status; a suspension from prose; a hold of copy withheld before it ran."""
    content = case.content
    stops = [signal for signal in content.signals if signal.kind in _TAKES_AWAY]
    if not stops and content.pub_status is PubStatus.USABLE:
        return ()
    by_status = [signal for signal in stops if signal.source == "status"]
    if content.pub_status is PubStatus.CANCELED or any(s.kind is SignalKind.KILL for s in by_status):
        said = by_status[0].text if by_status else content.pub_status.value
        return (Proposal(verb=Verb.KILL, rule=RULE, reason=f"The agency withdrew it: {said}"),)
    if content.pub_status is PubStatus.WITHHELD or by_status:
        said = by_status[0].text if by_status else content.pub_status.value
        if case.what == "kill" and case.ran:
            return (Proposal(verb=Verb.WITHDRAW, rule=RULE, reason=f"The agency withheld it after use: {said}"),)
        return (Proposal(verb=Verb.HOLD, rule=RULE, reason=f"The agency withholds it: {said}"),)
    if case.state in (State.KILLED, State.SUSPENDED, State.SPIKED):
        return ()
    reason = f"Words alone say that it was withdrawn: “{stops[0].text}”. Kill it, or release it."
    return (Proposal(verb=Verb.SUSPEND, rule=RULE, reason=reason),)
