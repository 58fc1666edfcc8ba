"""One folder as one file and back: a tar archive that ends with a list of what is in it, so that damage shows."""

import hashlib
import io
import os
import tarfile
from pathlib import Path

import msgspec

from wiredesk import __version__
from wiredesk.common.errors import UsageError

CONTENTS = "contents.json"


class Contents(msgspec.Struct, frozen=True):
    """The last member of an archive: each file's SHA-256 by its path, and which wiredesk wrote it."""

    wiredesk: str
    files: dict[str, str]
    format: int = 1


def pack(folder: Path, target: Path) -> int:
    """Write everything in a folder to `target`, durably, whole or not at all; returns its size in bytes."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # Secrets and unpublished copy are in it.
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                files = {}
                for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                    name = path.relative_to(folder).as_posix()
                    archive.add(path, arcname=name)
                    files[name] = _digest(path)
                contents = msgspec.json.encode(Contents(__version__, files))
                member = tarfile.TarInfo(CONTENTS)
                member.size, member.mode = len(contents), 0o600
                archive.addfile(member, io.BytesIO(contents))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def unpack(source: Path, folder: Path) -> None:
    """Everything in an archive into an empty folder; raises UsageError when it is no archive of ours, or not whole."""
    try:
        with tarfile.open(source, "r:") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, ValueError) as fault:
        raise _damaged(source, str(fault)) from fault
    try:
        contents = msgspec.json.decode((folder / CONTENTS).read_bytes(), type=Contents)
    except (FileNotFoundError, msgspec.MsgspecError) as fault:
        raise _damaged(source, "the list of its contents is missing") from fault
    (folder / CONTENTS).unlink()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if there != contents.files.keys():
        raise _damaged(source, f"{len(there ^ contents.files.keys())} files are not as its list says")
    for name, digest in contents.files.items():
        if _digest(folder / name) != digest:
            raise _damaged(source, f"{name} is not what was put in")


def _damaged(source: Path, why: str) -> UsageError:
    return UsageError(f"{source} is not a backup, or is damaged: {why}. Nothing was changed.", fact="bad_backup")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
