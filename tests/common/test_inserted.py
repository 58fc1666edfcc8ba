"""What is inserted by SQL made once is what `bulk_create` would have written, and so is what is met there already."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from wiredesk.common.inserted import A_FEW, KEEP_OLD, OnMeeting, insert
from wiredesk.common.prepared import ToChange, prepared_change
from wiredesk.house.models import Section, Title
from wiredesk.people.models import Person
from wiredesk.wire.models import Provider, Service

AT = datetime(2026, 3, 9, tzinfo=UTC)

COUNTS = (1, 2, A_FEW, A_FEW + 1, 30)
RENAMED = OnMeeting(("title", "slug"), ("name", "order"))


@pytest.fixture
def title(db: None) -> Title:
    return Title.objects.create(code="main", name="The Courier", address="https://courier.example")


def sections(title: Title, count: int, name: str = "Section", order: int = 100) -> list[Section]:
    return [Section(title=title, slug=f"s{number}", name=f"{name} {number}", order=order) for number in range(count)]


def stored() -> list[tuple[str, str, int, str]]:
    return list(Section.objects.order_by("pk").values_list("slug", "name", "order", "colour"))


@pytest.mark.parametrize("count", COUNTS)
def test_rows_are_stored_with_their_defaults_and_know_their_keys(title: Title, count: int) -> None:
    rows = sections(title, count)
    insert(rows)
    assert stored() == [(f"s{number}", f"Section {number}", 100, "") for number in range(count)]
    assert [row.pk for row in rows] == list(Section.objects.order_by("pk").values_list("pk", flat=True))
    rows[0].name = "Renamed"
    rows[0].save()
    assert Section.objects.count() == count


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_that_is_there_already_stays(title: Title, count: int) -> None:
    insert(sections(title, 1, "Old", 7))
    insert(sections(title, count, "New"), KEEP_OLD)
    assert stored()[0] == ("s0", "Old 0", 7, "")
    assert len(stored()) == count


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_that_is_there_already_takes_what_is_to_be_updated(title: Title, count: int) -> None:
    Section.objects.create(title=title, slug="s0", name="Old", colour="red")
    insert(sections(title, count, "New", 3), RENAMED)
    assert stored()[0] == ("s0", "New 0", 3, "red")
    assert len(stored()) == count


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_that_may_not_be_there_twice_stops_all_of_them(title: Title, count: int) -> None:
    insert(sections(title, 1, "Old"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([*sections(title, count + 1)[1:], *sections(title, 1)])
    assert len(stored()) == 1


def test_rows_with_and_without_keys_go_together(title: Title) -> None:
    old = Section.objects.create(title=title, slug="s1", name="Old")
    old.name = "Changed"
    insert([old, *sections(title, 1)], OnMeeting(("id",), ("name",)))
    assert {slug: name for slug, name, *_ in stored()} == {"s1": "Changed", "s0": "Section 0"}


def test_a_row_takes_the_key_that_what_it_points_to_was_given_since(db: None) -> None:
    title = Title(code="main", name="The Courier", address="https://courier.example")
    rows = sections(title, 1)
    title.save()
    insert(rows)
    assert Section.objects.get().title_id == title.pk


def test_no_rows_ask_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        insert([])
    assert len(asked) == 0


@prepared_change
def _rename(slugs: list[str], name: str, *, colour: str) -> ToChange:
    return Section.objects.filter(slug__in=slugs).exclude(order=1), {"name": name, "colour": colour}


@prepared_change
def _remove(slugs: list[str], name: str) -> ToChange:
    return Section.objects.filter(slug__in=slugs, name__gte=name), {}


@prepared_change
def _join(at: datetime, names: list[str]) -> ToChange:
    return Person.objects.filter(username__in=names), {"date_joined": at, "is_active": False}


class TestLikeThePlainChange(TestCase):
    """The law: the same rows are changed, or gone, for any values."""

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.integers(0, 6), max_size=7),
        st.text("abc", max_size=3),
        st.integers(0, 3),
        st.sampled_from(["", "red"]),
    )
    def test_it_changes_what_the_plain_one_changes(
        self, numbers: list[int], name: str, order: int, colour: str
    ) -> None:
        title = Title.objects.create(code="main", name="The Courier", address="https://courier.example")
        slugs = [f"s{number}" for number in numbers]
        results = []
        for prepared in (True, False):
            Section.objects.all().delete()
            for number, row in enumerate(sections(title, 5)):
                row.order, row.name = (number + order) % 3, "abc"[number % 3]
                row.save()
            if prepared:
                count = _rename(slugs, name, colour=colour)
                gone = _remove(slugs, name)
            else:
                changing = Section.objects.filter(slug__in=slugs).exclude(order=1)
                count = changing.update(name=name, colour=colour)
                gone = Section.objects.filter(slug__in=slugs, name__gte=name).delete()[0]
            results.append((count, gone, stored()))
        assert results[0] == results[1]


def test_instants_and_yes_and_no_are_stored_as_they_were_given(db: None) -> None:
    for name in ("ann", "ben"):
        Person.objects.create(username=name)
    assert _join(AT + timedelta(microseconds=7), ["ann"]) == 1
    assert _join(AT, []) == 0
    ann, ben = Person.objects.order_by("username")
    assert (ann.date_joined, ann.is_active) == (AT + timedelta(microseconds=7), False)
    assert ben.is_active


@prepared_change
def _let_go(code: str) -> ToChange:
    return Provider.objects.filter(code=code), {}


@transaction.atomic
def _let_go_of_hw() -> None:
    _let_go("HW")
    connection.check_constraints()


def test_what_others_point_to_is_not_removed(db: None) -> None:
    provider = Provider.objects.create(code="HW", name="HW", profile="generic")
    Service.objects.create(provider=provider, name="hw", transport="folder", added_at=AT)
    with pytest.raises(IntegrityError):
        _let_go_of_hw()
    assert Provider.objects.exists()
