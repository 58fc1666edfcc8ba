"""The rules in their order, and how their proposals add up."""

from wiredesk.decisions.rules import (
    auto_publish,
    breaking,
    embargo,
    guards,
    kill_notice,
    not_for_print,
    same_copy,
    withdrawn_copy,
)
from wiredesk.decisions.rules.case import Case, Proposal
from wiredesk.decisions.words import Verb

STOPS = frozenset({Verb.HOLD, Verb.KILL, Verb.WITHDRAW, Verb.SUSPEND})
NOT_TOLD = frozenset({"kill", "same", "advisory", "older"})
"""What an item may be without being a text to publish."""


def propose(case: Case) -> tuple[Proposal, ...]:
    """Every decision the house takes about a new version by itself, in the order in which they are recorded."""
    notice = kill_notice.propose(case)
    joins = same_copy.joins(case)
    if notice or case.what in NOT_TOLD:
        return (*joins, *notice)
    joins += not_for_print.propose(case)
    stops = (*embargo.propose(case), *guards.propose(case), *withdrawn_copy.propose(case), *same_copy.propose(case))
    if any(stop.verb in STOPS for stop in stops):
        return (*joins, *stops)
    published = auto_publish.propose(case)
    told = any(one.verb in (Verb.PUBLISH, Verb.CORRECT) for one in published)
    return (*joins, *stops, *published, *(breaking.propose(case) if told else ()))
