"""Sitemaps follow what was published a little later, whatever ends in between; a withdrawal waits for nothing."""

from datetime import timedelta

from tests.outlets.shelved import Shelved
from wiredesk.outlets.website.days import forget_days
from wiredesk.outlets.website.refresh import refresh_sitemaps

DAY = "/sitemaps/2025-10-26.xml"
EVERY = (DAY, "/sitemap.xml", "/news-sitemap.xml")


def follow(shelved: Shelved) -> int:
    return refresh_sitemaps(shelved.now, options=shelved.options, store=shelved.store)


def test_many_arrivals_press_the_sitemaps_once(shelved: Shelved) -> None:
    stories = [shelved.story(f"Story {number}") for number in range(4)]
    for story in stories:
        shelved.put(story)
        shelved.deliver()
    assert follow(shelved) == len(EVERY)
    assert all(story.path in shelved.page(DAY) for story in stories)
    assert follow(shelved) == 0


def test_what_a_process_that_ended_left_behind_is_found_by_the_next(shelved: Shelved) -> None:
    shelved.put(shelved.story("First"))
    shelved.follow()
    late = shelved.story("Late", live_at=shelved.now)
    shelved.put(late)
    shelved.deliver()
    forget_days(shelved.store)
    follow(shelved)
    assert late.path in shelved.page(DAY)


def test_a_day_in_which_nothing_changed_is_left_alone(shelved: Shelved) -> None:
    old = shelved.story("Old")
    shelved.put(old)
    shelved.follow()
    pressed_at = shelved.store.pressed_at(shelved.code, DAY)
    shelved.now += timedelta(days=1)
    shelved.put(shelved.story("New", live_at=shelved.now))
    shelved.follow()
    assert shelved.store.pressed_at(shelved.code, DAY) == pressed_at


def test_a_withdrawal_leaves_the_sitemaps_in_its_own_swap(shelved: Shelved) -> None:
    gone, stays = shelved.story("Gone"), shelved.story("Stays")
    shelved.put(gone, stays)
    shelved.follow()
    shelved.withdraw(gone)
    shelved.deliver()
    assert all(gone.path not in shelved.page(path) for path in EVERY)
    assert stays.path in shelved.page(DAY)
