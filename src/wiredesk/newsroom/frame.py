"""What stands around every page of the desk: the paper's name, the services' strip, and the list."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wiredesk.decisions.queries import COUNT_LIMIT, WAITING, Mark, Wanted, counts, mark_of, wire
from wiredesk.decisions.words import State
from wiredesk.house.pause import paused
from wiredesk.newsroom.access import name_of, paper_zone, person_at
from wiredesk.newsroom.strip import strip
from wiredesk.wire.models import Quarantine

STATE_WORDS = {
    State.NEW: "New",
    State.HELD: "Held",
    State.EMBARGOED: "Embargoed",
    State.LIVE: "Live",
    State.SPIKED: "Spiked",
    State.SUSPENDED: "Suspended",
    State.KILLED: "Killed",
}
_LONGEST_WORDS = 200


class Choice(msgspec.Struct, frozen=True):
    """One line of a select: what is sent, what is read, and whether it is the present one."""

    value: str
    label: str
    chosen: bool


def wanted_of(request: HttpRequest) -> Wanted:
    """What the address asks the list to be narrowed to; a standing that there is not narrows nothing."""
    state = request.GET.get("standing", "")
    return Wanted(
        state=state if state == WAITING or state in set(State) else "",
        service=request.GET.get("service", "")[:80],
        words=request.GET.get("q", "")[:_LONGEST_WORDS].replace("\x00", ""),
    )


def query_of(wanted: Wanted, before: Mark | None = None) -> str:
    """The query that leads to such a list again: empty, or beginning with a question mark."""
    named = {
        "q": wanted.words,
        "standing": wanted.state,
        "service": wanted.service,
        "before": str(before) if before else "",
    }
    given = {name: value for name, value in named.items() if value}
    return f"?{urlencode(given)}" if given else ""


def page(request: HttpRequest, template: str, now: datetime, /, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page of the desk without the list: head, banner and `more`."""
    person = person_at(request)
    return render(
        request,
        f"newsroom/{template}",
        {
            "paper": settings.OPTIONS.name,
            "made_up": settings.OPTIONS.made_up,
            "person": person,
            "person_name": name_of(person),
            "pause": paused(),
            "quarantined": Quarantine.objects.filter(resolved_at__isnull=True).order_by()[:COUNT_LIMIT].count(),
            "now": now,
            **more,
        },
        status=status,
    )


def page_with_wire(
    request: HttpRequest, template: str, now: datetime, /, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of the desk with the strip and the list beside what it shows."""
    wanted = wanted_of(request)
    before = mark_of(request.GET.get("before", ""))
    rows = wire(wanted, before=before)
    health = strip(paper_zone(), now)
    return page(
        request,
        template,
        now,
        status=status,
        wire=rows,
        wanted=wanted,
        narrowed=bool(wanted.state or wanted.service or wanted.words),
        before=before,
        since=rows.newest if rows.newest and not before else Mark(now),
        query=query_of(wanted, before),
        top_query=query_of(wanted),
        older_query=query_of(wanted, rows.older) if rows.older else "",
        health=health,
        states=_states(wanted),
        services=[Choice(one.name, one.name, one.name == wanted.service) for one in health],
        **more,
    )


def _states(wanted: Wanted) -> list[Choice]:
    found = counts()
    choices = []
    for state, count in found.items():
        many = f"{COUNT_LIMIT}+" if count >= COUNT_LIMIT else str(count)
        choices.append(Choice(state.value, f"{STATE_WORDS[state]} ({many})", state == wanted.state))
    return [*choices, Choice(WAITING, "A later version waits", wanted.state == WAITING)]
