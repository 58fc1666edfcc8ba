"""Boxes stay fresh within bounds, a new day reaches the home page, and everything can be pressed again."""

from datetime import timedelta

import msgspec

from tests.outlets.reading import html, links, said
from tests.outlets.shelved import Shelved
from wiredesk.outlets.stores.store import Page
from wiredesk.outlets.website.press_all import press_all
from wiredesk.outlets.website.refresh import refresh_boxes, refresh_read


def refresh(shelved: Shelved, limit: int = 100) -> int:
    return refresh_boxes(shelved.now, limit, options=shelved.options, store=shelved.store)


def box(shelved: Shelved, path: str) -> list[str]:
    return links(html(shelved.page(path)), ".rail a")


def test_an_article_gets_the_newest_of_its_section_after_a_minute(shelved: Shelved) -> None:
    first = shelved.story("First", live_at=shelved.now)
    shelved.put(first)
    shelved.deliver()
    shelved.now += timedelta(seconds=30)
    second = shelved.story("Second", live_at=shelved.now)
    shelved.put(second)
    shelved.deliver()
    assert refresh(shelved) == 0
    shelved.now += timedelta(seconds=31)
    assert refresh(shelved) == 1
    assert box(shelved, first.path) == [second.path]
    assert refresh(shelved) == 0


def test_articles_of_a_section_in_which_nothing_came_are_left_alone(shelved: Shelved) -> None:
    quiet = shelved.story("Quiet", "Sport", live_at=shelved.now)
    shelved.put(quiet)
    shelved.deliver()
    shelved.now += timedelta(minutes=5)
    shelved.put(shelved.story("Busy", "World", live_at=shelved.now))
    shelved.deliver()
    assert refresh(shelved) == 0


def test_a_refresh_does_no_more_than_its_limit(shelved: Shelved) -> None:
    stories = [shelved.story(f"Story {number}", live_at=shelved.now) for number in range(10)]
    shelved.put(*stories)
    shelved.deliver()
    shelved.now += timedelta(minutes=2)
    shelved.put(shelved.story("Newer", live_at=shelved.now))
    shelved.deliver()
    shelved.now += timedelta(minutes=2)
    assert [refresh(shelved, 4) for _ in range(4)] == [4, 4, 2, 0]


def test_an_older_article_is_refreshed_when_it_is_read_and_stale(shelved: Shelved) -> None:
    old = shelved.story("Old")
    shelved.put(old)
    shelved.deliver()
    shelved.now += timedelta(days=3)
    new = shelved.story("New", live_at=shelved.now)
    shelved.put(new)
    shelved.deliver()
    assert refresh(shelved) == 0
    paths = [(shelved.code, old.path), (shelved.code, new.path), (shelved.code, "/"), ("other", "/x/")]
    assert refresh_read(paths, shelved.now, options=shelved.options, store=shelved.store) == 1
    assert box(shelved, old.path) == [new.path]


def test_a_new_day_is_on_the_home_page_without_any_news(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    shelved.now += timedelta(days=1)
    assert refresh(shelved) == 1
    assert said(html(shelved.page("/")), ".mast p") == "Monday, 27 October 2025"
    assert refresh(shelved) == 0


def test_standing_pages_of_a_new_section_appear_by_themselves(shelved: Shelved) -> None:
    refresh(shelved)
    shelved.section("Culture")
    assert refresh(shelved) == 3
    assert shelved.status("/culture/") == 200


def test_pressing_everything_again_changes_nothing(shelved: Shelved) -> None:
    shelved.options = msgspec.structs.replace(shelved.options, archive_page_size=7)
    stories = [shelved.story(f"Story {number}", ("World", "City")[number % 2]) for number in range(60)]
    shelved.put(*stories)
    shelved.deliver()
    shelved.withdraw(stories[30])
    shelved.deliver()
    press_all(shelved.now, options=shelved.options, store=shelved.store)
    before = {path: shelved.page(path) for path in shelved.paths()}
    mark = shelved.store.mark()
    press_all(shelved.now, options=shelved.options, store=shelved.store)
    assert {path: shelved.page(path) for path in shelved.paths()} == before
    assert shelved.store.mark() == mark


def test_pressing_everything_makes_the_same_pages_from_an_empty_store(shelved: Shelved, tmp_path: object) -> None:
    from pathlib import Path

    from wiredesk.outlets.stores.pages_db import PagesDb

    assert isinstance(tmp_path, Path)
    shelved.put(*(shelved.story(f"Story {number}") for number in range(30)))
    shelved.deliver()
    press_all(shelved.now, options=shelved.options, store=shelved.store)
    before = {path: shelved.page(path) for path in shelved.paths()}
    shelved.store = PagesDb(tmp_path / "second.db")
    assert press_all(shelved.now, options=shelved.options, store=shelved.store) == len(before)
    assert {path: shelved.page(path) for path in shelved.paths()} == before


def test_what_no_record_leads_to_is_taken_down(shelved: Shelved) -> None:
    stray = Page(
        title=shelved.code, path="/world/stray-abcdefghijkl/", kind="article", body=b"x", pressed_at=shelved.now
    )
    shelved.store.swap([stray])
    shelved.now += timedelta(minutes=1)
    press_all(shelved.now, options=shelved.options, store=shelved.store)
    assert shelved.status(stray.path) == 404
