"""Looks at a folder that others write to, and trusts nothing in it: no links, no devices, no names.

Names are shown as text; bytes in them that are no UTF-8 are shown as `\\xff`, so that every name can be stored.
"""

import itertools
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from wiredesk.common.ids import sha256_hex

_UNFINISHED: Final = (".tmp", ".part")
_NAME_BYTES: Final = 255
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


class FoundFile(msgspec.Struct, frozen=True):
    """A plain file in the folder: its name there, how it is shown, its size in bytes and its time in nanoseconds."""

    name: str
    shown: str
    size: int
    mtime_ns: int

    @property
    def stamp(self) -> str:
        """Size and time as one word: equal stamps mean an unchanged file."""
        return f"{self.size}:{self.mtime_ns}"


def found_files(folder: Path) -> tuple[list[FoundFile], list[str]]:
    """The folder's own plain files, oldest first, and the shown names of links that were not followed.

    Names that start with a dot or end in .tmp or .part are files that somebody is still writing. Raises OSError.
    """
    files, links = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED):
                continue
            try:
                state = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISLNK(state.st_mode):
                links.append(shown(entry.name))
            elif stat.S_ISREG(state.st_mode):
                files.append(FoundFile(entry.name, shown(entry.name), state.st_size, state.st_mtime_ns))
    files.sort(key=lambda file: (file.mtime_ns, file.shown))
    return files, sorted(links)


def whole(folder: Path, file: FoundFile) -> bytes | None:
    """The file's bytes, or None when it changed since it was listed or while it was read. Raises OSError.

    A link or a pipe put in its place meanwhile is neither followed nor waited for.
    """
    descriptor = os.open(folder / file.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as opened:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode) or (before.st_size, before.st_mtime_ns) != (file.size, file.mtime_ns):
            return None
        data = opened.read(file.size + 1)
        after = os.fstat(descriptor)
    unchanged = len(data) == file.size and (after.st_size, after.st_mtime_ns) == (file.size, file.mtime_ns)
    return data if unchanged else None


def shown(name: str) -> str:
    """A file's name as text that any database takes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def real_names(text: str) -> tuple[str, ...]:
    """The names in a folder that are shown as `text`; empty for text that could lead out of the folder."""
    if "/" in text or "\0" in text or text in ("", ".", ".."):
        return ()
    data = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), text.encode("utf-8", "surrogateescape"))
    if b"/" in data or b"\0" in data or data in (b".", b".."):
        return (text,)
    return tuple(dict.fromkeys((text, os.fsdecode(data))))


def holds(path: Path, digest: str) -> bool:
    """Whether this is a plain file with exactly the bytes of `digest`."""
    return path.is_file() and not path.is_symlink() and sha256_hex(path.read_bytes()) == digest


def move(source: Path, into: Path) -> Path:
    """Move a file into a folder beside it and return where it lies now; never replaces a file. Raises OSError.

    A name that is taken gets the file's own time as a suffix. The place is claimed by an empty file first, since
    a plain rename would replace what another process put there meanwhile.
    """
    into.mkdir(exist_ok=True)
    if into.is_symlink():
        raise NotADirectoryError(20, "is a link, not a folder", str(into))
    stamp = f"-{datetime.fromtimestamp(source.lstat().st_mtime, UTC):%Y%m%dT%H%M%S.%fZ}"
    for suffix in itertools.chain(("", stamp), (f"{stamp}-{number}" for number in range(1, 1000))):
        target = into / _suffixed(source.name, suffix) if suffix else into / source.name
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        return source.replace(target)
    raise FileExistsError(17, "holds a thousand files of that name and time", str(into / source.name))


def _suffixed(name: str, suffix: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    end = os.fsencode(suffix + dot + extension)
    return os.fsdecode(os.fsencode(stem)[: _NAME_BYTES - len(end)] + end)
