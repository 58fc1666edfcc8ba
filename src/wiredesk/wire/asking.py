"""Asks services side by side, in threads that know no database, so that a slow server delays nobody else."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Final

import msgspec

from wiredesk.common.errors import WiredeskError
from wiredesk.settings.options import Options
from wiredesk.wire.models import Service, ServiceState
from wiredesk.wire.parsed import Ask, Collected, Transport
from wiredesk.wire.plugins import transport_named

AT_ONCE: Final = 16
"""Services asked at the same time; a fetch ends by its deadline, so each place comes free again."""


class Outcome(msgspec.Struct, frozen=True):
    """What one service gave: either what was collected or why not. `state` is its row before, or a new one unsaved."""

    service: Service
    state: ServiceState
    ask: Ask
    collected: Collected | None = None
    error: WiredeskError | None = None
    transport: Transport | None = None


def ask_of(service: Service, memory: dict[str, str], now: datetime, options: Options, *, dry_run: bool = False) -> Ask:
    """The ask of one service: its own options over the home's limits for fetching."""
    limits = {"timeout": f"{options.fetch_timeout:g}", "max_bytes": str(options.fetch_max_bytes)}
    given = {name: str(value) for name, value in service.options.items()}
    return Ask(service=service.name, options=limits | given, state=memory, now=now, dry_run=dry_run)


class Asker:
    """Asks under way. `start` returns at once; `finished` gives each outcome once."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="ask")
        self._under_way: dict[int, tuple[Outcome, Future[Collected]]] = {}

    @property
    def services(self) -> frozenset[int]:
        """The ids of the services that are being asked."""
        return frozenset(self._under_way)

    def start(self, service: Service, state: ServiceState, ask: Ask) -> None:
        """Begin to ask one service, which must not be under way."""
        try:
            transport = transport_named(service.transport)
        except WiredeskError as fault:
            failed: Future[Collected] = Future()
            failed.set_exception(fault)
            self._under_way[service.pk] = (Outcome(service, state, ask), failed)
            return
        outcome = Outcome(service, state, ask, transport=transport)
        self._under_way[service.pk] = (outcome, self._threads.submit(transport.collect, ask))

    def finished(self, patience: float | None) -> Sequence[Outcome]:
        """What has finished, waiting up to `patience` seconds for all of it (None: as long as it takes)."""
        wait([future for _, future in self._under_way.values()], timeout=patience)
        done = [key for key, (_, future) in self._under_way.items() if future.done()]
        return [_completed(*self._under_way.pop(key)) for key in done]

    def close(self) -> None:
        """Start nothing more; what is under way ends by its own deadline and is asked again another time."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _completed(outcome: Outcome, future: Future[Collected]) -> Outcome:
    fault = future.exception()
    if fault is None:
        return msgspec.structs.replace(outcome, collected=future.result())
    if not isinstance(fault, WiredeskError):
        # A plug-in's own mistake must show at its service, and must not stop the others.
        fault = WiredeskError(
            f"The transport {outcome.service.transport} broke on {outcome.service.name}: "
            f"{type(fault).__name__}: {fault}. Check the service's options; "
            "if they are right, tell whoever keeps the transport.",
            fact=f"transport_broke {type(fault).__name__}",
        )
    return msgspec.structs.replace(outcome, error=fault)
