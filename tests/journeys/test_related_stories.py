"""What else is about a story, from the wire to the box beside it: found, explained, kept up."""

import errno
import os
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from tests.outlets.reading import one, said
from wiredesk.common.derived import IndexBroken
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.steps import open_paper
from wiredesk.story.models import Related
from wiredesk.story.related.follower import ask_for_rebuild
from wiredesk.story.related.sheets import FILE, SheetFile

pytestmark = pytest.mark.django_db

OFFER = (
    "Vestrand offers Ostermark a joint survey of the Tamsin Islands",
    (
        "Vestrand, October 26 : Foreign minister Ilse Marrant of Vestrand offered Ostermark a joint survey of the "
        "Tamsin Islands on Sunday, sixty years after both fleets left them."
    ),
    "Marrant said that surveyors of both countries could land on the Tamsin Islands before the ice comes.",
)
ANSWER = (
    "Ostermark welcomes survey of Tamsin Islands",
    (
        "Ostermark, October 26 : The council of Ostermark welcomed the offer of Vestrand to survey the Tamsin Islands "
        "together, its speaker Per Aldane said."
    ),
    "Aldane asked that the survey of the Tamsin Islands begin with the harbour that both have claimed since 1962.",
)
PROTEST = (
    "Fishermen of Vestrand protest against Tamsin survey",
    (
        "Vestrand, October 26 : Fishermen blocked the harbour of Vestrand and asked minister Ilse Marrant to leave the "
        "waters of the Tamsin Islands out of the survey with Ostermark."
    ),
    "Their boats have worked the banks off the Tamsin Islands since 1962, they said.",
)
RECIPE = (
    "Baker wins prize for rye loaf",
    "Dharvel, October 26 : A baker won the prize of the guild for a loaf of rye that took four days to rise.",
    "The loaf was cut by the mayor, who asked for a second slice.",
)


@pytest.fixture
def paper(paper: Newspaper) -> Newspaper:
    """Late that day: nothing that is sent is ahead of the clock."""
    paper.later(hours=12)
    return paper


def full(_: SheetFile) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def sent(story: tuple[str, ...], guid: str, hour: int = 10) -> str:
    return item(guid, story[0], story[1:], at=f"Sun, 26 Oct 2025 {hour:02}:00:00 +0530")


def beside(paper: Newspaper, guid: str) -> list[str]:
    """The guids' headlines in a story's box."""
    _, text = paper.page(paper.path_of(guid))
    return [link.text() for link in LexborHTMLParser(text).css("#related + ul a")]


def around(paper: Newspaper, guid: str) -> list[str]:
    """The same, and those of the running story that it is part of."""
    _, text = paper.page(paper.path_of(guid))
    return [link.text() for link in LexborHTMLParser(text).css("#related + ul a, #so-far ~ .ticks a")]


def test_stories_about_one_thing_stand_beside_each_other_and_no_others(paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10), sent(RECIPE, "r", 10))
    assert beside(paper, "a") == []
    paper.take(sent(ANSWER, "b", 11))
    assert beside(paper, "b") == [OFFER[0]]
    assert beside(paper, "a") == [ANSWER[0]]
    assert beside(paper, "r") == []


def test_the_box_says_where_when_and_in_its_markup_why(paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10), sent(ANSWER, "b", 13))
    page = LexborHTMLParser(paper.page(paper.path_of("b"))[1])
    line = one(page, "#related + ul li")
    shared = str(line.attributes["data-shared"]).split()
    assert {"tamsin", "islands"} <= set(shared)
    assert line.attributes["data-hours"] == "3"
    assert "International" in line.text()
    assert len(line.css("time[datetime]")) == 1
    assert said(page, "#related") == "Related Stories"


def test_what_stands_in_the_box_does_not_stand_in_the_one_below(paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10), sent(RECIPE, "r", 10), sent(ANSWER, "b", 11))
    page = LexborHTMLParser(paper.page(paper.path_of("b"))[1])
    newest = [link.text() for link in page.css("#newest + ul a")]
    assert newest == [RECIPE[0]]


@pytest.mark.parametrize("act", [kill, hold])
def test_a_story_taken_down_leaves_every_box_at_once_and_comes_back(paper: Newspaper, act: object) -> None:
    paper.take(sent(OFFER, "a", 10), sent(ANSWER, "b", 11), sent(PROTEST, "c", 12))
    assert OFFER[0] in around(paper, "b")
    assert OFFER[0] in around(paper, "c")
    act(paper.story("a").pk, by=paper.person(), reason="as the agency asks", now=paper.now)  # type: ignore[operator]
    paper.flow()
    assert paper.pages_with(OFFER[0]) == []
    if act is kill:
        restore(paper.story("a").pk, by=paper.person(), reason="it was a mistake", now=paper.now)
        paper.flow()
        assert OFFER[0] in around(paper, "b")


