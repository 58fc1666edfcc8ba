"""Whether two texts are the same copy: evidence in numbers, and one rule that reads it, for every language.

    copy        the later one says the same, or less of it: a restamped item, another agency's reprint, a cut
    take        the same story told further: a new lead, an update, a correction
    contains    one of them is a roundup that holds the other among other stories
    template    the same form filled in anew: a market table, a weather report, next week's auction; or other news over
                the closing paragraphs that every story of its kind has
    none        neither

Containment of five-word shingles alone takes a template for a copy. So four more things are asked: whether the numbers
inside the shared passages agree, how much is shared only once numbers are masked, whether what the shorter text
names and repeats stands in the other too, and whether what each says beside the shared passages is about the same
thing (`ties.py`). The weights were fitted by `bench/related_same.py`, which prints how well.
"""

import math
from collections import Counter
from collections.abc import Set as AbstractSet
from enum import Enum

import msgspec

from wiredesk.story.related.same_rule import SHIPPED, Line, Rule
from wiredesk.story.related.shingles import MASK, Shared, Text, is_number, shared, shingles
from wiredesk.story.related.ties import ties

LEAST_SHARED = 0.15
"""Below this containment two texts share only phrases; so do texts of fewer than five words, however equal."""

LEAST_FORM = 0.25
"""From this containment, numbers masked, two texts are the same form; below it they share a paragraph of background."""

NOTHING_NEW = 0.15
"""Of a text, what a dateline, a byline and a few touched words add up to: a copy adds no more."""

TIED = 1.3
"""Links and headlines in common (`ties.py`) from which two texts are of one story whatever else they say; real takes
have 1.0 to 2.2, other news over the same background mostly less than one."""

SIGNED_OFF = 20
"""Words on the other side of a sign-off that may be a story: fewer are a dateline, a kicker or a writer's note."""

_TELLING = 4
_CJK_BEGINS = "\u2e80"


class Kind(Enum):
    """What a later text is to an earlier one."""

    COPY = "copy"
    TAKE = "take"
    CONTAINS = "contains"
    TEMPLATE = "template"
    NONE = "none"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, shares between 0 and 1: it explains a join at the desk."""

    earlier_in_later: float
    """Containment: the share of the earlier text's shingles that the later has."""
    later_in_earlier: float
    numbers_agree: int
    """Numbers inside the shared passages that are the same in both."""
    numbers_differ: int
    masked_only: float
    """The share of the shorter text that is only shared once numbers are masked."""
    subjects_shared: float
    """Of the words that a text repeats, the share that the other has; the better of both ways."""
    names_shared: float
    new: float
    """The share of the later text that stands in no shared passage."""
    own: float = 0.0
    """The share that each text has for itself: of the one that has less. What was measured early lacks it."""
    linked: float = 1.0
    """How far what each has for itself speaks of what they share and of each other, up to 2."""
    headlines: float | None = None
    """The share of each headline that stands in the other story; None where one has none."""
    kept: float = 1.0
    """The share of the earlier text's words that stand in shared passages: one changed word costs it that word only."""


class Verdict(msgspec.Struct, frozen=True):
    """What a later text is to an earlier one, and why."""

    kind: Kind
    same: bool
    """Whether they belong on one page: a copy or a take."""
    score: float
    """How far on the side of the same copy (above zero) or a template (below)."""
    evidence: Evidence


def judge(earlier: Text, later: Text, rule: Rule = SHIPPED) -> Verdict:
    """What the later text is to the earlier one. Time: linear in their length; no text has an error."""
    passages = shared(earlier, later)
    evidence = _alike(earlier, later, passages)
    score = rule.same.score(same_features(evidence))
    if score > 0:
        # What nothing ties only ever speaks against two texts, and finding it costs as much as all the rest.
        evidence = _tied(evidence, earlier, later, passages)
        score = rule.same.score(same_features(evidence))
    kind = _kind(earlier, later, passages, evidence, score, rule)
    return Verdict(kind, kind in (Kind.COPY, Kind.TAKE), score, evidence)


def _kind(earlier: Text, later: Text, passages: Shared, evidence: Evidence, score: float, rule: Rule) -> Kind:
    alike = max(evidence.earlier_in_later, evidence.later_in_earlier) + evidence.masked_only
    if alike < LEAST_SHARED:
        return Kind.NONE
    if score <= 0:
        return Kind.TEMPLATE if alike >= LEAST_FORM else Kind.NONE
    if holds(earlier, later, passages, rule.roundup) or holds(later, earlier, turned(passages), rule.roundup):
        return Kind.CONTAINS
    return Kind.TAKE if evidence.new > NOTHING_NEW or evidence.numbers_differ else Kind.COPY


def weigh(earlier: Text, later: Text, passages: Shared) -> Evidence:
    """The evidence of two texts and the passages that they share."""
    return _tied(_alike(earlier, later, passages), earlier, later, passages)


def _tied(evidence: Evidence, earlier: Text, later: Text, passages: Shared) -> Evidence:
    found = ties(earlier, later, passages)
    return msgspec.structs.replace(evidence, own=found.own, linked=found.linked, headlines=found.headlines)


