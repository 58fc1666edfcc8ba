"""An open PDF as one reader's copy: a line at the foot of every page, and the same in the file's own facts.

PDFium can draw the line and not write the facts (the document information dictionary, ISO 32000-1, 14.3.3). So those
are appended as an incremental update (7.5.6) to what PDFium wrote, whose trailer is always a plain one at its end. The
line is no part of the page's text for a screen reader: it is marked as an artifact (14.8.2.2).
"""

import ctypes
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
import typst

from wiredesk.outlets.epaper.makeup.typefaces import font_files
from wiredesk.outlets.epaper.pdf_orders import Order, Stamp, Stamped

_FINE = 100
"""Parts of a point that places are asked for in."""

_LINE = """
#let said = json(bytes(sys.inputs.said))
#set text(size: 7pt, fill: luma(25%),
  font: ("Source Sans 3", "Noto Sans Devanagari", "Noto Sans Tamil", "Noto Nastaliq Urdu"))
#for (width, height) in said.pages {
  set page(width: width * 1pt, height: height * 1pt, margin: 0pt)
  place(bottom + center, dy: -3pt, box(fill: white, inset: (x: 4pt, y: 1.5pt), said.text))
  pagebreak(weak: true)
}
"""

_ROOT = re.compile(rb"/Root (\d+) (\d+) R")
_SIZE = re.compile(rb"/Size (\d+)")
_KEPT = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate")


def carry_out(document: pypdfium2.PdfDocument, order: Order, stamp: Stamp) -> Stamped:
    """Write the copy into the order's folder."""
    file = Path(order.folder) / "stamped.pdf"
    facts = {name: value for name, value in document.get_metadata_dict().items() if name in _KEPT and value}
    sizes = [page.get_size() for page in document]
    lines = pypdfium2.PdfDocument(_lines(stamp.text, sizes, Path(order.folder)))
    for index, (page, size) in enumerate(zip(document, sizes, strict=True)):
        drawn = lines.page_as_xobject(index, document).as_pageobject()
        drawn.set_matrix(_upright(page, size))
        pdfium.FPDFPageObj_AddMark(drawn.raw, b"Artifact")
        page.insert_obj(drawn)
        page.gen_content()
    # What was encrypted so that it opens without a password would want the facts encrypted too.
    document.save(file, flags=pdfium.FPDF_REMOVE_SECURITY)
    with file.open("r+b") as copy:
        copy.write(update(copy.read(), facts | {"Keywords": stamp.text, "Reader": stamp.reader, "ReadAt": stamp.at}))
    return Stamped(file.name)


def _lines(text: str, sizes: Sequence[tuple[float, float]], folder: Path) -> bytes:
    """A PDF with the line on pages of these sizes."""
    template = folder / "stamp.typ"
    template.write_text(_LINE, encoding="utf-8")
    made = typst.compile(
        template,
        font_paths=sorted({path.parent for path in font_files()}),
        ignore_system_fonts=True,
        sys_inputs={"said": msgspec.json.encode({"text": text, "pages": sizes}).decode()},
    )
    assert isinstance(made, bytes)
    return made


def _upright(page: pypdfium2.PdfPage, size: tuple[float, float]) -> pypdfium2.PdfMatrix:
    """From points as readers see the page, its lower left corner first, to the page's own, turned and cropped."""
    width, height = size

    def seen(x: float, y: float) -> tuple[float, float]:
        across, up = ctypes.c_double(), ctypes.c_double()
        fine = (int(width * _FINE), int(height * _FINE))
        place = (round(x * _FINE), round((height - y) * _FINE))
        pdfium.FPDF_DeviceToPage(page.raw, 0, 0, *fine, 0, *place, ctypes.byref(across), ctypes.byref(up))
        return across.value, up.value

    corner, right, top = seen(0, 0), seen(width, 0), seen(0, height)
    return pypdfium2.PdfMatrix(
        (right[0] - corner[0]) / width,
        (right[1] - corner[1]) / width,
        (top[0] - corner[0]) / height,
        (top[1] - corner[1]) / height,
        *corner,
    )


def update(pdf: bytes, facts: dict[str, str]) -> bytes:
    """What is appended to a PDF with a plain trailer, so that these are its facts."""
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, size = _ROOT.search(trailer), _SIZE.search(trailer)
    assert root is not None, "PDFium writes where the catalogue is"
    assert size is not None, "PDFium writes how many objects there are"
    before = trailer[trailer.rindex(b"startxref") :].split()[1]
    number = int(size[1])
    said = b"".join(
        b"/%s <feff%s>" % (name.encode(), value.encode("utf-16-be").hex().encode()) for name, value in facts.items()
    )
    body = b"%d 0 obj\n<<%s>>\nendobj\n" % (number, said)
    table = b"xref\n%d 1\n%010d 00000 n\r\n" % (number, len(pdf))
    ending = b"trailer\n<</Root %s %s R /Info %d 0 R /Size %d /Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + ending % (root[1], root[2], number, number + 1, before, len(pdf) + len(body))
