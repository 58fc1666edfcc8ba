"""How many pages each section gets, and what each page is offered."""

from collections.abc import Sequence

import msgspec

from wiredesk.outlets.epaper.makeup.measured import Story
from wiredesk.outlets.epaper.makeup.measures import Grid
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, SectionPlan
from wiredesk.outlets.epaper.makeup.page import MOST_BRIEFS, Wanted
from wiredesk.outlets.epaper.makeup.shapes import Role
from wiredesk.outlets.epaper.makeup.words import words_of

_PICTURED = 6.0
"""What a picture counts for, in points of rank, when a page looks for its lead."""
_THIN = 0.72
"""A section with less than this share of a page shares one with its neighbour."""
_SOME = 0.2
"""Less than this share of a page is not worth one of its own."""
_HELD = 1.12
"""How much more than its room in stories a page takes, trimmed."""
_LONG_LEAD = 0.24
"""A lead that would take more than this share of page one in text alone goes on inside."""


class Span(msgspec.Struct, frozen=True):
    """A run of pages under one head, and whose stories they print."""

    name: str
    slugs: tuple[str, ...]
    pages: int


def room(story: Story) -> float:
    """About how many rows of one column a story likes to have."""
    picture = 24.0 if story.offer.pictures and not story.came_from else 0.0
    return story.totals[-1] * 0.97 + 11.0 + picture


def spans(plan: IssuePlan, stories: Sequence[Story], grid: Grid) -> list[Span]:
    """The sections of the inside pages in their order, thin ones joined to a neighbour."""
    page = grid.columns * grid.rows
    needs: list[tuple[list[SectionPlan], float]] = []
    known = {section.slug for section in plan.sections}
    for section in plan.sections:
        last = section is plan.sections[-1]
        need = sum(
            room(one)
            for one in stories
            if one.offer.section == section.slug or (last and one.offer.section not in known)
        )
        if need:
            needs.append(([section], need / page))
    most = plan.pages - 1 if plan.pages else len(needs)
    while len(needs) > 1 and (len(needs) > most or min(need for _, need in needs) < _THIN):
        thin = min(range(len(needs)), key=lambda index: needs[index][1])
        beside = (
            thin + 1
            if thin == 0
            else thin - 1
            if thin == len(needs) - 1
            else min((thin - 1, thin + 1), key=lambda index: needs[index][1])
        )
        one, other = sorted((thin, beside))
        needs[one : other + 1] = [(needs[one][0] + needs[other][0], needs[one][1] + needs[other][1])]
    counts = _counts(plan, needs)
    slugs = [tuple(section.slug for section in sections) for sections, _ in needs]
    if slugs:
        strays = {one.offer.section for one in stories} - known
        slugs[-1] = (*slugs[-1], *sorted(strays))
    return [
        Span(words_of(plan.language).comma.join(section.name for section in sections), names, count)
        for (sections, _), names, count in zip(needs, slugs, counts, strict=True)
        if count
    ]


def _counts(plan: IssuePlan, needs: list[tuple[list[SectionPlan], float]]) -> list[int]:
    if not plan.pages:
        return [
            max(1 if need >= _SOME else 0, min(sum(one.most for one in sections), int(need + 0.1)))
            for sections, need in needs
        ]
    inside = max(0, plan.pages - 1)
    total = sum(need for _, need in needs) or 1.0
    shares = [need * inside / total for _, need in needs]
    counts = [int(share) for share in shares]
    while sum(counts) < inside and counts:
        most = max(range(len(counts)), key=lambda index: (counts[index] == 0, shares[index] - counts[index]))
        counts[most] += 1
    return counts


def ordered(stories: Sequence[Story]) -> list[Story]:
    """By rank, what the desk forces first among equals, and stories of one thread next to its foremost."""
    ranked = sorted(
        stories, key=lambda one: (not one.came_from, not one.offer.forced, -one.offer.rank, one.offer.story)
    )
    found: list[Story] = []
    while ranked:
        first = ranked.pop(0)
        found.append(first)
        if first.offer.thread:
            mates = [one for one in ranked if one.offer.thread == first.offer.thread]
            found += mates
            ranked = [one for one in ranked if one.offer.thread != first.offer.thread]
    return found


