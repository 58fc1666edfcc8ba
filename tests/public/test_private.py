"""A private paper shows nothing to anybody but the people of the house."""

import pytest
from django.test import Client

from tests.home_on_disk import Home
from tests.public.reader import BODY, Reader, media, page
from wiredesk.outlets.stores.store import ServedTitle
from wiredesk.people.models import Person
from wiredesk.public.desk import Desk

PICTURE = "ab" + "0" * 30 + "-800.jpg"


@pytest.fixture
def reader(home: Home) -> Reader:
    reader = Reader(home.changed(private=True).options)
    reader.put(page("/world/a/"), page("/robots.txt", b"Allow: /", kind="text"), page("/static/look.css", kind="asset"))
    return reader


@pytest.mark.parametrize("path", ["/world/a/", "/", "/nowhere/", "/feed.xml", "/world/a", "/media/ab/x.jpg"])
def test_a_stranger_is_asked_to_sign_in(reader: Reader, path: str) -> None:
    answer = reader.ask(path)
    assert answer.status == 302
    assert answer.headers["location"] == f"/desk/sign-in/?next={path}"
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_a_person_of_the_house_reads_and_no_cache_between_keeps_it(reader: Reader, home: Home) -> None:
    reader.people.add("session=good")
    for _ in range(2):
        answer = reader.ask("/world/a/", cookie="session=good")
        assert (answer.status, answer.body) == (200, BODY)
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["vary"] == "Accept-Encoding, Cookie"
        assert "noindex" in answer.headers["x-robots-tag"]
    assert reader.ask("/world/a/", cookie="session=bad").status == 302
    path = media(home.path, PICTURE, b"jpeg")
    assert reader.ask(path).status == 302
    picture = reader.ask(path, cookie="session=good")
    assert (picture.status, picture.headers["cache-control"]) == (200, "private, max-age=31536000, immutable")


def test_robots_are_told_to_stay_away_and_the_sign_in_page_has_its_looks(reader: Reader) -> None:
    assert reader.ask("/robots.txt").body == b"User-agent: *\nDisallow: /\n"
    assert reader.ask("/static/look.css").status == 200
    assert reader.ask("/desk/sign-in/").body == b"desk"


def test_a_title_that_becomes_private_closes_at_once(home: Home) -> None:
    reader = Reader(home.options)
    reader.store.set_titles([ServedTitle("main", home.options.address)])
    reader.put(page("/world/a/"))
    assert reader.ask("/world/a/").status == 200
    reader.store.set_titles([ServedTitle("main", home.options.address, private=True)])
    reader.tick += 1
    assert reader.ask("/world/a/").status == 302


@pytest.mark.django_db(transaction=True)
def test_only_the_session_of_an_active_person_opens_the_door() -> None:
    desk = Desk()
    person = Person.objects.create_user("asha", password="only for this test")
    client = Client()
    client.force_login(person)
    cookie = f"theme=dark; sessionid={client.cookies['sessionid'].value}"
    assert desk.reader(cookie) == "asha"
    assert not desk.reader("sessionid=made-up")
    assert not desk.reader("")
    assert not desk.reader("sessionid")
    Person.objects.update(is_active=False)
    assert not desk.reader(cookie)
    Person.objects.update(is_active=True)
    client.logout()
    assert not desk.reader(cookie)
