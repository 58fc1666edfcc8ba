"""Pages of an open PDF as pictures in three sizes and as PDFs of their own, with parts of them painted over."""

import io
import math
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from wiredesk.outlets.epaper.pdf_acts import acts, add_bare
from wiredesk.outlets.epaper.pdf_orders import Joined, Order, PageMade, PageOrder, PagesMade, Size
from wiredesk.outlets.epaper.printed import Box

LARGE, SMALL, THUMB = 2000, 1000, 240
"""Widths in pixels: type is sharp at twice the size of a screen's column, and a phone loads a quarter of the bytes."""

_MOST_PIXELS = 12_000_000
_LONGEST = 16_000
"""Pixels of a side: WebP has 16,383 at most."""

_MARGIN = 2.0
"""Points around a painted part: letters lean out of their boxes."""

_PAPER, _HATCH = (255, 255, 255), (190, 190, 190)
_EVERY = 24
_QUALITY = {LARGE: 72, SMALL: 75, THUMB: 70}
_EFFORT = 2
"""WebP's own scale to 6: each step more costs half as much again and saves a fiftieth."""


def carry_out(document: pypdfium2.PdfDocument, order: Order) -> PagesMade:
    """Make what was ordered into the order's folder."""
    folder = Path(order.folder)
    drawn: dict[int, Image.Image] = {}
    bare = order.foreign and acts(document, folder)
    made = tuple(_page(document, one, folder, drawn, bare=bare) for one in order.pages)
    pdf = _whole(document, order.painted, folder, drawn, bare=bare) if order.painted or bare else ""
    return PagesMade(made, pdf)


def _page(
    document: pypdfium2.PdfDocument, order: PageOrder, folder: Path, drawn: dict[int, Image.Image], *, bare: bool
) -> PageMade:
    picture = rendered(document[order.number - 1], order.painted)
    if order.painted:
        drawn[order.number] = picture
    sizes = []
    for width in (LARGE, SMALL, THUMB):
        scaled = picture if picture.width <= width else picture.resize(_to_width(picture, width), Image.Resampling.BOX)
        file = folder / f"{order.number}-{width}.webp"
        scaled.save(file, "WEBP", quality=_QUALITY[width], method=_EFFORT)
        sizes.append(Size(file.name, scaled.width, scaled.height))
    pdf = folder / f"{order.number}.pdf"
    with pypdfium2.PdfDocument.new() as alone:
        _take(alone, document, order, picture, bare=bare)
        alone.save(pdf)
    large, small, thumb = sizes
    return PageMade(order.number, large, small, thumb, pdf.name)


def join(documents: Sequence[pypdfium2.PdfDocument], order: Order) -> Joined:
    """One PDF with the pages of all of these, in their order."""
    file = Path(order.folder) / "joined.pdf"
    with pypdfium2.PdfDocument.new() as whole:
        for document in documents:
            whole.import_pages(document)
        whole.save(file)
    return Joined(file.name)


def _to_width(picture: Image.Image, width: int) -> tuple[int, int]:
    return width, max(1, round(picture.height * width / picture.width))


def rendered(page: pypdfium2.PdfPage, painted: Sequence[Box] = ()) -> Image.Image:
    """A page as a picture, these parts of it painted over."""
    width, height = page.get_size()
    scale = min(
        LARGE / max(width, 1.0), _LONGEST / max(height, 1.0), math.sqrt(_MOST_PIXELS / max(width * height, 1.0))
    )
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    draw = ImageDraw.Draw(picture)
    for box in painted:
        corner = ((box.x - _MARGIN) * scale, (box.y - _MARGIN) * scale)
        other = ((box.x + box.width + _MARGIN) * scale, (box.y + box.height + _MARGIN) * scale)
        _paint(draw, [max(0, int(one)) for one in corner], [math.ceil(one) for one in other])
    return picture


def _paint(draw: ImageDraw.ImageDraw, corner: Sequence[int], other: Sequence[int]) -> None:
    """White, with rules across it, so that nobody takes the gap for the page's own white."""
    draw.rectangle((*corner, *other), fill=_PAPER, outline=_HATCH)
    for y in range(corner[1] + _EVERY, other[1], _EVERY):
        draw.line((corner[0], y, other[0], y), fill=_HATCH)


def _take(
    into: pypdfium2.PdfDocument,
    document: pypdfium2.PdfDocument,
    order: PageOrder,
    picture: Image.Image,
    *,
    bare: bool,
) -> None:
    """Put a page into another PDF: itself, or where something is painted over the picture of it, without its text."""
    if not order.painted:
        if bare:
            add_bare(into, document, order.number)
        else:
            into.import_pages(document, [order.number - 1])
        return
    width, _ = document[order.number - 1].get_size()
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=72 * picture.width / width, quality=80)
    with pypdfium2.PdfDocument(data.getvalue()) as alone:
        into.import_pages(alone)


def _whole(
    document: pypdfium2.PdfDocument,
    painted: Sequence[PageOrder],
    folder: Path,
    drawn: dict[int, Image.Image],
    *,
    bare: bool,
) -> str:
    """The whole issue again. Its bookmarks and tags stay behind: they hold the headlines of what is painted over."""
    orders = {one.number: one for one in painted}
    file = folder / "issue.pdf"
    with pypdfium2.PdfDocument.new() as whole:
        for number in range(1, len(document) + 1):
            order = orders.get(number, PageOrder(number))
            picture = drawn.get(number) or (rendered(document[number - 1], order.painted) if order.painted else _NONE)
            _take(whole, document, order, picture, bare=bare)
        whole.save(file)
    return file.name


_NONE = Image.new("RGB", (1, 1))
