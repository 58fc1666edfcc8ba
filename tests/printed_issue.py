"""Issues for tests: real PDFs of our own words, set line by line, and what stands where in them."""

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

import msgspec
import typst

from wiredesk.outlets.epaper.printed import Box, Line, Part, Printed, PrintedPage, Region

WIDTH, HEIGHT = 420.0, 600.0
_LEFT, _TOP, _LEADING, _LETTERS, _COLUMN = 24.0, 36.0, 11.0, 60, 370.0
_HEADLINE = 22.0

_TEMPLATE = """
#let data = json("lines.json")
#set document(title: data.title, date: none)
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#set text(size: 9pt, lang: data.language)
#for page in data.pages {
  for line in page {
    place(top + left, dx: line.x * 1pt, dy: line.y * 1pt, box(width: line.width * 1pt, height: line.height * 1pt,
      text(size: line.size * 1pt, top-edge: "ascender", line.text)))
  }
  pagebreak(weak: true)
}
"""


class Told(msgspec.Struct, frozen=True):
    """A story to be printed; `story` is empty where nobody knows which it is on the web."""

    headline: str
    paragraphs: tuple[str, ...]
    story: str = ""


def printed(folder: Path, pages: Sequence[Sequence[Told]], *, name: str = "issue.pdf", language: str = "en") -> Printed:
    """An issue with these stories on its pages, one below another, in a PDF with a text layer."""
    made = tuple(_page(number, stories) for number, stories in enumerate(pages, 1))
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "title": "Made-up paper",
        "width": WIDTH,
        "height": HEIGHT,
        "language": language,
        "pages": [
            [
                {
                    "x": line.box.x,
                    "y": line.box.y,
                    "width": line.box.width,
                    "height": line.box.height,
                    "size": 16 if line.part is Part.HEADLINE else 9,
                    "text": line.text,
                }
                for line in page.lines
            ]
            for page in made
        ],
    }
    (folder / "lines.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "issue.typ").write_text(_TEMPLATE, encoding="utf-8")
    typst.compile(folder / "issue.typ", output=folder / name)
    return Printed(pdf=folder / name, pages=made, language=language)


def _page(number: int, stories: Sequence[Told]) -> PrintedPage:
    lines: list[Line] = []
    regions = []
    y = _TOP
    for told in stories:
        top = y
        lines.append(_line(told, told.headline, y, Part.HEADLINE))
        y += _HEADLINE
        for place, paragraph in enumerate(told.paragraphs):
            start = 0
            for row in textwrap.wrap(paragraph, _LETTERS, break_long_words=False):
                start = paragraph.index(row, start)
                lines.append(_line(told, row, y, Part.BODY, place, start, start + len(row)))
                y += _LEADING
        count = len(told.paragraphs)
        box = Box(_LEFT, top, _COLUMN, y - top)
        regions.append(Region(box=box, headline=told.headline, story=told.story, kept=count, total=count))
        y += _LEADING
    assert y < HEIGHT, "too much for one page"
    return PrintedPage(
        number=number, section="City", width=WIDTH, height=HEIGHT, regions=tuple(regions), lines=tuple(lines)
    )


def _line(told: Told, text: str, y: float, part: Part, paragraph: int = -1, start: int = 0, end: int = 0) -> Line:
    height = _HEADLINE if part is Part.HEADLINE else _LEADING
    box = Box(_LEFT, y, _COLUMN, height)
    return Line(box=box, text=text, part=part, story=told.story, paragraph=paragraph, start=start, end=end)
