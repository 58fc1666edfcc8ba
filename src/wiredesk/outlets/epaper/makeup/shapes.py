"""The shapes that one story may take on a page, each with its price.

A shape is so many columns by so many rows, and everything inside is settled: size and breaks of the headline, whole
paragraphs kept, picture and crop, rows in every column. Of all shapes of one size only the cheapest is kept.
"""

import math
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import product

import msgspec

from wiredesk.outlets.epaper.makeup.measured import Story, Title
from wiredesk.outlets.epaper.makeup.measures import Size


class Role(IntEnum):
    """What a story is on its page."""

    FRONT = 0
    LEAD = 1
    SECOND = 2
    REST = 3


class PictureShape(msgspec.Struct, frozen=True):
    """A picture over `columns`, `rows` deep with its caption and the white under it; `height` is the image's own."""

    index: int
    columns: int
    rows: int
    height: float


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One way to print a story: `columns` by `rows` of the grid, at a price in hundredths."""

    columns: int
    rows: int
    cost: int
    title: Title
    kept: int
    picture: PictureShape | None
    deep: int
    """Rows from under the headline to the end."""
    caps: tuple[int, ...]
    """Rows of text in each column, in reading order."""
    tail: int
    """Rows at the end for the address, where something was left out, or for the page where it goes on."""
    jumps: bool = False
    over: bool = False
    """Whether its picture, as wide as itself, stands over its headline."""

    @property
    def headed(self) -> int:
        """Rows from its top to its headline."""
        return SEPARATOR + (self.picture.rows if self.picture and self.over else 0)

    @property
    def pictured(self) -> int:
        """Rows from its top to its picture."""
        return SEPARATOR + (0 if self.over else self.title.deep)

    def swapped(self) -> "Shape | None":
        """The same with its picture over its headline, or under it again; None where the picture is narrower."""
        if self.picture is None or self.picture.columns < self.columns:
            return None
        return msgspec.structs.replace(self, over=not self.over)


class _Taste(msgspec.Struct, frozen=True):
    """What one role likes: price by number of columns, lines of headline, and what a missing picture costs."""

    widths: dict[int, int]
    most_lines: int
    no_picture: int
    pictures: tuple[float, float]
    """The share of the module's columns that its picture likes to take, from and to."""


_TASTES = {
    Role.FRONT: _Taste({3: 300, 4: 0, 5: 0}, 3, 9000, (0.5, 0.8)),
    Role.LEAD: _Taste({2: 2600, 3: 0, 4: 300, 5: 900}, 3, 8000, (0.5, 0.75)),
    Role.SECOND: _Taste({1: 2600, 2: 0, 3: 300, 4: 1800}, 3, 4200, (0.3, 1.0)),
    Role.REST: _Taste({1: 0, 2: 100, 3: 1500}, 4, 3000, (0.3, 1.0)),
}
_LINES = {
    1: (900, 0, 0, 700),
    2: (150, 0, 900, 3000),
    3: (0, 100, 1800, 4000),
    4: (0, 100, 2500, 5000),
    5: (0, 300, 3000, 5000),
}
_SHOWN = 12.0
"""What a square of picture, a column wide and a row deep, is worth to a page."""
_WIDE = 12_000
"""What a lead's picture costs that is too narrow or too wide by its story's whole width."""
_MOST_SHOWN = 0.34
"""The share of page one, and of as much of another page, that a picture may take."""
_LARGEST = 120
"""More squares than these neither of them wants on any page."""
_LEAST_LED, _SMALL = 0.25, 80
"""The share of its page that a lead should have at least, and what each square costs that it has less."""
_LED, _BARE = 2.2, 25
"""A picture of more squares than so many times its story's rows looks like one without a story, and costs more."""
_TRIM, _BLANK, _ALONE, _LEAST_KEPT = 5200, 3000, 20_000, 0.45
_LED_TRIM = 7800
"""What a lead pays that is trimmed: cut to half it leads nothing."""
_NEVER = 10_000_000
SEPARATOR = 1
"""Rows above every story, for the rule and the white."""


def sizes_of(story: Story, role: Role) -> tuple[Size, ...]:
    """The sizes that a headline may have in a role."""
    style = story.style
    return {Role.FRONT: style.front, Role.LEAD: style.lead, Role.SECOND: style.second, Role.REST: style.rest}[role]


