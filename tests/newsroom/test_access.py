"""Who comes in: nobody without a name, no reader, no one from the desk where an operator is asked for."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote

import msgspec
import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django import DjangoAssertNumQueries

from tests.home_on_disk import Home
from tests.newsroom.wire_at_desk import PASSWORD, live, person, quarantined, title
from wiredesk.house.editions import add_edition
from wiredesk.house.models import Title
from wiredesk.newsroom.security import POLICY
from wiredesk.outlets.website.words import words
from wiredesk.people import signing_in
from wiredesk.people.audit import What
from wiredesk.people.models import Audit, Person, Role
from wiredesk.people.signing_in import person_of

pytestmark = pytest.mark.django_db

OPEN = {"sign_in", "sign_out", "asset", "push"}
FOR_OPERATORS = {"pause_one", "resume_one", "pause_all", "resume_all", "log"}
POSTED = {
    "reread",
    "dismiss",
    "pause_one",
    "resume_one",
    "pause_all",
    "resume_all",
    "make_issue",
    "withdraw_issue",
    "restore_page",
}
FILLED = {"story": "abcdefgh2345", "verb": "kill", "entry": "1", "issue": "1"}


def addresses() -> list[tuple[str, str]]:
    """Every address of the desk by its name, places filled in."""
    found = []
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.name, f"{pattern} has no name for this walk to go by"
        if pattern.name not in OPEN:
            path = re.sub(r"<\w+:(\w+)>", lambda place: FILLED[place[1]], str(pattern.pattern))
            found.append((pattern.name, f"/{path}"))
    return found


WALK = pytest.mark.parametrize(("name", "address"), addresses())


def ask(browser: Client, name: str, address: str) -> int:
    return (browser.post(address) if name in POSTED else browser.get(address)).status_code


@WALK
def test_nobody_is_sent_to_sign_in(name: str, address: str) -> None:
    for method in ("get", "post", "head"):
        answer = getattr(Client(), method)(address)
        if answer.status_code == 405:
            continue
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/sign-in/?next=")


@WALK
def test_a_reader_is_told_and_shown_nothing(name: str, address: str, reader: Client) -> None:
    for method in ("get", "post"):
        answer = getattr(reader, method)(address)
        if answer.status_code == 405:
            continue
        assert answer.status_code == 403
        assert b"the desk is for those who decide" in answer.content


@WALK
def test_the_desk_comes_in_except_where_an_operator_is_asked_for(name: str, address: str, desk: Client) -> None:
    status = ask(desk, name, address)
    assert (status == 403) == (name in FOR_OPERATORS)


@WALK
def test_somebody_switched_off_is_nobody(name: str, address: str, desk: Client, pereira: Person) -> None:
    Person.objects.filter(pk=pereira.pk).update(is_active=False)
    assert ask(desk, name, address) == 302


@WALK
def test_nothing_of_the_desk_is_kept_or_framed(name: str, address: str, operator: Client) -> None:
    answer = operator.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Frame-Options"] == "DENY"


def test_every_form_is_refused_without_its_token(pereira: Person, now: datetime) -> None:
    version = live("a", at=now)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(pereira)
    answer = browser.post(f"/desk/story/{version.story_id}/kill/", {"reason": "Wrong"})
    assert answer.status_code == 403
    assert b"too old, or came from elsewhere" in answer.content


def sign_in(browser: Client, name: str = "pereira", password: str = PASSWORD, **more: str) -> int:
    return browser.post("/desk/sign-in/", {"username": name, "password": password, **more}).status_code


def test_a_name_and_a_password_open_the_desk_and_are_kept(pereira: Person) -> None:
    browser = Client()
    answer = browser.post("/desk/sign-in/", {"username": "pereira", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert browser.get("/desk/").status_code == 200
    entry = Audit.objects.get()
    assert (entry.what, entry.person, entry.address) == (What.SIGN_IN, pereira, "127.0.0.1")


def test_a_reader_goes_to_the_page_that_was_asked_for(db: None) -> None:
    person("iyer", Role.READER)
    answer = Client().post("/desk/sign-in/", {"username": "iyer", "password": PASSWORD, "next": "/world/ferry/"})
    assert answer["Location"] == "/world/ferry/"
    assert Client().post("/desk/sign-in/", {"username": "iyer", "password": PASSWORD})["Location"] == "/"


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\x.example"]
)
def test_signing_in_leads_nowhere_else(next_: str, pereira: Person) -> None:
    answer = Client().post("/desk/sign-in/", {"username": "pereira", "password": PASSWORD, "next": next_})
    assert answer["Location"] == "/desk/"


def test_a_wrong_password_is_answered_without_saying_which_was_wrong(pereira: Person) -> None:
    known = Client().post("/desk/sign-in/", {"username": "pereira", "password": "wrong"})
    unknown = Client().post("/desk/sign-in/", {"username": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 401
    for answer in (known, unknown):
        assert b"That name and password do not belong together" in answer.content
    assert [entry.what for entry in Audit.objects.all()] == [What.SIGN_IN_FAILED] * 2


def test_what_was_typed_into_the_wrong_field_is_not_kept(pereira: Person) -> None:
    sign_in(Client(), name="my-secret-password", password="pereira")
    assert "my-secret" not in Audit.objects.get().about


def test_guessing_is_slowed_down_and_the_password_not_looked_at(pereira: Person) -> None:
    browser = Client()
    for _ in range(signing_in.TRIES_A_NAME):
        assert sign_in(browser, password="wrong") == 401
    assert sign_in(browser) == 429
    assert sign_in(browser, password="wrong") == 429
    assert Audit.objects.count() == signing_in.TRIES_A_NAME


def test_a_guesser_elsewhere_does_not_lock_a_colleague_out(pereira: Person) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(signing_in.TRIES_A_NAME + 1):
        sign_in(guesser, password="wrong")
    assert sign_in(Client()) == 302


def trusting(monkeypatch: pytest.MonkeyPatch, home: Home, *proxies: str) -> None:
    options = msgspec.structs.replace(home.options, trusted_proxies=list(proxies))
    monkeypatch.setattr(settings, "OPTIONS", options)


def test_behind_a_trusted_proxy_a_guesser_locks_out_nobody_elsewhere(
    pereira: Person, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(monkeypatch, home, "127.0.0.1")
    guesser = Client(HTTP_X_FORWARDED_FOR="198.51.100.4, 203.0.113.9")
    for _ in range(signing_in.TRIES_A_NAME):
        assert sign_in(guesser, password="wrong") == 401
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="198.51.100.5, 203.0.113.9"), password="wrong") == 429
    assert {entry.address for entry in Audit.objects.all()} == {"203.0.113.9"}
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.10")) == 302


@pytest.mark.parametrize(
    ("trusted", "claimed"), [([], "203.0.113.9"), (["192.0.2.1"], "203.0.113.9"), (["127.0.0.1"], "203.0.113.9, x")]
)
def test_a_forwarded_address_is_believed_of_a_trusted_proxy_only(
    trusted: list[str], claimed: str, pereira: Person, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(monkeypatch, home, *trusted)
    sign_in(Client(HTTP_X_FORWARDED_FOR=claimed), password="wrong")
    assert Audit.objects.get().address == "127.0.0.1"


def test_one_address_cannot_try_every_name(pereira: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "TRIES_AN_ADDRESS", 3)
    for number in range(3):
        assert sign_in(Client(), name=f"name-{number}") == 401
    assert sign_in(Client()) == 429


def test_a_quarter_of_an_hour_later_one_may_try_again(pereira: Person, now: datetime) -> None:
    for _ in range(signing_in.TRIES_A_NAME):
        signing_in.failed("pereira", "127.0.0.1", now)
    assert not signing_in.may_try("pereira", "127.0.0.1", now + timedelta(minutes=14))
    assert signing_in.may_try("pereira", "127.0.0.1", now + timedelta(minutes=16))


def test_signing_out_needs_a_press_and_ends_the_session(desk: Client) -> None:
    assert desk.get("/desk/sign-out/").status_code == 405
    cookies = f"{settings.SESSION_COOKIE_NAME}={desk.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert desk.post("/desk/sign-out/").status_code == 302
    assert desk.get("/desk/").status_code == 302
    assert person_of(cookies) is None
    assert Audit.objects.get().what == What.SIGN_OUT


def test_a_cookie_says_whose_it_is(desk: Client, pereira: Person) -> None:
    session = desk.cookies[settings.SESSION_COOKIE_NAME].value
    assert person_of(f"theme=dark; {settings.SESSION_COOKIE_NAME}={session}") == pereira
    assert person_of(f"{settings.SESSION_COOKIE_NAME}=made-up-by-somebody") is None
    assert person_of("theme=dark") is None
    Person.objects.filter(pk=pereira.pk).update(is_active=False)
    assert person_of(f"{settings.SESSION_COOKIE_NAME}={session}") is None


@pytest.mark.parametrize("value", ["long\0enough", r'"long\000enough"'])
def test_a_cookie_with_a_nul_is_nobodys_and_no_database_is_asked_for_it(
    value: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert person_of(f"{settings.SESSION_COOKIE_NAME}={value}") is None


def test_the_form_can_be_filled_without_eyes(db: None) -> None:
    page = Client().get("/desk/sign-in/?next=" + quote("/world/")).content.decode()
    assert '<label for="id_username">Name</label>' in page
    assert '<label for="id_password">Password</label>' in page
    assert 'autocomplete="current-password"' in page
    assert 'name="next" value="/world/"' in page


@pytest.mark.parametrize("language", ["en", "hi", "mr", "ur", "ta", "bn"])
def test_readers_are_asked_in_the_language_of_their_page(db: None, language: str) -> None:
    own = title()
    Title.objects.filter(pk=own.pk).update(language="hi")
    add_edition("Sonbari", ["XD"], language=language)
    known = words(language)
    asked = Client().get("/desk/sign-in/", {"next": "/epaper/sonbari/2026-03-09/2/"}).content.decode()
    refused = Client().post("/desk/sign-in/", {"username": "a", "password": "b", "next": "/epaper/sonbari/"})
    assert f'<html lang="{language}" dir="{"rtl" if language == "ur" else "ltr"}"' in asked
    for text in (known.sign_in, known.sign_in_name, known.sign_in_password, known.sign_in_why):
        assert text in asked
    assert known.sign_in_no_match in refused.content.decode()
    assert words("hi").sign_in in Client().get("/desk/sign-in/", {"next": "/epaper/"}).content.decode()
    assert words("en").sign_in in Client().get("/desk/sign-in/", {"next": "/desk/fronts/"}).content.decode()
    names = [words(other).sign_in_why for other in ("en", "hi", "mr", "ur", "ta", "bn")]
    assert len(set(names)) == len(names)


def test_files_are_kept_for_ever_under_their_digest_only(db: None) -> None:
    page = Client().get("/desk/sign-in/").content.decode()
    found = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert found
    answer = Client().get(found[1])
    assert answer["Content-Type"].startswith("text/css")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Client().get("/desk/asset/0000000000000000/desk.css").status_code == 404
    assert Client().get(found[1].replace("desk.css", "..%2Faccess.py")).status_code == 404


def test_no_page_has_a_script_or_a_style_of_its_own(operator: Client, now: datetime) -> None:
    title()
    version = live("a", at=now)
    quarantined(now)
    for address in (
        "/desk/",
        f"/desk/story/{version.story_id}/",
        f"/desk/story/{version.story_id}/kill/",
        "/desk/quarantine/",
        "/desk/services/",
        "/desk/log/",
    ):
        page = operator.get(address).content.decode()
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page), address


def test_what_django_answers_is_kept_by_no_cache_and_no_search_engine() -> None:
    for address in ("/desk", "/desk/sign-in/", "/desk/nothing/", "/push/nothing", "/push/"):
        answer = Client().get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert "noindex" in answer["X-Robots-Tag"], address
        assert "Strict-Transport-Security" not in answer


def test_a_paper_with_a_certificate_is_never_asked_for_in_the_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secure = msgspec.structs.replace(settings.OPTIONS, address="https://courier.example")
    monkeypatch.setattr(settings, "OPTIONS", secure)
    assert Client().get("/desk/sign-in/")["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("where", ["/desk/?q=a%00", "/desk/?service=%00", "/desk/news/?since=%00"])
def test_a_nul_is_refused_before_any_database_sees_it(desk: Client, where: str, now: datetime) -> None:
    assert desk.get(where).status_code == 400
    story = live("a", at=now).story_id
    assert desk.post(f"/desk/story/{story}/headline/", {"headline": "a\x00b", "reason": "x"}).status_code == 400
    assert desk.post("/desk/sign-in/", {"username": "a\x00", "password": "b"}).status_code == 400


@pytest.mark.parametrize("hours", ["9" * 5000, "٣", "5", "-1"])
def test_a_pin_of_hours_that_are_no_choice_is_refused_in_words(desk: Client, hours: str, now: datetime) -> None:
    story = live("a", at=now).story_id
    answer = desk.post(f"/desk/story/{story}/pin/", {"hours": hours, "reason": "x"})
    assert (answer.status_code, "choose one of these" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("name", [" pereira ", "ｐｅｒｅｉｒａ"])
def test_one_name_written_otherwise_gets_no_further_tries(pereira: Person, now: datetime, name: str) -> None:
    for _ in range(signing_in.TRIES_A_NAME):
        signing_in.failed("pereira", "192.0.2.7", now)
    assert not signing_in.may_try(name, "192.0.2.7", now)
