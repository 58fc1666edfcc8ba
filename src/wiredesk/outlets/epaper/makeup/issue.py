"""An issue on its way: page after page is offered stories and solved, and what is left goes to the next."""

import hashlib
from collections.abc import Callable, Sequence

import msgspec

from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, facing
from wiredesk.outlets.epaper.makeup.measured import Story, unprintable
from wiredesk.outlets.epaper.makeup.measures import grid_of, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.page import Draft, Solved, Task, most_stories
from wiredesk.outlets.epaper.makeup.paper import PageJob
from wiredesk.outlets.epaper.makeup.sections import (
    TRIES,
    PageOffer,
    Span,
    Try,
    front_offer,
    ordered,
    page_offer,
    room,
    spans,
)
from wiredesk.outlets.epaper.makeup.shapes import Shape
from wiredesk.outlets.epaper.makeup.workshop import Workshop

Progress = Callable[[str], None]

_ONE_PAGE = 1.5
"""Stories that fill page one no more than so many times are printed on it alone."""
_LOST, _SHORT, _POOR, _DULL, _LEAST = 12_000, 150_000, 16_000, 6_000, 5
_FLAWED = 25_000
"""How much dearer a section may be on whose pages fewer headlines stand alike side by side and pictures touch."""


class Issue:
    """One issue: the pages so far."""

    def __init__(
        self, plan: IssuePlan, offers: Sequence[Offered], workshop: Workshop, progress: Progress | None = None
    ) -> None:
        self.plan = plan
        self.shop = workshop
        self.progress = progress
        self.style = style_of(plan.language)
        self.grid = grid_of(plan.format, self.style, mirrored=plan.direction == "rtl")
        faces = (self.style.body, self.style.display, self.style.sans)
        self.unprintable = tuple(one.story for one in offers if unprintable(one, faces) or not one.paragraphs)
        left_out = set(self.unprintable)
        self.stories = [self.story(one) for one in offers if one.story not in left_out]
        self.jobs: list[PageJob] = []

    def story(self, offer: Offered, *, first: int = 0, came_from: int = 0) -> Story:
        """A story measured for this issue's grid."""
        return self.shop.story(offer, self.style, self.grid, first=first, came_from=came_from)

    def told(self, sentence: str) -> None:
        """Says how far it is, to whoever wants to know."""
        if self.progress is not None:
            self.progress(sentence)

    def draft(self, number: int, offer: PageOffer) -> Draft:
        """The page of that number with its stories settled."""
        ads = tuple(msgspec.structs.replace(ad, page=0) for ad in self.plan.ads if ad.page == number)
        names = hashlib.sha256(" ".join(one.story.offer.story for one in offer.wanted).encode()).hexdigest()[:8]
        return self.shop.draft(
            Task(
                wanted=offer.wanted,
                briefs=offer.briefs,
                columns=self.grid.columns,
                rows=self.grid.rows if number > 1 else self.grid.front_rows,
                seed=f"{self.plan.seed}/{names}",
                ads=ads,
                left_hand=number % 2 == 0,
            )
        )

    def solved(self, page: Draft) -> Solved:
        """A page as it is printed: the next one, which may face the last."""
        last = self.jobs[-1] if self.jobs else None
        beside: Facing | None = None
        if last is not None and last.number % 2 == 0:
            spots = [
                Spot(one.shape, one.column, one.row, one.story if one.story >= 0 else len(last.stories))
                for one in last.modules
            ]
            beside = facing(spots, self.grid.columns)
        return self.shop.solved(page, beside)

    def make_up(self) -> list[str]:
        """Solves page after page; the stories that are left over at the end are returned."""
        left = self._made_up(may_jump=True)
        if left is None:
            self.jobs = []
            left = self._made_up(may_jump=False)
        assert left is not None, "nothing jumps"
        return left

    def _made_up(self, *, may_jump: bool) -> list[str] | None:
        """The same; None where page one's lead goes on inside and no page inside has room for it."""
        pool = list(self.stories)
        space = self.grid.columns * self.grid.front_rows
        alone = self.plan.pages == 1 or (not self.plan.pages and sum(map(room, pool)) <= _ONE_PAGE * space)
        offer = front_offer(pool, self.grid, alone=alone, free=self._free(1), may_jump=may_jump)
        name = self.plan.sections[0].name if self.plan.sections else ""
        pool = _without(pool, offer, self._page(offer, self.draft(1, offer), name, first=True))
        job = self.jobs[0]
        jumped = False
        for module in job.modules:
            if isinstance(module.shape, Shape) and module.shape.jumps:
                jumped = True
                pool.append(self.story(job.stories[module.story].offer, first=module.shape.kept, came_from=1))
        if not alone:
            pool = self._inside(pool)
        if jumped and not self._joined():
            return None
        return [one.offer.story for one in pool]

    def _joined(self) -> bool:
        """Tells page one where its lead goes on; False where it does not."""
        for job in self.jobs[1:]:
            shown = {one.story for one in job.modules if isinstance(one.shape, Shape)}
            if any(story.came_from and index in shown for index, story in enumerate(job.stories)):
                self.jobs[0] = msgspec.structs.replace(self.jobs[0], goes_on=job.number)
                return True
        return False

    def _inside(self, pool: list[Story]) -> list[Story]:
        for span in spans(self.plan, pool, self.grid):
            mine = ordered([one for one in pool if one.offer.section in span.slugs])
            pool = [one for one in pool if one.offer.section not in span.slugs]
            best = self._shared_out(mine, pool, span)
            for place, (offer, page) in enumerate(best.pages):
                self._page(offer, page, span.name, first=place == 0)
            pool = best.pool
        return pool

    def _shared_out(self, mine: list[Story], pool: list[Story], span: Span) -> "_Section":
        """The best way to share a section's stories out; another where that leaves pages no sub-editor would pass."""
        ways = (self._section(mine, pool, span, how) for how in TRIES)
        seen: list[_Section] = []
        for way in ways:
            seen.append(way)
            if way.whole:
                break
        best = min(seen, key=lambda one: one.price)
        flaws = self._flaws(best)
        most = best.price + _FLAWED
        for other in sorted([*seen, *ways], key=lambda one: one.price) if flaws else ():
            if other.price >= most or not flaws:
                break
            found = self._flaws(other)
            if found < flaws:
                best, flaws = other, found
        return best

    def _flaws(self, section: "_Section") -> int:
        """How many headlines stand alike side by side on its pages, and how many pictures touch."""
        before, found = list(self.jobs), 0
        for offer, page in section.pages:
            solved = self.solved(page)
            self.jobs.append(job_of(len(self.jobs) + 1, "", offer, solved, first=False))
            found += len(solved.marred)
        self.jobs = before
        return found

    def _section(self, mine: list[Story], pool: list[Story], span: Span, how: Try) -> "_Section":
        """One way to share a section's stories out among its pages."""
        pages: list[tuple[PageOffer, Draft]] = []
        for index in range(span.pages):
            number = len(self.jobs) + len(pages) + 1
            mine = mine + [one for one in pool if one.offer.page == number]
            pool = [one for one in pool if one.offer.page != number]
            if not mine:
                break
            space = self.grid.columns * self.grid.rows
            left = span.pages - index
            for turn in range(3):
                offer = page_offer(mine, number, left, space, free=self._free(number), how=how, turn=turn)
                page = self.draft(number, offer)
                if not turn or not page.noticed:
                    best = (offer, page)
                if not page.noticed:
                    break
            pages.append(best)
            mine = _without(mine, best[0], best[1].solved)
        return _Section(pages, pool + mine, len(mine), span.pages - len(pages))

    def _free(self, number: int) -> int:
        rows = self.grid.rows if number > 1 else self.grid.front_rows
        return most_stories(self.grid.columns, rows) - sum(ad.page == number for ad in self.plan.ads)

    def _page(self, offer: PageOffer, page: Draft, section: str, *, first: bool) -> Solved:
        """The next page."""
        number = len(self.jobs) + 1
        solved = self.solved(page)
        self.told(f"Page {number}")
        self.jobs.append(job_of(number, section, offer, solved, first=first))
        return solved


