"""Providers: how one is made, and what its contract allows."""

from collections.abc import Sequence

from wiredesk.common.errors import UsageError
from wiredesk.house.models import Contract, Title
from wiredesk.settings.options import zone_named
from wiredesk.wire.known import KNOWN, Known
from wiredesk.wire.models import Kind, Provider
from wiredesk.wire.profiles.profile import by_name


def is_here(code: str) -> bool:
    """Whether there is a provider of that code, in any case of its letters."""
    return Provider.objects.filter(code__iexact=code.strip()).exists()


def ensure_provider(code: str) -> Provider:
    """The provider of that code, made with what is known about it when it is missing."""
    wanted = code.strip()
    if not wanted or len(wanted) > 32 or not wanted.replace("-", "").replace("_", "").isalnum():
        raise UsageError(f"{code!r} is not a provider's code: letters, digits, - and _, at most 32.", fact="bad_code")
    found = Provider.objects.filter(code__iexact=wanted).first()
    if found is not None:
        return found
    known = KNOWN.get(wanted.upper(), Known(wanted))
    return Provider.objects.create(
        code=wanted.upper() if wanted.upper() in KNOWN else wanted,
        name=known.name,
        url=known.url,
        profile=known.profile,
        time_zone=known.time_zone,
    )


def set_provider(
    code: str,
    *,
    name: str | None = None,
    kind: str | None = None,
    url: str | None = None,
    profile: str | None = None,
    time_zone: str | None = None,
    language: str | None = None,
    strip_marks: Sequence[str] = (),
    keep_marks: bool = False,
    indexing: str | None = None,
    feeds: str | None = None,
    printed: str | None = None,
    about: str | None = None,
) -> Provider:
    """Make a provider or change what was given; None leaves a value as it is."""
    if profile is not None:
        by_name(profile)
    if time_zone:
        zone_named(time_zone)
    provider = ensure_provider(code)
    given = {"name": name, "url": url, "profile": profile, "time_zone": time_zone, "language": language}
    changes: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    if kind is not None:
        changes["kind"] = Kind(kind).value
    if strip_marks or keep_marks:
        changes["strip_marks"] = [] if keep_marks else list(strip_marks)
    if changes:
        Provider.objects.filter(pk=provider.pk).update(**changes)
    if any(one is not None for one in (indexing, feeds, printed, about)):
        _set_contract(provider.code, indexing, feeds, printed, about)
    provider.refresh_from_db()
    return provider


def _set_contract(code: str, indexing: str | None, feeds: str | None, printed: str | None, about: str | None) -> None:
    for title in Title.objects.all():
        row, _ = Contract.objects.get_or_create(title=title, provider_code=code)
        row.indexing = indexing or row.indexing
        row.full_text_feeds = row.full_text_feeds if feeds is None else feeds == "full"
        row.printed = row.printed if printed is None else printed == "allowed"
        row.about = row.about if about is None else about.strip()
        row.save(update_fields=["indexing", "full_text_feeds", "printed", "about"])


def as_row(provider: Provider) -> dict[str, object]:
    """A provider as one object of `provider list --json`."""
    return {
        "code": provider.code,
        "name": provider.name,
        "kind": provider.kind,
        "profile": provider.profile,
        "time_zone": provider.time_zone,
        "language": provider.language,
        "strip_marks": list(provider.strip_marks),
        "url": provider.url,
    }


def listed() -> list[dict[str, object]]:
    """Every provider as a row of `provider list`, and after them the agencies that are known but not used yet."""
    rows = [as_row(provider) | {"used": True} for provider in Provider.objects.order_by("code")]
    mine = {row["code"] for row in rows}
    for code, known in KNOWN.items():
        if code not in mine:
            fresh = Provider(
                code=code, name=known.name, url=known.url, profile=known.profile, time_zone=known.time_zone
            )
            rows.append(as_row(fresh) | {"used": False})
    return rows
