"""Quarantine taken up again: read this time, or back on the list; dismissed, and gone for good."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.home_on_disk import Home
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.wire import spool
from wiredesk.wire.models import Provider, Quarantine, Service, Transmission, WireItem
from wiredesk.wire.read import read
from wiredesk.wire.reread import dismiss, reread

pytestmark = pytest.mark.django_db

GOOD = b"<rss version='2.0'><channel><item><guid>HW-1</guid><title>Ferry resumes</title></item></channel></rss>"
CUT_SHORT = GOOD[:60]


def received(home: Path, data: bytes, at: datetime) -> Transmission:
    provider = Provider.objects.create(code="HW", name="HW Agency")
    service = Service.objects.create(name="HW National", provider=provider, transport="push", added_at=at)
    digest = spool.put(home, data)
    return Transmission.objects.create(service=service, digest=digest, size=len(data), received_at=at)


def read_once(home: Home, at: datetime) -> None:
    read(at, 10, home=home.path, paper_zone="UTC")


def test_what_still_cannot_be_read_comes_back(home: Home, now: datetime) -> None:
    sent = received(home.path, CUT_SHORT, now)
    read_once(home, now)
    first = Quarantine.objects.get(resolved_at__isnull=True)
    reread(first.pk, now)
    sent.refresh_from_db()
    assert sent.read_at is None
    assert not Quarantine.objects.filter(resolved_at__isnull=True).exists()
    read_once(home, now + timedelta(minutes=1))
    again = Quarantine.objects.get(resolved_at__isnull=True)
    assert (again.reason, again.at) == (first.reason, now + timedelta(minutes=1))


def test_what_can_be_read_now_becomes_an_item_and_stays_settled(home: Home, now: datetime) -> None:
    sent = received(home.path, GOOD, now)
    entry = Quarantine.objects.create(
        service=sent.service, transmission=sent, digest=sent.digest, reason="no_format", detail="No format.", at=now
    )
    reread(entry.pk, now)
    read_once(home, now)
    entry.refresh_from_db()
    assert (entry.resolved_at, entry.resolved_how) == (now, "read again")
    assert WireItem.objects.get().guid == "HW-1"


def test_what_was_dismissed_stays_away_when_its_transmission_is_read_again(home: Home, now: datetime) -> None:
    sent = received(home.path, CUT_SHORT, now)
    read_once(home, now)
    entry = Quarantine.objects.get()
    dismiss(entry.pk, by="A. Pereira", reason="A test of theirs", now=now)
    Transmission.objects.filter(pk=sent.pk).update(read_at=None)
    read_once(home, now)
    assert not Quarantine.objects.filter(resolved_at__isnull=True).exists()
    entry.refresh_from_db()
    assert entry.resolved_how == "dismissed by A. Pereira: A test of theirs"


def test_nothing_is_settled_twice_or_without_a_reason(home: Home, now: datetime) -> None:
    received(home.path, CUT_SHORT, now)
    read_once(home, now)
    entry = Quarantine.objects.get()
    with pytest.raises(UsageError, match="say why"):
        dismiss(entry.pk, by="A. Pereira", reason=" ", now=now)
    dismiss(entry.pk, by="A. Pereira", reason="x" * 500, now=now)
    entry.refresh_from_db()
    assert len(entry.resolved_how) == 120
    with pytest.raises(ActionRefused, match="settled already"):
        reread(entry.pk, now)
    with pytest.raises(ActionRefused, match="no entry"):
        dismiss(entry.pk + 1, by="A. Pereira", reason="Gone", now=now)
