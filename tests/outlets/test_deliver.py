"""The step: every change reaches every outlet, withdrawals first, once or twice to the same effect."""

from collections.abc import Iterable
from datetime import timedelta

import msgspec
import pytest

from tests.outlets.reading import html, links, said
from tests.outlets.shelved import Shelved, blocks_of
from tests.steps import assert_same_queries
from wiredesk.outlets import plugins
from wiredesk.outlets.deliver import deliver
from wiredesk.outlets.stores.store import Page
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.publication.models import Address, Change


class PowerCut(Exception):
    """What a test raises where a machine would have stopped."""


def step(shelved: Shelved, limit: int = 50) -> tuple[int, int]:
    tally = deliver(shelved.now, limit, options=shelved.options, store=shelved.store)
    return tally.seen, tally.quarantined


def test_nothing_to_do_is_one_question(shelved: Shelved) -> None:
    assert step(shelved) == (0, 0)


def test_a_release_reaches_page_front_feeds_and_archive(shelved: Shelved) -> None:
    story = shelved.story("Old harbour to be dredged")
    shelved.put(story)
    assert step(shelved) == (1, 0)
    assert step(shelved) == (0, 0)
    for path in (story.path, "/", "/world/", "/latest/", "/feed.xml", "/world/atom.xml", "/archive/2025-10-26/1/"):
        assert story.headline in shelved.page(path), path


def test_an_update_replaces_the_story_at_the_same_address(shelved: Shelved) -> None:
    story = shelved.story("Old harbour to be dredged")
    shelved.put(story)
    shelved.deliver()
    shelved.put(msgspec.structs.replace(story, headline="Old harbour will not be dredged"))
    shelved.deliver()
    assert said(html(shelved.page(story.path)), "h1") == "Old harbour will not be dredged"
    assert "to be dredged" not in shelved.page("/").replace("will not be dredged", "")


def test_withdrawals_go_first_in_a_batch_of_their_own(shelved: Shelved) -> None:
    gone = shelved.story("Gone")
    shelved.put(gone)
    shelved.deliver()
    waiting = [shelved.story(f"Waiting {number}") for number in range(3)]
    shelved.put(*waiting)
    shelved.withdraw(gone)
    assert step(shelved) == (1, 0)
    assert shelved.status(gone.path) == 410
    assert shelved.status(waiting[0].path) == 404
    assert step(shelved) == (3, 0)


def test_a_kill_reaches_every_page_of_any_age_that_shows_the_story(shelved: Shelved) -> None:
    gone = shelved.story("Minister resigns over ferry contract")
    shelved.put(gone)
    shelved.deliver()
    neighbours = []
    for number in range(8):
        shelved.now += timedelta(days=1)
        neighbours.append(shelved.story(f"Neighbour {number}"))
        shelved.put(neighbours[-1])
        shelved.deliver()
    assert gone.path in links(html(shelved.page(neighbours[0].path)))
    assert gone.path not in links(html(shelved.page(neighbours[-1].path)))
    shelved.withdraw(gone)
    shelved.deliver()
    left = [path for path in shelved.paths() if "resigns" in shelved.page(path)]
    assert left == []