def _alike(earlier: Text, later: Text, passages: Shared) -> Evidence:
    """The same but for what ties the texts beside the passages."""
    ours, theirs = shingles(earlier.tokens), shingles(later.tokens)
    both = len(ours & theirs)
    there, back = both / max(1, len(ours)), both / max(1, len(theirs))
    masked = max(
        len(passages.earlier) / max(1, len(earlier.tokens)),
        len(passages.pairs) / max(1, len(later.tokens)),
    )
    agree = differ = 0
    for at, place in passages.pairs.items():
        if later.masked[at] == MASK:
            same = later.tokens[at] == earlier.tokens[place]
            agree, differ = agree + same, differ + (not same)
    subjects = max(_found(_repeated(earlier), later), _found(_repeated(later), earlier))
    named = earlier.names or later.names
    return Evidence(
        earlier_in_later=there,
        later_in_earlier=back,
        numbers_agree=agree,
        numbers_differ=differ,
        masked_only=max(0.0, masked - max(there, back)),
        subjects_shared=subjects,
        names_shared=max(_found(earlier.names, later), _found(later.names, earlier)) if named else subjects,
        new=1 - len(passages.pairs) / max(1, len(later.tokens)),
        kept=len(passages.earlier) / max(1, len(earlier.tokens)),
    )


def _repeated(text: Text) -> set[str]:
    """The words that a text says more than once and that are long enough to be about something."""
    often = (word for word, times in Counter(text.tokens).items() if times > 1)
    return {word for word in often if (len(word) >= _TELLING or word >= _CJK_BEGINS) and not is_number(word)}


def _found(sought: set[str] | frozenset[str], text: Text) -> float:
    """The share of words that a text has, drawn to a half where there are few of them."""
    return (len(sought.intersection(text.tokens)) + 0.5) / (len(sought) + 1)


def same_features(evidence: Evidence) -> tuple[float, ...]:
    """What the first line of the rule weighs, in its order."""
    return (
        max(evidence.earlier_in_later, evidence.later_in_earlier),
        math.log((evidence.numbers_differ + 0.5) / (evidence.numbers_agree + 1.5)),
        evidence.masked_only,
        evidence.subjects_shared,
        evidence.names_shared,
        _untied(evidence),
    )


def _untied(evidence: Evidence) -> float:
    """How much two texts have for themselves that nothing ties: not asked without headlines.

    A new lead may speak of something else entirely, and made edits do; then only headlines can say whether the story is
    the same.
    """
    if evidence.headlines is None:
        return 0.0
    return evidence.own * max(0.0, TIED - evidence.linked - evidence.headlines)


# ---------------------------------------------------------------- roundups


def holds(part: Text, whole: Text, passages: Shared, line: Line) -> bool:
    """Whether the whole is a roundup that holds the part among other stories; `passages` are those of the two."""
    return bool(passages.pairs) and line.score(roundup_features(part, whole, passages)) > 0


def roundup_features(part: Text, whole: Text, passages: Shared) -> tuple[float, ...]:
    """What the second line of the rule weighs, in its order.

    A take keeps most of the story and adds less than a story's worth that speaks of the same things; a roundup shortens
    each of its stories from the end, and what it adds is long and about something else.
    """
    other = [token for at, token in enumerate(whole.tokens) if at not in passages.pairs]
    telling = {word for word in other if len(word) > _TELLING or word >= _CJK_BEGINS}
    related = len(telling.intersection(part.tokens)) / max(1, len(telling))
    kept = _kept(whole, passages.pairs.keys())
    own = _kept(part, passages.earlier)
    after = len(own) - 1 - max((at for at, one in enumerate(own) if one), default=-1)
    before = next((at for at, one in enumerate(own) if one), len(own))
    cut, length = math.log((after + 0.3) / (len(own) - after + 0.6)), math.log(1 + len(own))
    return (
        math.log((len(kept) - sum(kept) + 0.3) / (sum(kept) + 0.3)),
        cut,
        length,
        cut * length,
        related,
        min(passages.pairs) / len(whole.tokens),
        math.log(1 + len(other)),
        math.log(1 + before),
        float(_signed_off(whole, min(passages.pairs), max(passages.pairs))),
    )


def _signed_off(whole: Text, first: int, last: int) -> bool:
    """Whether an agency's sign-off stands between the shared passages, whole, and another story's worth."""
    return any(
        SIGNED_OFF <= at <= first or (last < at and len(whole.tokens) - at >= SIGNED_OFF) for at in whole.signed_off
    )


def _kept(text: Text, covered: AbstractSet[int]) -> list[bool]:
    """Of each sentence whether at least half of it stands in a shared passage."""
    begin, kept = 0, []
    for end in text.sentences:
        inside = sum(at in covered for at in range(begin, end))
        kept.append(inside * 2 >= end - begin)
        begin = end
    return kept


def turned(passages: Shared) -> Shared:
    """The same passages, seen from the earlier text."""
    pairs = {place: at for at, place in reversed(passages.pairs.items())}
    return Shared(pairs, frozenset(pairs.values()))
