"""What the process that opens PDFs is asked for, and what it answers: data only."""

import msgspec

from wiredesk.outlets.epaper.printed import Box

UNREADABLE, ENCRYPTED, TOO_MANY_PAGES, TOO_LARGE = "unreadable", "encrypted", "too_many_pages", "too_large"
NO_ROOM = "no_room"
"""The machine's fault and not the PDF's: no file can be written."""


class PageOrder(msgspec.Struct, frozen=True):
    """A page whose pictures are wanted, and the parts of it that they must not show (points, from the top left)."""

    number: int
    painted: tuple[Box, ...] = ()


class Stamp(msgspec.Struct, frozen=True):
    """Whose copy a PDF is to be: the line on its pages, and the reader and the time by themselves."""

    text: str
    reader: str
    at: str


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order: the text of every page, the pictures of some, or one reader's copy, into a folder."""

    pdf: str
    folder: str
    seconds: int
    most_pages: int
    text: bool = False
    foreign: bool = False
    """Whether it came from elsewhere: it may do more than show its pages, which no reader is given."""
    parts: tuple[str, ...] = ()
    """Further PDFs whose pages follow those of `pdf`, for one PDF of them all."""
    pages: tuple[PageOrder, ...] = ()
    painted: tuple[PageOrder, ...] = ()
    """Every page with something to be painted over, for the whole issue's PDF; none: it stays as it is."""
    stamp: Stamp | None = None


class Size(msgspec.Struct, frozen=True):
    """A picture's file in the folder, and its pixels."""

    file: str
    width: int
    height: int


class PageMade(msgspec.Struct, frozen=True):
    """The files of one page."""

    number: int
    large: Size
    small: Size
    thumb: Size
    pdf: str


class PagesMade(msgspec.Struct, frozen=True):
    """What was made; `pdf` is the whole issue's, where it may not be given to readers as it is."""

    pages: tuple[PageMade, ...]
    pdf: str = ""


class Glyphs(msgspec.Struct, frozen=True):
    """A run of letters on one line, as the PDF's text layer has it, with its size of type."""

    box: Box
    text: str
    size: float


class PageText(msgspec.Struct, frozen=True):
    """One page's measures, its lines in the order of the PDF, and where pictures stand on it.

    There is no line where there is no Unicode text.
    """

    number: int
    width: float
    height: float
    lines: tuple[Glyphs, ...] = ()
    pictures: tuple[Box, ...] = ()


class Texts(msgspec.Struct, frozen=True):
    """The text layer of a PDF."""

    pages: tuple[PageText, ...]


class Joined(msgspec.Struct, frozen=True):
    """One PDF made of several, as a file in the folder."""

    pdf: str


class Stamped(msgspec.Struct, frozen=True):
    """One reader's copy, as a file in the folder."""

    pdf: str


class Refused(msgspec.Struct, frozen=True):
    """Why a PDF was not taken: one of the words above, and a fact for the log."""

    why: str
    fact: str
    file: str = ""
    """The name of the PDF, where there are several."""
