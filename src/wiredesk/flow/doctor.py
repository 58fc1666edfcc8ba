"""Doctor: whether this home is well, fact by fact, each with what to do when it is not."""

import shutil
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wiredesk.flow.steps import backlog
from wiredesk.house.pause import paused
from wiredesk.outlets import plugins as outlets
from wiredesk.publication.kept_back import waiting as kept_back
from wiredesk.settings.options import Options
from wiredesk.wire import plugins as wire
from wiredesk.wire.models import Quarantine, Service, ServiceState

LOW_DISK = 1 << 30
"""Bytes free below which a day's pictures may not fit."""


class Finding(msgspec.Struct, frozen=True):
    """One fact about the home; `well` is false where somebody should act, and `fact` then says how."""

    what: str
    well: bool
    fact: str


def _loaded() -> list[Finding]:
    return [
        Finding("formats", well=True, fact=", ".join(form.name for form in wire.formats())),
        Finding("transports", well=True, fact=", ".join(transport.name for transport in wire.transports())),
        Finding("outlets", well=True, fact=", ".join(outlets.names())),
    ]


def _database() -> list[Finding]:
    pending = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    if pending:
        return [Finding("database", well=False, fact=f"{len(pending)} migrations wait: run `wiredesk init --upgrade`.")]
    return [Finding("database", well=True, fact=f"{connection.vendor}, up to date")]


def _service(service: Service, state: ServiceState | None, now: datetime) -> Finding:
    what = f"service {service.name}"
    if state is None or (state.asked_at is None and state.last_bytes_at is None):
        return Finding(what, well=True, fact="not asked yet")
    if state.failures:
        return Finding(what, well=False, fact=f"failed {state.failures} times in a row: {state.error}")
    last = state.last_item_at
    quiet = f"last item {int((now - last).total_seconds())} s ago" if last else "no item yet"
    return Finding(what, well=True, fact=f"paused: {state.paused_reason}; {quiet}" if state.paused_at else quiet)


def examine(options: Options, now: datetime) -> list[Finding]:
    """Every finding: what is loaded, each service, quarantine, backlog, pauses and disk."""
    states = {state.service_id: state for state in ServiceState.objects.all()}
    services = Service.objects.order_by("name")
    findings = [*_loaded(), *_database(), *(_service(s, states.get(s.pk), now) for s in services)]
    open_items = Quarantine.objects.filter(resolved_at__isnull=True).count()
    advice = "; see /desk/quarantine/, mend or dismiss" if open_items else ""
    findings.append(Finding("quarantine", well=not open_items, fact=f"{open_items} open{advice}"))
    stopped = kept_back()
    first = f": {stopped[0].path}: {stopped[0].sentence}" if stopped else ""
    findings.append(Finding("pages kept back", well=not stopped, fact=f"{len(stopped)}{first}"))
    waiting = ", ".join(f"{step} {count}" for step, count in backlog().items())
    findings.append(Finding("backlog", well=True, fact=waiting))
    pause = paused()
    if pause is not None:
        findings.append(Finding("pause", well=False, fact=f"everything is paused by {pause.by}: {pause.reason}"))
    free = shutil.disk_usage(options.home).free
    findings.append(Finding("disk", well=free > LOW_DISK, fact=f"{free / (1 << 30):.1f} GiB free"))
    return findings


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as one object of `doctor --json`."""
    return msgspec.to_builtins(finding)  # type: ignore[no-any-return]
