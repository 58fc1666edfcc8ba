"""Who may sign in: let in, listed, and stopped, by command."""

import pytest
from django.test import Client

from tests.cli.commanding import command, rows
from wiredesk.people.models import Person
from wiredesk.public.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_is_let_in_with_a_password_that_is_shown_once() -> None:
    (row,) = rows("person", "add", "ravi", "--role", "reader")
    ravi = Person.objects.get(username="ravi")
    assert (ravi.role, ravi.check_password(row["password"])) == ("reader", True)
    assert "ravi already" in command("person", "add", "ravi", code=2).stderr


def test_who_is_stopped_is_out_at_once_and_can_be_let_in_again() -> None:
    command("person", "add", "ravi", "--role", "reader")
    client = Client()
    client.force_login(Person.objects.get(username="ravi"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert Desk().reader(cookie) == "ravi"
    command("person", "stop", "ravi")
    assert Desk().reader(cookie) == ""
    assert [(one["name"], one["may_sign_in"]) for one in rows("person", "list")] == [("ravi", False)]
    (row,) = rows("person", "add", "ravi", "--role", "reader")
    assert Person.objects.get(username="ravi").check_password(row["password"])
    assert [one["may_sign_in"] for one in rows("person", "list", "--role", "reader")] == [True]
    # The password is another one, so whoever was signed in before stays out.
    assert Desk().reader(cookie) == ""


def test_nobody_can_be_stopped_who_is_not_there() -> None:
    assert "no person nobody" in command("person", "stop", "nobody", code=2).stderr
