"""Whether an open PDF does more than show its pages, and a page of it that does not.

A program that opens a PDF may be asked by it to run a script, to start another program, to send a form away, or to
hand out a file that lies in it (ISO 32000-1, 7.11.4, 12.6, 12.7). A press needs none of it; its advertisers may.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

_ACTS = re.compile(
    rb"/(?:JS|JavaScript|Launch|SubmitForm|ImportData|ResetForm|GoToR|GoToE|Rendition|RichMedia\w*|Movie|Sound|Screen"
    rb"|3D|XFA|AA|EmbeddedFiles?|FileAttachment|AF|PieceInfo)(?![^\s/<>\[\](){}%])"
)
"""Names of what acts or lies hidden in it, and of what layout programs leave for themselves: whole stories at times."""

_STREAM, _ENDED = b">>stream\r\n", b"endstream"
"""How PDFium writes them. In a text it writes the end of a line as `\\r\\n`, so that nothing else can look like it."""


def acts(document: pypdfium2.PdfDocument, folder: Path) -> bool:
    """Whether anything in it is more than pages; the folder is for files under way.

    PDFium writes every object out plainly, also what was packed away; only there are names looked for.
    """
    file = folder / "plain.pdf"
    document.save(file)
    try:
        with file.open("rb") as plain, mmap.mmap(plain.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return any(_ACTS.search(data, start, end) for start, end in _objects(data))
    finally:
        file.unlink()


def _objects(data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Where the parts of the file begin and end that are no stream: a picture's bytes may read like anything."""
    start = 0
    while (stream := data.find(_STREAM, start)) >= 0:
        yield start, stream
        ended = data.find(_ENDED, stream)
        start = ended if ended >= 0 else len(data)
    yield start, len(data)


def add_bare(into: pypdfium2.PdfDocument, document: pypdfium2.PdfDocument, number: int) -> None:
    """Put what a page shows into another PDF, its text as text, and nothing else of it."""
    page = document[number - 1]
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    shown = document.page_as_xobject(number - 1, into).as_pageobject()
    bare = into.new_page(*page.get_size())
    bare.insert_obj(shown)
    bare.gen_content()