def _titles(story: Story, role: Role, columns: int) -> Iterator[tuple[Title, int]]:
    taste = _TASTES[role]
    for step, size in enumerate(sizes_of(story, role)):
        title = story.title(size, columns, taste.most_lines)
        if title is None:
            continue
        lines = len(title.rows)
        cost = 260 * step + _LINES[columns][lines - 1]
        cost += int(1600 * max(0.0, 0.72 - title.fill) ** 2 * 4)
        if lines > 1:
            cost += int(1500 * max(0.0, 0.5 - title.least / title.fill))
        yield title, cost


def _keeps(story: Story, role: Role, *, jump: bool) -> Iterator[tuple[int, int, int]]:
    """How many paragraphs may be kept, with the rows that follow them and the price."""
    count, rows = story.total - story.first, story.totals
    trim = _LED_TRIM if role <= Role.LEAD else _TRIM
    yield count, 0, 0
    if (story.offer.must_run_full and not jump) or rows[-1] < 8:
        return
    for kept in range(count - 1, 1, -1):
        share = rows[kept] / rows[-1]
        if (share < _LEAST_KEPT and not jump) or rows[kept] < 6:
            break
        if jump:
            yield kept, 1, int(900 + 2200 * abs(0.5 - share))
        else:
            yield kept, len(story.tail), int(500 + trim * (1 - share))


def _pictures(story: Story, role: Role, columns: int) -> Iterator[tuple[PictureShape, int]]:
    grid, style = story.grid, story.style
    if not story.offer.pictures or story.came_from:
        return
    picture = story.offer.pictures[0]
    least, most = _TASTES[role].pictures
    page = grid.columns * grid.front_rows
    for across in range(1, min(columns, 4) + 1):
        share = across / columns
        taste = int((_WIDE if role <= Role.LEAD else 2500) * (max(0.0, least - share) + max(0.0, share - most)))
        if role >= Role.REST and across > 2:
            continue
        wide = grid.span(across)
        natural = wide * picture.height / picture.width
        under = len(story.caption(0, across)) * style.caption.pitch + 3.0 + 0.55 * grid.pitch
        for rows in range(
            math.ceil((0.7 * natural + under) / grid.pitch), int((1.3 * natural + under) / grid.pitch) + 1
        ):
            height = rows * grid.pitch - under
            if height < 60.0 or rows > 46 or across * rows > min(_LARGEST, _MOST_SHOWN * page):
                continue
            shown = int(_SHOWN * across * rows)
            yield PictureShape(0, across, rows, height), taste - shown + int(3000 * math.log(height / natural) ** 2)


