"""Stopping and going on: one service, or everything. Nothing is lost meanwhile, and withdrawals go on."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError
from wiredesk.house import pause as everything
from wiredesk.newsroom.access import address_of, desk, name_of, operator, paper_zone, person_at
from wiredesk.newsroom.deciding import wake_worker
from wiredesk.newsroom.frame import page
from wiredesk.newsroom.strip import strip
from wiredesk.people.audit import What, note
from wiredesk.wire.pause import pause_service, resume_service

NO_REASON = "To pause, say why: the reason stands at the desk until it is over."


def _overview(request: HttpRequest, refusal: str = "") -> HttpResponse:
    now = system_clock()
    health = strip(paper_zone(), now)
    return page(request, "services.html", now, status=409 if refusal else 200, health=health, refusal=refusal)


@require_safe
@desk
def services(request: HttpRequest) -> HttpResponse:
    """Every service in full, with what an operator can do about it."""
    return _overview(request)


def _reason(request: HttpRequest) -> str:
    said = request.POST.get("reason", "").strip()
    if not said:
        raise UsageError(NO_REASON, fact="no_reason")
    return said


def _done(request: HttpRequest, what: What, said: str, about: str) -> None:
    """Within the transaction of the act: keep it, tell the worker, tell the person."""
    note(what, person=person_at(request), about=about, address=address_of(request), now=system_clock())
    wake_worker()
    messages.success(request, said)


@require_POST
@operator
def pause_one(request: HttpRequest) -> HttpResponse:
    """Nothing new of one service is released until it is resumed; it is still collected and read."""
    name = request.POST.get("service", "")
    try:
        with transaction.atomic():
            reason = _reason(request)
            pause_service(name, by=name_of(person_at(request)), reason=reason, now=system_clock())
            _done(request, What.PAUSE_SERVICE, f"{name} is paused.", f"{name}: {reason}")
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    return redirect("services")


@require_POST
@operator
def resume_one(request: HttpRequest) -> HttpResponse:
    """The service's stories are released again, those that waited first."""
    name = request.POST.get("service", "")
    try:
        with transaction.atomic():
            resume_service(name)
            _done(request, What.RESUME_SERVICE, f"{name} goes on.", name)
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    return redirect("services")


@require_POST
@operator
def pause_all(request: HttpRequest) -> HttpResponse:
    """Nothing new is released at all; what is killed still leaves every page."""
    try:
        with transaction.atomic():
            reason = _reason(request)
            everything.pause(by=name_of(person_at(request)), reason=reason, now=system_clock())
            _done(request, What.PAUSE_ALL, "Everything is paused.", reason)
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    return redirect("services")


@require_POST
@operator
def resume_all(request: HttpRequest) -> HttpResponse:
    """What waited is released now."""
    with transaction.atomic():
        everything.resume(system_clock())
        _done(request, What.RESUME_ALL, "Everything goes on.", "")
    return redirect("services")
