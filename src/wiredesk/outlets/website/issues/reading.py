"""An issue as readers see it now: what is printed where, and what became of each story since.

A story that was withdrawn keeps its place and loses its words: its headline, its lines and its text are left out here,
before anything is drawn, whatever its pictures still show.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from wiredesk.outlets.epaper.kept import Kept, kept_of
from wiredesk.outlets.epaper.lines import entries
from wiredesk.outlets.epaper.painting import page_of, unsaid
from wiredesk.outlets.epaper.printed import Box, Line, Part, PrintedPage, Region
from wiredesk.outlets.website.paper import Paper
from wiredesk.publication.issues import PublicIssue, Standing
from wiredesk.publication.public import PublicNotice, PublicStory

BREAK = "\u2010"
"""What a word that goes on in the next line ends with, as printed."""


class State(StrEnum):
    """What became of a story since it was printed."""

    LIVE = "live"
    CORRECTED = "corrected"
    GONE = "gone"
    UNKNOWN = "unknown"
    """It has no page on the web, or nobody knows which."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One region as it may be shown: `name` is empty where its story was withdrawn."""

    id: str
    box: Box
    state: State
    name: str
    path: str = ""
    story: PublicStory | None = None
    notice: PublicNotice | None = None
    region: Region
    lines: tuple[Line, ...] = ()


class ReadPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page as it may be shown."""

    number: int
    section: str
    width: float
    height: float
    pictures: Kept
    places: tuple[Place, ...]
    lines: dict[str, tuple[Line, ...]]
    """By their story, as in outlets.epaper.lines.entries; none of a withdrawn one."""

    @property
    def stories(self) -> frozenset[str]:
        """The ids of the stories whose words may be shown."""
        return frozenset(place.story.id for place in self.places if place.story)


class Reading(msgspec.Struct, frozen=True):
    """One issue: the pages that were asked for in full, and of every page its pictures."""

    issue: PublicIssue
    pages: tuple[ReadPage, ...]

    def page(self, number: int) -> ReadPage | None:
        """The page of that number."""
        return next((one for one in self.pages if one.number == number), None)


def read(paper: Paper, city: str, day: date) -> Reading | None:
    """The issue of a city and a day as it may be shown now; None where there is none. A withdrawn one has no page."""
    issue = paper.shelf.issues.issue(city, day)
    return read_issue(paper, issue) if issue is not None else None


def read_issue(paper: Paper, issue: PublicIssue) -> Reading:
    """An issue as it may be shown now; read once a batch."""
    found = paper.shelf.issues.read.get(issue.key)
    if not isinstance(found, Reading):
        rows = paper.shelf.issues.pages(issue)
        printed = [(row, page_of(row.data, row.covered)) for row in rows]
        stories = {one.story for _, page in printed for one in page.regions if one.story}
        stories |= {one.story for _, page in printed for one in page.lines if one.story}
        told = paper.shelf.issues.standing(sorted(stories))
        live = paper.shelf.stories(sorted(stories))
        away = [one for one, where in told.items() if where.gone]
        gone = paper.shelf.notices(away)
        shown = [(row, page, unsaid(page, away)) for row, page in printed]
        pages = tuple(
            ReadPage(
                number=page.number,
                section=page.section,
                width=page.width,
                height=page.height,
                pictures=_shown(kept_of(row.pictures), row.painted_out, whole, told),
                places=tuple(_places(issue, page, told, live, gone)),
                lines={story: tuple(lines) for story, lines in entries(page).items()},
            )
            for row, whole, page in shown
        )
        # The whole PDF shows what every page does.
        complete = all(page.pictures.large for page in pages)
        found = Reading(issue if complete else msgspec.structs.replace(issue, pdf=""), pages)
        paper.shelf.issues.read[issue.key] = found
    return found


def _shown(pictures: Kept, painted_out: Sequence[str], page: PrintedPage, told: dict[str, Standing]) -> Kept:
    """The pictures of a page, or none where one of them still shows what was withdrawn."""
    on_page = {one.story for one in page.regions} | {one.story for one in page.lines}
    away = {one for one in on_page if one in told and told[one].gone}
    return pictures if away <= set(painted_out) else Kept()


def _places(
    issue: PublicIssue,
    page: PrintedPage,
    told: dict[str, Standing],
    live: dict[str, PublicStory],
    gone: dict[str, PublicNotice],
) -> Iterable[Place]:
    for number, region in enumerate(page.regions, 1):
        where = told.get(region.story)
        story = live.get(region.story)
        name = f"s-{region.story}" if region.story else f"r-{number}"
        if region.covered:
            yield Place(id=f"c-{number}", box=region.box, state=State.GONE, name="", region=region)
        elif where is not None and where.gone:
            bare = Region(box=region.box, headline="")
            notice = gone.get(region.story)
            yield Place(id=name, box=region.box, state=State.GONE, name="", path=where.path, notice=notice, region=bare)
        elif story is not None:
            state = State.CORRECTED if _corrected(issue, story) else State.LIVE
            yield Place(
                id=name, box=region.box, state=state, name=story.headline, path=story.path, story=story, region=region
            )
        else:
            yield Place(
                id=name,
                box=region.box,
                state=State.UNKNOWN,
                name=region.headline,
                path=where.path if where else "",
                region=region,
                lines=lines_of(page, region),
            )


def _corrected(issue: PublicIssue, story: PublicStory) -> bool:
    return bool(story.corrected_at and issue.made_at and story.corrected_at > issue.made_at)


def lines_of(page: PrintedPage, region: Region) -> tuple[Line, ...]:
    """The lines of a region's story, or where nobody knows its story, those that stand in it."""
    if region.story:
        return tuple(line for line in page.lines if line.story == region.story)
    return tuple(line for line in page.lines if not line.story and _in(line.box, region.box))


def _in(box: Box, other: Box) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return other.x <= x <= other.x + other.width and other.y <= y <= other.y + other.height


def paragraphs(lines: Iterable[Line]) -> tuple[str, ...]:
    """Printed lines joined again: a word broken at the end of a line is one word."""
    found: list[str] = []
    last: tuple[Part, int] | None = None
    for line in lines:
        if line.part in (Part.HEADLINE, Part.FURNITURE):
            continue
        own = (line.part, line.paragraph)
        if not found or own != last:
            found.append(line.text)
        elif found[-1].endswith(BREAK):
            found[-1] = found[-1].removesuffix(BREAK) + line.text
        else:
            found[-1] += f" {line.text}"
        last = own
    return tuple(found)
