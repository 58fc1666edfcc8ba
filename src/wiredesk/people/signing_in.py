"""Signing in: who a request belongs to, and how guessing is slowed down.

A failed try is a row of the audit, and the rows of the last quarter of an hour are the counter: by name and address
together, so that nobody can lock a colleague out from elsewhere, and by address alone, so that one machine cannot try
every name. A try that is refused for their number is not written, so the table cannot be filled by knocking.
"""

import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from wiredesk.common.ids import sha256_hex
from wiredesk.people.audit import What, note
from wiredesk.people.models import Audit, Person

WINDOW = timedelta(minutes=15)
TRIES_A_NAME = 5
TRIES_AN_ADDRESS = 50


def _tried(name: str) -> str:
    """How a tried name is kept: unknown ones as a digest only, for passwords get typed into the wrong field."""
    # As the form reads it: the same name in full-width letters or with spaces around it signs in the same person.
    name = unicodedata.normalize("NFKC", name.strip())
    if Person.objects.filter(username=name).exists():
        return name
    return f"unknown name {sha256_hex(name.encode(errors='replace'))[:16]}"


def may_try(name: str, address: str, now: datetime) -> bool:
    """Whether this address may try this name once more now."""
    failed = Audit.objects.filter(what=What.SIGN_IN_FAILED, address=address[:64], at__gt=now - WINDOW)
    if failed.filter(about=_tried(name)).count() >= TRIES_A_NAME:
        return False
    return failed.count() < TRIES_AN_ADDRESS


def failed(name: str, address: str, now: datetime) -> None:
    """Count a try that did not match."""
    note(What.SIGN_IN_FAILED, person=None, about=_tried(name), address=address, now=now)


def person_of(cookies: str) -> Person | None:
    """The signed-in, active person that a Cookie header names, or None; two look-ups."""
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    # PostgreSQL looks for no NUL: it refuses the query, and anybody can send one, plain or quoted.
    if not key or "\0" in key:
        return None
    request = HttpRequest()
    request.session = SessionStore(key)
    person = get_user(request)
    return person if isinstance(person, Person) else None