class _Section(msgspec.Struct, frozen=True):
    """A section's pages as they might be, and who is on none of them."""

    pages: list[tuple[PageOffer, Draft]]
    pool: list[Story]
    lost: int
    """How many of the section's own."""
    short: int
    """Pages that nothing was left for."""

    @property
    def whole(self) -> bool:
        """Whether every story has its place and every page its stories."""
        return not self.lost and not self.short and all(_price(page) < _POOR for _, page in self.pages)

    @property
    def price(self) -> int:
        """The less the better."""
        return sum(_price(page) for _, page in self.pages) + _LOST * self.lost + _SHORT * self.short


def _price(page: Draft) -> int:
    """What a page costs, counting that two or three stories make a dull one."""
    return page.solved.price + _DULL * max(0, _LEAST - len(page.solved.modules))


def _without(pool: list[Story], offer: PageOffer, solved: Solved) -> list[Story]:
    """Who is left of the pool when a page has taken some."""
    there = {id(one.story) for index, one in enumerate(offer.wanted) if index not in solved.left}
    there |= {id(one) for index, one in enumerate(offer.briefs) if index not in solved.left_briefs}
    return [one for one in pool if id(one) not in there]


def job_of(number: int, section: str, offer: PageOffer, solved: Solved, *, first: bool) -> PageJob:
    """The page to be placed."""
    return PageJob(
        number=number,
        section=section,
        first=first,
        modules=solved.modules,
        stories=tuple(one.story for one in offer.wanted),
        briefs=offer.briefs,
    )


def taken(job: PageJob, solved: Solved) -> list[Story]:
    """The stories that a solved page prints."""
    return [one for index, one in enumerate(job.stories) if index not in solved.left] + [
        one for index, one in enumerate(job.briefs) if index not in solved.left_briefs
    ]
