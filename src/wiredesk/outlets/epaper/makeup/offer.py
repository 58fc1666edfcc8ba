"""What the make-up is given: stories offered, and the plan of the issue. It knows no database and no network."""

from datetime import date
from pathlib import Path

import msgspec


class OfferedPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as a JPEG file; the crop keeps `focus`, shares of width and height from the left and top."""

    file: Path
    width: int
    height: int
    caption: str
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.4)


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """One story that may be printed, its words as stored: nothing here is changed on the way to the page."""

    story: str
    version: int
    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    """The canonical text's blocks in order; each index is the block's."""
    section: str
    """The slug of the section plan that it is for."""
    rank: float
    """0 to 100; 100 is what page one would lead with."""
    url: str
    language: str
    pictures: tuple[OfferedPicture, ...] = ()
    thread: str = ""
    """Stories of one thread stand near each other, and only the newest leads."""
    forced: bool = False
    """The desk wants it in the issue."""
    must_run_full: bool = False
    """No paragraph may be left out."""
    page: int = 0
    """The page that the desk pinned it to; 0 where it did not."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A page's measures, in points."""

    name: str
    width: float
    height: float
    columns: int
    gutter: float
    margins: tuple[float, float, float, float]
    """Top, right, bottom, left."""


class SectionPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A run of pages under one running head; the first plan's first page is page one."""

    slug: str
    name: str
    least: int = 1
    most: int = 8


class Ad(msgspec.Struct, frozen=True, kw_only=True):
    """A fixed module: a picture that takes `columns` by `rows` lines in a page's lower outer corner."""

    page: int
    columns: int
    rows: int
    file: Path
    alt: str
    url: str = ""


class IssuePlan(msgspec.Struct, frozen=True, kw_only=True):
    """One issue to be made up: `seed` and what is offered settle every byte of it."""

    title: str
    address: str
    edition: str
    masthead: str
    """The line under the nameplate."""
    issue_date: date
    number: int
    language: str
    direction: str
    locale: str = ""
    """The language with its region, such as `ur-IN`, whose digits the paper numbers with; empty where it has none."""
    format: str
    """`tabloid` or `broadsheet`."""
    sections: tuple[SectionPlan, ...]
    pages: int = 0
    """How many pages; 0 lets the material decide."""
    ads: tuple[Ad, ...] = ()
    seed: int = 0

    @property
    def numbered_in(self) -> str:
        """The language whose digits the paper's own words have."""
        return self.locale or self.language
