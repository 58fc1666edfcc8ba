"""From an agency's bytes to a reader's answer, and out of it again the moment a story may not be shown."""

import pytest

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.searching import Searching, headlines
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.house.models import Title
from wiredesk.publication.models import PublicStory
from wiredesk.publication.search.index import FORMAT

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = ("The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",)
BRIDGE = ("A bridge over the Ostra was closed after a barge struck one of its piers.",)
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
EMBARGO = "<ext:embargoed xmlns:ext='https://agency.example/ext'>{}</ext:embargoed>"


@pytest.fixture
def searching(home: Home) -> Searching:
    return Searching(home)


def test_a_story_is_found_by_words_of_its_headline_and_of_its_text(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK), item("b", "Bridge closed", BRIDGE))
    assert searching.found("lock") == ["Second lock opens"]
    assert searching.found("engineer roan") == ["Second lock opens"]
    assert searching.found("barge lock") == []


def test_a_desks_kill_is_gone_from_answers_before_anything_followed(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    assert searching.found("lock")
    kill(searching.paper.story("a").pk, by=searching.paper.person(), reason="Withdrawn", now=searching.paper.now)
    answer = searching.ask("lock")
    assert headlines(answer) == []
    assert "Tavi Roan" not in answer.body.decode()
    searching.paper.flow()
    assert searching.found("lock") == []
    assert searching.indexed() == 0


def test_an_agencys_kill_takes_a_story_out_of_the_index(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK), item("b", "Bridge closed", BRIDGE))
    searching.paper.take(item("a", "Withdrawn", (), extra=CANCELED))
    assert searching.found("lock") == []
    assert searching.indexed() == 1


def test_a_story_that_is_restored_is_found_again(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    story, person = searching.paper.story("a").pk, searching.paper.person()
    kill(story, by=person, reason="Withdrawn", now=searching.paper.now)
    searching.paper.flow()
    restore(story, by=person, reason="It was the other one", now=searching.paper.now)
    searching.paper.flow()
    assert searching.found("lock") == ["Second lock opens"]


def test_what_a_correction_took_out_is_found_no_more(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    searching.paper.later(minutes=5)
    corrected = ("The harbour office opened the second lock on Monday, the harbour master said.",)
    searching.paper.take(item("a", "Second lock opens", corrected, at="Sun, 26 Oct 2025 11:00:00 +0530"))
    assert searching.found("tavi roan") == []
    assert searching.found("harbour master") == ["Second lock opens"]


def test_a_story_that_is_held_or_embargoed_is_found_by_nobody(searching: Searching) -> None:
    searching.paper.take(
        item("a", "Embargoed until 6 pm Monday: second lock opens", ("EMBARGOED UNTIL 6 PM MONDAY", *LOCK)),
        item("b", "Bridge closed", BRIDGE),
    )
    assert searching.paper.standing("a") != "live"
    assert searching.found("lock") == []
    assert searching.indexed() == 1


def test_paid_copy_is_found_and_says_so(searching: Searching) -> None:
    searching.paper.take(item("p", "Boats for hire", ("Port Anjal, October 26 (ANI/NewsVoir): Boats are for hire.",)))
    row = PublicStory.objects.get()
    assert row.kind == "paid"
    page = searching.ask("boats hire").body.decode()
    assert 'rel="sponsored"' in page
    assert '<span class="ad">Paid content</span>' in page


def test_every_title_finds_its_own_stories_only(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    Title.objects.create(code="other", name="The Other", address="http://other.example", language="en")
    searching.paper.take(item("b", "Bridge closed", BRIDGE))
    assert searching.indexed() == 3
    searching.see_titles()
    assert searching.found("lock") == ["Second lock opens"]
    assert searching.found("lock", host="other.example") == []
    assert searching.found("bridge", host="other.example") == ["Bridge closed"]


def test_what_came_while_nobody_followed_is_found_after_a_restart(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    searching.paper.paper.search.close()
    searching.restart()
    searching.paper.take(item("b", "Bridge closed", BRIDGE))
    assert searching.found("bridge") == ["Bridge closed"]
    assert searching.found("lock") == ["Second lock opens"]
    assert searching.indexed() == 2


def test_an_index_that_was_never_full_is_begun_anew(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    searching.paper.paper.search.close()
    (searching.paper.home.path / "search" / "followed.json").unlink()
    searching.restart()
    searching.paper.flow()
    assert searching.found("lock") == ["Second lock opens"]
    assert searching.indexed() == 1


def test_a_broken_index_finds_nothing_and_is_built_anew(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    searching.paper.paper.search.close()
    (searching.paper.home.path / "search" / "meta.json").write_text("{", encoding="utf-8")
    searching.restart()
    assert "being made ready" in searching.ask("lock").body.decode()
    searching.paper.flow()
    assert searching.found("lock") == ["Second lock opens"]


def test_an_index_of_another_database_is_thrown_away(searching: Searching) -> None:
    searching.paper.take(item("a", "Second lock opens", LOCK))
    searching.paper.paper.search.close()
    mark = searching.paper.home.path / "search" / "followed.json"
    mark.write_text(f'{{"change": 900000, "format": {FORMAT}}}', encoding="utf-8")
    searching.restart()
    searching.paper.flow()
    assert searching.found("lock") == ["Second lock opens"]
    assert '"change":900000' not in mark.read_text(encoding="utf-8")
