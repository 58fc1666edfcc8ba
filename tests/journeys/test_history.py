"""What readers have seen at a story's address, and that none of it outlives the story."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.ferry_copy import TAKE, ferry
from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.common.errors import GateClosed
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.join import join
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.override import override_headline
from wiredesk.decisions.actions.part import part
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.publication.models import PastVersion, PublicStory
from wiredesk.publication.verbatim import gate_changes

FIRST, LOCK, GATE = PARAGRAPHS
SECOND = (FIRST, LOCK.replace("Thursday", "Wednesday"), GATE)


def paragraphs(number: int) -> tuple[str, ...]:
    return (*PARAGRAPHS[:2], f"By the evening {number} boats had passed, the harbour office said on Sunday.")


def update(paper: Newspaper, text: tuple[str, ...]) -> None:
    paper.later(minutes=10)
    local = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", paragraphs=text, at=local))


def history(paper: Newspaper, guid: str = "g1", page: str = "") -> tuple[int, str]:
    return paper.page(f"{paper.path_of(guid)}versions/{page}")


def marked(page: str, mark: str) -> list[str]:
    return [" ".join(one.text().split()) for one in LexborHTMLParser(page).css(f".diff {mark}")]


@pytest.fixture
def changed(paper: Newspaper) -> Newspaper:
    """A story whose text was changed once."""
    paper.take(item("g1"))
    update(paper, SECOND)
    return paper


def test_a_story_that_nothing_was_changed_about_has_no_history(paper: Newspaper) -> None:
    paper.take(item("g1"))
    assert history(paper)[0] == 404
    assert "versions/" not in paper.page(paper.path_of("g1"))[1]
    assert not PastVersion.objects.exists()


def test_a_readers_way_from_the_story_to_the_word_that_was_changed(changed: Newspaper) -> None:
    path = changed.path_of("g1")
    links = [one.attributes["href"] for one in LexborHTMLParser(changed.page(path)[1]).css(".slip a[href]")]
    assert "versions/" in links
    status, page = history(changed)
    assert status == 200
    assert marked(page, "del") == ["Thursday"]
    assert marked(page, "ins") == ["Wednesday"]
    assert f'href="{path}"' in page


def test_a_changed_headline_is_a_version_too(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=1)
    override_headline(paper.story("g1").pk, "Second lock is open", by=paper.person(), reason="", now=paper.now)
    paper.flow()
    page = history(paper)[1]
    assert marked(page, ".hl ins") == ["is open"]
    assert marked(page, ".hl del") == ["opens at Port Anjal"]


def test_the_same_text_again_is_no_version(paper: Newspaper) -> None:
    paper.take(item("g1"))
    update(paper, PARAGRAPHS)
    assert history(paper)[0] == 404


def test_unchanged_paragraphs_are_folded_and_not_lost(paper: Newspaper) -> None:
    text = tuple(f"Paragraph {number} says the same as it did before." for number in range(6))
    paper.take(item("g1", paragraphs=text))
    update(paper, (*text[:5], "Paragraph five now says something else."))
    page = LexborHTMLParser(history(paper)[1])
    assert [one.text() for one in page.css(".diff summary")] == ["Unchanged paragraphs: 5"]
    assert len(page.css(".diff details p")) == 5


@pytest.mark.parametrize("again", [False, True], ids=["killed", "killed and restored"])
def test_a_kill_takes_every_version_away_and_none_comes_back(changed: Newspaper, *, again: bool) -> None:
    changed.later(minutes=5)
    kill(changed.story("g1").pk, by=changed.person(), reason="Withdrawn", now=changed.now)
    changed.flow()
    if again:
        changed.later(minutes=5)
        restore(changed.story("g1").pk, by=changed.person(), reason="A mistake", now=changed.now)
        changed.flow()
        assert changed.page(changed.path_of("g1"))[0] == 200
    assert history(changed)[0] == 404
    assert not PastVersion.objects.exists()
    assert not changed.pages_with("since Thursday")


def test_what_is_held_for_a_while_begins_a_new_history(changed: Newspaper) -> None:
    story = changed.story("g1").pk
    hold(story, by=changed.person(), reason="To be checked", now=changed.now)
    changed.flow()
    assert history(changed)[0] == 404
    release(story, by=changed.person(), reason="Checked", now=changed.now)
    changed.flow()
    assert history(changed)[0] == 404
    update(changed, PARAGRAPHS)
    assert marked(history(changed)[1], "del") == ["Wednesday"]


def test_a_version_that_waits_for_its_embargo_is_in_no_history(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=10)
    until = "EMBARGOED UNTIL 23:00 GMT, 26 October 2025"
    paper.take(item("g1", paragraphs=(until, *SECOND), at="Sun, 26 Oct 2025 10:20:00 +0530"))
    assert history(paper)[0] == 404
    assert not paper.pages_with("since Wednesday")


def test_a_take_that_stood_on_the_page_leaves_its_history_with_its_kill(paper: Newspaper) -> None:
    paper.take(ferry("a1"))
    paper.later(minutes=9)
    paper.take(ferry("a2", TAKE, headline="Ferry off Lisk: inquiry opened"))
    take = paper.story("a2").pk
    part(take, by=paper.person(), reason="Another matter", now=paper.now)
    paper.flow()
    page = history(paper, "a1")[1]
    assert re.findall(r'id="v(\d+)"', page) == ["3", "2", "1"]
    assert "until an inquiry had heard" in page
    paper.later(minutes=1)
    kill(take, by=paper.person(), reason="Withdrawn", now=paper.now)
    paper.flow()
    assert paper.page(paper.path_of("a1"))[0] == 200
    assert not paper.pages_with("until an inquiry had heard")
    assert not PastVersion.objects.filter(shown=take).exists()
    assert "It is not kept here" in history(paper, "a1")[1]


def test_a_page_that_leads_to_a_copy_has_no_history_left(two: Newspaper) -> None:
    two.take(ferry("a1"))
    two.take(item("p1", paragraphs=PARAGRAPHS), service="pti")
    two.later(minutes=5)
    two.take(item("p1", paragraphs=SECOND, at="Sun, 26 Oct 2025 10:25:00 +0530"), service="pti")
    story = two.story("p1", "PTI").pk
    path = PublicStory.objects.get(story=story).path
    assert two.page(f"{path}versions/")[0] == 200
    join(story, two.story("a1").pk, by=two.person(), reason="One matter", now=two.now)
    two.flow()
    assert two.page(path)[0] == 301
    assert two.page(f"{path}versions/")[0] == 404
    assert not PastVersion.objects.filter(story=story).exists()


def test_a_long_history_is_told_on_pages_of_which_full_ones_never_change(paper: Newspaper) -> None:
    paper.take(item("g1"))
    for number in range(2, 13):
        update(paper, paragraphs(number))
    newest, full = history(paper)[1], history(paper, page="1/")[1]
    assert re.findall(r'id="v(\d+)"', newest) == [str(n) for n in range(12, 2, -1)]
    assert re.findall(r'id="v(\d+)"', full) == [str(n) for n in range(11, 0, -1)]
    assert "versions/1/" in newest
    stored = paper.paper.store.get("main", f"{paper.path_of('g1')}versions/1/")
    update(paper, paragraphs(13))
    assert paper.paper.store.get("main", f"{paper.path_of('g1')}versions/1/") == stored
    kill(paper.story("g1").pk, by=paper.person(), reason="Withdrawn", now=paper.now)
    paper.flow()
    assert history(paper, page="1/")[0] == history(paper)[0] == 404


def test_a_version_that_is_not_kept_is_said_to_be_missing(paper: Newspaper) -> None:
    paper.take(item("g1"))
    update(paper, SECOND)
    PastVersion.objects.all().delete()
    update(paper, PARAGRAPHS)
    page = LexborHTMLParser(history(paper)[1])
    assert [len(section.css(".diff")) for section in page.css(".history section")] == [1, 0, 0]
    assert "not kept" in page.css(".history section")[2].text()


def test_a_page_of_changes_that_do_not_add_up_is_kept_back() -> None:
    page = b'<div class="diff"><p>a <del>b</del><ins>c</ins></p></div>'
    gate_changes(page, [("a b", "a c")], story_id="x")
    for wrong in ([("a b", "a d")], [("a c", "a c")], [], [("a b", "a c")] * 2):
        with pytest.raises(GateClosed):
            gate_changes(page, wrong, story_id="x")


def test_a_paper_pressed_anew_has_the_same_history(changed: Newspaper) -> None:
    from wiredesk.outlets.website.press_all import press_all

    before = history(changed)
    changed.later(minutes=1)
    press_all(changed.now, options=changed.home.options, store=changed.paper.store)
    assert history(changed) == before
