"""A story measured: its paragraphs as lines, its headline and captions broken for every width a page may give them."""

from collections.abc import Sequence

import msgspec

from wiredesk.outlets.epaper.makeup.breaking import Row, break_evenly, break_paragraph, marked, printed, shown
from wiredesk.outlets.epaper.makeup.measures import Grid, Size, Style
from wiredesk.outlets.epaper.makeup.offer import Offered, OfferedPicture
from wiredesk.outlets.epaper.makeup.typefaces import Face, measure, missing
from wiredesk.outlets.epaper.makeup.words import words_of

_UNDER = 4.0
_OPEN = 1.13
_REACH = 0.97


class Title(msgspec.Struct, frozen=True):
    """A headline at one size and width."""

    size: Size
    rows: tuple[Row, ...]
    pitch: float
    """The distance of its lines, opened or closed a little to fill whole rows."""
    deep: int
    """Rows of the grid that it takes up."""
    above: float
    """White over it, where a single line leaves some."""
    fill: float
    """How much of the width its widest line takes, and its narrowest."""
    least: float
    inset: float = 0.0
    """How far from the edge that reading begins at it stands, for its strokes reach over that."""


class Story:
    """One offered story and all that is known of its lines; what is asked twice is worked out once."""

    def __init__(
        self, offer: Offered, style: Style, grid: Grid, *, from_paragraph: int = 0, came_from: int = 0
    ) -> None:
        self.offer = offer
        self.style = style
        self.grid = grid
        self.first = from_paragraph
        self.came_from = came_from
        """The page that it is continued from; 0 where it begins here."""
        self.language = offer.language
        body = measure(style.body, style.size, offer.language)
        self.paragraphs = tuple(
            break_paragraph(text, body, grid.column, style.indent if index else 0.0) if index >= from_paragraph else ()
            for index, text in enumerate(offer.paragraphs)
        )
        self.total = len(offer.paragraphs)
        totals = [0]
        for index in range(from_paragraph, self.total):
            totals.append(totals[-1] + len(self.paragraphs[index]))
        self.totals = tuple(totals)
        """Rows of the first 0, 1, 2 … paragraphs that are printed here."""
        self.byline_rows = int(bool(offer.byline) and not came_from)
        self.tail = self.small(f"{words_of(offer.language).full_story} {address(offer.url)}")
        self._titles: dict[tuple[Size, int, int], Title | None] = {}
        self._captions: dict[tuple[int, int], tuple[Row, ...]] = {}
        self._bad: dict[int, frozenset[int]] = {}

    def small(self, text: str) -> tuple[Row, ...]:
        """The paper's own words at the foot of a story, broken to the column."""
        sans = measure(self.style.sans, self.style.small.points, self.language)
        rows = break_paragraph(text, sans, 0.96 * self.grid.column, 0.0)
        lines = [printed(text, row.start, row.end, hyphen=row.hyphen) for row in rows]
        wide = [sans.width(marked(one) if self.grid.mirrored else one) for one in lines]
        return tuple(
            msgspec.structs.replace(row, space=sans.space, tracking=0.0, width=width)
            for row, width in zip(rows, wide, strict=True)
        )

    def title(self, size: Size, columns: int, most: int) -> Title | None:
        """The headline at that size over so many columns; None where it takes more than `most` lines."""
        key = (size, columns, most)
        if key not in self._titles:
            self._titles[key] = self._broken_title(size, columns, most)
        return self._titles[key]

    def _broken_title(self, size: Size, columns: int, most: int) -> Title | None:
        # Nastaliq's strokes reach over the ends of a line.
        span = self.grid.span(columns)
        wide = span * (_REACH if self.grid.mirrored else 1.0)
        face = measure(self.style.display, size.points, self.language)
        rows = break_evenly(self.offer.headline, face, wide, most)
        if not rows:
            return None
        count, grid = len(rows), self.grid.pitch
        deep = int(-(-(count * size.pitch + _UNDER) // grid))
        pitch = round(min(size.pitch * _OPEN, (deep * grid - _UNDER) / count), 3)
        above = round(0.6 * (deep * grid - _UNDER - count * pitch), 3)
        widest, least = max(row.width for row in rows), min(row.width for row in rows)
        inset = 0.0
        if self.grid.mirrored:
            lines = (printed(self.offer.headline, row.start, row.end, hyphen=False) for row in rows)
            inset = round(min(span - widest, max(map(face.beyond, lines))), 3)
        return Title(size, rows, pitch, deep, above, widest / wide, least / wide, inset)

    def caption(self, picture: int, columns: int) -> tuple[Row, ...]:
        """The lines of a picture's caption under that many columns."""
        key = (picture, columns)
        if key not in self._captions:
            size = self.style.caption.points
            text = caption_of(self.offer.pictures[picture])
            rows = break_evenly(text, measure(self.style.sans, size, self.language), self.grid.span(columns), 6)
            self._captions[key] = rows or ()
        return self._captions[key]

    def bad_breaks(self, kept: int) -> frozenset[int]:
        """After how many rows a column may end only at a price: one line of a paragraph would stand alone."""
        if kept not in self._bad:
            at, bad = self.byline_rows + bool(self.came_from), set[int]()
            if self.byline_rows:
                bad.add(1)
            for index in range(self.first, self.first + kept):
                count = len(self.paragraphs[index])
                if count > 1:
                    bad |= {at + 1, at + count - 1}
                at += count
            bad |= {at + more for more in range(len(self.tail)) if at + more > 0}
            self._bad[kept] = frozenset(bad)
        return self._bad[kept]


def caption_of(picture: OfferedPicture) -> str:
    """What stands under a picture: its caption, then whose it is."""
    return f"{picture.caption} {picture.credit}".strip()


def address(url: str) -> str:
    """An address as a reader would type it."""
    return url.removeprefix("https://").removeprefix("http://").removesuffix("/")


def unprintable(offer: Offered, faces: Sequence[Face]) -> str:
    """The letters of a story that no face has: such a story cannot be printed as it was sent."""
    texts = (offer.headline, offer.byline, *offer.paragraphs, *(caption_of(one) for one in offer.pictures))
    return missing(faces[0], shown(" ".join(texts)))
