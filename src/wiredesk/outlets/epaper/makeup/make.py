"""Makes up an issue and sets it, and makes single pages of it again when a story comes late."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import msgspec

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.epaper.makeup.issue import Issue, Progress, job_of, taken
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.page import MOST_STORIES, Wanted
from wiredesk.outlets.epaper.makeup.paper import PageJob
from wiredesk.outlets.epaper.makeup.placing import place
from wiredesk.outlets.epaper.makeup.sections import PageOffer
from wiredesk.outlets.epaper.makeup.shapes import Role, Shape
from wiredesk.outlets.epaper.makeup.sheet import Sheet, Sheets
from wiredesk.outlets.epaper.makeup.workshop import Workshop
from wiredesk.outlets.epaper.printed import Printed, PrintedPage

__all__ = ["NothingToPrint", "Workshop", "make", "remake"]

_STAYS = 30_000
"""What it costs to lose a story from a page that had it."""


class NothingToPrint(WiredeskError):
    """No story was offered that can be printed; no issue was made."""


class Asked(msgspec.Struct, frozen=True):
    """A story that a page was offered: its role, and where it begins and came from."""

    story: str
    role: Role
    first: int = 0
    came_from: int = 0
    jump: bool = False


class KeptPage(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed to make one page again: its sheet, and what it took of what it was offered."""

    sheet: Sheet
    section: str
    begins: bool
    asked: tuple[Asked, ...]
    briefs: tuple[str, ...]
    goes_on: int


class Kept(msgspec.Struct, frozen=True):
    """What lies beside the PDF, so that a page can be made again without the others."""

    pages: tuple[KeptPage, ...]


def kept_beside(pdf: Path) -> Path:
    """Where what is kept of an issue lies."""
    return pdf.with_suffix(".pages.json")


def make(
    plan: IssuePlan,
    offers: Sequence[Offered],
    into: Path,
    *,
    progress: Progress | None = None,
    workshop: Workshop | None = None,
) -> Printed:
    """The issue, its PDF at `into` and what `remake` needs beside it: plan, seed and offers settle every byte."""
    shop = workshop or Workshop()
    issue = Issue(plan, offers, shop, progress)
    if not issue.stories:
        raise NothingToPrint("No story was offered that can be printed, so no issue was made.")
    unplaced = issue.make_up()
    pages = [_placed(issue, job) for job in issue.jobs]
    return _set(plan, shop, into, pages, {*unplaced, *issue.unprintable}, progress)


def _placed(issue: Issue, job: PageJob) -> tuple[KeptPage, PrintedPage]:
    placed = place(issue.plan, issue.style, issue.grid, job)
    shown = {module.story: module.shape for module in job.modules if module.story >= 0}
    briefs = {region.story for region in placed.page.regions} & {one.offer.story for one in job.briefs}
    roles = _roles(job)
    kept = KeptPage(
        sheet=placed.sheet,
        section=job.section,
        begins=job.first,
        asked=tuple(
            Asked(story.offer.story, roles[index], story.first, story.came_from, _jumps(shown[index]))
            for index, story in enumerate(job.stories)
            if index in shown
        ),
        briefs=tuple(one.offer.story for one in job.briefs if one.offer.story in briefs),
        goes_on=job.goes_on,
    )
    return kept, placed.page


def _jumps(shape: object) -> bool:
    return isinstance(shape, Shape) and shape.jumps


def _roles(job: PageJob) -> list[Role]:
    first = Role.FRONT if job.number == 1 else Role.LEAD
    return [first if index == 0 else Role.SECOND if index < 3 else Role.REST for index in range(len(job.stories))]


def _set(
    plan: IssuePlan,
    shop: Workshop,
    into: Path,
    pages: Sequence[tuple[KeptPage, PrintedPage]],
    unplaced: set[str],
    progress: Progress | None,
) -> Printed:
    if progress is not None:
        progress("Setting")
    sheets = Sheets(
        title=f"{plan.title}, {plan.edition}, {plan.issue_date.isoformat()}",
        author=plan.title,
        language=plan.language,
        direction=plan.direction,
        pages=tuple(kept.sheet for kept, _ in pages),
    )
    into.write_bytes(shop.setter.set(sheets, datetime.combine(plan.issue_date, time(), UTC)))
    kept_beside(into).write_bytes(msgspec.json.encode(Kept(tuple(kept for kept, _ in pages))))
    return Printed(
        pdf=into,
        pages=tuple(page for _, page in pages),
        language=plan.numbered_in,
        direction=plan.direction,
        unplaced=tuple(sorted(unplaced)),
    )


