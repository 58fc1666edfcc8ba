"""The agency's server answers as agencies do: validators, 304, gzip, pictures, and a plain word that it is made up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest

from tests.agency.made_up import START, whole_day
from wiredesk.agency.documents import document
from wiredesk.agency.items import Event
from wiredesk.agency.server import serve, serving
from wiredesk.common.errors import UsageError


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def hands() -> Hands:
    return Hands()


@pytest.fixture(scope="module")
def client(hands: Hands) -> Iterator[httpx.Client]:
    with serving(whole_day(), clock=hands) as base, httpx.Client(base_url=base, trust_env=False) as client:
        yield client


def test_the_index_lists_the_feeds_and_says_that_all_is_made_up(client: httpx.Client) -> None:
    page = client.get("/")
    assert "is made up" in page.text or "are made up" in page.text
    assert page.text.count("/feeds/") == 12
    assert page.headers["x-robots-tag"] == "noindex"


def test_a_feed_is_served_as_the_day_has_it(client: httpx.Client, hands: Hands) -> None:
    hands.now = START + timedelta(hours=6)
    answer = client.get("/feeds/city.xml")
    assert answer.content == document(whole_day(), "city", 6 * 3600, str(client.base_url))
    assert client.get("/city.xml").content == answer.content
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert client.get("/feeds/lantern.xml").headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_asking_again_with_the_validators_gets_304_until_something_is_sent(client: httpx.Client, hands: Hands) -> None:
    hands.now = START + timedelta(hours=9)
    first = client.get("/feeds/world.xml")
    by_tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/feeds/world.xml", headers=by_tag).status_code == 304
    by_time = {"If-Modified-Since": first.headers["last-modified"]}
    assert client.get("/feeds/world.xml", headers=by_time).status_code == 304
    upcoming = next(event.at for event in whole_day().events if event.feed == "world" and event.at > 9 * 3600)
    hands.now = START + timedelta(seconds=upcoming + 1)
    again = client.get("/feeds/world.xml", headers=by_tag)
    assert again.status_code == 200
    assert again.headers["etag"] != first.headers["etag"]


def test_a_client_that_wants_no_gzip_gets_none(client: httpx.Client) -> None:
    answer = client.get("/feeds/city.xml", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert client.head("/feeds/city.xml").content == b""


def _shot(feature: str) -> str:
    event: Event = next(event for event in whole_day().events if event.item.feature == feature)
    return event.item.shots[0].name


def test_pictures_are_served_and_one_is_missing(client: httpx.Client) -> None:
    picture = client.get(f"/pictures/{_shot('gallery')}")
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")
    assert client.get(f"/pictures/{_shot('picture_missing')}").status_code == 404
    assert client.get("/feeds/nothing.xml").status_code == 404


def test_a_port_that_is_taken_is_said_with_what_to_do(client: httpx.Client, hands: Hands) -> None:
    port = client.base_url.port
    assert port is not None
    with pytest.raises(UsageError, match="Name another with --port"):
        serve(whole_day(), port=port, clock=hands, ready=lambda base: None)