class PageOffer(msgspec.Struct, frozen=True):
    """What one page is offered: stories at length, and stories for its briefs."""

    wanted: tuple[Wanted, ...]
    briefs: tuple[Story, ...]


def front_offer(stories: Sequence[Story], grid: Grid, *, alone: bool, free: int, may_jump: bool) -> PageOffer:
    """What page one is offered: the day's first story, and no more than two of a section after it."""
    ranked = sorted(
        [one for one in stories if one.offer.page in (0, 1)] or stories,
        key=lambda one: (one.offer.page != 1, -one.offer.rank, one.offer.story),
    )
    pinned = [one for one in ranked if one.offer.page == 1]
    lead = min(ranked, key=_leading)
    chosen, counts = [lead], {lead.offer.section: 1}
    threads = {lead.offer.thread} - {""}
    for one in ranked:
        if len(chosen) >= free or one is lead:
            continue
        crowded = counts.get(one.offer.section, 0) >= 2 or one.offer.thread in threads
        if not alone and one not in pinned and crowded:
            continue
        chosen.append(one)
        counts[one.offer.section] = counts.get(one.offer.section, 0) + 1
    briefs: list[Story] = []
    if alone and len(ranked) > free:
        briefs = [one for one in chosen[free - 1 :] if one.offer.page != 1]
        chosen = [one for one in chosen if one not in briefs]
        briefs = [*briefs, *(one for one in ranked if one not in chosen and one not in briefs)][:12]
    long = lead.totals[-1] > _LONG_LEAD * grid.columns * grid.front_rows
    wanted = tuple(
        Wanted(
            one,
            Role.FRONT if index == 0 else Role.SECOND if index < 3 else Role.REST,
            _drop(one, index, last=alone),
            must=one.offer.page == 1 or index == 0,
            jump=index == 0 and long and not alone and may_jump and lead.total > 2,
        )
        for index, one in enumerate(chosen)
    )
    return PageOffer(wanted, tuple(briefs))


def _drop(story: Story, index: int, *, last: bool) -> int:
    return (
        (10_000 if last else 3000)
        + int(18 * story.offer.rank)
        + (1500 if index < 3 else 0)
        + (9000 if story.offer.forced else 0)
    )


class Try(msgspec.Struct, frozen=True):
    """A way to share stories out among the pages of a section: how many more than its fair share a page is offered,
    and how many of them are to be briefs at least."""

    more: int
    briefs: int = 0
    even: bool = False
    """Whether every page is to have as much to read, whatever its stories' rank."""


TRIES = (Try(1), Try(2), Try(0), Try(1, even=True), Try(0, even=True), Try(3, 5), Try(6, 9))
"""The ways that are tried, until one leaves nothing out and needs no notice."""


