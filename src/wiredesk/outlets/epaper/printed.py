"""The seam of the e-paper: what a finished issue is, whether made up here or by a press elsewhere.

Lengths are points (1/72 inch) from the page's left and top edge. What is printed of a story is a range of its stored
version's text, or furniture that is declared as such; nothing else can be set.
"""

from enum import StrEnum
from pathlib import Path

import msgspec


class Box(msgspec.Struct, frozen=True):
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float


class Part(StrEnum):
    """What of a story a line is; `FURNITURE` are the paper's own words, such as folios and jump lines."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One printed line: characters `start` to `end` of a paragraph, as stored, and where they stand."""

    box: Box
    text: str
    """As printed: with U+2010 where a word is broken."""
    part: Part
    story: str = ""
    """The story's id; empty for furniture, and where nobody knows."""
    paragraph: int = -1
    """Which block of the story's body, or which picture for a caption; -1 where it is neither."""
    start: int = 0
    end: int = 0


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a page that one story takes up: a link, in reading order."""

    box: Box
    headline: str
    story: str = ""
    """Empty where the story has no page on the web."""
    kept: int = 0
    """Paragraphs printed here, of `total`."""
    total: int = 0
    continued_on: int = 0
    """The page that it goes on; 0 where it ends here."""
    continued_from: int = 0
    covered: bool = False
    """Whether the desk took this part off the page: nothing of it is shown, whatever stood there."""


class PrintedPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page; `number` begins at 1. `regions` and `lines` are in reading order."""

    number: int
    section: str
    """Its running head, empty where nobody knows."""
    width: float
    height: float
    regions: tuple[Region, ...] = ()
    lines: tuple[Line, ...] = ()
    pictures: tuple[Box, ...] | None = None
    """Of a press's page, where pictures stand, nobody knows of which story; None where the layout knows, as of ours."""


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A finished issue: one PDF, and what stands where in it."""

    pdf: Path
    pages: tuple[PrintedPage, ...]
    language: str
    direction: str = "ltr"
    unplaced: tuple[str, ...] = ()
    """Stories offered that no page took: shown at the desk, never silently dropped."""
