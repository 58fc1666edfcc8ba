"""What a change presses again: everything it must, and no more with every story ever published."""

from datetime import date

import msgspec

from tests.outlets.shelved import Shelved
from wiredesk.outlets.website.site import ArchiveIndex, ArchivePage, FrontPage, path_of
from wiredesk.outlets.website.story_keys import StoryJson
from wiredesk.outlets.website.touches import archived, entered, lists_showing, showing
from wiredesk.publication.public import FrontKind

DAY = date(2026, 3, 9)


def test_a_story_touches_its_own_pages_and_the_fronts_feeds_and_lists_it_enters(shelved: Shelved) -> None:
    also = (shelved.section("Business"),)
    story = shelved.story(section="World", also=also)
    assert {path_of(key) for key in entered(story)} == {
        story.path,
        f"{story.path}story.json",
        *(f"{front}{name}" for front in ("/", "/latest/", "/world/", "/business/", "/provider/hw/")
          for name in ("", "feed.xml", "atom.xml")),
    }  # fmt: skip


def test_a_full_archive_page_is_not_touched_by_the_next_one_filling(shelved: Shelved) -> None:
    assert archived(DAY, 7, lambda _: True) & {ArchivePage(DAY, 6), ArchiveIndex()} == set()


def test_a_new_archive_page_gives_the_one_before_it_its_way_on(shelved: Shelved) -> None:
    assert ArchivePage(DAY, 6) in archived(DAY, 7, lambda _: False)
    assert ArchiveIndex() in archived(DAY, 1, lambda _: False)


def test_only_lists_are_pressed_where_a_story_merely_changed(shelved: Shelved) -> None:
    paths = ("/world/", "/world/another-story-abcdefghijkl/", "/feed.xml", "/no such page")
    assert {path_of(key) for key in lists_showing(paths)} == {"/world/", "/feed.xml"}
    assert len(showing(paths)) == 3


def test_fifty_stories_press_each_front_once(shelved: Shelved) -> None:
    stories = [shelved.story(f"Story {number}") for number in range(50)]
    keys = {key for story in stories for key in entered(story)}
    assert sum(isinstance(key, FrontPage) for key in keys) == 4
    assert sum(isinstance(key, StoryJson) for key in keys) == 50


def pressed_by(shelved: Shelved, count: int) -> int:
    shelved.now = shelved.now.replace(microsecond=shelved.now.microsecond + 1)
    shelved.put(*(shelved.story(f"Measured {number}") for number in range(count)))
    shelved.deliver()
    at = shelved.now.timestamp()
    return sum(shelved.store.pressed_at(shelved.code, path) == at for path in shelved.paths())


def test_pages_pressed_for_a_batch_stay_bounded_at_any_archive_size(shelved: Shelved) -> None:
    shelved.options = msgspec.structs.replace(shelved.options, archive_page_size=10)
    pressed_by(shelved, 10)
    counts = []
    for _ in range(4):
        shelved.put(*(shelved.story(f"Archive {number}") for number in range(40)))
        shelved.deliver()
        counts.append(pressed_by(shelved, 10))
    assert max(counts) <= min(counts) + 1
    assert max(counts) / 10 <= 5


def test_a_story_that_changes_its_section_leaves_the_old_front(shelved: Shelved) -> None:
    story = shelved.story("Placed twice", "World")
    shelved.put(story, shelved.story("Stays", "World"))
    shelved.deliver()
    shelved.put(msgspec.structs.replace(story, section=shelved.section("Sport"), label="Sport"))
    shelved.deliver()
    assert "Placed twice" not in shelved.page("/world/")
    assert "Placed twice" in shelved.page("/sport/")
    assert path_of(FrontPage(FrontKind.SECTION, "sport")) in shelved.store.showing(shelved.code, [story.id])
