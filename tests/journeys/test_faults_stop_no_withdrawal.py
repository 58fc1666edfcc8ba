"""A fault of our own, or a damaged row, costs its own story. It stops no neighbour, and above all no withdrawal."""

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.models import Standing
from wiredesk.flow.steps import STEPS, run_steps
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Version

BRIDGE = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
KILL = item("g1", paragraphs=(), extra=CANCELED)


@pytest.fixture
def published(paper: Newspaper) -> Newspaper:
    """Two live stories; the tests damage the second, or a third, and kill the first."""
    paper.take(item("g1"), item("g2", "Bridge painted green", BRIDGE))
    paper.later(minutes=1)
    return paper


def damage_content(paper: Newspaper) -> None:
    """What is kept of a version that is about to be decided about cannot be taken apart."""
    run_steps(paper.clock, paper.paper, STEPS[:2])
    assert Version.objects.filter(decided_at=None).update(content=b"\x81no")


def assert_gone(paper: Newspaper) -> None:
    for words in ("Second lock opens", "Tavi Roan", "divers had found"):
        assert paper.pages_with(words) == []
    assert paper.page(paper.path_of("g1"))[0] == 410


def test_a_version_that_cannot_be_decided_about_is_held_and_its_neighbours_go_on(published: Newspaper) -> None:
    published.receive(rss(item("g3", "Ferry is in", ("The ferry is in, the pilot said on Sunday.",))))
    damage_content(published)
    published.take(item("g4", "Ferry is out", ("The ferry is out, the pilot said on Sunday.",)))
    standing = Standing.objects.get(story=published.story("g3"))
    assert (standing.state, "inside wiredesk" in standing.reason) == ("held", True)
    assert published.standing("g4") == "live"


def test_a_kill_passes_a_version_that_cannot_be_decided_about(published: Newspaper) -> None:
    published.receive(rss(item("g3", "Ferry is in", ("The ferry is in, the pilot said on Sunday.",))))
    damage_content(published)
    published.take(KILL)
    assert_gone(published)


def test_a_public_record_that_cannot_be_read_is_made_anew_by_the_next_version(published: Newspaper) -> None:
    PublicStory.objects.filter(story=published.story("g2")).update(data=b"\x81no")
    published.take(item("g2", "Bridge painted green", (*BRIDGE, "Twice.")))
    assert "Twice." in published.page(published.path_of("g2"))[1]


def test_a_kill_passes_a_neighbour_whose_page_cannot_be_made(published: Newspaper) -> None:
    PublicStory.objects.filter(story=published.story("g2")).update(data=b"\x81no")
    published.take(KILL)
    assert_gone(published)
    assert published.page("/")[0] == 200, "the front goes on without it"


def test_a_desks_kill_passes_a_step_that_fails(published: Newspaper) -> None:
    published.receive(rss(item("g2", "Bridge painted green", (*PARAGRAPHS, "Twice."))))
    kill(published.story("g1").pk, by=published.person(), reason="Names a minor", now=published.now)

    def fails(*_: object) -> None:
        raise ArithmeticError("a fault of our own")

    broken = (("read", fails), *STEPS[1:])
    with pytest.raises(ArithmeticError):
        run_steps(published.clock, published.paper, broken)  # type: ignore[arg-type]
    assert_gone(published)
