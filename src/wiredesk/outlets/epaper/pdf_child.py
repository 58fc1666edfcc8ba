"""The process that opens PDFs, so that a broken or hostile one harms nothing but itself.

Started as `python -m wiredesk.outlets.epaper.pdf_child ORDER`; limited in memory, in time and in what it may write
before the first byte of the PDF is read. What it did it prints as JSON. See `pdf.py`, which starts it.
"""

import errno
import os
import resource
import sys
from pathlib import Path

import msgspec

from wiredesk.outlets.epaper.pdf_orders import (
    ENCRYPTED,
    NO_ROOM,
    TOO_LARGE,
    TOO_MANY_PAGES,
    UNREADABLE,
    Order,
    Refused,
)

_MEMORY = 2 << 30
_LARGEST_FILE = 1 << 30
_LITTLE = 1 << 20


def main() -> int:
    """Carry out one order; exit code 3 says that the PDF was refused, and standard output why."""
    order = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Order)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (order.seconds, order.seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2
    import pypdfium2.raw

    from wiredesk.outlets.epaper import pdf_pages, pdf_text

    name = order.pdf
    try:
        if order.parts:
            opened = []
            for name in (order.pdf, *order.parts):
                opened.append(pypdfium2.PdfDocument(name))
            count = sum(map(len, opened))
            if not 0 < count <= order.most_pages:
                return _refuse(TOO_MANY_PAGES, str(count), "")
            _answer(pdf_pages.join(opened, order))
            return 0
        document = pypdfium2.PdfDocument(order.pdf)
        # A document that any reader may open but not copy is encrypted too: PDFium opens it, and it may be shown.
        if not 0 < len(document) <= order.most_pages:
            return _refuse(TOO_MANY_PAGES, str(len(document)), name)
        if order.stamp is not None:
            # Only for this is the setter loaded: it costs more than the rest.
            from wiredesk.outlets.epaper import pdf_stamp

            _answer(pdf_stamp.carry_out(document, order, order.stamp))
        else:
            _answer(pdf_text.carry_out(document, order) if order.text else pdf_pages.carry_out(document, order))
    except pypdfium2.PdfiumError as fault:
        if "save" in str(fault):
            # What the file said when it was written is lost on the way through PDFium.
            return _unwritten(order.folder, name)
        code = pypdfium2.raw.FPDF_GetLastError()
        encrypted = code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
        return _refuse(ENCRYPTED if encrypted or "password" in str(fault).lower() else UNREADABLE, str(fault), name)
    except MemoryError:
        return _refuse(TOO_LARGE, "memory", name)
    except OSError as fault:
        return _refuse(NO_ROOM, str(fault.errno or errno.EIO), name)
    except (ValueError, ArithmeticError) as fault:
        # A page that has no size, or none that can be: what PDFium, Pillow and its encoders say of it.
        return _refuse(UNREADABLE, str(fault), name)
    return 0


def _unwritten(folder: str, name: str) -> int:
    """Why a file could not be written: there is no more room, or it would be larger than any may be."""
    room = os.statvfs(folder)
    full = room.f_bavail * room.f_frsize < _LITTLE
    return _refuse(NO_ROOM, str(errno.ENOSPC), name) if full else _refuse(TOO_LARGE, "file", name)


def _answer(made: msgspec.Struct) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(made))


def _refuse(why: str, fact: str, name: str) -> int:
    _answer(Refused(why, fact, Path(name).name))
    return 3


if __name__ == "__main__":
    sys.exit(main())
