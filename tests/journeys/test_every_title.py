"""Several newspapers from one wire, and changes that overtake each other: a withdrawal holds in all of them."""

from datetime import timedelta
from zlib import MAX_WBITS, decompress

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.place import pin, place
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.steps import STEPS, run_steps
from wiredesk.house.models import Section, Title
from wiredesk.house.pause import pause, resume
from wiredesk.outlets.website.refresh import refresh_boxes
from wiredesk.publication.models import FurtherSection, PublicStory

WORDS = ("Second lock opens", "Tavi Roan", "divers had found")
BRIDGE = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3


def found(paper: Newspaper, words: str) -> set[tuple[str, str]]:
    """The title and path of every page of every title on which these words stand."""
    store = paper.paper.store
    return {
        (code, path)
        for code in Title.objects.values_list("code", flat=True)
        for path in store.paths(code)
        if (page := store.get(code, path)) and words.encode() in decompress(page.gzip, MAX_WBITS | 16)
    }


def assert_nowhere(paper: Newspaper) -> None:
    for words in WORDS:
        assert found(paper, words) == set()


def end(paper: Newspaper) -> None:
    """The desk kills the story, and the steps run."""
    kill(paper.story("g1").pk, by=paper.person(), reason="Names a minor", now=paper.now)
    paper.flow()


def second_title() -> Title:
    """A newspaper in another language, zone and with another section."""
    title = Title.objects.create(
        code="second", name="The Second", address="http://second.example", language="hi", time_zone="America/New_York"
    )
    Section.objects.create(title=title, slug="world", name="World")
    return title


def test_a_story_is_public_and_withdrawn_in_every_title(paper: Newspaper) -> None:
    second_title()
    paper.service("biz", section="Business")
    paper.take(item("g1"), item("g2", "Bridge painted", BRIDGE))
    paper.take(item("g1"), service="biz")
    for _ in range(2):
        assert {title for title, _ in found(paper, WORDS[2])} == {"main", "second"}
        end(paper)
        assert_nowhere(paper)
        assert {row.state for row in PublicStory.objects.filter(story=paper.story("g1"))} == {"gone"}
        restore(paper.story("g1").pk, by=paper.person(), reason="A mistake", now=paper.now)
        paper.flow()


def test_a_title_founded_later_shows_nothing_that_was_withdrawn_before(paper: Newspaper) -> None:
    paper.take(item("g1"))
    end(paper)
    second_title()
    paper.take(item("g1", paragraphs=(*PARAGRAPHS, "One more line.")))
    assert_nowhere(paper)


@pytest.mark.parametrize("first", ["release", "withdraw"])
def test_of_two_changes_that_nothing_followed_yet_the_later_one_counts(paper: Newspaper, first: str) -> None:
    paper.receive(rss(item("g1"), item("g2", "Bridge painted", BRIDGE)))
    run_steps(paper.clock, paper.paper, STEPS[:4])
    story = paper.story("g1").pk
    if first == "withdraw":
        paper.flow()
        hold(story, by=paper.person(), reason="Checking", now=paper.now)
        run_steps(paper.clock, paper.paper, STEPS[:4])
        release(story, by=paper.person(), reason="Checked", now=paper.now)
        paper.flow()
        assert found(paper, WORDS[0])
        assert paper.page(paper.path_of("g1"))[0] == 200
    else:
        kill(story, by=paper.person(), reason="Wrong", now=paper.now)
        run_steps(paper.clock, paper.paper, STEPS[:4])
        run_steps(paper.clock, paper.paper, STEPS[4:])
        assert_nowhere(paper)
        paper.flow()
        assert_nowhere(paper)
    assert found(paper, "Bridge painted")


def test_a_story_that_was_placed_elsewhere_and_pinned_stands_once_a_front_and_goes_from_all(paper: Newspaper) -> None:
    paper.service("biz", section="Business")
    paper.take(item("g1"))
    paper.take(item("g1"), service="biz")
    story, path = paper.story("g1").pk, paper.path_of("g1")
    place(story, "business", by=paper.person(), now=paper.now)
    pin(story, paper.now + timedelta(hours=1), by=paper.person(), now=paper.now)
    paper.flow()
    assert paper.path_of("g1") == path
    assert [paper.page(front)[1].count(f'href="{path}"') for front in ("/", "/business/")] == [1, 1]
    end(paper)
    assert_nowhere(paper)
    assert not FurtherSection.objects.exists()


def test_boxes_of_neighbours_of_any_age_lose_a_withdrawn_story(paper: Newspaper) -> None:
    text = "The neighbour number {} said so on Sunday. " * 6
    paper.take(*(item(f"n{n}", f"Neighbour {n}", (text.format(*[n] * 6),)) for n in range(4)))
    paper.later(minutes=2)
    paper.take(item("g1"))
    paper.later(minutes=3)
    while refresh_boxes(paper.now, 20, options=paper.home.options, store=paper.paper.store):
        pass
    assert any("neighbour" in path for _, path in found(paper, WORDS[0]))
    paper.later(days=40)
    end(paper)
    assert_nowhere(paper)


@pytest.mark.parametrize("before", ["nothing", "live", "live and updated", "killed and restored"])
def test_a_kill_while_everything_is_paused_holds_when_the_pause_ends(paper: Newspaper, before: str) -> None:
    if before != "nothing":
        paper.take(item("g1"))
    if before == "killed and restored":
        end(paper)
    pause(by="meera", reason="The agency resends its archive", now=paper.now)
    if before == "killed and restored":
        restore(paper.story("g1").pk, by=paper.person(), reason="A mistake", now=paper.now)
    elif before != "live":
        paper.take(item("g1", paragraphs=(*PARAGRAPHS, "One more line.")))
    end(paper)
    assert_nowhere(paper)
    resume(paper.now)
    paper.flow()
    assert_nowhere(paper)


def test_a_restored_story_has_its_address_again_whatever_its_headline_and_section_are_now(paper: Newspaper) -> None:
    paper.service("biz", section="Business")
    paper.take(item("g1"))
    path, story = paper.path_of("g1"), paper.story("g1").pk
    end(paper)
    paper.take(item("g1", "Lock at Port Anjal open again", at="Sun, 26 Oct 2025 11:00:00 +0530"))
    restore(story, by=paper.person(), reason="A mistake", now=paper.now)
    place(story, "business", by=paper.person(), now=paper.now)
    paper.flow()
    assert paper.path_of("g1") == path
    assert "Lock at Port Anjal open again" in paper.page(path)[1]
