"""Services: how one is added, and how all are doing."""

from datetime import datetime

import msgspec
from django.db import transaction

from wiredesk.common.errors import UsageError
from wiredesk.house.titles import HOMELESS, ensure_section
from wiredesk.wire import plugins
from wiredesk.wire.known import KNOWN
from wiredesk.wire.models import Service, ServiceState
from wiredesk.wire.parsed import Transport
from wiredesk.wire.providers import ensure_provider, is_here

LONGEST_NAME = 80
SECRETS = frozenset({"token", "secret", "password"})
"""Options that are shown once, when the service is added, and never again."""


class NewService(msgspec.Struct, frozen=True, kw_only=True):
    """A service as the operator asks for it."""

    name: str
    provider: str
    transport: str
    options: dict[str, str]
    format: str = "auto"
    section: str = ""
    publish: str = "auto"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_per_hour: int | None = None


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A service that was added; `secrets` were made for it and are shown once."""

    name: str
    provider: str
    transport: str
    section: str
    publish: str
    secrets: dict[str, str]
    stranger: bool = False
    """Whether its provider was made for it, and nothing is known of that agency: a code may be mistyped."""

    def as_row(self) -> dict[str, object]:
        """One object of `service add --json`."""
        return {
            "name": self.name,
            "provider": self.provider,
            "transport": self.transport,
            "section": self.section,
            "publish": self.publish,
            **self.secrets,
        }


@transaction.atomic
def add(wanted: NewService, now: datetime) -> Added:
    """Add a service; raises UsageError that says what to change when it cannot work."""
    name = wanted.name
    if name != name.strip() or not name or len(name) > LONGEST_NAME or "/" in name or not name.isprintable():
        raise UsageError(
            f"A service needs a name of at most {LONGEST_NAME} characters without slashes, such as ani-world.",
            fact="bad_name",
        )
    if Service.objects.filter(name=wanted.name).exists():
        raise UsageError(f"There is a service {wanted.name} already.", fact="taken_name")
    if wanted.format != "auto":
        plugins.format_named(wanted.format)
    transport = plugins.transport_named(wanted.transport)
    options = transport.prepared(wanted.options)
    transport.check(options)
    _alone(transport, options)
    stranger = wanted.provider.strip().upper() not in KNOWN and not is_here(wanted.provider)
    made = {key: value for key, value in options.items() if key in SECRETS and key not in wanted.options}
    # Its stories stand somewhere even where the operator says nothing: that front must be there too.
    front = ensure_section(wanted.section.strip() or HOMELESS)
    section = front if wanted.section.strip() else ""
    service = Service.objects.create(
        name=wanted.name,
        provider=ensure_provider(wanted.provider),
        transport=wanted.transport,
        options=options,
        format=wanted.format,
        section=section,
        publish=wanted.publish,
        include=list(wanted.include),
        exclude=list(wanted.exclude),
        max_per_hour=wanted.max_per_hour,
        added_at=now,
    )
    ServiceState.objects.create(service=service)
    return Added(
        name=service.name,
        provider=service.provider.code,
        transport=service.transport,
        section=service.section,
        publish=service.publish,
        secrets=made,
        stranger=stranger,
    )


def _alone(transport: Transport, options: dict[str, str]) -> None:
    """Raises UsageError where another service would take from this one, or this one from it."""
    for other in Service.objects.filter(transport=transport.name).order_by("name"):
        shared = transport.shares(options, other.options)
        if shared:
            raise UsageError(
                f"The service {other.name} reads {shared} already, and what one of the two takes away is lost to the "
                "other. Give this one a place of its own; folders of mode=mirror can be shared.",
                fact="shared_source",
            )


def listed() -> list[dict[str, object]]:
    """Every service as a row of `service list`; of secrets it says only that they are there."""
    states = {state.service_id: state for state in ServiceState.objects.all()}
    rows: list[dict[str, object]] = []
    for service in Service.objects.select_related("provider").order_by("name"):
        state = states.get(service.pk, ServiceState(service=service))
        shown = {key: "…" if key in SECRETS else value for key, value in service.options.items()}
        rows.append(
            {
                "name": service.name,
                "provider": service.provider.code,
                "transport": service.transport,
                "format": service.format,
                "section": service.section,
                "publish": service.publish,
                "include": list(service.include),
                "exclude": list(service.exclude),
                "max_per_hour": service.max_per_hour,
                "state": "paused" if state.paused_at else ("failing" if state.failures else "ok"),
                "paused_at": state.paused_at,
                "paused_reason": state.paused_reason,
                "asked_at": state.asked_at,
                "last_item_at": state.last_item_at,
                "error": state.error,
                "options": shown,
            }
        )
    return rows
