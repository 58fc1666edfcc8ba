"""Takes files out of a folder: as an inbox whose files move away once they are kept, or as a mirror left untouched.

A file is read when it has not changed for `settle` seconds, by two looks or by its own time. One bad file never
blocks the next. What `collect` remembers: `look/NAME` is a file seen settling, `file/NAME` a mirrored file as it was
handed on, `gone/NAME` one that was missing at the last look, and `folder` which folder it was.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from wiredesk.common.errors import FetchError, UsageError
from wiredesk.common.ids import sha256_hex
from wiredesk.wire.parsed import Ask, Collected, Received
from wiredesk.wire.transports import given
from wiredesk.wire.transports.files import FoundFile, found_files, holds, move, real_names, whole

DONE: Final = "done"
FAILED: Final = "failed"
FILES_AN_ASK: Final = 1000
BYTES_AN_ASK: Final = 33_554_432
EMPTY_SECONDS: Final = 60.0
"""How long an empty file is waited for: some servers make the file long before they fill it."""

_OPTIONS: Final = ("path", "mode", "settle", "interval", "max_bytes", "timeout", "allow_private")
_INBOX, _MIRROR = "inbox", "mirror"


class Folder:
    """Transport `folder`: `path=`, `mode=inbox|mirror`, `settle=` seconds, `interval=` seconds between looks.

    `allow_private=true` lets the pictures that the files name lie on a server of one's own.
    """

    name = "folder"
    polled = True

    def prepared(self, options: dict[str, str]) -> dict[str, str]:
        """The options with `path` made a full one, from where the command is typed."""
        path = options.get("path", "").strip()
        return {**options, "path": str(Path(path).expanduser().absolute())} if path else dict(options)

    def check(self, options: dict[str, str]) -> None:
        """Raises UsageError when the options cannot work; a folder that is still missing is allowed."""
        given.only(options, _OPTIONS, self.name)
        path = Path(given.needed(options, "path", "/srv/wire/inbox")).expanduser()
        if not path.is_absolute():
            raise UsageError(f"The option path={path} must be a full path, such as {Path.cwd() / path}.")
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is not a folder.")
        if options.get("mode", _INBOX) not in (_INBOX, _MIRROR):
            raise UsageError(f"The option mode={options['mode']} is neither inbox nor mirror.")
        for read in (_settle, _interval, _max_bytes):
            read(options)
        given.flag(options, "allow_private")

    def shares(self, options: dict[str, str], other: dict[str, str]) -> str:
        """The folder, where both read the same one and not both leave it alone.

        What an inbox moves away has vanished for a mirror, which would withdraw it.
        """
        folder = _path(options).resolve()
        mirrors = all(one.get("mode", _INBOX) == _MIRROR for one in (options, other))
        return "" if mirrors or folder != _path(other).resolve() else str(folder)

    def collect(self, ask: Ask) -> Collected:
        """The files that are whole and new; raises FetchError when the folder cannot be listed."""
        look = _Look(ask)
        if ask.options.get("mode", _INBOX) == _MIRROR:
            look.mirror()
        else:
            look.inbox()
        return look.collected()

    def stored(self, ask: Ask, received: tuple[Received, ...]) -> None:
        """Move an inbox's files to done/, each only if it still holds what was kept.

        Raises FetchError, after trying every file, when some could not be moved.
        """
        if ask.options.get("mode", _INBOX) == _MIRROR or ask.dry_run:
            return
        folder, problems = _path(ask.options), []
        for one in received:
            try:
                _put_away(folder, one.name, sha256_hex(one.data), DONE)
            except OSError as fault:
                problems.append(f"{one.name}: {fault.strerror}")
        if problems:
            raise FetchError(
                f"Files in {folder} were kept but cannot be moved to {DONE}/ ({_some(problems)}). "
                "Let wiredesk write to the folder.",
                fact="folder_move",
            )

    def unreadable(self, options: dict[str, str], name: str, digest: str) -> None:
        """Move an inbox's file, of which nothing could be read, from done/ to failed/.

        Where there is nothing to move, nothing happens: a mirror, a file that somebody took away, a folder that may
        not be written to. Quarantine has the bytes in any case.
        """
        if options.get("mode", _INBOX) == _MIRROR:
            return
        folder = _path(options)
        with suppress(OSError):
            for place in (folder / DONE, folder):
                for path in _candidates(place, name):
                    if holds(path, digest):
                        move(path, folder / FAILED)
                        return


class _Look:
    """One look at a folder, gathering what it gives."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.folder = _path(ask.options)
        self.settle = _settle(ask.options)
        self.at = ask.now.timestamp()
        self.received: list[Received] = []
        self.state: dict[str, str] = {}
        self.problems: list[str] = []
        self.waits: list[float] = []
        self.taken_bytes = 0
        self.full = False
        try:
            self.files, links = found_files(self.folder)
            self.identity = f"{self.folder.stat().st_dev}:{self.folder.stat().st_ino}"
        except OSError as fault:
            raise FetchError(
                f"The folder {self.folder} cannot be listed: {fault.strerror}. Make it, or mend the option path.",
                fact=f"folder_list errno={fault.errno}",
            ) from fault
        self.problems += [f"{link} is a link, and links are not followed" for link in links]

    def inbox(self) -> None:
        """Every settled file, oldest first."""
        for file in self.files:
            if self.full:
                break
            if (data := self._whole(file)) is not None:
                self._take(file, data)

    def mirror(self) -> None:
        """Every settled file that is new or changed, and the names that vanished."""
        self._refuse_another_folder()
        self.state["folder"] = self.identity
        known = {key[5:]: value for key, value in self.ask.state.items() if key.startswith("file/")}
        for file in self.files:
            key = f"file/{file.shown}"
            stamp, _, digest = known.get(file.shown, "").partition(" ")
            if file.shown in known:
                self.state[key] = known[file.shown]
            if stamp == file.stamp or self.full:
                continue
            data = self._whole(file)
            if data is None:
                continue
            fresh = sha256_hex(data)
            self.state[key] = f"{file.stamp} {fresh}"
            if fresh != digest:
                self._take(file, data)
        self._vanished(known)

    def collected(self) -> Collected:
        """What this look gave."""
        wait = 0.0 if self.full else min([*self.waits, _interval(self.ask.options)])
        return Collected(
            received=tuple(self.received),
            state=self.state,
            next_ask_at=self.ask.now + timedelta(seconds=wait),
            note=f"{len(self.received)} of {len(self.files)} files",
            trouble=f"In {self.folder}: {_some(self.problems)}." if self.problems else "",
            more=self.full or bool(self.waits),
        )

    def _whole(self, file: FoundFile) -> bytes | None:
        """The file's bytes if it is settled and can be read; otherwise what is to be said or waited for is noted."""
        if file.size > _max_bytes(self.ask.options):
            self.problems.append(f"{file.shown} has {file.size} bytes, more than max_bytes allows")
            return None
        if not self._settled(file):
            return None
        try:
            data = whole(self.folder, file)
        except FileNotFoundError:
            return None
        except OSError as fault:
            self.problems.append(f"{file.shown} cannot be read: {fault.strerror}")
            return None
        if data is None:
            self._wait_for(file, self.at, self.settle)
        return data

    def _settled(self, file: FoundFile) -> bool:
        needed = self.settle if file.size else max(self.settle, EMPTY_SECONDS)
        age = self.at - file.mtime_ns / 1e9
        stamp, _, since = self.ask.state.get(f"look/{file.shown}", "").partition(" ")
        seen_since = float(since) if stamp == file.stamp else self.at
        # A file's own time may lie ahead of ours, or be a copied file's old one: then two looks decide.
        quiet = max(age, self.at - seen_since)
        if quiet >= needed:
            return True
        self._wait_for(file, seen_since, (self.settle if quiet < self.settle else needed) - max(quiet, 0.0))
        return False

    def _wait_for(self, file: FoundFile, since: float, seconds: float) -> None:
        self.state[f"look/{file.shown}"] = f"{file.stamp} {since!r}"
        if seconds <= self.settle:
            self.waits.append(seconds)

    def _take(self, file: FoundFile, data: bytes) -> None:
        self.received.append(Received(data=data, received_at=self.ask.now, name=file.shown))
        self.taken_bytes += len(data)
        self.full = len(self.received) >= FILES_AN_ASK or self.taken_bytes >= BYTES_AN_ASK

    def _vanished(self, known: dict[str, str]) -> None:
        """Missing at two looks `settle` apart: servers that replace a file may delete it for a moment first."""
        present = {file.shown for file in self.files}
        kept = {value.partition(" ")[2] for key, value in self.state.items() if key.startswith("file/")}
        for name, value in known.items():
            if name in present or value.partition(" ")[2] in kept:
                continue  # still there, or there under another name
            since = float(self.ask.state.get(f"gone/{name}", self.at))
            if f"gone/{name}" in self.ask.state and self.at - since >= self.settle:
                self.received.append(Received(data=b"", received_at=self.ask.now, name=name, vanished=True))
            else:
                self.state |= {f"file/{name}": value, f"gone/{name}": repr(since)}
                self.waits.append(max(0.0, self.settle - (self.at - since)))

    def _refuse_another_folder(self) -> None:
        """An empty folder where a full one was is a disk that is not mounted, not a thousand withdrawals."""
        before = self.ask.state.get("folder", self.identity)
        emptied = not self.files and any(key.startswith("file/") for key in self.ask.state)
        if emptied and before != self.identity:
            raise FetchError(
                f"{self.folder} is another folder than before, and empty: is a disk missing? Nothing was withdrawn. "
                "If the files are really gone, put any one file there.",
                fact=f"folder_replaced {before} {self.identity}",
            )


