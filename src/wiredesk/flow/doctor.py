"""Doctor: whether this home is well, fact by fact, each with what to do when it is not."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from wiredesk import __version__
from wiredesk.common.errors import WiredeskError
from wiredesk.decisions.word_lists import load as load_word_lists
from wiredesk.flow.audio_doctor import audio
from wiredesk.flow.epaper_doctor import epaper
from wiredesk.flow.finding import Finding
from wiredesk.flow.locks import is_running
from wiredesk.flow.steps import backlog, open_paper
from wiredesk.house.pause import paused
from wiredesk.outlets import plugins as outlets
from wiredesk.outlets.website.labels import load as load_labels
from wiredesk.publication.kept_back import waiting
from wiredesk.publication.models import PublicStory
from wiredesk.publication.search.follower import left
from wiredesk.settings.options import Options, zone_named
from wiredesk.story.models import Version, What
from wiredesk.story.places.compiling import stamp
from wiredesk.story.places.gazetteer import FILE, gazetteer, stamp_of
from wiredesk.story.places.house_rules import FILE as PLACES
from wiredesk.story.places.house_rules import load as load_places
from wiredesk.wire import plugins as wire
from wiredesk.wire.models import Quarantine, Service, ServiceState, Transmission

LOW_DISK = 1 << 30
"""Bytes free below which a day's pictures may not fit."""

STUCK_AFTER = timedelta(minutes=5)
"""How long received bytes may wait to be read while the paper runs."""

_LAST = 50
"""Stories a service's lag is measured on."""


def _loaded(options: Options, now: datetime) -> Iterator[Finding]:
    yield Finding("wiredesk", well=True, fact=f"{__version__} on {options.home}", more={"version": __version__})
    for what, names in (
        ("formats", [form.name for form in wire.formats()]),
        ("transports", [transport.name for transport in wire.transports()]),
        ("outlets", list(outlets.names())),
    ):
        yield Finding(what, well=True, fact=", ".join(names), more={"names": names})


def _running(options: Options, now: datetime) -> Iterator[Finding]:
    runs = is_running(options.home)
    yield Finding("run", well=True, fact="running" if runs else "not running", more={"running": runs})


def _database(options: Options, now: datetime) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    fact = f"{connection.vendor}, up to date"
    if pending:
        fact = f"{len(pending)} migrations wait: run `wiredesk init {options.home} --upgrade`."
    yield Finding("database", well=not pending, fact=fact, more={"pending": len(pending)})


def _pages(options: Options, now: datetime) -> Iterator[Finding]:
    store = open_paper(options).store
    count = sum(1 for title in store.titles() for _ in store.paths(title.code))
    advice = "" if count else ": run `wiredesk press --all`"
    yield Finding("pages", well=bool(count), fact=f"{count} pressed{advice}", more={"pages": count})


def _word_lists(options: Options, now: datetime) -> Iterator[Finding]:
    lists = load_word_lists(options.home, zone_named(options.time_zone))
    if lists:
        words = sum(len(listed.words) for listed in lists)
        yield Finding("word lists", well=True, fact=f"{len(lists)} lists of {words} words", more={"lists": len(lists)})


def _labels(options: Options, now: datetime) -> Iterator[Finding]:
    rows = load_labels(options.home).rows
    if rows:
        fact = ", ".join(f"{row.name} ({row.label})" for row in rows)
        yield Finding("outlet labels", well=True, fact=fact, more={"labels": len(rows)})


def _places(options: Options, now: datetime) -> Iterator[Finding]:
    made = stamp_of(FILE)
    fact = f"{FILE}" if made == stamp() else f"{FILE} is {'old' if made else 'missing'}: run `wiredesk places compile`"
    yield Finding("gazetteer", well=made == stamp(), fact=fact, more={"file": str(FILE)})
    rules = load_places(options.home / PLACES, gazetteer())
    if rules.places or rules.beats or rules.never:
        fact = f"{len(rules.places)} names, {len(rules.beats)} beats, {len(rules.never)} names that are no places"
        yield Finding("own places", well=True, fact=fact, more={"names": len(rules.places)})


def _lag(service: Service) -> float | None:
    """Seconds from received to live, the median of the service's last stories."""
    newest = Version.objects.filter(item__service=service, what=What.NEW).order_by("-id")
    rows = PublicStory.objects.filter(story__in=list(newest.values_list("story", flat=True)[:_LAST]))
    lags = [(live - got).total_seconds() for live, got in rows.values_list("live_at", "story__first_received_at")]
    return round(median(lags), 3) if lags else None


