"""A story at the desk: everything the house knows of it, and nothing of it acted upon by a browser."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom.wire_at_desk import arrive, content, decide, live, make_gone, make_public, service
from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.story_file import story_file
from wiredesk.decisions.words import Verb
from wiredesk.people.models import Person
from wiredesk.story.content import HEADLINE, Cited, CitedKind, Mention
from wiredesk.story.models import Also, Picture, What
from wiredesk.story.normalise.cited import cited
from wiredesk.wire.models import Receipt
from wiredesk.wire.parsed import Signal, SignalKind

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert('desk')</script><img src=x onerror=alert(1)>"


def page_of(browser: Client, story: str, query: str = "") -> str:
    answer = browser.get(f"/desk/story/{story}/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_hostile_words_are_text_wherever_they_stand(desk: Client, pereira: Person, now: datetime) -> None:
    version = arrive(
        "hostile",
        HOSTILE,
        HOSTILE,
        at=now,
        raw=HOSTILE.encode(),
        note=HOSTILE,
        dateline=HOSTILE,
        standfirst=HOSTILE,
        authors=(HOSTILE,),
        flags=(HOSTILE,),
        link="javascript:alert(1)",
        language='en" onclick="alert(1)',
        signals=(Signal(SignalKind.KILL, "prose", HOSTILE),),
        cited=(Cited(CitedKind.PERSON, HOSTILE, HOSTILE, (Mention(HEADLINE, 0, 20), Mention(0, 8, 30)), HOSTILE),),
    )
    decide(version, Verb.HOLD, now, by=Actor(person=pereira.pk), reason=HOSTILE)
    decide(version, Verb.HEADLINE, now, by=Actor(person=pereira.pk), value=HOSTILE)
    arrive("hostile", f"{HOSTILE} more", f"{HOSTILE} more", at=now)
    for address in (
        "/desk/",
        f"/desk/story/{version.story_id}/",
        f"/desk/story/{version.story_id}/?version=1",
        f"/desk/story/{version.story_id}/headline/",
    ):
        page = desk.get(address).content.decode()
        assert "alert(" in page
        assert not re.search(r"<script(?! src=\"/desk/asset/)|<img|\sonclick=\"|href=\"javascript", page), address


def test_the_note_to_editors_is_shown_here(desk: Client, now: datetime) -> None:
    version = live("a", at=now, note="Eds: phone 555 0134, not for publication")
    assert "phone 555 0134" in page_of(desk, version.story_id)


def test_whom_the_text_leans_on_is_shown_with_the_words_around_it(desk: Client, now: datetime) -> None:
    long = "The ferry that everybody on both of the islands has waited for since the spring is back, RT reported."
    sources = cited([long, "Pilot Ines Vold said so."], "Ferry is back, RT reports")
    version = live("a", "Ferry is back, RT reports", long, "Pilot Ines Vold said so.", at=now, cited=sources)
    page = " ".join(re.sub(r"<(?!/?b>)[^>]*>", "", page_of(desk, version.story_id)).split())
    assert "Cites RT" in page
    assert "outlet, 2 times" in page
    assert "Line 1 … of the islands has waited for since the spring is back, <b>RT</b> reported." in page
    assert "Headline Ferry is back, <b>RT</b> reports" in page
    assert "Cites Ines Vold" in page
    assert "Pilot, person, once" in page


def test_a_text_that_is_all_names_makes_no_endless_page(desk: Client, now: datetime) -> None:
    text = "RT reported it. " * 200
    version = live("a", "Ferry", text, at=now, cited=cited([text]))
    assert page_of(desk, version.story_id).count("<b>RT</b>") == 20


def test_the_bytes_are_shown_as_they_came(desk: Client, now: datetime) -> None:
    version = live("a", at=now, raw=b"<item>\r\n\tcaf\xe9 \x1b[31m \xe2\x80\xae</item>")
    page = page_of(desk, version.story_id)
    assert "&lt;item&gt;\\x0d\n\tcaf\\xe9 \\x1b[31m" in page


def test_huge_bytes_are_cut_and_say_so(desk: Client, now: datetime) -> None:
    version = live("a", at=now, raw=b"x" * 3_000_000)
    answer = desk.get(f"/desk/story/{version.story_id}/")
    assert len(answer.content) < 200_000
    assert "2.9" in answer.content.decode()
    assert b"Only the beginning is shown." in answer.content


def test_a_later_version_is_shown_against_the_one_before(desk: Client, now: datetime) -> None:
    live("a", "Talks go on", "An answer follows in due course, radio reported.", at=now)
    later = live("a", "Talks go on", "An answer follows within the week, radio reported.", at=now)
    page = page_of(desk, later.story_id)
    assert re.search(r"<del>in due course ?</del><ins>within the week ?</ins>", page)
    assert "3 words in, 3 out" in page
    first = page_of(desk, later.story_id, "?version=1")
    assert "Version 1, the first text" in first
    assert "<del>" not in first


def test_a_version_that_is_not_there_is_said_not_to_be(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    assert "There is no such version." in page_of(desk, version.story_id, "?version=9")
    assert "the first text" in page_of(desk, version.story_id, "?version=99999999999999999999")


def test_a_notice_without_text_can_be_looked_at(desk: Client, now: datetime) -> None:
    version = live("a", "Ferry resumes", at=now)
    arrive("a", "KILL: ferry", at=now, what=What.KILL, raw=b"<item>mandatory kill</item>")
    assert "the first text" in page_of(desk, version.story_id)
    notice = page_of(desk, version.story_id, "?version=2")
    assert "mandatory kill" in notice
    assert "Version 2: kill" in notice


def test_what_readers_see_stands_beside_what_was_received(desk: Client, now: datetime) -> None:
    version = live("a", "Ferry resumes", "The ferry is back.", at=now)
    nobody = page_of(desk, version.story_id)
    assert "No reader can see anything of this story. It is on its way out." in nobody
    row = make_public(version, content("Ferry resumes", ("The ferry is back.",)), now)
    page = page_of(desk, version.story_id)
    assert f'<a href="{row.path}">{row.path}</a>' in page
    assert "Text equal to version 1 as received." in page
    assert "Nobody changed it." in page
    arrive("a", "Ferry resumes", "The ferry is back at noon.", at=now)
    assert "Text not equal to version 2" in page_of(desk, version.story_id)


def test_what_is_decided_about_a_live_story_does_not_move_when_it_went_live(
    desk: Client, pereira: Person, now: datetime
) -> None:
    version = live("a", "Ferry resumes", "The ferry is back.", at=now)
    make_public(version, content("Ferry resumes", ("The ferry is back.",)), now)
    before = re.search(r"Live since .*", page_of(desk, version.story_id))
    later = now + timedelta(hours=2)
    decide(version, Verb.PIN, later, by=Actor(person=pereira.pk), until=later + timedelta(hours=1), value="home")
    after = re.search(r"Live since .*", page_of(desk, version.story_id))
    assert before
    assert after
    assert before[0] == after[0]


def test_a_withdrawn_story_shows_its_notice_and_no_public_text(desk: Client, now: datetime) -> None:
    version = live("a", "Ferry resumes", "The ferry is back.", at=now)
    row = make_public(version, content("Ferry resumes", ("The ferry is back.",)), now)
    decide(version, Verb.KILL, now, reason="Wrong ferry")
    assert "is being taken off every page now" in page_of(desk, version.story_id)
    make_gone(row, now)
    page = page_of(desk, version.story_id)
    assert "shows a dated notice and none of the text" in page
    assert "Killed: Wrong ferry" in page


def test_decisions_say_when_what_who_and_why(desk: Client, pereira: Person, now: datetime) -> None:
    version = live("a", at=now)
    decide(version, Verb.HOLD, now, by=Actor(person=pereira.pk, name="pereira"), reason="Second look")
    page = page_of(desk, version.story_id)
    table = page[page.index("Table of decisions") :]
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td><bdi>(.*?)</bdi></td></tr>", table)
    assert [row[1:] for row in rows] == [
        ("Hold version 1", "pereira", "Second look"),
        ("Publish version 1", "rule: auto publish", "Service publishes by itself"),
    ]
    assert 'datetime="2025-10-26T10:15:00+05:30"' in rows[0][0]


def test_facts_are_all_there(desk: Client, now: datetime) -> None:
    version = arrive(
        "HW-7",
        at=now,
        embargo_text="until noon on Sunday",
        signals=(Signal(SignalKind.PAID, "status", "advertorial"),),
        flags=("future_time",),
        sent_at=now,
    )
    Also.objects.create(story=version.story, section="city", at=now)
    Receipt.objects.create(
        item=version.item, service=service("HW City"), transmission=version.item.transmission, received_at=now
    )
    Picture.objects.create(story=version.story, url="https://agency.example/1.jpg", state="failed", reason="Not found")
    page = page_of(desk, version.story_id)
    for fact in (
        "HW-7",
        "could not be read: until noon on Sunday",
        "paid, from its status: advertorial",
        "future time",
        "HW City",
        "failed: Not found",
        "none yet, city",
    ):
        assert fact in page, fact


def test_no_more_queries_for_a_long_story_than_for_a_short_one(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    live("a", at=now)
    desk.get(f"/desk/story/{version.story_id}/")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"/desk/story/{version.story_id}/")
    for number in range(50):
        live("a", f"Ferry, take {number}", at=now + timedelta(seconds=number))
    with CaptureQueriesContext(connection) as many:
        desk.get(f"/desk/story/{version.story_id}/")
    assert len(few) == len(many) <= 40


def test_an_unknown_story_is_nothing(desk: Client) -> None:
    answer = desk.get("/desk/story/abcdefgh2345/")
    assert answer.status_code == 404
    assert b"There is no story of that id." in answer.content
    assert story_file("abcdefgh2345") is None


def test_the_story_is_named_and_reached_by_keyboard(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    page = page_of(desk, version.story_id)
    assert page.count("<h1") == 1
    assert page.index('class="skip"') < page.index("<header") < page.index('id="main"') < page.index('class="items"')
    assert page.index('class="items"') < page.index('aria-label="Decide"') < page.index('class="tabs"')
    for control in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        if 'type="hidden"' not in control:
            name = re.search(r'id="([^"]+)"', control)
            assert name, control
            assert f'<label class="vh" for="{name[1]}"' in page
    assert not re.search(r'tabindex="[1-9]', page)


def test_without_script_every_text_is_on_the_page(desk: Client, now: datetime) -> None:
    version = live("a", "Ferry resumes", "The ferry is back.", at=now)
    page = page_of(desk, version.story_id)
    assert " hidden" not in page.replace('type="hidden"', "")
    for place in ("v-diff", "v-in", "v-out", "v-facts"):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page
    assert '<button class="btn" type="submit">Show</button>' in page
