"""A page of paper: puts text, pictures and rules at their places, and takes down every line that it prints."""

import msgspec

from wiredesk.outlets.epaper.makeup.breaking import Row, marked, printed
from wiredesk.outlets.epaper.makeup.furniture import RED, Desk, masthead, running_head
from wiredesk.outlets.epaper.makeup.measured import Story, Title, address, caption_of
from wiredesk.outlets.epaper.makeup.measures import Grid, Style
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.outlets.epaper.makeup.page import Module
from wiredesk.outlets.epaper.makeup.sheet import Image, Rule, Run, Text
from wiredesk.outlets.epaper.makeup.typefaces import Face
from wiredesk.outlets.epaper.makeup.words import numbered, words_of
from wiredesk.outlets.epaper.printed import Box, Line, Part, Region

GREY, PALE = "#9a9a9a", "#c4c4c4"


class PageJob(msgspec.Struct, frozen=True, kw_only=True):
    """A solved page and where it comes in the issue."""

    number: int
    section: str
    first: bool
    """Whether it begins its section."""
    modules: tuple[Module, ...]
    stories: tuple[Story, ...]
    briefs: tuple[Story, ...]
    goes_on: int = 0
    """The page on which its jumping story continues."""


class Paper:
    """One page while it is filled."""

    def __init__(self, plan: IssuePlan, style: Style, grid: Grid, job: PageJob) -> None:
        self.plan, self.style, self.grid, self.job = plan, style, grid, job
        self.items: list[Text | Image | Rule] = []
        self.lines: list[Line] = []
        self.regions: list[Region] = []
        front = job.number == 1
        self.top = grid.top + (style.masthead_rows * grid.pitch if front else 0.0)
        desk = Desk(plan, style, grid)
        if front:
            masthead(desk, plan.edition)
        else:
            running_head(desk, job.section, job.number, first=job.first)
        self.items += desk.items
        self.lines += desk.lines

    def y(self, row: float) -> float:
        """Where a row begins."""
        return self.top + row * self.grid.pitch

    def text(
        self,
        source: str,
        rows: tuple[Row, ...],
        x: float,
        y: float,
        width: float,
        *,
        face: Face,
        size: float,
        pitch: float,
        rise: float,
        role: str,
        part: Part,
        story: Story | None,
        paragraph: int = -1,
        indent: float = 0.0,
        url: str = "",
        ink: str = "#111111",
    ) -> None:
        """Rows of one source text, and their lines."""
        runs: list[Run] = []
        mirrored = self.grid.mirrored
        language = story.language if story else self.plan.language
        for index, row in enumerate(rows):
            shown = printed(source, row.start, row.end, hyphen=row.hyphen)
            if mirrored and part is Part.FURNITURE:
                shown = marked(shown)
            aside = indent if index == 0 else 0.0
            runs.append((shown, aside, round(row.space - row.tracking, 4), row.tracking))
            left = x + width - aside - row.width if mirrored else x + aside
            self.lines.append(
                Line(
                    box=Box(round(left, 3), round(y + index * pitch, 3), round(row.width, 3), pitch),
                    text=shown,
                    part=part,
                    story=story.offer.story if story else "",
                    paragraph=paragraph,
                    start=row.start if part is not Part.FURNITURE else 0,
                    end=row.end if part is not Part.FURNITURE else 0,
                )
            )
        self.items.append(
            Text(
                x=round(x, 3),
                y=round(y, 3),
                width=round(width, 3),
                runs=tuple(runs),
                families=face.families,
                weight=face.weight,
                size=size,
                pitch=pitch,
                rise=round(rise, 3),
                role=role,
                language=language,
                url=url,
                ink=ink,
            )
        )

    def title(self, story: Story, title: Title, x: float, y: float, width: float, role: str) -> None:
        """A headline, linked to the story."""
        size = title.size
        self.text(
            story.offer.headline,
            title.rows,
            x,
            y + title.above,
            width - title.inset,
            face=self.style.display,
            size=size.points,
            pitch=title.pitch,
            rise=title.pitch * 0.78,
            role=role,
            part=Part.HEADLINE,
            story=story,
            url=story.offer.url,
        )

    def flow(self, story: Story, kept: int, tail: int, *, jumps: bool) -> list[tuple[str, int, int]]:
        """The rows of a story in order, as (what, paragraph, row of it)."""
        flow = [("from", -1, 0)] * bool(story.came_from) + [("byline", -1, 0)] * story.byline_rows
        for index in range(story.first, story.first + kept):
            flow += [("body", index, one) for one in range(len(story.paragraphs[index]))]
        return flow + [("jump" if jumps else "tail", -1, one) for one in range(tail)]

    def column(self, story: Story, flow: list[tuple[str, int, int]], x: float, row: float) -> None:
        """So many rows of a story in one column, from a row on."""
        at = 0
        while at < len(flow):
            what, paragraph, first = flow[at]
            upto = at
            while upto < len(flow) and flow[upto][:2] == (what, paragraph):
                upto += 1
            self.stretch(story, what, paragraph, first, upto - at, x, self.y(row + at))
            at = upto

    def stretch(self, story: Story, what: str, paragraph: int, first: int, count: int, x: float, y: float) -> None:
        """Rows of one paragraph, or of what stands before and after the text."""
        style, grid = self.style, self.grid
        rise = style.pitch * style.rise
        if what == "body":
            indented = paragraph > 0 and first == 0
            self.text(
                story.offer.paragraphs[paragraph],
                story.paragraphs[paragraph][first : first + count],
                x,
                y,
                grid.column,
                face=style.body,
                size=style.size,
                pitch=style.pitch,
                rise=rise,
                role="p",
                part=Part.BODY,
                story=story,
                paragraph=paragraph,
                indent=style.indent if indented else 0.0,
            )
            return
        words = words_of(story.language)
        text, part, ink, url = {
            "byline": (story.offer.byline, Part.BYLINE, "#333333", ""),
            "tail": (f"{words.full_story} {address(story.offer.url)}", Part.FURNITURE, RED, story.offer.url),
            "jump": (self.numbered(words.continued_on, self.job.goes_on), Part.FURNITURE, RED, ""),
            "from": (self.numbered(words.continued_from, story.came_from), Part.FURNITURE, RED, ""),
        }[what]
        rows = story.small(text)
        self.text(
            text,
            rows[first : first + count],
            x,
            y,
            grid.column,
            face=style.sans,
            size=style.small.points,
            pitch=style.pitch,
            rise=rise,
            role="p",
            part=part,
            story=story,
            url=url,
            ink=ink,
        )

    def numbered(self, words: str, page: int) -> str:
        """Words about a page, its number in the edition's digits."""
        return numbered(words.format(page=page), self.plan.numbered_in)

    def picture(self, story: Story, column: int, row: int, columns: int, height: float, index: int) -> None:
        """A picture with its caption under it, cropped about what matters in it."""
        grid, style, picture = self.grid, self.style, story.offer.pictures[index]
        x, width, y = grid.x(column, columns), grid.span(columns), self.y(row) + 0.2 * grid.pitch
        scale = max(width / picture.width, height / picture.height)
        whole = (picture.width * scale, picture.height * scale)
        moved = tuple(
            round(-min(max(focus * size - room / 2, 0.0), size - room), 3)
            for focus, size, room in zip(picture.focus, whole, (width, height), strict=True)
        )
        self.items.append(
            Image(
                x=round(x, 3),
                y=round(y, 3),
                width=round(width, 3),
                height=round(height, 3),
                file=str(picture.file),
                moved=(moved[0], moved[1]),
                whole=(round(whole[0], 3), round(whole[1], 3)),
                alt=picture.caption or caption_of(picture),
            )
        )
        size = style.caption
        self.text(
            caption_of(picture),
            story.caption(index, columns),
            x,
            y + height + 3.0,
            width,
            face=style.sans,
            size=size.points,
            pitch=size.pitch,
            rise=size.pitch * 0.76,
            role="p",
            part=Part.CAPTION,
            story=story,
            paragraph=index,
            ink="#333333",
        )

    def parted(self, column: int, columns: int, row: int, rows: int) -> None:
        """The rules over a module and beside it, where there is another."""
        grid = self.grid
        x, width = grid.x(column, columns), grid.span(columns)
        if row:
            self.rule(x, self.y(row + 0.45), width)
        if column:
            side = x + width + grid.gutter / 2 if grid.mirrored else x - grid.gutter / 2
            top, bottom = self.y(row + 0.9), self.y(row + rows) - 1.0
            self.items.append(
                Rule(x=round(side - 0.25, 3), y=round(top, 3), width=0.5, height=round(bottom - top, 3), ink=PALE)
            )

    def rule(self, x: float, y: float, width: float) -> None:
        """The rule over a story."""
        self.items.append(Rule(x=round(x, 3), y=round(y, 3), width=round(width, 3), height=0.6, ink=GREY))
