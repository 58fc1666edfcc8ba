"""PDFs opened in a process of their own, bounded in memory and time: what comes out, or one clear error."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from wiredesk.common.errors import WiredeskError
from wiredesk.outlets.epaper.pdf_orders import (
    ENCRYPTED,
    NO_ROOM,
    TOO_LARGE,
    TOO_MANY_PAGES,
    UNREADABLE,
    Joined,
    Order,
    PageOrder,
    PagesMade,
    Refused,
    Stamp,
    Stamped,
    Texts,
)

MOST_PAGES = 200
MOST_BYTES = 300 << 20
_SECONDS_AT_LEAST, _SECONDS_A_PAGE = 60, 15
_REFUSED = 3

_WHY = {
    UNREADABLE: "{name} is not a PDF that can be read. Ask the press for the file again.",
    ENCRYPTED: "{name} asks for a password. Ask the press for the file without one.",
    TOO_MANY_PAGES: f"{{name}} has {{fact}} pages; an issue has 1 to {MOST_PAGES}.",
    TOO_LARGE: "{name} takes more memory than a page may. Ask the press for a smaller file.",
}

_SLOW = "{name} takes too long to open. Ask the press for a simpler file."

_Answer = TypeVar("_Answer", PagesMade, Texts, Joined, Stamped)


class PdfRefused(WiredeskError):
    """A PDF that cannot be opened, or not within bounds; nothing of it was kept."""


def pictures(
    pdf: Path,
    folder: Path,
    pages: Sequence[PageOrder],
    painted: Sequence[PageOrder] = (),
    *,
    foreign: bool = False,
) -> PagesMade:
    """These pages as files in the folder, and the whole PDF again where parts of it are painted over.

    A `foreign` one is made again too where it does more than show its pages, and then it does that alone.
    """
    seconds = _SECONDS_AT_LEAST + _SECONDS_A_PAGE * (len(pages) + len(painted))
    order = Order(
        pdf=str(pdf),
        folder=str(folder),
        seconds=seconds,
        most_pages=MOST_PAGES,
        pages=tuple(pages),
        painted=tuple(painted),
        foreign=foreign,
    )
    return _run(order, pdf, folder, PagesMade)


def texts(pdf: Path, folder: Path) -> Texts:
    """The text layer of every page. Raises PdfRefused, as `pictures` does."""
    order = Order(pdf=str(pdf), folder=str(folder), seconds=_SECONDS_AT_LEAST * 2, most_pages=MOST_PAGES, text=True)
    return _run(order, pdf, folder, Texts)


def joined(parts: Sequence[Path], folder: Path) -> Path:
    """One PDF of several, as a file in the folder; a single one is given back as it is."""
    if len(parts) == 1:
        return parts[0]
    first, *others = (str(part) for part in parts)
    order = Order(
        pdf=first, folder=str(folder), seconds=_SECONDS_AT_LEAST * 2, most_pages=MOST_PAGES, parts=tuple(others)
    )
    return folder / _run(order, parts[0], folder, Joined).pdf


def stamped(pdf: Path, folder: Path, stamp: Stamp) -> Path:
    """A copy of the PDF for one reader, as a file in the folder; the PDF itself stays as it is."""
    order = Order(pdf=str(pdf), folder=str(folder), seconds=_SECONDS_AT_LEAST, most_pages=MOST_PAGES, stamp=stamp)
    return folder / _run(order, pdf, folder, Stamped).pdf


def insist_on_size(pdf: Path, name: str = "") -> None:
    """Raise PdfRefused for a file that is larger than any may be."""
    size = pdf.stat().st_size
    if size > MOST_BYTES:
        raise PdfRefused(
            f"{name or pdf.name} has {size >> 20} MB; at most {MOST_BYTES >> 20} MB are taken.", fact="pdf_too_large"
        )


def _run(order: Order, pdf: Path, folder: Path, kind: type[_Answer]) -> _Answer:
    said = folder / "order.json"
    said.write_bytes(msgspec.json.encode(order))
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "wiredesk.outlets.epaper.pdf_child", str(said)],
            capture_output=True,
            check=False,
            timeout=order.seconds + 30,
            env=environment,
        )
    except subprocess.TimeoutExpired as fault:
        raise PdfRefused(_SLOW.format(name=pdf.name), fact="pdf_timeout") from fault
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=kind)
    if done.returncode == _REFUSED:
        refused = msgspec.json.decode(done.stdout, type=Refused)
        if refused.why == NO_ROOM:
            code = int(refused.fact)
            raise OSError(code, os.strerror(code), str(folder))
        raise PdfRefused(
            _WHY[refused.why].format(name=refused.file or pdf.name, fact=refused.fact), fact=f"pdf_{refused.why}"
        )
    if -done.returncode in (signal.SIGXCPU, signal.SIGKILL):
        raise PdfRefused(_SLOW.format(name=pdf.name), fact="pdf_timeout")
    if -done.returncode == signal.SIGABRT:
        # So PDFium ends when it is not given the memory that it asks for.
        raise PdfRefused(_WHY[TOO_LARGE].format(name=pdf.name), fact="pdf_too_large")
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise PdfRefused(
        f"{pdf.name} could not be opened: the process that reads it ended ({done.returncode}). Ask the press for the "
        "file again.",
        fact=f"pdf_child {done.returncode}: {last[:200]}",
    )
