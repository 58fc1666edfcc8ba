"""What counts as read: an article that was sent to a reader's browser, and nothing of who that was."""

import pytest

from tests.home_on_disk import Home
from tests.public.reader import Reader, page

PATH = "/world/old-harbour-abcdefghijkl/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.fixture
def reader(home: Home) -> Reader:
    made = Reader(home.options)
    made.put(page(PATH), page("/", kind="front"))
    return made


def test_an_article_that_was_sent_or_found_unchanged_is_counted(reader: Reader) -> None:
    tag = reader.ask(PATH, user_agent=BROWSER).headers["etag"]
    assert reader.ask(PATH, user_agent=BROWSER, if_none_match=tag).status == 304
    assert reader.readings.summed() == {("main", "abcdefghijkl"): 2}
    assert not reader.readings.summed()


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/130.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36",
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1",
        "Feedly/1.0",
    ],
)
def test_machines_are_not_counted(reader: Reader, agent: str) -> None:
    assert reader.ask(PATH, user_agent=agent).status == 200
    assert not reader.readings.summed()


@pytest.mark.parametrize(
    "ahead", [{"sec_purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x_moz": "prefetch"}]
)
def test_what_a_browser_fetches_ahead_is_not_counted(reader: Reader, ahead: dict[str, str]) -> None:
    reader.ask(PATH, user_agent=BROWSER, **ahead)
    assert not reader.readings.summed()


def test_neither_heads_nor_fronts_nor_what_is_not_there_are_counted(reader: Reader) -> None:
    reader.ask(PATH, "HEAD", user_agent=BROWSER)
    reader.ask("/", user_agent=BROWSER)
    reader.ask("/world/nothing-here-abcdefghijkm/", user_agent=BROWSER)
    reader.put(page(PATH, kind="notice", status=410))
    reader.ask(PATH, user_agent=BROWSER)
    assert not reader.readings.summed()


def test_no_reader_is_given_a_cookie(reader: Reader) -> None:
    assert "set-cookie" not in reader.ask(PATH, user_agent=BROWSER).headers


def test_switched_off_nothing_is_counted(home: Home) -> None:
    reader = Reader(home.changed(most_read=False).options)
    reader.put(page(PATH))
    assert reader.ask(PATH, user_agent=BROWSER).status == 200
    assert not reader.readings.summed()