def page_offer(
    pool: Sequence[Story], number: int, left: int, page: int, *, free: int, how: Try, turn: int = 0
) -> PageOffer:
    """What the page `number` is offered, with `left` pages of `page` rows to go, itself among them.

    Where that cannot fill the page, a second `turn` offers all it may at length, a third fewer and more briefs.
    """
    here = [one for one in pool if one.offer.page == number or one.came_from]
    open_ = [one for one in pool if one.offer.page in (0, number) or one.offer.page < 0]
    rest = [one for one in open_ if one not in here]
    most = free
    usual = sum(room(one) for one in open_) / max(1, len(open_)) or 1.0
    extras = len(open_) - left * min(most - 1, max(3, int(_HELD * page / usual)))
    brief: list[Story] = []
    if (extras > 0 or how.briefs) and most > 3:
        most -= 1
        fitting = [one for one in reversed(rest) if not one.offer.forced and not one.offer.must_run_full]
        wanted = max(min(MOST_BRIEFS, max(3, -(-extras // left) + (not how.even))), how.briefs)
        if how.even:
            fitting = sorted(fitting[: 2 * wanted], key=room)
        brief = sorted(fitting[:wanted], key=lambda one: -one.offer.rank)
        if len(open_) - len(brief) < 3:
            brief = []
    rest = [one for one in rest if one not in brief]
    count = min(most, max(4, -(-(len(open_) - len(brief)) // left) + min(1, how.more)))
    chosen = (here + rest)[:count]
    chosen = _illustrated(chosen, [one for one in rest if one not in chosen], here, left)
    if how.even and left > 1:
        others = [one for one in rest if one not in chosen]
        short = sorted(map(room, [*others, *chosen]))[: max(0, extras - len(brief))]
        chosen = _evened(chosen, others, (sum(map(room, [*chosen, *others])) - sum(short)) / left, here)
    fair = -(-len(open_) // left) + how.more
    while left > 1 and brief and len(chosen) + len(brief) > fair:
        brief = brief[:-1]
    brief = _filled_up(brief, chosen, [one for one in rest if one not in chosen], page, len(open_) / left)
    if len(brief) > MOST_BRIEFS and len(chosen) > free - 2:
        brief = [one for one in chosen[free - 2 :] if one not in here] + brief
        chosen = [one for one in chosen if one not in brief]
    if turn == 1:
        brief, chosen = [], (here + [one for one in open_ if one not in here])[:free]
    elif turn == 2:
        some = (here + [one for one in open_ if one not in here])[: free - 2]
        brief = [one for one in open_ if one not in some and not one.offer.must_run_full][:MOST_BRIEFS]
        chosen = some
    lead = next((one for one in sorted(chosen, key=_leading) if not one.came_from), None)
    if lead is not None:
        chosen = [lead, *(one for one in chosen if one is not lead)]
    wanted_ = tuple(
        Wanted(
            one,
            Role.LEAD
            if index == 0 and lead is not None
            else Role.SECOND
            if index in (1, 2) and not one.came_from
            else Role.REST,
            _drop(one, index, last=left == 1),
            must=index == 0 or one.offer.page == number or bool(one.came_from),
        )
        for index, one in enumerate(chosen)
    )
    return PageOffer(wanted_, tuple(brief))


def _illustrated(chosen: list[Story], rest: Sequence[Story], here: Sequence[Story], left: int) -> list[Story]:
    """The same with pictures shared out among the pages that are left: none is all grey while another is an album."""
    with_one = [one for one in (*chosen, *rest) if one.offer.pictures]
    found = list(chosen)
    for one in rest:
        shown = sum(bool(story.offer.pictures) for story in found)
        if shown >= min(3, -(-len(with_one) // left)):
            break
        plain = [story for story in found[1:] if not (story.offer.pictures or story.offer.forced or story in here)]
        if one.offer.pictures and plain:
            found[found.index(plain[-1])] = one
    return found


def _evened(chosen: list[Story], rest: Sequence[Story], share: float, here: Sequence[Story]) -> list[Story]:
    """The same with some changed for longer or shorter ones, so that the page has its share to read."""
    found, others = list(chosen), list(rest)
    for _ in range(len(found)):
        over = sum(map(room, found)) - share
        pairs = [
            (abs(over - (room(one) - room(other))), at, with_)
            for at, one in enumerate(found)
            if at and not (one.offer.forced or one in here)
            for with_, other in enumerate(others)
        ]
        best = min(pairs, default=None)
        if best is None or best[0] >= abs(over):
            break
        _, at, with_ = best
        found[at], others[with_] = others[with_], found[at]
    return found


def _filled_up(
    brief: list[Story], chosen: Sequence[Story], more: Sequence[Story], page: int, share: float
) -> list[Story]:
    """The briefs, and more of them where what is offered at length is too short to fill the page."""
    found = list(brief)
    for one in more:
        if sum(map(room, chosen)) + sum(map(room, found)) >= _HELD * page or len(chosen) + len(found) >= share:
            break
        if not one.offer.must_run_full and len(found) < 2 * MOST_BRIEFS:
            found.append(one)
    return found


def _leading(story: Story) -> tuple[float, str]:
    """A picture and enough text count a little when a page looks for its lead."""
    return (
        -story.offer.rank - _PICTURED * bool(story.offer.pictures) - min(10.0, story.totals[-1] / 5.0),
        story.offer.story,
    )
