"""The agency by folder: files that appear as the day goes on, or all at once, under names that never change.

    item           city/00012-hw-260309-0041-v2.xml   a file an item and version, for an inbox
    transmission   city/00012.xml                     the whole feed after each of its events, for an inbox
    mirror         city/hw-260309-0041.xml            a file a story, written over and taken away, for a mirror

Files are written beside their place under a name that ends in `.part` and then renamed, as agencies do it.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import sleep

from wiredesk.agency.documents import document, one_item
from wiredesk.agency.items import Event, Outcome
from wiredesk.agency.pictures import draw
from wiredesk.agency.scenario import Day
from wiredesk.common.clock import Clock
from wiredesk.common.errors import UsageError

LAYOUTS = ("item", "transmission", "mirror")


class FolderWriter:
    """Writes a day into `root`, a folder a feed; `base` is what picture addresses begin with."""

    def __init__(self, day: Day, root: Path, *, layout: str = "item", base: str = "", pictures: bool = True) -> None:
        if layout not in LAYOUTS:
            raise UsageError(f'"{layout}" is not a layout; choose one of {", ".join(LAYOUTS)}.')
        self.day = day
        self.root = root
        self.layout = layout
        self.base = base
        self.pictures = pictures
        self.written = 0

    def write_until(self, elapsed: float) -> list[Path]:
        """Writes what has happened since the last call, in order; returns the files written."""
        paths = []
        while self.written < len(self.day.events) and self.day.events[self.written].at <= elapsed:
            event = self.day.events[self.written]
            self.written += 1
            path = self._write(event)
            if path is not None:
                paths.append(path)
        return paths

    def _name(self, event: Event) -> str:
        guid = event.item.guid.rsplit("/", 1)[-1].lower()
        match self.layout:
            case "item":
                mark = "cut" if event.action == "cut" else f"v{event.item.version}"
                return f"{event.feed}/{self.written:05d}-{guid}-{mark}.xml"
            case "transmission":
                return f"{event.feed}/{self.written:05d}.xml"
            case _:
                return f"{event.feed}/{guid}.xml"

    def _write(self, event: Event) -> Path | None:
        path = self.root / self._name(event)
        if self.layout == "mirror":
            if event.action == "cut":
                return None
            if event.item.outcome is Outcome.KILL:
                path.unlink(missing_ok=True)
                return path
        self._draw(event)
        if self.layout == "transmission":
            data = document(self.day, event.feed, event.at, self.base)
        else:
            data = one_item(self.day, event, self.base)
        _put(path, data)
        return path

    def _draw(self, event: Event) -> None:
        if not self.pictures:
            return
        for shot in event.item.shots:
            target = self.root / "pictures" / shot.name
            if not target.exists():
                drawn = draw(shot.name)
                if drawn is not None:
                    _put(target, drawn)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def write_day(
    writer: FolderWriter, *, clock: Clock, tell: Callable[[datetime, Path], None], flat_out: bool = False
) -> int:
    """Writes the whole day, waiting for each moment to come unless `flat_out`; returns how many files it wrote."""
    day, count = writer.day, 0
    while writer.written < len(day.events):
        if flat_out:
            elapsed = day.events[writer.written].at
        else:
            elapsed = (clock() - day.pace.start).total_seconds() * day.pace.speed
        for path in writer.write_until(elapsed):
            tell(clock(), path)
            count += 1
        if not flat_out and writer.written < len(day.events):
            sleep(min(1.0, max(0.01, (day.events[writer.written].at - elapsed) / day.pace.speed)))
    return count
