"""An issue on its way: page after page is offered stories and solved, and what is left goes to the next."""

import hashlib
from collections.abc import Callable, Sequence

import msgspec

from wiredesk.outlets.epaper.makeup.measured import Story, unprintable
from wiredesk.outlets.epaper.makeup.measures import grid_of, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.page import MOST_STORIES, FillerShape, Solved, Task
from wiredesk.outlets.epaper.makeup.paper import PageJob
from wiredesk.outlets.epaper.makeup.sections import PageOffer, front_offer, ordered, page_offer, room, spans
from wiredesk.outlets.epaper.makeup.shapes import Shape
from wiredesk.outlets.epaper.makeup.workshop import Workshop

Progress = Callable[[str], None]

_ONE_PAGE = 1.5
"""Stories that fill page one no more than so many times are printed on it alone."""


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

    def solved(self, number: int, offer: PageOffer) -> Solved:
        """The page of that number, solved."""
        ads = tuple(msgspec.structs.replace(ad, page=0) for ad in self.plan.ads if ad.page == number)
        names = hashlib.sha256(" ".join(one.story.offer.story for one in offer.wanted).encode()).hexdigest()[:8]
        return self.shop.solved(
            Task(
                wanted=offer.wanted,
                briefs=offer.briefs,
                columns=self.grid.columns,
                rows=self.grid.rows if number > 1 else self.grid.front_rows,
                seed=f"{self.plan.seed}/{names}",
                ads=ads,
                left_hand=(number % 2 == 0) != self.grid.mirrored,
            )
        )

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
        pool = self._page(pool, offer, name, first=True)
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
            for page in range(span.pages):
                number = len(self.jobs) + 1
                mine += [one for one in pool if one.offer.page == number]
                pool = [one for one in pool if one.offer.page != number]
                if not mine:
                    break
                space = self.grid.columns * self.grid.rows
                offers = [
                    page_offer(mine, number, span.pages - page, space, free=self._free(number), turn=turn)
                    for turn in range(3)
                ]
                offer = next((one for one in offers if self._fills(number, one)), offers[0])
                mine = self._page(mine, offer, span.name, first=page == 0)
            pool += mine
        return pool

    def _fills(self, number: int, offer: PageOffer) -> bool:
        """Whether the page can be filled with what is offered, without a notice of the paper's own."""
        return not any(isinstance(one.shape, FillerShape) for one in self.solved(number, offer).modules)

    def _free(self, number: int) -> int:
        return MOST_STORIES - sum(ad.page == number for ad in self.plan.ads)

    def _page(self, pool: list[Story], offer: PageOffer, section: str, *, first: bool) -> list[Story]:
        """Solves the next page; what is left of the pool is returned."""
        number = len(self.jobs) + 1
        solved = self.solved(number, offer)
        self.told(f"Page {number}")
        job = job_of(number, section, offer, solved, first=first)
        self.jobs.append(job)
        placed = {id(one) for one in taken(job, solved)}
        return [one for one in pool if id(one) not in placed]


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
