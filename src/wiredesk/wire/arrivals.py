"""Keeps what asks brought: bytes to the spool, then rows and what to remember, then the transports are told.

In that order, so that a process killed at any point loses nothing: what has no row yet is brought again, and what was
brought twice is recognised by service, name and digest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef

from wiredesk.common.errors import WiredeskError
from wiredesk.common.ids import sha256_hex
from wiredesk.wire import spool
from wiredesk.wire.asking import Outcome
from wiredesk.wire.models import ServiceState, Transmission
from wiredesk.wire.parsed import Received
from wiredesk.wire.schedule import after_failure
from wiredesk.wire.urgency import looks_urgent

ROWS_A_TRANSACTION: Final = 50
SAME_AGAIN: Final = timedelta(days=1)
"""How far back the same bytes under the same name count as brought twice."""

_REMEMBERED: Final = ("memory", "next_ask_at", "asked_at", "failures", "error", "error_at", "last_bytes_at")


def keep(outcomes: Sequence[Outcome], now: datetime, home: Path) -> int:
    """Make what came durable, and remember how each service is doing; returns how many transmissions are new.

    What goes wrong with one service is recorded there with its sentence. Raises DatabaseError only.
    """
    if not outcomes:
        return 0
    outcomes = [_spooled(outcome, home) for outcome in outcomes]
    rows = [_row(outcome, one) for outcome in outcomes if outcome.collected for one in outcome.collected.received]
    states = [_state(outcome, now) for outcome in outcomes]
    new = 0
    for start in range(0, max(len(rows), 1), ROWS_A_TRANSACTION):
        batch = rows[start : start + ROWS_A_TRANSACTION]
        with transaction.atomic():
            fresh = _unknown(batch, now)
            Transmission.objects.bulk_create(fresh)
            new += len(fresh)
            if start + ROWS_A_TRANSACTION >= len(rows):
                _remember(states)
    _tell(outcomes, now)
    return new


def _spooled(outcome: Outcome, home: Path) -> Outcome:
    if outcome.collected is None:
        return outcome
    try:
        spool.put_all(home, (one.data for one in outcome.collected.received))
    except WiredeskError as fault:
        return msgspec.structs.replace(outcome, collected=None, error=fault)
    return outcome


def _row(outcome: Outcome, one: Received) -> Transmission:
    return Transmission(
        service=outcome.service,
        digest=sha256_hex(one.data),
        size=len(one.data),
        name=one.name[:500],
        content_type=(one.content_type or "")[:120],
        charset=(one.charset or "")[:40],
        # An address cut short would lead elsewhere.
        base_url=one.base_url if one.base_url and len(one.base_url) <= 1000 else "",
        vanished=one.vanished,
        urgent=one.vanished or looks_urgent(one.data),
        received_at=one.received_at,
    )


def _unknown(rows: Sequence[Transmission], now: datetime) -> list[Transmission]:
    """Those that were not stored before by a process that was killed; a vanished file is news each time.

    Only what came last under a name can have been: what an agency went back to, after something else, is news.
    """
    later = Transmission.objects.filter(service=OuterRef("service"), name=OuterRef("name"), pk__gt=OuterRef("pk"))
    known = set(
        Transmission.objects.filter(
            ~Exists(later),
            service__in={row.service_id for row in rows},
            digest__in={row.digest for row in rows},
            received_at__gte=now - SAME_AGAIN,
            vanished=False,
        ).values_list("service", "digest", "name")
    )
    return [row for row in rows if row.vanished or (row.service_id, row.digest, row.name) not in known]


def _state(outcome: Outcome, now: datetime) -> ServiceState:
    """The service's row as it is now; only the columns in _REMEMBERED are written."""
    state, collected = outcome.state, outcome.collected
    state.asked_at = outcome.ask.now
    if collected is None:
        return _failing(outcome, now)
    state.memory = collected.state
    state.next_ask_at = collected.next_ask_at
    state.failures = 0
    if collected.received:
        state.last_bytes_at = now
    if state.error != collected.trouble:
        state.error = collected.trouble
        state.error_at = now if collected.trouble else None
    return state


def _failing(outcome: Outcome, now: datetime) -> ServiceState:
    state = outcome.state
    error = outcome.error or WiredeskError("The transport gave no answer.", fact="no_answer")
    state.failures += 1
    state.error, state.error_at = error.sentence, now
    state.next_ask_at = after_failure(now, outcome.service.name, state.failures, error)
    return state


def _remember(states: Sequence[ServiceState]) -> None:
    # The other columns belong to the desk (paused) and to the read step (last item): they are not touched.
    ServiceState.objects.bulk_create(
        states, update_conflicts=True, unique_fields=["service"], update_fields=list(_REMEMBERED)
    )


def _tell(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Tell each transport that its bytes are durable; one that then fails is recorded like one that could not ask."""
    failed = []
    for outcome in outcomes:
        if outcome.collected is None or not outcome.collected.received or outcome.transport is None:
            continue
        try:
            outcome.transport.stored(outcome.ask, outcome.collected.received)
        except WiredeskError as fault:
            failed.append(_failing(msgspec.structs.replace(outcome, error=fault), now))
    if failed:
        _remember(failed)
