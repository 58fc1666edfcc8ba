"""Where an issue's files lie in a home: what readers may fetch, and the PDFs as they came, which nobody may.

A file that readers fetch is named by its own bytes and the issue and page that it is of, and never changes:
`epaper/files/ab/<digest>-<size>.<ending>`, served at the same path. A page that is painted over gets files of other
names, and the old ones are removed: a page that looks the same elsewhere, as in another city's issue, has its own.
"""

import os
import shutil
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

import msgspec

from wiredesk.common.ids import sha256_hex

FILES = "epaper/files"
ORIGINALS = "epaper/originals"
DIGEST_LETTERS = 32
_AT_ONCE = 1 << 20
UNDER_WAY = ".work-"
"""What folders of files under way are called, with the process that works on them."""


class PagePicture(msgspec.Struct, frozen=True):
    """One size of a page; `path` is public and immutable."""

    path: str
    width: int
    height: int


class Kept(msgspec.Struct, frozen=True):
    """What readers may see of one page; nothing at all while it is to be painted over."""

    large: PagePicture | None = None
    small: PagePicture | None = None
    thumb: PagePicture | None = None
    pdf: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the page."""
        pictures = (one.path for one in (self.large, self.small, self.thumb) if one)
        return (*pictures, self.pdf) if self.pdf else tuple(pictures)


NOTHING = Kept()

_kept = msgspec.msgpack.Decoder(Kept)


def kept_of(data: bytes) -> Kept:
    """The stored files of a page."""
    return _kept.decode(data)


def encode(kept: Kept) -> bytes:
    """The same as it is stored."""
    return msgspec.msgpack.encode(kept)


def _write(target: Path, source: Path) -> None:
    """A copy, durably: never read into memory as a whole, for an issue's PDF has hundreds of megabytes."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with source.open("rb") as given, part.open("wb") as file:
            shutil.copyfileobj(given, file, _AT_ONCE)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        # A disk that is full stays so for a part that is left behind.
        part.unlink(missing_ok=True)
        raise


def _digest(file: Path, before: bytes = b"") -> str:
    """SHA-256 of a file's bytes, after these."""
    with file.open("rb") as given:
        return file_digest(given, lambda: sha256(before)).hexdigest()


def keep(home: Path, file: Path, size: str, of: str) -> str:
    """Store a file under the name that its bytes and what it is `of` give it, durably; returns its public path."""
    digest = _digest(file, of.encode() + b"\0")
    path = f"/{FILES}/{digest[:2]}/{digest[:DIGEST_LETTERS]}-{size}{file.suffix}"
    _write(home / path.lstrip("/"), file)
    return path


def keep_original(home: Path, file: Path) -> str:
    """Store a PDF as it came, durably; returns its SHA-256. Asked twice, it is stored once."""
    digest = _digest(file)
    _write(original(home, digest), file)
    return digest


def original(home: Path, digest: str) -> Path:
    """Where the PDF of that SHA-256 lies."""
    return home / ORIGINALS / digest[:2] / f"{digest}.pdf"


def remove(home: Path, paths: Iterable[str]) -> None:
    """Take files away from every reader; one that is gone already is no error."""
    for path in paths:
        parts = PurePosixPath(path).parts
        if path.startswith(f"/{FILES}/") and len(parts) == 5 and ".." not in parts:
            home.joinpath(*parts[1:]).unlink(missing_ok=True)


def scratch(home: Path) -> Path:
    """An empty folder for files under way, on the same disk; `done_with` takes it away."""
    folder = home / "epaper" / f"{UNDER_WAY}{os.getpid()}-{sha256_hex(os.urandom(8))[:8]}"
    folder.mkdir(parents=True)
    return folder


def sweep(home: Path) -> None:
    """Remove what processes that are no more left under way."""
    for folder in (home / "epaper").glob(f"{UNDER_WAY}*"):
        number = folder.name.removeprefix(UNDER_WAY).partition("-")[0]
        if number.isdecimal() and not Path("/proc", number).exists():
            done_with(folder)


def done_with(folder: Path) -> None:
    """Remove a folder of files under way."""
    shutil.rmtree(folder, ignore_errors=True)
