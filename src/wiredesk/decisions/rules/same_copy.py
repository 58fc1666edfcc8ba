"""A copy or a newer take joins what it says the same as: one page, and the reason says what was found.

What was withdrawn or is kept back does not come out by way of its copy.
"""

from wiredesk.decisions.rules.case import Case, CopyOf, Proposal
from wiredesk.decisions.words import Verb

RULE = "same_copy"
HOLDS = "copy_down"
EMBARGOES = "copy_embargoed"
NAMES = 0.6
"""Share of names: of pairs that people judged the same, where a number differs, none has less than 0.86."""


def joins(case: Case) -> tuple[Proposal, ...]:
    """That it joins, whatever else is decided: a story that is held is joined too, and seen by nobody."""
    copy = case.copy_of
    return (
        ()
        if copy is None or not sure(copy)
        else (Proposal(verb=Verb.JOIN, rule=RULE, reason=why(copy), value=copy.group),)
    )


def propose(case: Case) -> tuple[Proposal, ...]:
    """A hold, or an embargo, where what it copies is not to be seen."""
    copy = case.copy_of
    if copy is None:
        return ()
    stops: list[Proposal] = []
    if copy.embargoed_until is not None and copy.embargoed_until > case.now:
        reason = f"The agency's own copy of it, story {copy.of}, is embargoed"
        stops.append(Proposal(verb=Verb.EMBARGO, rule=EMBARGOES, reason=reason, until=copy.embargoed_until))
    if copy.stopped:
        stops.append(Proposal(verb=Verb.HOLD, rule=HOLDS, reason=copy.stopped))
    return tuple(stops)


def sure(copy: CopyOf) -> bool:
    """Whether to join without asking: the numbers of the shared passages agree, or two in three and most names do.

    A wrong join hides a page, and a form filled in anew differs in its numbers and its names. No pair of wire copy that
    people judged to be the same is lost by it; the desk can join the rest.
    """
    found = copy.evidence
    if not found.numbers_differ:
        return True
    return found.numbers_agree >= 2 * found.numbers_differ and found.names_shared >= NAMES


def why(copy: CopyOf) -> str:
    """The evidence as a sentence for the desk."""
    found = copy.evidence
    # Of a take the text it was made from is what stands in the other; a copy may be a cut of a longer one.
    share = found.earlier_in_later if copy.take else max(found.earlier_in_later, found.later_in_earlier)
    numbers = found.numbers_agree + found.numbers_differ
    agree = f"{found.numbers_agree} of {numbers} numbers agree" if numbers else "and no numbers in it"
    does = "Tells further" if copy.take else "Says the same as"
    return f"{does} “{copy.headline}” ({copy.of}): {share * 100:.0f} % of its text, {agree}."
