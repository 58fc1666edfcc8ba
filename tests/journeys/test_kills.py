"""A kill reaches every surface, stays, and leaves a dated notice without any of the old text."""

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore

CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
OTHER = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3


@pytest.fixture
def published(paper: Newspaper) -> Newspaper:
    paper.take(item("g1"), item("g2", headline="Bridge painted green", paragraphs=OTHER))
    assert len(paper.pages_with("Second lock opens")) > 5
    paper.later(minutes=3)
    return paper


def assert_gone(paper: Newspaper) -> None:
    """Nothing of the story stands anywhere, and its address says so."""
    path = paper.path_of("g1")
    status, page = paper.page(path)
    assert status == 410
    assert "Second lock" not in page
    for words in ("Second lock opens", "The harbour office opened", "Tavi Roan", "divers had found"):
        assert paper.pages_with(words) == []
    assert path not in paper.page("/sitemap.xml")[1] + paper.page("/news-sitemap.xml")[1]
    assert paper.page(path + "story.json")[0] in (404, 410)


def test_an_agencys_kill_reaches_every_surface(published: Newspaper) -> None:
    published.take(item("g1", headline="Withdrawn", paragraphs=(), extra=CANCELED))
    assert published.standing("g1") == "killed"
    assert_gone(published)
    assert published.page("/")[1].count("Bridge painted green") >= 1


def test_a_desks_kill_reaches_every_surface(published: Newspaper) -> None:
    kill(published.story("g1").pk, by=published.person(), reason="Names a minor", now=published.now)
    published.flow()
    assert_gone(published)


def test_the_notice_is_dated_and_keeps_the_reason_inside(published: Newspaper) -> None:
    kill(published.story("g1").pk, by=published.person(), reason="Names a minor", now=published.now)
    published.flow()
    _, page = published.page(published.path_of("g1"))
    assert 'datetime="2025-10-26T' in page
    assert "Names a minor" not in page


def test_nothing_that_arrives_later_brings_a_killed_story_back(published: Newspaper) -> None:
    published.take(item("g1", paragraphs=(), extra=CANCELED))
    published.later(minutes=1)
    published.take(item("g1", paragraphs=(*PARAGRAPHS, "An update."), at="Sun, 26 Oct 2025 11:00:00 +0530"))
    published.take(item("g9"))
    assert published.standing("g1") == "killed"
    assert_gone(published)


def test_a_kill_that_arrives_before_its_story_still_holds(paper: Newspaper) -> None:
    paper.take(item("g1", paragraphs=(), extra=CANCELED))
    paper.later(minutes=1)
    paper.take(item("g1"))
    assert paper.standing("g1") == "killed"
    assert paper.pages_with("Second lock opens") == []


def test_only_a_person_restores_and_then_the_story_is_whole_again(published: Newspaper) -> None:
    path = published.path_of("g1")
    published.take(item("g1", paragraphs=(), extra=CANCELED))
    with pytest.raises(ActionRefused):
        release(published.story("g1").pk, by=published.person(), reason="again", now=published.now)
    restore(published.story("g1").pk, by=published.person(), reason="Killed by mistake", now=published.now)
    published.flow()
    status, page = published.page(path)
    assert (status, published.path_of("g1")) == (200, path)
    assert "divers had found no damage" in page
    assert "Second lock opens" in published.page("/")[1]


def test_a_kill_in_words_only_suspends_at_once_and_asks(published: Newspaper) -> None:
    published.take(item("g1", headline="KILL KILL KILL: Second lock opens at Port Anjal", paragraphs=("Kill this.",)))
    assert published.standing("g1") == "suspended"
    assert published.pages_with("Second lock opens") == []
    assert published.page(published.path_of("g1"))[0] == 404
    release(published.story("g1").pk, by=published.person(), reason="Not ours", now=published.now)
    published.flow()
    assert published.page(published.path_of("g1"))[0] == 200


def test_a_notice_under_its_own_guid_finds_the_story_it_names(published: Newspaper) -> None:
    published.take(item("n1", headline="KILL KILL KILL - Second lock opens at Port Anjal", paragraphs=("Kill this.",)))
    assert published.standing("g1") == "suspended"
    assert published.pages_with("Second lock opens") == []


def test_a_kill_overtakes_a_backlog(published: Newspaper) -> None:
    from tests.newspaper import rss
    from wiredesk.flow.steps import run_steps

    for n in range(30):
        text = (f"Kelapor, October 26 : Ferry number {n} left the quay on time, the harbour master said on Sunday.",)
        published.receive(
            rss(*(item(f"f{n}-{m}", f"Ferry {n}.{m}", (text[0] + f" It was run {m}.",)) for m in range(5)))
        )
    published.receive(rss(item("g1", paragraphs=(), extra=CANCELED)))
    run_steps(published.clock, published.paper)
    assert_gone(published)