def remake(
    previous: Printed,
    plan: IssuePlan,
    offers: Sequence[Offered],
    story: str,
    into: Path,
    *,
    progress: Progress | None = None,
    workshop: Workshop | None = None,
) -> tuple[Printed, frozenset[int]]:
    """The issue with only the pages made again that print `story`, in its new version or, where it is gone, without it.

    `offers` are those of the whole issue as they are now. The other pages stay as they are, line by line. Which pages
    were made again is said beside the issue.
    """
    shop = workshop or Workshop()
    kept = msgspec.json.decode(kept_beside(previous.pdf).read_bytes(), type=Kept).pages
    by_id = {one.story: one for one in offers}
    pages = list(zip(kept, previous.pages, strict=True))
    numbers = {page.number for page in previous.pages for region in page.regions if region.story == story}
    if 1 in numbers:
        # Where page one's lead goes on inside, the cut may have moved.
        numbers |= {one.goes_on for one in kept if one.goes_on}
    needed = [by_id[name] for name in _needed(pages, numbers, previous, story) if name in by_id]
    issue = Issue(plan, needed, shop, progress)
    unplaced = set(previous.unplaced)
    for number in sorted(numbers):
        again, placed = _again(issue, pages, number, by_id, unplaced)
        pages[number - 1] = again
        unplaced -= placed
    shown = {region.story for _, page in pages for region in page.regions}
    lost = {one.story for one in offers} - shown
    return _set(plan, shop, into, pages, lost, progress), frozenset(numbers)


def _needed(
    pages: Sequence[tuple[KeptPage, PrintedPage]], numbers: set[int], previous: Printed, story: str
) -> list[str]:
    names = dict.fromkeys((story, *previous.unplaced))
    for number in sorted(numbers):
        kept = pages[number - 1][0]
        names |= dict.fromkeys((*(one.story for one in kept.asked), *kept.briefs))
    return list(names)


def _again(
    issue: Issue,
    pages: Sequence[tuple[KeptPage, PrintedPage]],
    number: int,
    offers: dict[str, Offered],
    unplaced: set[str],
) -> tuple[tuple[KeptPage, PrintedPage], set[str]]:
    """One page made again from what it had, and from what no page took where that leaves a gap."""
    kept = pages[number - 1][0]
    printable = {one.offer.story: one for one in issue.stories}
    ends = _lead_ends(pages[0][1])
    asked = [
        msgspec.structs.replace(one, first=ends[one.story]) if one.came_from and one.story in ends else one
        for one in kept.asked
        if one.story in printable and not (one.came_from and one.story not in ends)
    ]
    wanted = [
        Wanted(
            issue.story(offers[one.story], first=one.first, came_from=one.came_from),
            one.role,
            _STAYS,
            must=bool(one.came_from),
            jump=one.jump,
        )
        for one in asked
    ]
    if len(asked) < len(kept.asked) or not asked:
        spare = sorted((printable[name] for name in unplaced if name in printable), key=lambda one: -one.offer.rank)
        wanted += [Wanted(one, Role.REST, 1000) for one in spare[: MOST_STORIES - 1 - len(wanted)]]
    if wanted and wanted[0].role > Role.LEAD and not wanted[0].must:
        wanted[0] = msgspec.structs.replace(wanted[0], role=Role.FRONT if number == 1 else Role.LEAD)
    offer = PageOffer(tuple(wanted), tuple(printable[name] for name in kept.briefs if name in printable))
    solved = issue.solved(issue.draft(number, offer))
    job = job_of(number, kept.section, offer, solved, first=kept.begins)
    if any(_jumps(module.shape) for module in job.modules):
        job = msgspec.structs.replace(job, goes_on=kept.goes_on)
    issue.told(f"Page {number}")
    return _placed(issue, job), {one.offer.story for one in taken(job, solved)}


def _lead_ends(front: PrintedPage) -> dict[str, int]:
    """With which paragraph a story goes on that page one continues elsewhere."""
    return {region.story: region.kept for region in front.regions if region.continued_on}