def test_a_held_story_is_in_no_box_and_its_words_explain_nothing(paper: Newspaper) -> None:
    paper.service("slow", section="International", publish="hold")
    paper.take(sent(OFFER, "a", 10))
    paper.take(sent(ANSWER, "b", 11), service="slow")
    assert paper.standing("b") == "held"
    assert Related.objects.get(story=paper.story("a")).listed != b""
    assert beside(paper, "a") == []
    assert paper.pages_with("Aldane") == []


def test_paid_copy_stands_in_no_box_and_has_none(paper: Newspaper) -> None:
    paid = ("Vestrand cruises to the Tamsin Islands now with Ostermark stop", *OFFER[1:], "(ANI/NewsVoir)")
    paper.take(sent(OFFER, "a", 10), sent(ANSWER, "b", 11))
    paper.take(sent(paid, "p", 12))
    assert paid[0] not in beside(paper, "a")
    assert beside(paper, "p") == []


def test_a_changed_story_is_compared_anew(paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10), sent(RECIPE, "r", 11))
    paper.later(minutes=5)
    moved = (ANSWER[0], *ANSWER[1:])
    changed = item(
        "r",
        moved[0],
        moved[1:],
        at="Sun, 26 Oct 2025 11:00:00 +0530",
        extra="<dcterms:modified>2025-10-26T12:00:00+05:30</dcterms:modified>",
    )
    paper.take(changed)
    assert beside(paper, "a") == [ANSWER[0]]


def test_the_index_is_made_good_by_the_next_process(home: Home, paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10))
    assert Related.objects.filter(loose=True).count() == 1
    paper.paper.related.close()
    paper.paper = open_paper(home.options)
    paper.take(sent(ANSWER, "b", 11))
    assert beside(paper, "b") == [OFFER[0]]


def test_the_index_can_be_thrown_away_and_is_built_again(home: Home, paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10))
    paper.paper.related.commit()
    assert ask_for_rebuild(home.path) == 1
    paper.take(sent(ANSWER, "b", 11))
    assert beside(paper, "b") == [OFFER[0]]
    assert Related.objects.filter(due=True).count() == 0


def test_a_paper_without_its_index_puts_every_story_back(home: Home, paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10))
    paper.paper.related.commit()
    paper.paper.related.close()
    shutil.rmtree(home.path / "related")
    paper.paper = open_paper(home.options)
    paper.take(sent(RECIPE, "r", 10))
    paper.take(sent(ANSWER, "b", 11))
    assert beside(paper, "b") == [OFFER[0]]


@pytest.mark.parametrize("left", [0, 10])
def test_an_index_whose_files_do_not_belong_together_is_built_again(home: Home, paper: Newspaper, left: int) -> None:
    paper.take(sent(OFFER, "a", 10))
    paper.paper.related.commit()
    paper.paper.related.close()
    os.truncate(home.path / "related" / FILE, left)
    paper.paper = open_paper(home.options)
    with pytest.raises(IndexBroken, match="built again"):
        paper.take(sent(ANSWER, "b", 11))
    paper.flow()
    assert beside(paper, "b") == [OFFER[0]]
    assert Related.objects.filter(due=True).count() == 0


def test_what_a_full_disk_kept_out_of_the_index_is_put_in_again(
    home: Home, paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.take(sent(OFFER, "a", 10))
    monkeypatch.setattr(SheetFile, "commit", full)
    with pytest.raises(OSError, match="No space left"):
        paper.paper.related.commit()
    monkeypatch.undo()
    paper.take(sent(ANSWER, "b", 11))
    assert beside(paper, "b") == [OFFER[0]]
    paper.paper.related.commit()
    assert Related.objects.filter(loose=True).count() == 0


def test_while_another_process_writes_the_index_news_goes_on(home: Home, paper: Newspaper) -> None:
    paper.take(sent(OFFER, "a", 10))
    other = open_paper(home.options)
    second = Newspaper.__new__(Newspaper)
    second.home, second.now, second.title, second.paper = home, paper.now, paper.title, other
    second.take(sent(ANSWER, "b", 11))
    assert second.page(second.path_of("b"))[0] == 200
    assert Related.objects.filter(due=True).count() == 1
    paper.flow()
    assert beside(paper, "b") == [OFFER[0]]
