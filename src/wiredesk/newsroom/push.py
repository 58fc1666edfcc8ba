"""Where agencies push: `POST /push/<service>`, answered 202 once the bytes outlive a power cut.

The bytes go to the spool and one row to the database, in that order; then the worker is woken. Nothing is read here, so
what is wrong with an item is quarantined later and never the sender's problem. Pushing the same bytes again within
RETRIED is answered with the same transmission: the sender did not hear the first answer. Later it is news, since an
agency may go back to what it said, or kill again what was restored. A paused service takes pushes like any other:
nothing that was sent is lost.
"""

import errno
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from wiredesk.common.clock import system_clock
from wiredesk.common.prepared import prepared
from wiredesk.common.wake import wake
from wiredesk.wire import spool
from wiredesk.wire.models import Service, ServiceState, Transmission
from wiredesk.wire.proof import PUSH, authorise, may_prove
from wiredesk.wire.spool import SpoolError
from wiredesk.wire.urgency import looks_urgent

log = structlog.get_logger()

RETRY_SECONDS = 5
RETRIED = timedelta(hours=1)


@prepared
def _named(service: str) -> QuerySet[Service]:
    return Service.objects.filter(name=service, transport=PUSH)


@prepared
def _stored_before(service: int, digest: str, since: datetime) -> QuerySet[Transmission, int]:
    rows = Transmission.objects.filter(service=service, digest=digest, vanished=False, received_at__gt=since)
    return rows.order_by("pk").values_list("pk", flat=True)


@csrf_exempt
def push(request: HttpRequest, service: str) -> JsonResponse:
    """202 with the transmission; 401 without the service's proof, 404, 405, 411, 413, 415, or 503 to try again."""
    if request.method != "POST":
        return _no(405, "Only POST is taken here.", Allow="POST")
    row = next(iter(_named(service)), None)
    if row is None:
        return _no(404, "There is no such service.")
    if refusal := _refused_unread(request):
        return refusal
    if not may_prove(row.options, request.headers):
        return _unproven(service)
    try:
        body = request.body
    except (UnreadablePostError, RawPostDataException) as fault:
        if isinstance(fault, OSError) and fault.errno == errno.EBUSY:
            return _no(503, "Too many are sending at once; send it again.", Retry_After=str(RETRY_SECONDS))
        body = b""
    # A sender that hangs up early looks like the end of the body; half an item must not pass for a whole one.
    if len(body) != int(request.headers["Content-Length"]):
        return _no(400, "The body broke off; send it again.")
    if not authorise(row.options, request.headers, body):
        return _unproven(service)
    if not body:
        return _no(400, "The body is empty.")
    try:
        sent, digest = _stored(row, body, request, system_clock())
    except (SpoolError, OperationalError) as fault:
        log.error("push_not_stored", service=service, fault=type(fault).__name__, sentence=str(fault))
        return _no(503, "The bytes could not be stored; send them again.", Retry_After=str(RETRY_SECONDS))
    wake(settings.HOME)
    return JsonResponse({"transmission": sent, "digest": digest}, status=202)


def _unproven(service: str) -> JsonResponse:
    log.warning("push_unsigned", service=service)
    return _no(401, "The token or the signature is missing or wrong.", WWW_Authenticate='Bearer realm="push"')


def _refused_unread(request: HttpRequest) -> JsonResponse | None:
    """What can be refused by its headers, so that nobody makes us hold more than one push may have."""
    length = request.headers.get("Content-Length") or ""
    if not (length.isascii() and length.isdigit()):
        return _no(411, "Say how long the body is, with Content-Length.")
    if int(length) > settings.OPTIONS.push_max_bytes:
        return _no(413, f"A push may have at most {settings.OPTIONS.push_max_bytes} bytes.")
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        return _no(415, "Send the body without Content-Encoding.")
    return None


def _stored(service: Service, body: bytes, request: HttpRequest, now: datetime) -> tuple[int, str]:
    """The transmission's id and digest, durable when this returns; raises SpoolError or OperationalError."""
    digest = spool.put(settings.HOME, body)
    with transaction.atomic():
        if known := _stored_before(service.pk, digest, now - RETRIED):
            return known[0], digest
        row = Transmission.objects.create(
            service=service,
            digest=digest,
            size=len(body),
            content_type=(request.content_type or "")[:120],
            charset=(request.content_params or {}).get("charset", "")[:40],
            urgent=looks_urgent(body),
            received_at=now,
        )
        ServiceState.objects.filter(service=service).update(last_bytes_at=now)
    return row.pk, digest


def _no(status: int, sentence: str, **headers: str) -> JsonResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse({"error": sentence}, status=status, headers=named)
