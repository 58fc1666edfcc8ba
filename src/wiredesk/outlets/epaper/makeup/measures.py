"""Sizes of a page and of its type: formats, and a style for each script with its own leading."""

import msgspec

from wiredesk.outlets.epaper.makeup.offer import Format
from wiredesk.outlets.epaper.makeup.typefaces import Face

MM = 72.0 / 25.4

TABLOID = Format(
    name="tabloid", width=280 * MM, height=400 * MM, columns=4, gutter=12.0, margins=(64.0, 32.0, 36.0, 32.0)
)
BROADSHEET = Format(
    name="broadsheet", width=350 * MM, height=550 * MM, columns=5, gutter=14.0, margins=(68.0, 40.0, 40.0, 40.0)
)
FORMATS = {one.name: one for one in (TABLOID, BROADSHEET)}
"""The upper margin holds the running head."""


class Size(msgspec.Struct, frozen=True):
    """A size of headline and the distance of its lines."""

    points: float
    pitch: float


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """The type of one script: faces, sizes, leading."""

    body: Face
    display: Face
    sans: Face
    size: float
    pitch: float
    """The baseline grid: every row is this high."""
    rise: float
    """From a row's top to its baseline, as a share of the pitch."""
    indent: float
    caption: Size
    small: Size
    front: tuple[Size, ...]
    """Headlines of page one's lead, the largest first; then those of the other ranks on a page."""
    lead: tuple[Size, ...]
    second: tuple[Size, ...]
    rest: tuple[Size, ...]
    brief: tuple[Size, ...]
    masthead_rows: int


def _sizes(ratio: float, *points: float) -> tuple[Size, ...]:
    return tuple(Size(one, round(one * ratio, 2)) for one in points)


_SERIF = ("Source Serif 4", "Source Sans 3", "Noto Sans Devanagari")
_SANS = ("Source Sans 3", "Source Serif 4", "Noto Sans Devanagari")
_URDU = ("Noto Nastaliq Urdu", "Source Sans 3", "Source Serif 4", "Noto Sans Devanagari")
_NAGARI = ("Noto Sans Devanagari", "Source Sans 3", "Source Serif 4")
_TAMIL = ("Noto Sans Tamil", "Source Sans 3", "Source Serif 4")

LATIN = Style(
    body=Face(_SERIF),
    display=Face(_SERIF, 700),
    sans=Face(_SANS, 600),
    size=8.6,
    pitch=10.5,
    rise=0.74,
    indent=9.0,
    caption=Size(7.8, 9.4),
    small=Size(7.6, 10.5),
    front=_sizes(1.0, 58.0, 50.0, 44.0),
    lead=_sizes(1.01, 42.0, 37.0, 33.0),
    second=_sizes(1.02, 25.0, 22.5),
    rest=_sizes(1.02, 18.5, 16.5),
    brief=_sizes(1.03, 12.0),
    masthead_rows=12,
)
DEVANAGARI = Style(
    body=Face(_NAGARI),
    display=Face(_NAGARI, 700),
    sans=Face(_NAGARI, 600),
    size=8.8,
    pitch=13.0,
    rise=0.72,
    indent=9.0,
    caption=Size(7.8, 11.6),
    small=Size(7.8, 13.0),
    front=_sizes(1.24, 48.0, 42.0, 37.0),
    lead=_sizes(1.25, 35.0, 31.0, 28.0),
    second=_sizes(1.29, 21.5, 19.5),
    rest=_sizes(1.32, 16.0, 14.5),
    brief=_sizes(1.32, 11.0),
    masthead_rows=10,
)
NASTALIQ = Style(
    body=Face(_URDU),
    display=Face(_URDU, 700),
    sans=Face(_URDU),
    size=8.8,
    pitch=18.0,
    rise=0.66,
    indent=10.0,
    caption=Size(7.6, 16.0),
    small=Size(7.6, 18.0),
    front=_sizes(1.95, 40.0, 35.0, 31.0),
    lead=_sizes(1.95, 31.0, 28.0, 25.0),
    second=_sizes(1.9, 20.0, 18.0),
    rest=_sizes(1.85, 14.5, 13.0),
    brief=_sizes(1.8, 10.5),
    masthead_rows=7,
)
TAMIL = Style(
    body=Face(_TAMIL),
    display=Face(_TAMIL, 700),
    sans=Face(_TAMIL, 700),
    size=8.0,
    pitch=12.0,
    rise=0.7,
    indent=9.0,
    caption=Size(7.2, 10.8),
    small=Size(7.2, 12.0),
    front=_sizes(1.28, 38.0, 33.0, 29.0),
    lead=_sizes(1.3, 28.0, 25.0, 22.0),
    second=_sizes(1.32, 18.5, 16.5),
    rest=_sizes(1.34, 14.0, 12.5),
    brief=_sizes(1.36, 10.0),
    masthead_rows=11,
)
STYLES = {"hi": DEVANAGARI, "mr": DEVANAGARI, "ur": NASTALIQ, "ta": TAMIL}


def style_of(language: str) -> Style:
    """The style of a language, by its primary part; Latin where none is its own."""
    return STYLES.get(language.split("-", maxsplit=1)[0], LATIN)


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A page as columns by rows: what everything is counted in."""

    format: Format
    columns: int
    column: float
    gutter: float
    rows: int
    """Rows of an inside page."""
    front_rows: int
    pitch: float
    mirrored: bool

    @property
    def top(self) -> float:
        """Where an inside page's first row begins."""
        return self.format.margins[0]

    def span(self, columns: int) -> float:
        """The width of so many columns with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter

    def x(self, column: int, columns: int = 1) -> float:
        """The left edge of what spans `columns` from the column `column`, counted from where reading starts."""
        first = self.columns - column - columns if self.mirrored else column
        return self.format.margins[3] + first * (self.column + self.gutter)


def grid_of(format_name: str, style: Style, *, mirrored: bool) -> Grid:
    """The grid of a format in a style."""
    page = FORMATS[format_name]
    top, right, bottom, left = page.margins
    live = page.width - left - right
    rows = int((page.height - top - bottom) / style.pitch)
    return Grid(
        format=page,
        columns=page.columns,
        column=(live - (page.columns - 1) * page.gutter) / page.columns,
        gutter=page.gutter,
        rows=rows,
        front_rows=rows - style.masthead_rows,
        pitch=style.pitch,
        mirrored=mirrored,
    )
