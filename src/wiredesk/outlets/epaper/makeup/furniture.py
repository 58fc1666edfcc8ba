"""What stands on a page beside its stories: nameplate, running head, folio, rules."""

from collections.abc import Sequence
from math import floor

from wiredesk.outlets.epaper.makeup.measures import Grid, Style
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.outlets.epaper.makeup.sheet import Rule, Text
from wiredesk.outlets.epaper.makeup.typefaces import Face, measure
from wiredesk.outlets.epaper.makeup.words import day_of, numbered, words_of
from wiredesk.outlets.epaper.printed import Box, Line, Part

RED = "#8c1a1a"
_LARGEST, _UNDER_TITLE, _ABOVE_TITLE = 78.0, 14.0, 18.0
_MOTTO = 28.0
"""Where the line over the nameplate begins, if the edition has one."""
SECTION, FOLIO, IN_BRIEF, NOTICE, DATE_LARGER = 19.0, 15.0, 13.0, 9.0, 0.6
"""Sizes of the head of a section, the page's number, the head over briefs, the paper's notice; the date is larger."""


class Desk:
    """Takes down items of a page, and with every text the lines that it prints."""

    def __init__(self, plan: IssuePlan, style: Style, grid: Grid) -> None:
        self.plan, self.style, self.grid = plan, style, grid
        self.items: list[Text | Rule] = []
        self.lines: list[Line] = []

    def words(
        self,
        text: str,
        face: Face,
        size: float,
        y: float,
        *,
        pitch: float,
        side: str = "start",
        role: str = "artifact",
        ink: str = "#111111",
    ) -> None:
        """One line of the paper's own words at the start, middle or end of the page's width."""
        wide = measure(face, size, self.plan.language).width(text)
        page = self.grid
        left = page.x(page.columns - 1 if page.mirrored else 0)
        live = page.span(page.columns)
        from_left = {"start": 0.0, "middle": (live - wide) / 2, "end": live - wide}[side]
        x = left + (live - wide - from_left if page.mirrored else from_left)
        space = measure(face, size, self.plan.language).space
        rise = round(pitch * 0.76, 3)
        self.items.append(
            Text(
                x=round(x, 3),
                y=round(y, 3),
                width=round(wide, 3),
                runs=((text, 0.0, round(space, 4), 0.0),),
                families=face.families,
                weight=face.weight,
                size=size,
                pitch=pitch,
                rise=rise,
                role=role,
                language=self.plan.language,
                ink=ink,
            )
        )
        self.lines.append(Line(box=Box(x, y, wide, pitch), text=text, part=Part.FURNITURE))

    def rule(self, y: float, height: float) -> None:
        """A rule over the whole width."""
        page = self.grid
        left = page.x(page.columns - 1 if page.mirrored else 0)
        self.items.append(Rule(x=left, y=y, width=page.span(page.columns), height=height))


def nameplate(plan: IssuePlan, style: Style, grid: Grid) -> float:
    """The size at which the title fills page one's width, or the largest that has room."""
    wide = measure(style.display, _LARGEST, plan.language).width(plan.title)
    # A title reaches a little over its own line, and may not reach into the line over it.
    above, reach = (_MOTTO + style.small.pitch, 1.15) if plan.masthead else (_ABOVE_TITLE, 1.0)
    high = (_strip(style, grid) - _UNDER_TITLE - above) / (_deep(style) * reach)
    # Rounded down: a tenth of a point more, and a title that fills the width would leave it.
    return floor(min(_LARGEST, _LARGEST * grid.span(grid.columns) / wide, high) * 10) / 10


def _strip(style: Style, grid: Grid) -> float:
    """Where page one's line with date and number begins."""
    return grid.top + style.masthead_rows * grid.pitch - style.small.pitch - 11.5


def _deep(style: Style) -> float:
    """How deep a line of the title is, in its own size."""
    return 1.1 if style.pitch < 12 else 1.4 if style.pitch < 16 else 1.7


def section_size(section: str, plan: IssuePlan, style: Style, grid: Grid) -> float:
    """The size of a section's name over its pages: smaller where sections share a page and it is long."""
    wide = measure(style.display, SECTION, plan.language).width(section)
    return round(min(SECTION, SECTION * 0.34 * grid.span(grid.columns) / wide), 1) if wide else SECTION


def faces(section: str, plan: IssuePlan, style: Style, grid: Grid) -> tuple[tuple[Face, float], ...]:
    """Every face and size that the paper's own words are set in."""
    small = style.small.points
    return (
        (style.display, nameplate(plan, style, grid)),
        (style.display, section_size(section, plan, style, grid)),
        *((style.sans, size) for size in (FOLIO, IN_BRIEF, NOTICE, small, round(small + DATE_LARGER, 3))),
    )


def masthead(desk: Desk, edition: str) -> None:
    """Page one's nameplate, and under it the line with date and number."""
    plan, style, page = desk.plan, desk.style, desk.grid
    strip = _strip(style, page)
    size = nameplate(plan, style, page)
    high = round(size * _deep(style), 3)
    desk.words(plan.title, style.display, size, strip - _UNDER_TITLE - high, pitch=high, side="middle", role="h1")
    desk.rule(strip - 4.0, 1.4)
    small = style.small
    larger = round(small.points + DATE_LARGER, 3)
    desk.words(edition, style.sans, larger, strip, pitch=small.pitch + 2, role="p")
    desk.words(
        day_of(plan.issue_date, plan.numbered_in),
        style.sans,
        larger,
        strip,
        pitch=small.pitch + 2,
        side="middle",
        role="p",
    )
    number = numbered(words_of(plan.language).number.format(number=plan.number), plan.numbered_in)
    desk.words(number, style.sans, larger, strip, pitch=small.pitch + 2, side="end", role="p")
    desk.rule(strip + small.pitch + 4.5, 0.5)
    if plan.masthead:
        desk.words(plan.masthead, style.sans, small.points, _MOTTO, pitch=small.pitch, side="middle", role="p")


def running_head(desk: Desk, section: str, number: int, *, first: bool) -> None:
    """An inside page's head: the section, the paper and day, and the folio on the outer side."""
    plan, style, page = desk.plan, desk.style, desk.grid
    small = style.small
    outer_end = number % 2 == 1
    name, folio = ("start", "end") if outer_end else ("end", "start")
    base = page.top - 34.0
    high = 24.0 if style.pitch < 12 else 28.0
    # Nastaliq hangs below its line, and the rule must not run through it.
    foot = base + (24.0 if style.pitch < 16 else 20.0)

    def head() -> None:
        desk.words(
            section,
            style.display,
            section_size(section, plan, style, page),
            foot - high,
            pitch=high,
            side=name,
            role="h1" if first else "artifact",
            ink=RED,
        )

    def folio_() -> None:
        desk.words(numbered(str(number), plan.numbered_in), style.sans, FOLIO, foot - high, pitch=high, side=folio)

    # From left to right, as a reader of the PDF will have them.
    one, other = (head, folio_) if (name == "start") != page.mirrored else (folio_, head)
    one()
    desk.words(
        f"{plan.title} · {day_of(plan.issue_date, plan.numbered_in)}",
        style.sans,
        small.points,
        base + 8.0,
        pitch=small.pitch,
        side="middle",
    )
    other()
    desk.rule(base + 25.0, 1.2)


def taken(desk: Desk) -> tuple[Sequence[Text | Rule], Sequence[Line]]:
    """What the desk has taken down so far."""
    return desk.items, desk.lines
