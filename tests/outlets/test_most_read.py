"""Most read: counts that fade, a list on fronts that loses what is withdrawn, and a switch."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.outlets.reading import html, links
from tests.outlets.shelved import Shelved
from wiredesk.outlets.stores.reads import HALF_LIFE, Reads
from wiredesk.outlets.website.refresh import refresh_boxes
from wiredesk.publication.public import ProviderRef, PublicStory

PAID = ProviderRef("NV", "NewsVend", "paid")


@pytest.fixture
def read(shelved: Shelved) -> list[PublicStory]:
    """A paper with six stories, read by some, the later the less."""
    stories = [shelved.story(f"Story {number}", "World" if number % 2 else "Sport") for number in range(6)]
    stories += [shelved.story("Soap is new", paid=True, provider=PAID)]
    shelved.put(*stories)
    shelved.deliver()
    count(shelved, {story: 60 - 10 * place for place, story in enumerate(stories[:5])} | {stories[6]: 500})
    look(shelved)
    return stories


def count(shelved: Shelved, counts: dict[PublicStory, int]) -> None:
    """Readers read these stories so often."""
    sums = {(shelved.code, story.id): number for story, number in counts.items()}
    Reads(shelved.options.home).add(sums, shelved.now.timestamp())


def look(shelved: Shelved) -> None:
    """The minute goes by after which fronts follow."""
    shelved.now += timedelta(minutes=2)
    while refresh_boxes(shelved.now, 50, options=shelved.options, store=shelved.store):
        shelved.now += timedelta(minutes=2)


def box(shelved: Shelved, path: str = "/") -> list[str]:
    """Where the list of a front leads."""
    return links(html(shelved.page(path)), ".read a")


def test_fronts_list_what_is_most_read_and_never_paid_copy(shelved: Shelved, read: list[PublicStory]) -> None:
    assert box(shelved) == [story.path for story in read[:5]]
    assert box(shelved, "/sport/") == [story.path for story in read[:5] if story.section.slug == "sport"]
    assert box(shelved, "/latest/") == []
    assert box(shelved, f"/provider/{read[0].provider.code.lower()}/") == [story.path for story in read[:5]]


def test_fronts_follow_a_few_at_a_time(shelved: Shelved, read: list[PublicStory]) -> None:
    count(shelved, {story: 100 * place for place, story in enumerate(read[:5], 1)})
    shelved.now += timedelta(minutes=2)
    done = refresh_boxes(shelved.now, 1, options=shelved.options, store=shelved.store)
    assert done == 1, "news that comes waits for one front, and not for all of them"
    look(shelved)
    assert box(shelved) == [story.path for story in reversed(read[:5])]


def test_a_list_of_fewer_than_three_is_none(shelved: Shelved, read: list[PublicStory]) -> None:
    assert box(shelved, "/world/") == []


def test_a_withdrawn_story_leaves_the_list_at_once_and_the_next_comes_up(
    shelved: Shelved, read: list[PublicStory]
) -> None:
    shelved.withdraw(read[0])
    shelved.deliver()
    assert box(shelved) == [story.path for story in read[1:5]]


def test_a_few_readings_are_nobodys_business(shelved: Shelved, read: list[PublicStory]) -> None:
    count(shelved, {read[5]: 2})
    look(shelved)
    assert read[5].path not in box(shelved)


def test_what_was_read_long_ago_counts_less(shelved: Shelved, read: list[PublicStory]) -> None:
    shelved.now += timedelta(seconds=2 * HALF_LIFE)
    count(shelved, {read[5]: 16})
    look(shelved)
    assert box(shelved)[0] == read[5].path
    shelved.now += timedelta(days=2)
    look(shelved)
    assert box(shelved) == []


def test_switched_off_nothing_is_shown_and_nothing_kept(shelved: Shelved, read: list[PublicStory]) -> None:
    shelved.options = msgspec.structs.replace(shelved.options, most_read=False)
    look(shelved)
    assert box(shelved) == box(shelved, "/sport/") == []
    assert not Reads(shelved.options.home).path.exists()


def test_several_processes_count_into_one_file(tmp_path: Path) -> None:
    sums = {("main", "abcdefghijkl"): 1, ("main", "mnopqrstuvwx"): 3}
    # Whoever begins first makes the file: what goes wrong there goes wrong once in many homes.
    for number in range(20):
        home = tmp_path / str(number)
        home.mkdir()
        begin = threading.Barrier(4)

        def process(home: Path, begin: threading.Barrier) -> None:
            reads = Reads(home)
            begin.wait()
            for _ in range(10):
                reads.add(sums, 0.0)
                assert reads.most("main", 0.0, 1, 1.0) == ("mnopqrstuvwx",)

        with ThreadPoolExecutor(4) as four:
            list(four.map(process, [home] * 4, [begin] * 4))
        reads = Reads(home)
        assert reads.most("main", 0.0, 9, 119.99) == ("mnopqrstuvwx",)
        assert reads.most("main", 0.0, 9, 39.99) == ("mnopqrstuvwx", "abcdefghijkl")
        assert reads.most("main", 0.0, 9, 120.01) == ()


def test_a_file_that_is_no_database_costs_counts_and_no_page(shelved: Shelved) -> None:
    Reads(shelved.options.home).path.write_bytes(b"no database at all" * 100)
    count(shelved, {shelved.story(): 9})
    assert Reads(shelved.options.home).most(shelved.code, 0.0, 9, 1.0) == ()
