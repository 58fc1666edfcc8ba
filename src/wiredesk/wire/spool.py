"""Keeps received bytes in the home under their own SHA-256, durable before anybody speaks of them.

HOME/spool/ab/cdef….zst, where abcdef… is the digest in hexadecimal. A file is written aside, fsynced, renamed, and its
folder fsynced; only then may a row name it. The same bytes are kept once, however often they come.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import zstandard

from wiredesk.common.errors import WiredeskError
from wiredesk.common.ids import sha256_hex

_FOLDER: Final = "spool"
_ASIDE: Final = "incoming"
_LEVEL: Final = 3
"""95 µs for a 40 kB page; higher levels cost more than their bytes are worth."""


class SpoolError(WiredeskError):
    """Received bytes cannot be kept or cannot be found; the sentence says which and what to do."""


def put(home: Path, data: bytes) -> str:
    """Keep these bytes and return their digest; when this returns they outlive a power cut. Raises SpoolError."""
    return put_all(home, (data,))[0]


def put_all(home: Path, datas: Iterable[bytes]) -> list[str]:
    """Keep each of these, and return their digests in order; folders are synced once for all. Raises SpoolError."""
    digests, folders = [], set()
    try:
        for data in datas:
            digest = sha256_hex(data)
            path = path_of(home, digest)
            # A file that is there may have been renamed a moment ago by another process, its folder not yet synced.
            folders.add(path.parent)
            if not path.exists():
                _write(home, path, data)
            digests.append(digest)
        for folder in folders:
            _sync_folder(folder)
    except OSError as fault:
        raise SpoolError(
            f"Received bytes cannot be kept in {home / _FOLDER}: {fault.strerror}. Make room or mend the folder; "
            "the agency is asked again.",
            fact=f"spool_write errno={fault.errno}",
        ) from fault
    return digests


def get(home: Path, digest: str) -> bytes:
    """The bytes kept under this digest, proved to be them; raises SpoolError when they are missing or damaged."""
    path = path_of(home, digest)
    try:
        data = zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except FileNotFoundError as fault:
        raise SpoolError(
            f"The received bytes {digest[:12]}… are not in {home / _FOLDER}. Bring the folder back from a backup.",
            fact=f"spool_missing {digest}",
        ) from fault
    except OSError as fault:
        raise SpoolError(f"{path} cannot be read: {fault.strerror}.", fact=f"spool_read errno={fault.errno}") from fault
    except zstandard.ZstdError as fault:
        raise _damaged(path, digest) from fault
    if sha256_hex(data) != digest:
        raise _damaged(path, digest)
    return data


def path_of(home: Path, digest: str) -> Path:
    """Where the bytes of a digest lie, whether or not they are there."""
    return home / _FOLDER / digest[:2] / f"{digest[2:]}.zst"


def sweep(home: Path, before: datetime) -> int:
    """Remove what processes killed in the middle of a write left aside before an instant; returns how many files."""
    aside = home / _FOLDER / _ASIDE
    if not aside.is_dir():
        return 0
    old = [path for path in aside.iterdir() if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _damaged(path: Path, digest: str) -> SpoolError:
    return SpoolError(
        f"{path} no longer holds the bytes that were received. Bring it back from a backup.",
        fact=f"spool_damaged {digest}",
    )


def _write(home: Path, path: Path, data: bytes) -> None:
    for folder in (home / _FOLDER / _ASIDE, path.parent):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)
            _sync_folder(home)
    aside = home / _FOLDER / _ASIDE / f"{path.stem}.{os.getpid()}.{os.urandom(4).hex()}"
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(data)
    try:
        with aside.open("xb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
