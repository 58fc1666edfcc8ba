"""An index of one home that the database can make anew: opened once, written by one process, thrown away when asked."""

import shutil
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import structlog

from wiredesk.common.errors import WiredeskError

log = structlog.get_logger()


class IndexBroken(WiredeskError):
    """The derived index cannot be opened: it can be thrown away and built again."""


class IndexBusy(WiredeskError):
    """Another process writes."""


class Held(Protocol):
    """An index that this process writes."""

    def close(self) -> None:
        """Let another process write."""


Kept = TypeVar("Kept", bound=Held)


class Derived(ABC, Generic[Kept]):
    """A folder of the home with such an index; a file beside it, `NAME.rebuild`, asks for it to be built again."""

    def __init__(self, home: Path, name: str) -> None:
        self._home, self._name = home, name
        self._folder = home / name
        self._index: Kept | None = None

    @property
    def asked(self) -> bool:
        """Whether somebody asked for the index to be built again."""
        return _asked(self._home, self._name).exists()

    def open(self) -> Kept | None:
        """The index, this process being the one that writes it; None while another process does."""
        if self._index is not None and not self.asked:
            return self._index
        try:
            self._index = self._opened()
        except IndexBusy:
            return None
        return self._index

    def close(self) -> None:
        """Let another process write; what was not committed is taken in again by whoever does."""
        if self._index is not None:
            self._index.close()
            self._index = None

    @abstractmethod
    def _opened(self) -> Kept:
        """The index as it is to be gone on with; raises IndexBusy."""

    @abstractmethod
    def _begun(self) -> Kept:
        """What is in the folder, or a new one, this process writing it; raises IndexBusy and IndexBroken."""

    def _begun_whatever(self) -> tuple[Kept, bool]:
        """What is in the folder, or a new one where that is broken, and whether it was broken."""
        try:
            return self._begun(), False
        except IndexBroken as fault:
            log.error("index_broken", index=self._name, fact=fault.fact)
            self._throw_away()
            return self._begun(), True

    def _throw_away(self) -> None:
        """Only whoever may write does so: another process would go on writing into files that have no name."""
        self.close()
        if self._folder.exists():
            with suppress(IndexBroken):
                self._begun().close()
        shutil.rmtree(self._folder, ignore_errors=True)
        _asked(self._home, self._name).unlink(missing_ok=True)


def ask_for(home: Path, name: str) -> None:
    """Have an index thrown away and built again by whoever writes it."""
    _asked(home, name).touch()


def is_asked_for(home: Path, name: str) -> bool:
    """Whether somebody asked for it, and nobody has begun."""
    return _asked(home, name).exists()


def _asked(home: Path, name: str) -> Path:
    return home / f"{name}.rebuild"
