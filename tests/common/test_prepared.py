"""A prepared query answers what the plain one answers, whatever it is asked with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from wiredesk.common.prepared import prepared
from wiredesk.wire.models import Provider, Service, Transmission

START = datetime(2026, 3, 9, tzinfo=UTC)


def _sent(service: int, names: list[str], since: datetime, *, limit: int) -> QuerySet[Transmission, tuple[str, Any]]:
    rows = Transmission.objects.filter(service=service, name__in=names, received_at__gte=since, vanished=False)
    return rows.order_by("-received_at", "name").values_list("name", "received_at")[:limit]


def _whole(name: str) -> QuerySet[Transmission]:
    return Transmission.objects.filter(name=name).select_related("service__provider")


def _services() -> list[Service]:
    made = []
    for code in ("HW", "NW"):
        provider = Provider.objects.create(code=code, name=code, profile="generic")
        service = Service(provider=provider, name=code.lower(), transport="folder", added_at=START)
        service.save()
        made.append(service)
    for number in range(8):
        at = START + timedelta(hours=number)
        for service in made:
            Transmission.objects.create(service=service, digest=f"{number}", size=1, name=f"n{number}", received_at=at)
    return made


class TestLikeThePlainQuery(TestCase):
    """The law: the same rows, for any values."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.integers(0, 1),
        st.lists(st.sampled_from([f"n{number}" for number in range(10)]), max_size=6),
        st.integers(0, 9),
        st.integers(1, 5),
    )
    def test_it_answers_what_the_plain_query_answers(
        self, which: int, names: list[str], hours: int, limit: int
    ) -> None:
        service = (Service.objects.order_by("pk")[which : which + 1] or _services()[which : which + 1])[0]
        since = START + timedelta(hours=hours)
        asked = prepared(_sent)(service.pk, names, since, limit=limit)
        assert asked == list(_sent(service.pk, names, since, limit=limit))


@pytest.mark.django_db
def test_models_come_with_what_they_are_related_to_without_asking_again() -> None:
    _services()
    ask = prepared(_whole)
    ask("n1")
    with CaptureQueriesContext(connection) as asked:
        found = ask("n3")
        codes = sorted(row.service.provider.code for row in found)
    assert (codes, len(asked.captured_queries)) == (["HW", "NW"], 1)
    assert {row.received_at for row in found} == {START + timedelta(hours=3)}


@pytest.mark.django_db
def test_an_empty_choice_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert prepared(_sent)(1, [], START, limit=3) == []
    assert not asked.captured_queries


@pytest.mark.django_db
def test_a_value_that_the_sql_changes_is_refused() -> None:
    def like(text: str) -> QuerySet[Transmission]:
        return Transmission.objects.filter(name__contains=text)

    with pytest.raises(TypeError, match="like"):
        prepared(like)("n")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [True, None, 1.5])
def test_a_value_of_another_kind_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        prepared(_whole)(value)


@pytest.mark.django_db
def test_lists_of_many_lengths_are_compiled_a_few_times_only() -> None:
    compiled = []

    def counted(service: int, names: list[str]) -> QuerySet[Transmission]:
        compiled.append(len(names))
        return Transmission.objects.filter(service=service, name__in=names)

    ask, service = prepared(counted), _services()[0].pk
    for length in range(1, 101):
        names = [f"n{number}" for number in range(length)]
        assert sorted(row.name for row in ask(service, names)) == names[:8]
    assert compiled == [1, 2, 4, 8, 16, 32, 64, 128]
