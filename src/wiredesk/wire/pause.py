"""Pausing one service: its wire is still collected and read, so that nothing is lost and kills still act;
nothing new of it is released."""

from datetime import datetime

from django.db.models import QuerySet

from wiredesk.common.errors import UsageError
from wiredesk.common.prepared import prepared
from wiredesk.wire.models import Service, ServiceState


def service_named(name: str) -> Service:
    """The service of that name; raises UsageError that lists the names there are."""
    service = Service.objects.select_related("provider").filter(name=name).first()
    if service is None:
        known = ", ".join(Service.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise UsageError(f"There is no service {name}. Services: {known}.", fact="unknown_service")
    return service


def pause_service(name: str, *, by: str, reason: str, now: datetime) -> None:
    """Nothing new of this service is released until it is resumed."""
    service = service_named(name)
    state, _ = ServiceState.objects.get_or_create(service=service)
    if state.paused_at is None:
        ServiceState.objects.filter(pk=state.pk).update(paused_at=now, paused_by=by, paused_reason=reason)


def resume_service(name: str) -> None:
    """The service's stories are released again, those that waited first."""
    service = service_named(name)
    ServiceState.objects.filter(service=service).update(
        paused_at=None, paused_by="", paused_reason="", next_ask_at=None
    )


@prepared
def _paused() -> QuerySet[ServiceState, int]:
    return ServiceState.objects.filter(paused_at__isnull=False).values_list("service", flat=True)


def paused_services() -> frozenset[int]:
    """The ids of the services that are paused."""
    return frozenset(_paused())
