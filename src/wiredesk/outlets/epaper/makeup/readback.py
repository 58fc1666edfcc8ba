"""A finished PDF read back: letters and where they stand, fonts, pictures' words, links. It knows no plan."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from wiredesk.outlets.epaper.printed import Box


class Link(msgspec.Struct, frozen=True):
    """An address, and the part of the page that leads to it."""

    url: str
    box: Box


class ReadPage(msgspec.Struct, frozen=True):
    """One page as it was read."""

    width: float
    height: float
    letters: str
    """Every printed letter in the order of the page's content, spaces left out."""
    x: NDArray[np.float64]
    """Where each letter's origin is, from the left edge."""
    y: NDArray[np.float64]
    """And from the top edge."""
    pieces: NDArray[np.float64]
    """Of every piece of text where its first glyph's origin is, from the left and the top edge, and its two sides.

    Also of those whose letters are not among these: dots and strokes, and what PDFium takes for the shadow of its like,
    up to an em aside or on the line above, and leaves out.
    """
    loose: int
    """Letters in a font that is not embedded."""
    images: int
    described: tuple[str, ...]
    """The words of every figure that has some."""
    figures: int
    links: tuple[Link, ...]
    tagged: bool


def read(path: Path, pages: frozenset[int] | None = None) -> Iterator[ReadPage | None]:
    """The pages in order; None for those that were not asked for, by their number from 1."""
    document = pdfium.PdfDocument(path)
    try:
        for number in range(1, len(document) + 1):
            if pages is not None and number not in pages:
                yield None
                continue
            page = document[number - 1]
            try:
                yield _page(document, page)
            finally:
                page.close()
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> ReadPage:
    width, height = page.get_size()
    letters, x, y = _letters(page, height)
    loose, images, pieces = _objects(page, height)
    figures, described, tagged = _figures(page)
    return ReadPage(
        width=width,
        height=height,
        letters=letters,
        x=x,
        y=y,
        pieces=pieces,
        loose=loose,
        images=images,
        described=described,
        figures=figures,
        links=tuple(_links(document, page, height)),
        tagged=tagged,
    )


def _letters(page: pdfium.PdfPage, height: float) -> tuple[str, NDArray[np.float64], NDArray[np.float64]]:
    text = page.get_textpage()
    try:
        handle, count = text.raw, text.count_chars()
        found: list[str] = []
        xs: list[float] = []
        ys: list[float] = []
        x, y = ctypes.c_double(), ctypes.c_double()
        to_x, to_y = ctypes.byref(x), ctypes.byref(y)
        letter_at, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
        for index in range(count):
            code = letter_at(handle, index)
            if code in (32, 13, 10, 9, 0, 0xA0):
                continue
            origin_of(handle, index, to_x, to_y)
            found.append(chr(code))
            xs.append(x.value)
            ys.append(y.value)
    finally:
        text.close()
    return "".join(found), np.array(xs), height - np.array(ys)


def _objects(page: pdfium.PdfPage, height: float) -> tuple[int, int, NDArray[np.float64]]:
    """Text objects in a font that is not embedded, pictures, and where each text object stands."""
    loose = images = 0
    pieces: list[tuple[float, float, float, float]] = []
    matrix, left, right = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    to_matrix, to_left, to_right = ctypes.byref(matrix), ctypes.byref(left), ctypes.byref(right)
    unasked = ctypes.byref(ctypes.c_float())
    known: dict[int, bool] = {}
    for one in page.get_objects(max_depth=6):
        if one.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif one.type == raw.FPDF_PAGEOBJ_TEXT:
            font = raw.FPDFTextObj_GetFont(one.raw)
            key = ctypes.addressof(font.contents)
            if key not in known:
                known[key] = raw.FPDFFont_GetIsEmbedded(font) == 1
            loose += not known[key]
            raw.FPDFPageObj_GetMatrix(one.raw, to_matrix)
            raw.FPDFPageObj_GetBounds(one.raw, to_left, unasked, to_right, unasked)
            pieces.append((matrix.e, height - matrix.f, left.value, right.value))
    return loose, images, np.array(pieces).reshape(-1, 4)


def _words(element: object, asked: object) -> str:
    size = asked(element, None, 0)  # type: ignore[operator]
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    asked(element, buffer, size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le")


def _figures(page: pdfium.PdfPage) -> tuple[int, tuple[str, ...], bool]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return 0, (), False
    figures, described = 0, list[str]()
    try:
        waiting = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        some = bool(waiting)
        while waiting:
            element = waiting.pop()
            if not element:
                continue
            if _words(element, raw.FPDF_StructElement_GetType) == "Figure":
                figures += 1
                words = _words(element, raw.FPDF_StructElement_GetAltText)
                if words:
                    described.append(words)
            waiting += [
                raw.FPDF_StructElement_GetChildAtIndex(element, index)
                for index in range(raw.FPDF_StructElement_CountChildren(element))
            ]
    finally:
        raw.FPDF_StructTree_Close(tree)
    return figures, tuple(described), some


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage, height: float) -> Iterator[Link]:
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    rectangle = raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
        raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle))
        yield Link(
            buffer.value.decode("utf-8", "replace"),
            Box(
                rectangle.left,
                height - rectangle.top,
                rectangle.right - rectangle.left,
                rectangle.top - rectangle.bottom,
            ),
        )