def power_cut_after(swaps: int, shelved: Shelved, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deliver what waits until the power goes, after so many swaps of the page store."""
    real, done = shelved.store.swap, 0

    def cut(pages: Iterable[Page], removed: Iterable[tuple[str, str]] = ()) -> int:
        nonlocal done
        done += 1
        differed = real(pages, removed)
        if done == swaps:
            raise PowerCut
        return differed

    monkeypatch.setattr(shelved.store, "swap", cut)
    with pytest.raises(PowerCut):
        step(shelved)
    monkeypatch.undo()


def test_news_stands_where_readers_meet_it_first_before_it_stands_everywhere(
    shelved: Shelved, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved.put(shelved.story("A plain one", section="World"))
    shelved.deliver()
    story = shelved.story(section="World")
    shelved.put(story)
    power_cut_after(1, shelved, monkeypatch)
    for path in (story.path, "/", "/feed.xml", "/world/", "/world/atom.xml"):
        assert story.id in shelved.page(path)
    assert story.id not in shelved.page("/latest/")
    step(shelved)
    assert story.id in shelved.page("/latest/")


def test_a_crash_between_swap_and_mark_repeats_without_harm(shelved: Shelved, monkeypatch: pytest.MonkeyPatch) -> None:
    story = shelved.story()
    shelved.put(story)
    power_cut_after(2, shelved, monkeypatch)
    assert Change.objects.filter(delivered_at__isnull=True).count() == 1
    before = {path: shelved.page(path) for path in shelved.paths()}
    mark = shelved.store.mark()
    assert step(shelved) == (1, 0)
    assert {path: shelved.page(path) for path in shelved.paths()} == before
    assert shelved.store.mark() == mark


def test_a_page_that_fails_the_gate_is_kept_back_and_told(shelved: Shelved) -> None:
    story, other = shelved.story("Changed on the way"), shelved.story("A plain one")
    shelved.put(story, other)
    shelved.deliver()
    before = shelved.page(story.path)
    shelved.put(msgspec.structs.replace(story, blocks=blocks_of("Words that nobody sent."), headline="Changed"))
    tally = deliver(shelved.now, 50, options=shelved.options, store=shelved.store)
    assert shelved.page(story.path) == before
    assert tally.quarantined >= 2
    assert "is not the stored text" in tally.note
    assert "nobody sent" not in "".join(shelved.page(path) for path in shelved.paths())


def test_what_was_killed_is_taken_down_even_where_a_neighbour_fails_the_gate(shelved: Shelved) -> None:
    gone, broken = shelved.story("Gone for good"), shelved.story("Broken")
    shelved.put(gone, broken)
    shelved.deliver()
    shelved.put(msgspec.structs.replace(broken, blocks=blocks_of("Words that nobody sent.")))
    shelved.withdraw(gone)
    shelved.deliver()
    assert "Gone for good" not in "".join(shelved.page(path) for path in shelved.paths())


def test_old_addresses_lead_to_the_new_one(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    Address.objects.create(title=shelved.title, path="/world/an-older-one/", story_id=story.id, moved_to=story.path)
    shelved.deliver()
    stored = shelved.store.get(shelved.code, "/world/an-older-one/")
    assert stored is not None
    assert (stored.status, stored.location) == (301, story.path)


def test_a_story_killed_and_restored_before_the_outlets_looked_is_live(shelved: Shelved) -> None:
    story = shelved.story()
    shelved.put(story)
    shelved.deliver()
    shelved.withdraw(story)
    shelved.put(story)
    shelved.deliver()
    assert shelved.status(story.path) == 200
    assert story.headline in shelved.page("/")


def test_the_step_asks_as_often_for_fifty_changes_as_for_one(shelved: Shelved) -> None:
    for name in ("World", "Sport", "City"):
        shelved.section(name)

    def arrange(count: int) -> None:
        names = ("World", "Sport", "City")
        shelved.put(*(shelved.story(f"Story {count} {n}", names[n % 3]) for n in range(count)))

    shelved.options = msgspec.structs.replace(shelved.options, archive_page_size=20)
    assert_same_queries(arrange, lambda: step(shelved))


def test_a_withdrawal_of_many_asks_as_often_as_of_one(shelved: Shelved) -> None:
    def arrange(count: int) -> None:
        stories = shelved.put(*(shelved.story(f"Story {count} {n}") for n in range(count)))
        shelved.deliver()
        for story in stories:
            shelved.withdraw(story)

    assert_same_queries(arrange, lambda: step(shelved), small=1, large=20)


def test_the_website_is_one_of_the_outlets(shelved: Shelved) -> None:
    assert plugins.names()[0] == "website"
    assert isinstance(plugins.outlets(shelved.options, shelved.store)[0], WebsiteOutlet)
