"""An agency that goes back to what it said before: the paper says what the feed shows, and nothing flaps."""

import pytest
from django.test import Client

from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.replay import replay
from wiredesk.publication.models import Change
from wiredesk.story.models import Story, Version
from wiredesk.wire.models import Transmission, WireItem
from wiredesk.wire.services import NewService, add

NEWS = "The first boats passed at noon, the harbour office said."
FIRST = item("g1")
SECOND = item("g1", paragraphs=(*PARAGRAPHS, NEWS))
OTHER = item("g2", "Bridge painted green", ("The bridge over the canal was painted green, the mayor said.",) * 4)
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"


def says_the_news(paper: Newspaper) -> bool:
    """Whether the story's page, its section and its feeds say the second version's sentence, as its history does."""
    return any("/versions/" not in path for path in paper.pages_with(NEWS))


def test_the_text_that_an_agency_went_back_to_stands(paper: Newspaper) -> None:
    for feed, news in ((FIRST, False), (SECOND, True), (FIRST, False), (SECOND, True), (FIRST, False)):
        paper.take(feed)
        paper.later(minutes=5)
        assert says_the_news(paper) is news
    assert Story.objects.count() == 1


def test_a_feed_that_goes_on_showing_it_changes_nothing(paper: Newspaper) -> None:
    for feed in ((FIRST,), (SECOND,), (FIRST,), (FIRST, OTHER), (OTHER, FIRST), (FIRST,)):
        paper.take(*feed)
        paper.later(minutes=5)
    assert not says_the_news(paper)
    assert Version.objects.filter(story=paper.story("g1")).count() == 3


def test_a_feed_that_shows_both_at_once_does_not_flap(paper: Newspaper) -> None:
    for feed in ((FIRST,), (SECOND, FIRST), (SECOND, FIRST, OTHER), (OTHER, SECOND, FIRST)):
        paper.take(*feed)
        paper.later(minutes=5)
    assert says_the_news(paper)
    assert Version.objects.filter(story=paper.story("g1")).count() == 2


def test_a_second_service_that_lags_behind_takes_nothing_back(paper: Newspaper) -> None:
    paper.service("business", section="Business")
    paper.take(FIRST)
    paper.take(FIRST, service="business")
    paper.later(minutes=5)
    paper.take(SECOND)
    paper.later(minutes=1)
    paper.take(FIRST, OTHER, service="business")
    assert says_the_news(paper)


def test_a_text_of_an_earlier_time_does_not_come_back(paper: Newspaper) -> None:
    later = item("g1", paragraphs=(*PARAGRAPHS, NEWS), at="Sun, 26 Oct 2025 10:10:00 +0530")
    for feed in (FIRST, later, FIRST):
        paper.take(feed)
        paper.later(minutes=5)
    assert says_the_news(paper)


def test_servers_that_disagree_for_ever_come_to_an_end(paper: Newspaper) -> None:
    for _ in range(20):
        paper.take(FIRST)
        paper.take(SECOND)
        paper.later(minutes=1)
    assert Version.objects.count() < 30


def test_a_replay_of_it_all_changes_nothing(paper: Newspaper) -> None:
    since = paper.now
    for feed in (FIRST, SECOND, FIRST, OTHER, SECOND):
        paper.take(feed)
        paper.later(minutes=5)
    items, changes = WireItem.objects.count(), Change.objects.count()
    pages = {path: paper.page(path) for path in paper.paths()}
    assert replay(since, paper.now) > 3
    paper.flow()
    assert (WireItem.objects.count(), Change.objects.count()) == (items, changes)
    assert {path: paper.page(path) for path in paper.paths()} == pages
    assert not Transmission.objects.filter(read_at=None).exists()


@pytest.fixture
def push(paper: Newspaper) -> Client:
    """A service that its agency pushes to, and the agency."""
    wanted = NewService(name="pushed", provider="ANI", transport="push", options={}, section="International")
    token = add(wanted, paper.now).secrets["token"]
    return Client(headers={"Authorization": f"Bearer {token}"})


def pushed(paper: Newspaper, agency: Client, *items: str, minutes: int = 0) -> None:
    """The agency pushes, as if so many minutes after its earlier pushes."""
    from datetime import timedelta

    for sent in Transmission.objects.all():
        Transmission.objects.filter(pk=sent.pk).update(received_at=sent.received_at - timedelta(minutes=minutes))
    answer = agency.post("/push/pushed", rss(*items), content_type="application/rss+xml")
    assert answer.status_code == 202
    paper.now = max(paper.now, Transmission.objects.latest("pk").received_at)
    paper.flow()


def test_a_push_that_is_repeated_at_once_was_not_heard_and_later_is_meant(paper: Newspaper, push: Client) -> None:
    pushed(paper, push, FIRST)
    pushed(paper, push, SECOND)
    pushed(paper, push, FIRST)
    assert says_the_news(paper)
    pushed(paper, push, FIRST, minutes=120)
    assert not says_the_news(paper)


def test_an_agency_that_kills_again_what_was_restored_is_heard(paper: Newspaper, push: Client) -> None:
    kill = item("g1", paragraphs=(), extra=CANCELED)
    pushed(paper, push, FIRST)
    for _ in range(3):
        pushed(paper, push, kill, minutes=120)
        assert paper.standing("g1") == "killed"
        restore(paper.story("g1").pk, by=paper.person(), reason="A mistake", now=paper.now)
        paper.flow()
        assert paper.standing("g1") == "live"


def test_a_feed_that_still_shows_a_kill_does_not_kill_again_what_was_restored(paper: Newspaper) -> None:
    kill = item("g1", paragraphs=(), extra=CANCELED)
    paper.take(FIRST)
    paper.take(kill)
    restore(paper.story("g1").pk, by=paper.person(), reason="A mistake", now=paper.now)
    paper.later(minutes=1)
    paper.take(kill, OTHER)
    assert paper.standing("g1") == "live"
