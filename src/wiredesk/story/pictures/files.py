"""Where the sizes of pictures lie in a home: `media/ab/<digest>-<size>.<ext>`, served at the same path."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from wiredesk.story.pictures.develop import Developed

FOLDER = "media"
DIGEST_LETTERS = 32
"""Hexadecimal digits of the original's SHA-256 that a file's name begins with."""


def public_path(digest: str, size: Developed) -> str:
    """The address of one size, which is also its place in the home."""
    return f"/{FOLDER}/{digest[:2]}/{digest[:DIGEST_LETTERS]}{size.name}"


def store(home: Path, digest: str, sizes: Iterable[Developed]) -> list[dict[str, str | int]]:
    """Write every size, durably; returns them as rows of `Picture.renditions`."""
    rows: list[dict[str, str | int]] = []
    for size in sizes:
        path = public_path(digest, size)
        _write(home / path.lstrip("/"), size.data)
        rows.append(
            {
                "path": path,
                "media_type": size.media_type,
                "width": size.width,
                "height": size.height,
                "shape": size.shape,
            }
        )
    return rows


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def remove(home: Path, paths: Iterable[str]) -> None:
    """Take sizes away from every reader; one that is gone already is no error."""
    for path in paths:
        parts = PurePosixPath(path).parts
        if len(parts) == 4 and parts[1] == FOLDER and ".." not in parts:
            home.joinpath(*parts[1:]).unlink(missing_ok=True)
