"""Makes up an issue: pages planned, solved, placed and set."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import msgspec

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.epaper.makeup.measured import Story, unprintable
from wiredesk.outlets.epaper.makeup.measures import Grid, Style, grid_of, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.page import MOST_STORIES, Solved, Task, Wanted, solve
from wiredesk.outlets.epaper.makeup.placing import PageJob, Placed, place
from wiredesk.outlets.epaper.makeup.sections import front_offer, ordered, page_offer, spans
from wiredesk.outlets.epaper.makeup.setting import Setter
from wiredesk.outlets.epaper.makeup.shapes import Shape
from wiredesk.outlets.epaper.makeup.sheet import Sheets
from wiredesk.outlets.epaper.printed import Printed

Progress = Callable[[str], None]


class NothingToPrint(WiredeskError):
    """No story was offered that can be printed; no issue was made."""


class Workshop:
    """What is kept from issue to issue of a night: measured stories, solved pages, the warm setter."""

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain
        """Whether to do without the compiled loop: the same pages, later."""
        self.setter = Setter()
        self._stories: dict[tuple[bytes, str, bool, int, int], Story] = {}
        self._solved: dict[bytes, Solved] = {}

    def story(self, offer: Offered, style: Style, grid: Grid, *, first: int = 0, came_from: int = 0) -> Story:
        """The story measured; once for all issues that print it."""
        key = (digest(offer), grid.format.name, grid.mirrored, first, came_from)
        if key not in self._stories:
            self._stories[key] = Story(offer, style, grid, from_paragraph=first, came_from=came_from)
        return self._stories[key]

    def solved(self, task: Task) -> Solved:
        """The page solved; once for all issues that have one like it."""
        key = _task_digest(task)
        if key not in self._solved:
            self._solved[key] = solve(task, plain=self.plain)
        return self._solved[key]


def digest(value: msgspec.Struct) -> bytes:
    """A digest of everything in a struct of ours."""
    return hashlib.sha256(msgspec.json.encode(value, enc_hook=str)).digest()


def _task_digest(task: Task) -> bytes:
    told = hashlib.sha256()
    for one in task.wanted:
        told.update(digest(one.story.offer))
        told.update(repr((one.story.first, one.story.came_from, int(one.role), one.drop, one.must, one.jump)).encode())
    for story in task.briefs:
        told.update(b"brief" + digest(story.offer))
    for ad in task.ads:
        told.update(digest(ad))
    told.update(repr((task.columns, task.rows, task.seed, task.left_hand)).encode())
    return told.digest()


class _Issue:
    """One issue on its way: the pages so far and the stories still to be placed."""

    def __init__(
        self, plan: IssuePlan, offers: Sequence[Offered], workshop: Workshop, progress: Progress | None
    ) -> None:
        self.plan = plan
        self.shop = workshop
        self.progress = progress
        self.style = style_of(plan.language)
        self.grid = grid_of(plan.format, self.style, mirrored=plan.direction == "rtl")
        faces = (self.style.body, self.style.display, self.style.sans)
        self.unprintable = tuple(one.story for one in offers if unprintable(one, faces) or not one.paragraphs)
        self.stories = [
            workshop.story(one, self.style, self.grid) for one in offers if one.story not in set(self.unprintable)
        ]
        self.jobs: list[PageJob] = []

    def told(self, sentence: str) -> None:
        if self.progress is not None:
            self.progress(sentence)

    def _task(self, number: int, wanted: tuple[Wanted, ...], briefs: tuple[Story, ...], rows: int) -> Task:
        ads = tuple(msgspec.structs.replace(ad, page=0) for ad in self.plan.ads if ad.page == number)
        names = hashlib.sha256(" ".join(one.story.offer.story for one in wanted).encode()).hexdigest()[:8]
        return Task(
            wanted=wanted,
            briefs=briefs,
            columns=self.grid.columns,
            rows=rows,
            seed=f"{self.plan.seed}/{names}",
            ads=ads,
            left_hand=(number % 2 == 0) != self.grid.mirrored,
        )

    def _free(self, number: int) -> int:
        return MOST_STORIES - sum(ad.page == number for ad in self.plan.ads)

    def make_up(self) -> list[str]:
        """Solves page after page; what is left over at the end is returned."""
        pool = list(self.stories)
        alone = self.plan.pages == 1 or len(pool) <= 5
        wanted = front_offer(pool, self.grid, alone=alone, free=self._free(1))
        solved = self.shop.solved(self._task(1, wanted, (), self.grid.front_rows))
        self.told("Page 1")
        stories = tuple(one.story for one in wanted)
        left = {one.offer.story for index, one in enumerate(stories) if index in solved.left}
        placed = {one.offer.story for one in stories} - left
        pool = [one for one in pool if one.offer.story not in placed]
        jumps = [one for one in solved.modules if isinstance(one.shape, Shape) and one.shape.jumps]
        for module in jumps:
            story, shape = stories[module.story], module.shape
            assert isinstance(shape, Shape)
            pool.append(self.shop.story(story.offer, self.style, self.grid, first=shape.kept, came_from=1))
        first = self.plan.sections[0].name if self.plan.sections else ""
        self.jobs.append(
            PageJob(number=1, section=first, first=True, modules=solved.modules, stories=stories, briefs=())
        )
        if not alone:
            pool = self._inside(pool)
        if jumps:
            self._join(placed)
        return [one.offer.story for one in pool]

    def _join(self, placed: set[str]) -> None:
        """Tells page one where its lead goes on."""
        for job in self.jobs[1:]:
            shown = {one.story for one in job.modules if isinstance(one.shape, Shape)}
            if any(story.came_from and index in shown for index, story in enumerate(job.stories)):
                self.jobs[0] = msgspec.structs.replace(self.jobs[0], goes_on=job.number)
                return
        raise AssertionError("what goes on inside must be inside")

    def _inside(self, pool: list[Story]) -> list[Story]:
        left_over: list[Story] = []
        for span in spans(self.plan, pool, self.grid):
            mine = ordered([*left_over, *(one for one in pool if one.offer.section in span.slugs)])
            pool = [one for one in pool if one not in mine]
            left_over = []
            for page in range(span.pages):
                if not mine:
                    break
                mine = self._page(mine, span.name, span.pages - page, first=page == 0)
            pool += mine
        return pool

    def _page(self, mine: list[Story], section: str, left: int, *, first: bool) -> list[Story]:
        number = len(self.jobs) + 1
        offer = page_offer(mine, number, left, free=self._free(number))
        solved = self.shop.solved(self._task(number, offer.wanted, offer.briefs, self.grid.rows))
        self.told(f"Page {number}")
        stories = tuple(one.story for one in offer.wanted)
        self.jobs.append(
            PageJob(
                number=number,
                section=section,
                first=first,
                modules=solved.modules,
                stories=stories,
                briefs=offer.briefs,
            )
        )
        placed = {id(one) for index, one in enumerate(stories) if index not in solved.left}
        placed |= {id(one) for index, one in enumerate(offer.briefs) if index not in solved.left_briefs}
        return [one for one in mine if id(one) not in placed]


def make(
    plan: IssuePlan,
    offers: Sequence[Offered],
    into: Path,
    *,
    progress: Progress | None = None,
    workshop: Workshop | None = None,
) -> Printed:
    """The issue, its PDF at `into`: the plan, its seed and the offers settle every byte."""
    shop = workshop or Workshop()
    issue = _Issue(plan, offers, shop, progress)
    if not issue.stories:
        raise NothingToPrint("No story was offered that can be printed, so no issue was made.")
    unplaced = issue.make_up()
    pages = [place(plan, issue.style, issue.grid, job) for job in issue.jobs]
    if progress is not None:
        progress("Setting")
    into.write_bytes(shop.setter.set(sheets_of(plan, pages), datetime.combine(plan.issue_date, time(), UTC)))
    return Printed(
        pdf=into,
        pages=tuple(one.page for one in pages),
        language=plan.language,
        direction=plan.direction,
        unplaced=tuple(sorted({*unplaced, *issue.unprintable})),
    )


def sheets_of(plan: IssuePlan, pages: Sequence[Placed]) -> Sheets:
    """What the setter is given for an issue."""
    return Sheets(
        title=f"{plan.title}, {plan.edition}, {plan.issue_date.isoformat()}",
        author=plan.title,
        language=plan.language,
        direction=plan.direction,
        pages=tuple(one.sheet for one in pages),
    )
