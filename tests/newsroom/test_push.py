"""Pushing over HTTP: stored before it is answered, once, by those who may."""

import errno
import hashlib
import hmac
import io
import json
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.home_on_disk import Home
from wiredesk.common.wake import WakeSocket
from wiredesk.newsroom.push import push
from wiredesk.wire import spool
from wiredesk.wire.models import Provider, Service, ServiceState, Transmission

pytestmark = pytest.mark.django_db

TOKEN, SECRET = "a-token-for-tests-only", "a-secret-for-tests-only"
BODY = "<rss>नमस्ते</rss>".encode()


@pytest.fixture
def service(now: datetime) -> Service:
    provider = Provider.objects.create(code="ours", name="Our own")
    options = {"token": TOKEN, "secret": SECRET}
    made = Service.objects.create(name="world", provider=provider, transport="push", options=options, added_at=now)
    ServiceState.objects.create(service=made)
    return made


def send(body: bytes = BODY, to: str = "world", **headers: str) -> Any:
    given = headers or {"Authorization": f"Bearer {TOKEN}"}
    content_type = "application/rss+xml; charset=utf-8"
    return Client(enforce_csrf_checks=True).post(f"/push/{to}", body, content_type=content_type, headers=given)


def test_a_push_is_durable_before_it_is_answered_and_wakes_the_worker(home: Home, service: Service) -> None:
    with WakeSocket(home.path) as worker:
        response = send()
        assert worker.wait(1)
    row = Transmission.objects.get()
    assert (response.status_code, response.json()) == (202, {"transmission": row.pk, "digest": row.digest})
    assert spool.get(home.path, row.digest) == BODY
    assert (row.size, row.content_type, row.charset) == (len(BODY), "application/rss+xml", "utf-8")
    assert row.read_at is None
    assert ServiceState.objects.get().last_bytes_at == row.received_at


def test_a_signed_push_needs_no_token(home: Home, service: Service) -> None:
    proof = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    sent: dict[str, Any] = {"X-Hub-Signature-256": f"sha256={proof}"}
    assert send(**sent).status_code == 202


def test_the_same_bytes_again_are_the_same_transmission(home: Home, service: Service) -> None:
    assert send().json() == send().json()
    assert Transmission.objects.count() == 1
    assert send(b"<rss>other</rss>").json()["transmission"] != Transmission.objects.earliest("pk").pk


def test_a_withdrawal_goes_first(home: Home, service: Service) -> None:
    send()
    send(b"<rss><title>KILL: a story</title></rss>")
    assert list(Transmission.objects.order_by("pk").values_list("urgent", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"to": "nowhere"}, 404),
        ({"X-Nothing": "x"}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Basic x"}, 401),
        ({"X-Signature-256": "0" * 64}, 401),
        ({"body": b"", "Authorization": f"Bearer {TOKEN}", "Content-Length": "0"}, 400),
        ({"Authorization": f"Bearer {TOKEN}", "Content-Encoding": "gzip"}, 415),
        ({"Authorization": f"Bearer {TOKEN}", "Content-Length": "9999999999"}, 413),
        ({"Authorization": f"Bearer {TOKEN}", "Content-Length": ""}, 411),
    ],
)
def test_what_is_refused_is_not_stored_and_says_why(
    home: Home, service: Service, sent: dict[str, Any], status: int
) -> None:
    response = send(**sent)
    assert (response.status_code, bool(response.json()["error"])) == (status, True)
    assert Transmission.objects.count() == 0
    assert not (home.path / "spool").exists()


def test_a_sender_that_hangs_up_has_pushed_nothing(home: Home, service: Service) -> None:
    environ: dict[str, Any] = {"wsgi.input": io.BytesIO(BODY[:9]), "CONTENT_LENGTH": str(len(BODY))}
    request = RequestFactory().post("/push/world", headers={"Authorization": f"Bearer {TOKEN}"}, **environ)
    assert push(request, "world").status_code == 400
    assert Transmission.objects.count() == 0


class NobodyWaits(io.BytesIO):
    """A body that must not be asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("the body was waited for")


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}])
def test_nobody_waits_for_the_body_of_a_stranger(home: Home, service: Service, sent: dict[str, str]) -> None:
    environ: dict[str, Any] = {"wsgi.input": NobodyWaits(), "CONTENT_LENGTH": "1000"}
    assert push(RequestFactory().post("/push/world", headers=sent, **environ), "world").status_code == 401


class NoPlace(io.BytesIO):
    """A body for which the server has no place."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.EBUSY, "no place")


def test_where_too_many_send_at_once_the_sender_comes_again(home: Home, service: Service) -> None:
    environ: dict[str, Any] = {"wsgi.input": NoPlace(), "CONTENT_LENGTH": "1000"}
    response = push(RequestFactory().post("/push/world", headers={"X-Signature-256": "0" * 64}, **environ), "world")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_only_post_is_taken_and_only_for_push_services(home: Home, service: Service) -> None:
    response = Client().get("/push/world")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    Service.objects.update(transport="folder")
    assert send().status_code == 404


def test_a_database_that_is_busy_asks_the_sender_to_come_again(
    home: Home, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*args: object, **more: object) -> HttpResponse:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Transmission.objects, "create", locked)
    response = send()
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_the_bytes_are_spooled_before_the_row_is_written(
    home: Home, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = spool.put

    def putting(*args: Any) -> str:
        assert Transmission.objects.count() == 0
        return put(*args)

    monkeypatch.setattr(spool, "put", putting)
    digest = json.loads(send().content)["digest"]
    assert Transmission.objects.get().digest == digest
