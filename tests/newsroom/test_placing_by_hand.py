"""Where a story happens, at the desk: shown with how sure and why, and changed by hand."""

from datetime import datetime

import pytest
from django.test import Client

from tests.newsroom.wire_at_desk import arrive
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.actions.record import record
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.spots import Spot, spots_of, written
from wiredesk.decisions.words import Verb
from wiredesk.people.models import Person
from wiredesk.story.models import Version

pytestmark = pytest.mark.django_db

PATNA = "IN.34.1260086"


@pytest.fixture
def story(now: datetime) -> Version:
    version = arrive("placed", at=now)
    value = written([Spot(PATNA, 92, "Patna")])
    reason = "Patna, 92 %: “Patna”: something is in it"
    record(
        [
            Draft(
                story=version.story_id,
                verb=Verb.LOCATE,
                by=Actor(rule="placement"),
                reason=reason,
                value=value,
                version=version.pk,
            )
        ],
        now,
    )
    return version


def places(version: Version) -> list[str]:
    """The names of its places, as it stands."""
    return [spot.name for spot in spots_of(Standing.objects.get(story=version.story_id).places)]


def page(browser: Client, version: Version) -> str:
    return browser.get(f"/desk/story/{version.story_id}/").content.decode()


def test_the_desk_shows_where_how_sure_and_why(desk: Client, story: Version) -> None:
    text = page(desk, story)
    assert "<b>Patna</b>, 92 % sure" in text
    assert "something is in it" in text
    assert f"/ban/?place={PATNA}" in text


def test_a_decision_about_a_place_names_it_and_no_key(desk: Client, story: Version) -> None:
    assert "Locate version 1: <bdi>Patna</bdi>" in page(desk, story)


def test_a_story_that_says_no_place_says_so(desk: Client, now: datetime) -> None:
    assert "No place was found in its text." in page(desk, arrive("nowhere", at=now))


def test_a_place_is_given_by_hand_with_its_author(desk: Client, pereira: Person, story: Version) -> None:
    answer = desk.post(f"/desk/story/{story.story_id}/locate/", {"place": "Aurangabad, Bihar"})
    assert answer.status_code == 302
    assert places(story) == ["Aurangabad", "Patna"]
    assert Decision.objects.latest("id").person == pereira
    assert "placed by hand" in page(desk, story)


def test_a_name_of_several_places_is_asked_back(desk: Client, story: Version) -> None:
    answer = desk.post(f"/desk/story/{story.story_id}/locate/", {"place": "Aurangabad"})
    assert answer.status_code == 409
    assert b"IN.34.1278148" in answer.content
    assert b'value="Aurangabad"' in answer.content


def test_a_ban_is_filled_in_from_the_place_it_stands_beside_and_asks_why(desk: Client, story: Version) -> None:
    form = desk.get(f"/desk/story/{story.story_id}/ban/?place={PATNA}").content.decode()
    assert f'value="{PATNA}"' in form
    assert desk.post(f"/desk/story/{story.story_id}/ban/", {"place": PATNA, "reason": ""}).status_code == 409
    assert places(story) == ["Patna"]
    given = {"place": PATNA, "reason": "A person of that name"}
    assert desk.post(f"/desk/story/{story.story_id}/ban/", given).status_code == 302
    assert places(story) == []
