"""What could not be read: why, the bytes at fault, and the two things to do about it."""

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from wiredesk.common.clock import system_clock
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.newsroom.access import address_of, desk, name_of, person_at
from wiredesk.newsroom.deciding import wake_worker
from wiredesk.newsroom.frame import page
from wiredesk.newsroom.received import Bytes, as_hex, as_text
from wiredesk.people.audit import What, note
from wiredesk.publication.kept_back import waiting as kept_back
from wiredesk.wire.models import Quarantine
from wiredesk.wire.reread import dismiss, reread

PAGE = 30
_OFFENDING = 2000


class Entry(msgspec.Struct, frozen=True):
    """One entry and its bytes, twice: as source and as hex."""

    row: Quarantine
    text: Bytes
    hex: str


def _entries(request: HttpRequest, refusal: str = "") -> HttpResponse:
    asked = request.GET.get("before", "")
    rows = Quarantine.objects.filter(resolved_at__isnull=True).select_related("service__provider", "transmission")
    if asked.isdecimal() and len(asked) < 19:
        rows = rows.filter(pk__lt=int(asked))
    found = list(rows.order_by("-id")[: PAGE + 1])
    entries = [
        Entry(row, as_text(bytes(row.offending), row.transmission.charset, _OFFENDING), as_hex(bytes(row.offending)))
        for row in found[:PAGE]
    ]
    return page(
        request,
        "quarantine.html",
        system_clock(),
        status=409 if refusal else 200,
        entries=entries,
        stopped=kept_back(),
        older=found[PAGE - 1].pk if len(found) > PAGE else None,
        refusal=refusal,
    )


@require_safe
@desk
def quarantine(request: HttpRequest) -> HttpResponse:
    """Every open entry, newest first."""
    return _entries(request)


@require_POST
@desk
def read_again(request: HttpRequest, entry: int) -> HttpResponse:
    """The worker reads the transmission again; what still cannot be read comes back."""
    now = system_clock()
    try:
        with transaction.atomic():
            row = reread(entry, now)
            about = f"{row.service.name}, entry {row.pk}, {row.reason}"
            note(What.REREAD, person=person_at(request), about=about, address=address_of(request), now=now)
            wake_worker()
    except ActionRefused as refusal:
        return _entries(request, refusal.sentence)
    messages.success(request, "It is read again now. If it still cannot be read, it comes back to this list.")
    return redirect("quarantine")


@require_POST
@desk
def let_go(request: HttpRequest, entry: int) -> HttpResponse:
    """The entry leaves the list, with a reason; its bytes stay in the store."""
    now = system_clock()
    person = person_at(request)
    reason = request.POST.get("reason", "").strip()
    try:
        with transaction.atomic():
            row = dismiss(entry, by=name_of(person), reason=reason, now=now)
            about = f"{row.service.name}, entry {row.pk}, {row.reason}: {reason}"
            note(What.DISMISS, person=person, about=about, address=address_of(request), now=now)
    except (ActionRefused, UsageError) as refusal:
        return _entries(request, refusal.sentence)
    messages.success(request, "Dismissed. The bytes stay in the store.")
    return redirect("quarantine")
