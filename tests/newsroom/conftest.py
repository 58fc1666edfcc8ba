"""Browsers at the desk: each role signed in, and nobody."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.newsroom.wire_at_desk import person, title
from wiredesk.people.models import Person, Role


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Passwords are made slow to guess; here that would only make the tests slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def pereira(db: None) -> Person:
    """Somebody of the desk."""
    title()
    return person()


@pytest.fixture
def desk(pereira: Person) -> Client:
    """The desk's browser."""
    browser = Client()
    browser.force_login(pereira)
    return browser


@pytest.fixture
def operator(db: None) -> Client:
    """An operator's browser."""
    title()
    browser = Client()
    browser.force_login(person("okafor", Role.OPERATOR))
    return browser


@pytest.fixture
def reader(db: None) -> Client:
    """A browser of somebody who only reads the private site."""
    title()
    browser = Client()
    browser.force_login(person("iyer", Role.READER))
    return browser