def _caps(free: list[int], blank: int, bad: frozenset[int]) -> tuple[tuple[int, ...], int]:
    """Rows of text for each column, `blank` of them left white, and the price of lines that stand alone."""
    best = (_NEVER, tuple(free))
    open_columns = [index for index, rows in enumerate(free) if rows > 0]
    most = -(-blank // len(open_columns))
    for white in product(range(most + 1), repeat=len(open_columns)):
        if sum(white) != blank:
            continue
        short = dict(zip(open_columns, white, strict=True))
        caps = tuple(rows - short.get(index, 0) for index, rows in enumerate(free))
        if min(caps) < 0:
            continue
        at, alone = 0, 0
        for rows in caps[:-1]:
            at += rows
            alone += at in bad
        price = _ALONE * alone + 60 * (blank - white[-1])
        best = min(best, (price, caps))
        if price == 0:
            break
    return best[1], best[0]


def _grey(columns: int, deep: int, picture: PictureShape | None) -> int:
    """The price of an unbroken slab of text, and of a strip that is too shallow or too long."""
    price = 0
    if picture is None:
        price += 18 * max(0, columns * deep - 90)
    if columns > 1:
        price += 500 * max(0, 7 - deep) + (60 * max(0, deep - 44) if columns == 2 else 0)
    else:
        price += 45 * max(0, deep - 46)
    return price


class _Filling(msgspec.Struct, frozen=True):
    """What one way to fill a module has under its headline: the rows of text, the picture, and what both cost."""

    kept: int
    tail: int
    text: int
    picture: PictureShape | None
    price: int

    def least(self, columns: int) -> int:
        """How many rows deep it is at least over so many columns; 0 where it has no good place there."""
        across, rows = (self.picture.columns, self.picture.rows) if self.picture else (0, 0)
        deep = -(-(self.text + across * rows) // columns)
        if self.picture and ((across == columns and deep < rows + 2) or deep < rows or deep == rows + 1):
            return 0
        return 0 if deep < 3 and columns > 1 else deep

    def laid(self, columns: int, deep: int, least: int) -> tuple[int, list[int], int] | None:
        """So deep, what it costs but for lines that stand alone, the rows free in each column, and how many stay white;
        None where too many would."""
        across, rows = (self.picture.columns, self.picture.rows) if self.picture else (0, 0)
        blank = columns * deep - across * rows - self.text
        free = [deep] * (columns - across) + [deep - rows] * across
        if blank > 2 * sum(one > 0 for one in free):
            return None
        white = blank + max(0, blank - columns + 1)
        price = self.price + _BLANK * white + _grey(columns, deep, self.picture)
        return price + _SMALL * max(0, least - columns * deep), free, blank


def _fillings(story: Story, role: Role, columns: int, *, jump: bool) -> Iterator[_Filling]:
    """Every way to fill a module of so many columns."""
    taste = _TASTES[role]
    pictures: list[tuple[PictureShape | None, int]] = list(_pictures(story, role, columns))
    pictures.append((None, taste.no_picture if pictures else 0))
    for kept, tail, trim in _keeps(story, role, jump=jump):
        text = story.byline_rows + story.totals[kept] + tail + bool(story.came_from)
        for picture, look in pictures:
            bare = _BARE * max(0, picture.columns * picture.rows - int(_LED * text)) if picture else 0
            yield _Filling(kept, tail, text, picture, taste.widths[columns] + trim + look + bare)


def _least(story: Story, role: Role, most_rows: int) -> int:
    """How many squares of its page a story should have in a role."""
    return int(min(_LARGEST, _LEAST_LED * story.grid.columns * most_rows)) if role <= Role.LEAD else 0


def shapes(story: Story, role: Role, most_rows: int, *, jump: bool = False) -> dict[tuple[int, int], Shape]:
    """The cheapest shape of every size that the story can take, by (columns, rows)."""
    found: dict[tuple[int, int], Shape] = {}
    least = _least(story, role, most_rows)
    for columns in _TASTES[role].widths:
        if columns > story.grid.columns:
            continue
        titles = list(_titles(story, role, columns))
        for filling in _fillings(story, role, columns, jump=jump):
            deep = filling.least(columns)
            for high in (deep, deep + 1) if deep else ():
                if high + 2 > most_rows:
                    break
                laid = filling.laid(columns, high, least)
                if laid is None or not _offer(found, story, columns, titles, filling, high, laid, most_rows, jump=jump):
                    break
    return found


def shapes_of(
    story: Story, role: Role, columns: int, rows: int, most_rows: int, *, jump: bool = False
) -> tuple[Shape, ...]:
    """Every shape of one size that the story can take, the cheapest first."""
    if columns not in _TASTES[role].widths:
        return ()
    titles = list(_titles(story, role, columns))
    least = _least(story, role, most_rows)
    found: list[Shape] = []
    for filling in _fillings(story, role, columns, jump=jump):
        first = filling.least(columns)
        for title, extra in titles:
            deep = rows - SEPARATOR - title.deep
            laid = filling.laid(columns, deep, least) if first and deep in (first, first + 1) else None
            if laid is not None:
                price, free, blank = laid
                caps, alone = _caps(free, blank, story.bad_breaks(filling.kept))
                found.append(_shape(columns, title, filling, deep, caps, price + extra + alone, jump=jump))
    return tuple(sorted(found, key=lambda one: one.cost))


def _shape(
    columns: int, title: Title, filling: _Filling, deep: int, caps: tuple[int, ...], price: int, *, jump: bool
) -> Shape:
    return Shape(
        columns=columns,
        rows=SEPARATOR + title.deep + deep,
        cost=max(0, price),
        title=title,
        kept=filling.kept,
        picture=filling.picture,
        deep=deep,
        caps=caps,
        tail=filling.tail,
        jumps=jump and filling.tail > 0,
    )


def _offer(
    found: dict[tuple[int, int], Shape],
    story: Story,
    columns: int,
    titles: Sequence[tuple[Title, int]],
    filling: _Filling,
    deep: int,
    laid: tuple[int, list[int], int],
    most_rows: int,
    *,
    jump: bool,
) -> int:
    """Keeps the shape under each headline where it is the cheapest of its size; what lines alone cost is returned."""
    caps: tuple[int, ...] | None = None
    alone = 0
    price, free, blank = laid
    for title, extra in titles:
        rows = SEPARATOR + title.deep + deep
        known = found.get((columns, rows))
        if rows > most_rows or (known is not None and known.cost <= price + extra + alone):
            continue
        if caps is None:
            caps, alone = _caps(free, blank, story.bad_breaks(filling.kept))
            if known is not None and known.cost <= price + extra + alone:
                continue
        found[columns, rows] = _shape(columns, title, filling, deep, caps, price + extra + alone, jump=jump)
    return alone
