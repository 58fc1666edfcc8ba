"""Step: ask each service's transport, store transmissions.

A paused service is asked all the same: nothing is lost, and kills still act; only its release waits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.common.tally import Tally
from wiredesk.settings.options import Options
from wiredesk.wire.arrivals import keep
from wiredesk.wire.asking import Asker, Outcome, ask_of
from wiredesk.wire.models import Service, ServiceState
from wiredesk.wire.parsed import Collected
from wiredesk.wire.plugins import transport_named, transports

PATIENCE: Final = 0.05
"""Seconds that a run waits for the services it asks; slower ones are harvested by a later run."""

_OFTEN: Final = timedelta(seconds=10)
_WRITTEN_EVERY: Final = timedelta(minutes=1)
_UNDER_WAY: Final = timedelta(seconds=0.25)


class Collector:
    """The step as a worker runs it: asks stay under way between runs, so that a slow server delays nobody else.

    A service that is asked every second and has nothing new is written down once a minute only; until then its
    schedule is kept here.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._asker = Asker()
        self._quiet_until: dict[int, datetime] = {}

    def __call__(self, now: datetime, limit: int, *, ask_all: bool = False, patience: float | None = PATIENCE) -> Tally:
        """Ask up to `limit` services that are due (with `ask_all` each one there is), and keep what has come.

        `patience` is how long to wait for answers, in seconds; None waits for every one. Faults of a service are
        recorded there, never raised.
        """
        self._start(now, limit, ask_all=ask_all)
        outcomes = self._asker.finished(patience)
        new = keep([outcome for outcome in outcomes if not self._quiet(outcome)], now, self._options.home)
        failed = sorted(outcome.service.name for outcome in outcomes if outcome.error)
        return Tally(
            "collect",
            seen=len(outcomes),
            done=new,
            note=f"failed: {', '.join(failed)}" if failed else "",
            again_at=self._again_at(outcomes, now),
        )

    def close(self) -> None:
        """Ask nothing more. What was under way has not been remembered, and is asked again."""
        self._asker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, now: datetime, limit: int, *, ask_all: bool) -> None:
        services = [
            service
            for service in (_polled() if ask_all else _due(now))
            if service.pk not in self._asker.services and (ask_all or self._quiet_until.get(service.pk, now) <= now)
        ]
        if not ask_all:
            services = services[:limit]
        states = ServiceState.objects.in_bulk([service.pk for service in services]) if services else {}
        for service in services:
            state = states.get(service.pk) or ServiceState(service=service)
            self._asker.start(service, state, ask_of(service, state.memory, now, self._options))

    def _quiet(self, outcome: Outcome) -> bool:
        """Whether there is nothing to write down about this ask; its schedule is then noted here."""
        collected, state, asked_at = outcome.collected, outcome.state, outcome.ask.now
        quiet = (
            collected is not None
            and collected.next_ask_at is not None
            and collected.next_ask_at - asked_at < _OFTEN
            and not collected.received
            and collected.state == state.memory
            and collected.trouble == state.error
            and state.failures == 0
            and state.asked_at is not None
            and asked_at - state.asked_at < _WRITTEN_EVERY
        )
        if quiet and collected is not None and collected.next_ask_at is not None:
            self._quiet_until[outcome.service.pk] = collected.next_ask_at
        else:
            self._quiet_until.pop(outcome.service.pk, None)
        return quiet

    def _again_at(self, outcomes: Sequence[Outcome], now: datetime) -> datetime | None:
        coming = [one.collected.next_ask_at or now for one in outcomes if one.collected and one.collected.more]
        if self._asker.services:
            coming.append(now + _UNDER_WAY)
        return min(coming, default=None)


def collect(now: datetime, limit: int, *, options: Options, ask_all: bool = False) -> Tally:
    """Ask up to `limit` services that are due, or with `ask_all` each service once, and wait for every answer.

    `again_at` of the tally says when something that is known to be coming can be asked for: a file settles, or more
    wait than one ask takes. Until idle is therefore: once with `ask_all`, then without it at each `again_at`.
    """
    with Collector(options) as collector:
        return collector(now, limit, ask_all=ask_all, patience=None)


def try_once(service: Service, now: datetime, *, options: Options) -> Collected:
    """What asking this service now would bring, remembering nothing and moving nothing; raises WiredeskError.

    It is asked as if for the first time, so that a server's "not modified" does not hide what there is.
    """
    transport = transport_named(service.transport)
    return transport.collect(ask_of(service, {}, now, options, dry_run=True))


def _every() -> QuerySet[Service]:
    unpolled = [transport.name for transport in transports() if not transport.polled]
    return Service.objects.exclude(transport__in=unpolled).order_by("pk")


@prepared
def _polled() -> QuerySet[Service]:
    return _every()


@prepared
def _due(now: datetime) -> QuerySet[Service]:
    states = ServiceState.objects.filter(service=OuterRef("pk"))
    due = states.filter(Q(next_ask_at__isnull=True) | Q(next_ask_at__lte=now))
    return _every().filter(Exists(due) | ~Exists(states))