def _services(options: Options, now: datetime) -> Iterator[Finding]:
    states = {state.service_id: state for state in ServiceState.objects.all()}
    for service in Service.objects.order_by("name"):
        yield _service(service, states.get(service.pk, ServiceState(service=service)), now)


def _service(service: Service, state: ServiceState, now: datetime) -> Finding:
    lag = _lag(service)
    facts = [f"last item {_ago(state.last_item_at, now)}" if state.last_item_at else "no item yet"]
    if lag is not None:
        facts.append(f"lag {lag:g} s from received to live")
    if state.paused_at:
        facts.append(f"paused by {state.paused_by}: {state.paused_reason}")
    if state.failures:
        facts.insert(0, f"failed {state.failures} times in a row, last {_ago(state.error_at, now)}: {state.error}")
    elif state.error:
        facts.insert(0, state.error)
    more: dict[str, object] = {
        "service": service.name,
        "last_item_at": state.last_item_at,
        "asked_at": state.asked_at,
        "lag_seconds": lag,
        "failures": state.failures,
        "error": state.error,
        "paused": state.paused_at is not None,
    }
    return Finding(f"service {service.name}", well=not state.error, fact="; ".join(facts), more=more)


def _ago(instant: datetime | None, now: datetime) -> str:
    if instant is None:
        return "at an unknown time"
    seconds = max(0, int((now - instant).total_seconds()))
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} seconds ago"


def _quarantine(options: Options, now: datetime) -> Iterator[Finding]:
    count = Quarantine.objects.filter(resolved_at__isnull=True).count()
    advice = ": see /desk/quarantine/, have them read again or dismiss them" if count else ""
    yield Finding("quarantine", well=not count, fact=f"{count} open{advice}", more={"open": count})


def _kept_back(options: Options, now: datetime) -> Iterator[Finding]:
    stopped = waiting()
    first = f": {stopped[0].path}: {stopped[0].sentence}" if stopped else ""
    yield Finding("pages kept back", well=not stopped, fact=f"{len(stopped)}{first}", more={"pages": len(stopped)})


def _backlog(options: Options, now: datetime) -> Iterator[Finding]:
    counts = backlog()
    stuck = Transmission.objects.filter(read_at__isnull=True, received_at__lt=now - STUCK_AFTER).exists()
    fact = ", ".join(f"{step} {count}" for step, count in counts.items())
    if stuck:
        runs = is_running(options.home)
        fact += "; the oldest waits too long: " + ("see the worker's log" if runs else "start `wiredesk run`")
    yield Finding("backlog", well=not stuck, fact=fact, more={"steps": counts})


def _search(options: Options, now: datetime) -> Iterator[Finding]:
    behind = left(options.home)
    fact = f"{behind} stories and changes are not in the index yet" if behind else "the index has followed everything"
    yield Finding("search", well=True, fact=fact, more={"behind": behind})


def _pause(options: Options, now: datetime) -> Iterator[Finding]:
    pause = paused()
    if pause is not None:
        fact = f"everything is paused by {pause.by}: {pause.reason}; `wiredesk resume` ends it"
        yield Finding("pause", well=False, fact=fact, more={"since": pause.since})


def _disk(options: Options, now: datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(options.home).free
    advice = "" if free > LOW_DISK else ": make room"
    yield Finding("disk", well=free > LOW_DISK, fact=f"{free / (1 << 30):.1f} GiB free{advice}", more={"free": free})


EXAMINED: tuple[tuple[str, Callable[[Options, datetime], Iterator[Finding]]], ...] = (
    ("loaded", _loaded),
    ("run", _running),
    ("database", _database),
    ("pages", _pages),
    ("word lists", _word_lists),
    ("outlet labels", _labels),
    ("places", _places),
    ("services", _services),
    ("quarantine", _quarantine),
    ("pages kept back", _kept_back),
    ("backlog", _backlog),
    ("search", _search),
    ("e-paper", epaper),
    ("audio", audio),
    ("pause", _pause),
    ("disk", _disk),
)


def examine(options: Options, now: datetime) -> Iterator[Finding]:
    """Every finding, in EXAMINED's order; what cannot be examined is itself a finding."""
    for what, look in EXAMINED:
        try:
            yield from look(options, now)
        except (WiredeskError, DatabaseError, OSError) as fault:
            yield Finding(what, well=False, fact=" ".join(str(fault).split()))


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as one object of `doctor --json`."""
    return {"what": finding.what, "well": finding.well, "fact": finding.fact, **finding.more}
