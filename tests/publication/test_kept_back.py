"""What the gate stops is kept for the desk, and forgotten once the story passes."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from wiredesk.flow.doctor import examine
from wiredesk.people.models import Person, Role
from wiredesk.publication.kept_back import Stopped, note, waiting

STOPPED = Stopped("main", "/world/lock-abc/", "abc", "website", "Its third paragraph differs.")


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    return Newspaper(home)


def test_a_page_kept_back_is_told_to_the_desk_and_to_doctor(paper: Newspaper, now: datetime, client: Client) -> None:
    note([STOPPED], [("main", "abc")], now)
    unwell = [finding for finding in examine(paper.home.options, now) if not finding.well]
    assert any("/world/lock-abc/" in finding.fact for finding in unwell)
    client.force_login(Person.objects.create_user("meera", role=Role.DESK))
    page = client.get("/desk/quarantine/").content.decode()
    assert "Its third paragraph differs." in page


def test_it_is_kept_once_and_goes_when_the_story_passes(paper: Newspaper, now: datetime) -> None:
    note([STOPPED], [], now)
    note([STOPPED], [("main", "abc")], now + timedelta(minutes=1))
    assert waiting() == [STOPPED]
    note([], [("main", "other")], now)
    assert waiting() == [STOPPED]
    note([], [("main", "abc")], now)
    assert waiting() == []
