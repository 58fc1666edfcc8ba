"""The gazetteer: every place by its names, in a read-only file that is asked by key and never loaded.

Some seventy thousand places under two hundred thousand names (GeoNames, CC BY 4.0), compiled when wiredesk is set up.
"""

import sqlite3
import sys
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import structlog

from wiredesk.common.errors import UsageError, WiredeskError
from wiredesk.story.places.compiling import compile_to, stamp
from wiredesk.story.places.known import NOWHERE, Area, Known, Place

log = structlog.get_logger()

FILE = Path(sys.prefix) / "share" / "wiredesk" / "gazetteer.db"
"""In the environment that wiredesk is installed in: whoever sets it up makes it, and every home asks the same one."""

CREDIT = "GeoNames"
CREDIT_ADDRESS = "https://www.geonames.org/"

_AT_ONCE = 400
_REMEMBERED = 20_000


_NAMED = (
    "SELECT n.key, n.own, p.id, p.name, p.country, p.region, p.people, p.zone"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key IN ({}) ORDER BY p.people DESC, p.id"
)
_AREAS = "SELECT key, country, region, name FROM area WHERE key IN ({}) ORDER BY region, country"
_BY_ID = "SELECT id, name, country, region, people, zone FROM place WHERE id IN ({})"
_LABELS = "SELECT place, name FROM label WHERE place IN ({}) AND language = ?"


class Gazetteer:
    """One open file, for one thread. What was asked lately is remembered: the wire names the same places all day."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._known: dict[str, tuple[Place, ...]] = {}
        self._areas: dict[str, tuple[Area, ...]] = {}
        self._zones: dict[str, str] = {}

    def known(self, keys: Collection[str]) -> Known:
        """What these keys name: one question for places and one for regions and countries, whatever their number."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._known]
        if wanted:
            self._read(wanted)
        found = Known(
            places={key: places for key in keys if (places := self._known[key])},
            areas={key: areas for key in keys if (areas := self._areas[key])},
        )
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._areas.clear()
        return found

    def _read(self, wanted: Sequence[str]) -> None:
        self._known |= dict.fromkeys(wanted, ())
        self._areas |= dict.fromkeys(wanted, ())
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, own, *place in self._connection.execute(_NAMED.format(marks), some):
                self._known[key] += (_place(place, own=bool(own)),)
            for key, *area in self._connection.execute(_AREAS.format(marks), some):
                self._areas[key] += (Area(*area),)

    def by_id(self, ids: Iterable[str]) -> dict[str, Place]:
        """Places by their numbers; one that is not there is absent."""
        some = _numbers(ids)
        rows = self._connection.execute(
            f"SELECT id, name, country, region, people, zone FROM place WHERE id IN ({','.join('?' * len(some))})",  # noqa: S608
            some,
        )
        return {place.id: place for place in map(_place, rows)}

    def country_of(self, zone: str) -> str:
        """The country whose time a zone is; empty where it is nobody's, as UTC."""
        if zone not in self._zones:
            rows = self._connection.execute("SELECT country FROM zone WHERE zone = ?", (zone,)).fetchall()
            self._zones[zone] = rows[0][0] if rows else ""
        return self._zones[zone]

    def labels(self, ids: Iterable[str], language: str) -> dict[str, str]:
        """What places are called in a language, where the gazetteer knows another name than its own."""
        some = _numbers(ids)
        rows = self._connection.execute(_LABELS.format(",".join("?" * len(some))), (*some, language))
        return {str(number): name for number, name in rows}


def _numbers(ids: Iterable[str]) -> list[int]:
    """GeoNames' numbers among ids; a home's own places have none."""
    return sorted({int(one) for one in ids if one.isascii() and one.isdigit()})


def _place(row: Sequence[Any], *, own: bool = True) -> Place:
    number, name, country, region, people, zone = row
    return Place(str(number), name, country, region, people, zone, own)


class _Missing(Gazetteer):
    """None could be had: nothing is placed, and everything else goes on."""

    def __init__(self) -> None:
        self._known, self._areas, self._zones = {}, {}, {}

    def known(self, keys: Collection[str]) -> Known:
        return NOWHERE

    def by_id(self, ids: Iterable[str]) -> dict[str, Place]:
        return {}

    def country_of(self, zone: str) -> str:
        return ""

    def labels(self, ids: Iterable[str], language: str) -> dict[str, str]:
        return {}


def ensure(path: Path = FILE) -> Path:
    """The compiled file, made where it is missing or made from other names; raises UsageError where it cannot be."""
    if stamp_of(path) == stamp():
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        compile_to(path)
    except (OSError, sqlite3.Error) as fault:
        raise UsageError(
            f"{path} cannot be written: {fault}. Run `wiredesk places compile` as who set wiredesk up.",
            fact="no_gazetteer",
        ) from fault
    return path


def stamp_of(path: Path) -> str:
    """What a compiled file was made from; empty where there is none that can be read."""
    if not path.is_file():
        return ""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return str(connection.execute("SELECT stamp FROM made").fetchone()[0])
        finally:
            connection.close()
    except (sqlite3.Error, TypeError):
        return ""


def opened(path: Path = FILE) -> Gazetteer:
    """The gazetteer at a path; an empty one, said in the log, where there is none and none can be made."""
    try:
        return Gazetteer(ensure(path))
    except WiredeskError as fault:
        if stamp_of(path):
            log.warning("gazetteer_old", sentence=fault.sentence)
            return Gazetteer(path)
        log.error("gazetteer_missing", sentence=fault.sentence)
        return _Missing()


_threads = threading.local()


def gazetteer() -> Gazetteer:
    """The gazetteer of this environment, opened once a thread."""
    found: Gazetteer | None = getattr(_threads, "one", None)
    if found is None:
        found = _threads.one = opened()
    return found
