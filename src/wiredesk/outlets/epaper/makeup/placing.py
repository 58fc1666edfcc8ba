"""From modules to places: every line of a solved page with its box, and the sheet that sets it."""

import msgspec

from wiredesk.outlets.epaper.makeup.breaking import ragged
from wiredesk.outlets.epaper.makeup.briefs import HEAD_ROWS, BriefsShape
from wiredesk.outlets.epaper.makeup.furniture import IN_BRIEF, NOTICE, RED
from wiredesk.outlets.epaper.makeup.measured import Story, address
from wiredesk.outlets.epaper.makeup.measures import Grid, Style
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.outlets.epaper.makeup.page import AdShape, FillerShape, Module
from wiredesk.outlets.epaper.makeup.paper import PageJob, Paper
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR, Shape
from wiredesk.outlets.epaper.makeup.sheet import Image, Rule, Sheet
from wiredesk.outlets.epaper.makeup.typefaces import measure
from wiredesk.outlets.epaper.makeup.words import words_of
from wiredesk.outlets.epaper.printed import Box, Part, PrintedPage, Region

BLUE = "#1d3c78"


class Placed(msgspec.Struct, frozen=True):
    """A page ready to be set, and what stands where on it."""

    sheet: Sheet
    page: PrintedPage


class _Page(Paper):
    """A page that knows what each kind of module looks like."""

    def story(self, module: Module, shape: Shape) -> None:
        """One story in its shape."""
        grid, story = self.grid, self.job.stories[module.story]
        x, width = grid.x(module.column, shape.columns), grid.span(shape.columns)
        self.parted(module.column, shape.columns, module.row, shape.rows)
        self.title(story, shape.title, x, self.y(module.row + shape.headed) - 1.0, width, "h2")
        if shape.picture is not None:
            column, top = module.column + shape.columns - shape.picture.columns, module.row + shape.pictured
            self.picture(story, column, top, shape.picture.columns, shape.picture.height, shape.picture.index)
        self.body(module, shape, story, module.row + SEPARATOR + shape.title.deep)
        continued = self.job.goes_on if shape.jumps else 0
        self.regions.append(
            Region(
                box=Box(
                    round(x, 3),
                    round(self.y(module.row + SEPARATOR), 3),
                    round(width, 3),
                    round((shape.rows - SEPARATOR) * grid.pitch, 3),
                ),
                headline=story.offer.headline,
                story=story.offer.story,
                kept=shape.kept,
                total=story.total,
                continued_on=continued,
                continued_from=story.came_from,
            )
        )

    def body(self, module: Module, shape: Shape, story: Story, row: int) -> None:
        """The text, column after column."""
        flow = list(self.flow(story, shape.kept, shape.tail, jumps=shape.jumps))
        at = 0
        for index, cap in enumerate(shape.caps):
            column = module.column + index
            lowered = 0
            if shape.picture is not None and index >= shape.columns - shape.picture.columns:
                lowered = shape.picture.rows
            self.column(story, flow[at : at + cap], self.grid.x(column), row + lowered)
            at += cap

    def briefs(self, module: Module, shape: BriefsShape) -> None:
        """The column of briefs: its head, then story after story."""
        style, grid = self.style, self.grid
        x, width = grid.x(module.column), grid.column
        self.parted(module.column, shape.columns, module.row, shape.rows)
        words = words_of(self.plan.language).in_brief
        face = style.sans
        space = measure(face, IN_BRIEF, self.plan.language)
        head = ragged(0, len(words), space.space, space.width(words))
        deep = HEAD_ROWS * grid.pitch
        self.items.append(
            Rule(x=x, y=round(self.y(module.row + SEPARATOR) + deep - 4.0, 3), width=width, height=1.0, ink=RED)
        )
        self.text(
            words,
            (head,),
            x,
            self.y(module.row + SEPARATOR),
            width,
            face=face,
            size=IN_BRIEF,
            pitch=deep - 5.0,
            rise=(deep - 5.0) * 0.76,
            role="h2",
            part=Part.FURNITURE,
            story=None,
            ink=RED,
        )
        row: float = module.row + SEPARATOR + HEAD_ROWS
        extra = shape.blank / max(1, len(shape.briefs) - 1)
        for brief in shape.briefs:
            story = self.job.briefs[brief.story]
            self.title(story, brief.title, x, self.y(row), width, "h3")
            flow = self.flow(story, brief.kept, brief.tail, jumps=False)
            self.column(story, [one for one in flow if one[0] != "byline"], x, row + brief.title.deep)
            self.regions.append(
                Region(
                    box=Box(round(x, 3), round(self.y(row), 3), round(width, 3), round(brief.rows * grid.pitch, 3)),
                    headline=story.offer.headline,
                    story=story.offer.story,
                    kept=brief.kept,
                    total=story.total,
                )
            )
            row += brief.rows + 1 + extra

    def ad(self, module: Module, shape: AdShape) -> None:
        """A module that was paid for, as it was delivered."""
        self.parted(module.column, shape.columns, module.row, shape.rows)
        grid, ad = self.grid, shape.ad
        x, width = grid.x(module.column, shape.columns), grid.span(shape.columns)
        y, height = self.y(module.row + SEPARATOR), (shape.rows - SEPARATOR) * grid.pitch
        self.items.append(
            Image(
                x=round(x, 3),
                y=round(y, 3),
                width=round(width, 3),
                height=round(height, 3),
                file=str(ad.file),
                moved=(0.0, 0.0),
                whole=(round(width, 3), round(height, 3)),
                alt=ad.alt,
                url=ad.url,
            )
        )

    def filler(self, module: Module, shape: FillerShape) -> None:
        """The paper's own notice: where more news is."""
        grid, style = self.grid, self.style
        x, width = grid.x(module.column, shape.columns), grid.span(shape.columns)
        y, height = self.y(module.row + SEPARATOR), (shape.rows - SEPARATOR) * grid.pitch
        self.items.append(Rule(x=x, y=round(y, 3), width=width, height=round(height, 3), ink="#f0efec"))
        lines = (words_of(self.plan.language).house, address(self.plan.address))
        for index, line in enumerate(lines):
            face = measure(style.sans, NOTICE, self.plan.language)
            wide = face.width(line)
            row = ragged(0, len(line), face.space, wide)
            self.text(
                line,
                (row,),
                x + (width - wide) / 2,
                y + height / 2 + (index - 1) * grid.pitch,
                wide,
                face=style.sans,
                size=NOTICE,
                pitch=grid.pitch,
                rise=grid.pitch * 0.76,
                role="p",
                part=Part.FURNITURE,
                story=None,
                url=self.plan.address if index else "",
                ink=BLUE,
            )


def place(plan: IssuePlan, style: Style, grid: Grid, job: PageJob) -> Placed:
    """The page with everything at its place."""
    page = _Page(plan, style, grid, job)
    for module in job.modules:
        shape = module.shape
        if isinstance(shape, Shape):
            page.story(module, shape)
        elif isinstance(shape, BriefsShape):
            page.briefs(module, shape)
        elif isinstance(shape, AdShape):
            page.ad(module, shape)
        else:
            page.filler(module, shape)
    sheet = Sheet(width=grid.format.width, height=grid.format.height, items=tuple(page.items))
    return Placed(
        sheet,
        PrintedPage(
            number=job.number,
            section=job.section,
            width=grid.format.width,
            height=grid.format.height,
            regions=tuple(page.regions),
            lines=tuple(page.lines),
        ),
    )