def _candidates(place: Path, name: str) -> Iterator[Path]:
    """Where the file of that name may lie: under the name itself, or with the suffix that `move` gives."""
    for real in real_names(name):
        path = place / real
        if path.is_file() and not path.is_symlink():
            yield path
        if place.is_dir():
            stem, _, extension = real.rpartition(".")
            start = f"{stem or extension}-2"
            files, _ = found_files(place)
            yield from (place / file.name for file in reversed(files) if file.name.startswith(start))


def _put_away(folder: Path, name: str, digest: str, into: str) -> None:
    for real in real_names(name):
        if holds(folder / real, digest):
            move(folder / real, folder / into)
            return


def _path(options: dict[str, str]) -> Path:
    return Path(options["path"]).expanduser()


def _settle(options: dict[str, str]) -> float:
    return given.number(options, "settle", 0.5, 0, 600)


def _interval(options: dict[str, str]) -> float:
    return given.number(options, "interval", 1.0, 0.1, 86_400)


def _max_bytes(options: dict[str, str]) -> float:
    return given.number(options, "max_bytes", float(BYTES_AN_ASK), 1, 1 << 30)


def _some(problems: list[str]) -> str:
    more = f"; and {len(problems) - 3} more" if len(problems) > 3 else ""
    return "; ".join(problems[:3]) + more
