"""The PDFs that somebody names, in their order, and copies of them that nobody changes while they are read."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from wiredesk.common.errors import UsageError
from wiredesk.outlets.epaper.pdf import MOST_BYTES, PdfRefused, insist_on_size

MOST_BYTES_IN_ALL = 1 << 30
_JOINERS = "\u200c\u200d"


def pdfs(files: Sequence[Path]) -> list[Path]:
    """The PDFs among these files and in these folders, those of a folder by the numbers in their names."""
    found: list[Path] = []
    for file in files:
        if file.is_dir():
            found += sorted(
                (one for one in file.iterdir() if one.suffix.lower() == ".pdf" and one.is_file() and not _hidden(one)),
                key=_order,
            )
        elif file.is_file():
            found.append(file)
        else:
            raise UsageError(f"There is no file {legible(str(file))}.", fact="no_file")
    if not found:
        raise UsageError(f"There is no PDF in {legible(', '.join(map(str, files)))}.", fact="no_pdf")
    return found


def copied(files: Sequence[Path], folder: Path) -> list[Path]:
    """These as they are now, in the folder, under names that can be told in a sentence.

    Raises PdfRefused for one that is too large, or that somebody writes just now.
    """
    for file in files:
        insist_on_size(file, legible(file.name))
    whole = sum(file.stat().st_size for file in files)
    if whole > MOST_BYTES_IN_ALL:
        raise PdfRefused(
            f"The PDFs have {whole >> 20} MB together; at most {MOST_BYTES_IN_ALL >> 20} MB are taken, and "
            f"{MOST_BYTES >> 20} MB a file.",
            fact="pdf_too_large",
        )
    return [_copied(file, folder / f"{number:04d}") for number, file in enumerate(files, 1)]


def _copied(file: Path, folder: Path) -> Path:
    folder.mkdir()
    copy = folder / legible(file.name)
    before = file.stat()
    shutil.copyfile(file, copy)
    after = file.stat()
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or copy.stat().st_size != after.st_size:
        raise PdfRefused(
            f"{copy.name} was written while it was read. Take it in again when it is whole.", fact="pdf_growing"
        )
    return copy


def legible(name: str) -> str:
    """A name as it may stand in a sentence, a log and a file's name: what cannot be shown is a question mark."""
    return "".join(letter if letter.isprintable() or letter in _JOINERS else "?" for letter in name)


def _hidden(file: Path) -> bool:
    """Whether it is one of those beside a file that no press means: what macOS knows of it, or a part on its way."""
    return file.name.startswith(".")


def _order(file: Path) -> tuple[object, ...]:
    """`page2.pdf` before `page10.pdf`."""
    parts: list[str] = []
    for letter in file.name.lower():
        if parts and parts[-1][-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
