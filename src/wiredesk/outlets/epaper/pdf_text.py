"""The text layer of an open PDF as lines with their places, in the order of the PDF, and where its pictures stand."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from wiredesk.outlets.epaper.pdf_orders import Glyphs, Order, PageText, Texts
from wiredesk.outlets.epaper.printed import Box

_MOST_LETTERS = 200_000
"""Letters of one page that are read: a broadsheet of small advertisements has a fifth of them."""

_MOST_LINES, _MOST_LINES_IN_ALL = 10_000, 150_000
"""Lines of a page, and of all pages, that are read: who matches them has no process of its own to be bounded in. A page
with more, such as one that is set letter by letter, counts as one without text."""

_MOST_BAD = 0.2
"""Share of letters that no Unicode stands for, from which a page counts as one without text."""

_GAP = 1.6
"""Sizes of type between two letters of one line at most: what is further off stands in the next column."""

_FINE = 100
"""Parts of a point that places are asked for in."""


def carry_out(document: pypdfium2.PdfDocument, order: Order) -> Texts:
    """The text of every page."""
    pages, left = list[PageText](), _MOST_LINES_IN_ALL
    for index in range(len(document)):
        pages.append(_page(document[index], index + 1, min(left, _MOST_LINES)))
        left -= len(pages[-1].lines)
    return Texts(tuple(pages))


def _page(page: pypdfium2.PdfPage, number: int, most: int) -> PageText:
    width, height = page.get_size()
    text = page.get_textpage()
    lines = tuple(_lines(page, text.raw, min(text.count_chars(), _MOST_LETTERS), (width, height), most))
    return PageText(number, width, height, lines, tuple(pictures(page)))


class _Run:
    """Letters of one line, as long as each follows the last."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.left = self.bottom = self.right = self.top = self.size = 0.0
        self.spaced = False

    def follows(self, left: float, bottom: float, right: float, top: float, size: float) -> bool:
        """Whether a letter of these measures stands on this line."""
        middle = (bottom + top) / 2
        reach = _GAP * max(size, self.size)
        on_line = self.bottom - size * 0.4 <= middle <= self.top + size * 0.4
        return on_line and left - self.right < reach and self.left - right < reach

    def add(self, letter: str, left: float, bottom: float, right: float, top: float, size: float) -> None:
        """Take a letter in."""
        if not self.letters:
            self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.letters.append((" " if self.spaced and self.letters else "") + letter)
        self.left, self.bottom = min(self.left, left), min(self.bottom, bottom)
        self.right, self.top = max(self.right, right), max(self.top, top)
        self.size, self.spaced = max(self.size, size), False


def _lines(page: pypdfium2.PdfPage, text: object, count: int, size: tuple[float, float], most: int) -> Iterator[Glyphs]:
    runs, bad, letters = [_Run()], 0, 0
    box = [ctypes.c_double() for _ in range(4)]
    for index in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.isspace() or letter == "\x00":
            runs[-1].spaced = True
            continue
        letters += 1
        bad += pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or _private(letter)
        if not pdfium.FPDFText_GetCharBox(text, index, *(ctypes.byref(one) for one in box)):
            continue
        left, right, bottom, top = (one.value for one in box)
        type_size = pdfium.FPDFText_GetFontSize(text, index)
        if runs[-1].letters and not runs[-1].follows(left, bottom, right, top, top - bottom or type_size):
            runs.append(_Run())
            if len(runs) > most:
                return
        runs[-1].add(letter, left, bottom, right, top, top - bottom)
    if letters and bad <= _MOST_BAD * letters:
        yield from (_glyphs(page, run, size) for run in runs if run.letters)


_MOST_PICTURES = 4000
_DEEPEST = 6
_SMALL, _WHOLE = 12.0, 0.6
"""Points across that a picture has at least, and the share of a page from which a form is more than a picture."""


def pictures(page: pypdfium2.PdfPage) -> list[Box]:
    """Where pictures stand on a page: images, and drawings that were placed on it as one."""
    size = page.get_size()
    found = _pictures(page, size, list(page.get_objects(max_depth=1)), [], _DEEPEST)
    return [box for box in found if box.width >= _SMALL and box.height >= _SMALL][:_MOST_PICTURES]


def _pictures(
    page: pypdfium2.PdfPage,
    size: tuple[float, float],
    objects: list[pypdfium2.PdfObject],
    within: list[pypdfium2.PdfMatrix],
    deep: int,
) -> Iterator[Box]:
    """The same of some objects; `within` are the matrices of the forms that they stand in, the innermost first."""
    for one in objects:
        if one.type not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            continue
        left, bottom, right, top = one.get_bounds()
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        for matrix in within:
            corners = [matrix.on_point(x, y) for x, y in corners]
        box = _clamped([_seen(page, x, y, size) for x, y in corners], size)
        large = box.width * box.height >= _WHOLE * size[0] * size[1]
        if one.type == pdfium.FPDF_PAGEOBJ_FORM and large and deep:
            # A whole page is often placed as one form: what stands in it counts.
            inner = list(page.get_objects(max_depth=1, form=one))
            yield from _pictures(page, size, inner, [one.get_matrix(), *within], deep - 1)
        else:
            yield box


def _clamped(corners: list[tuple[float, float]], size: tuple[float, float]) -> Box:
    """The rectangle around these points, as much of it as lies on the page."""
    across = [min(max(0.0, x), size[0]) for x, _ in corners]
    down = [min(max(0.0, y), size[1]) for _, y in corners]
    return Box(
        round(min(across), 2),
        round(min(down), 2),
        round(max(across) - min(across), 2),
        round(max(down) - min(down), 2),
    )


def _private(letter: str) -> bool:
    """Whether a letter says nothing: one of a font's own, or the sign for what cannot be read."""
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or ord(letter) < 32


def _glyphs(page: pypdfium2.PdfPage, run: _Run, size: tuple[float, float]) -> Glyphs:
    one = _seen(page, run.left, run.top, size)
    other = _seen(page, run.right, run.bottom, size)
    x, y = min(one[0], other[0]), min(one[1], other[1])
    box = Box(round(x, 2), round(y, 2), round(abs(one[0] - other[0]), 2), round(abs(one[1] - other[1]), 2))
    return Glyphs(box, "".join(run.letters), round(run.size, 2))


def _seen(page: pypdfium2.PdfPage, x: float, y: float, size: tuple[float, float]) -> tuple[float, float]:
    """A point of the PDF as points from the page's left and top edge, turned and cropped as readers see it."""
    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = (int(one * _FINE) for one in size)
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _FINE, down.value / _FINE
