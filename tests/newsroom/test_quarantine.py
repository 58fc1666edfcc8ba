"""Quarantine at the desk: the reason, the bytes, and two things to do, both kept in the log."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom.wire_at_desk import quarantined, service
from wiredesk.people.audit import What
from wiredesk.people.models import Audit, Person
from wiredesk.wire.models import Transmission

pytestmark = pytest.mark.django_db


def test_an_entry_says_what_is_wrong_and_shows_the_bytes(desk: Client, now: datetime) -> None:
    quarantined(now, b"<script>alert(1)</script>\x00\xff")
    page = desk.get("/desk/quarantine/").content.decode()
    assert "Not well formed" in page
    assert "Ask the agency to send it again." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x00\\xff" in page
    assert "000000  3c 73 63 72 69 70 74 3e" in page
    assert "<script>alert" not in page
    assert "Quarantine (1)" in page


def test_read_again_hands_the_transmission_to_the_worker(desk: Client, pereira: Person, now: datetime) -> None:
    entry = quarantined(now)
    assert desk.post(f"/desk/quarantine/{entry.pk}/reread/").status_code == 302
    assert Transmission.objects.get(pk=entry.transmission_id).read_at is None
    kept = Audit.objects.get()
    assert (kept.what, kept.person) == (What.REREAD, pereira)
    assert "HW National" in kept.about
    assert b"Everything that came could be read." in desk.get("/desk/quarantine/").content


def test_dismissing_needs_a_reason_and_keeps_it(desk: Client, pereira: Person, now: datetime) -> None:
    entry = quarantined(now)
    refused = desk.post(f"/desk/quarantine/{entry.pk}/dismiss/", {"reason": " "})
    assert refused.status_code == 409
    assert b"say why" in refused.content
    assert desk.post(f"/desk/quarantine/{entry.pk}/dismiss/", {"reason": "A test of theirs"}).status_code == 302
    entry.refresh_from_db()
    assert entry.resolved_at is not None
    kept = Audit.objects.get()
    assert (kept.what, kept.person) == (What.DISMISS, pereira)
    assert kept.about.endswith("A test of theirs")


def test_an_entry_settled_meanwhile_is_refused_with_a_sentence(desk: Client, now: datetime) -> None:
    entry = quarantined(now)
    desk.post(f"/desk/quarantine/{entry.pk}/reread/")
    answer = desk.post(f"/desk/quarantine/{entry.pk}/reread/")
    assert answer.status_code == 409
    assert b"was settled already (read again)" in answer.content


def test_a_long_quarantine_is_turned_over_at_the_same_cost(desk: Client, now: datetime) -> None:
    quarantined(now)
    desk.get("/desk/quarantine/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/desk/quarantine/")
    for _ in range(31):
        quarantined(now, by=service())
    with CaptureQueriesContext(connection) as many:
        page = desk.get("/desk/quarantine/").content.decode()
    assert len(few) == len(many)
    assert page.count("<article") == 30
    assert 'rel="next" href="?before=' in page
