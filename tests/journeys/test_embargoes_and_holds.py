"""What must not be seen is nowhere: no record, no page, no feed, until its time or a person's word."""

from datetime import UTC, datetime

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.override import override_headline
from wiredesk.decisions.actions.place import pin
from wiredesk.decisions.actions.release import release, release_held_by
from wiredesk.decisions.models import Standing
from wiredesk.house.pause import pause, resume
from wiredesk.publication.models import PublicStory
from wiredesk.wire.pause import pause_service, resume_service

UNTIL = datetime(2025, 10, 26, 6, 30, tzinfo=UTC)
EMBARGO = "<dcterms:available>2025-10-26T12:00:00+05:30</dcterms:available>"


def test_an_embargoed_story_is_nowhere_until_its_time(paper: Newspaper) -> None:
    paper.take(item("g1", extra=EMBARGO))
    assert paper.standing("g1") == "embargoed"
    assert not PublicStory.objects.exists()
    assert paper.pages_with("Second lock opens") == []
    paper.now = UNTIL.replace(second=0)
    paper.flow()
    assert paper.standing("g1") == "live"
    assert paper.page(paper.path_of("g1"))[0] == 200


def test_an_embargo_is_lifted_only_expressly(paper: Newspaper) -> None:
    paper.take(item("g1", extra=EMBARGO))
    story = paper.story("g1").pk
    with pytest.raises(ActionRefused, match="lifted"):
        release(story, by=paper.person(), reason="we know", now=paper.now)
    release(story, by=paper.person(), reason="The agency lifted it", now=paper.now, lift_embargo=True)
    paper.flow()
    assert paper.standing("g1") == "live"


def test_an_embargo_that_cannot_be_read_is_held_with_its_words(paper: Newspaper) -> None:
    paper.take(item("g1", extra="<dcterms:available>after the minister has spoken</dcterms:available>"))
    assert paper.standing("g1") == "held"
    assert "after the minister has spoken" in Standing.objects.get().reason


def test_a_held_story_leaves_every_page_and_comes_back(paper: Newspaper) -> None:
    paper.take(item("g1"))
    story, path = paper.story("g1").pk, paper.path_of("g1")
    hold(story, by=paper.person(), reason="Checking a name", now=paper.now)
    paper.flow()
    assert paper.pages_with("Second lock opens") == []
    assert paper.page(path)[0] == 404
    release(story, by=paper.person(), reason="The name is right", now=paper.now)
    paper.flow()
    assert paper.page(path)[0] == 200


def test_an_update_of_a_held_story_stays_held(paper: Newspaper) -> None:
    paper.take(item("g1"))
    hold(paper.story("g1").pk, by=paper.person(), reason="Checking", now=paper.now)
    paper.later(minutes=2)
    paper.take(item("g1", paragraphs=(*PARAGRAPHS, "One more line.")))
    assert paper.standing("g1") == "held"
    assert paper.pages_with("One more line.") == []


def test_an_empty_update_leaves_the_live_version_and_waits(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=2)
    paper.take(item("g1", paragraphs=()))
    standing = Standing.objects.get()
    assert (standing.state, standing.waiting is not None) == ("live", True)
    assert "divers had found" in paper.page(paper.path_of("g1"))[1]


def test_copy_over_the_hourly_cap_is_held_as_a_batch_and_released_as_one(paper: Newspaper) -> None:
    paper.service("busy", section="Business", max_per_hour=2)
    paper.take(
        *(item(f"b{n}", f"Ship {n} is in", (f"Ship number {n} is in, the pilot said.",)) for n in range(5)),
        service="busy",
    )
    assert [paper.standing(f"b{n}") for n in range(5)] == ["live", "live", "held", "held", "held"]
    assert len(release_held_by("hourly_cap", by=paper.person(), reason="all fine", now=paper.now)) == 3
    paper.flow()
    assert {paper.standing(f"b{n}") for n in range(5)} == {"live"}


def test_a_pause_stops_what_is_new_and_lets_kills_through(paper: Newspaper) -> None:
    paper.take(item("g1"))
    pause(by="meera", reason="The agency resends its archive", now=paper.now)
    paper.take(item("g2", headline="Bridge painted green", paragraphs=("The bridge is green, the painter said.",)))
    assert paper.pages_with("Bridge painted green") == []
    hold(paper.story("g1").pk, by=paper.person(), reason="wrong", now=paper.now)
    paper.flow()
    assert paper.pages_with("Second lock opens") == []
    resume(paper.now)
    paper.flow()
    assert "Bridge painted green" in paper.page("/")[1]


def test_a_paused_service_is_read_but_not_released(paper: Newspaper) -> None:
    pause_service("wire", by="meera", reason="test copy", now=paper.now)
    paper.take(item("g1"))
    assert paper.standing("g1") == "live"
    assert paper.pages_with("Second lock opens") == []
    resume_service("wire")
    paper.flow()
    assert "Second lock opens" in paper.page("/")[1]


def test_a_word_list_holds_what_names_a_victim(paper: Newspaper) -> None:
    text = '[[list]]\nreason = "Victim protected by court order"\nwords = ["Tavi Roan"]\nuntil = 2025-11-01\n'
    (paper.home.path / "word_lists.toml").write_text(text)
    paper.take(item("g1"))
    assert paper.standing("g1") == "held"
    assert "court order" in Standing.objects.get().reason


def test_a_word_list_that_cannot_be_read_holds_everything_new(paper: Newspaper) -> None:
    (paper.home.path / "word_lists.toml").write_text("[[list]\n")
    paper.take(item("g1"))
    assert paper.standing("g1") == "held"
    assert "word_lists.toml" in Standing.objects.get().reason


def test_an_overridden_headline_is_ours_and_the_page_says_so(paper: Newspaper) -> None:
    paper.take(item("g1"))
    path = paper.path_of("g1")
    paper.later(minutes=1)
    override_headline(paper.story("g1").pk, "Port Anjal: both locks work", by=paper.person(), now=paper.now)
    paper.flow()
    _, page = paper.page(path)
    assert "Port Anjal: both locks work" in page
    assert 'data-state="headline-changed"' in page
    assert 'data-state="untouched"' not in page


def test_a_pin_leads_the_home_page_until_it_ends(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=5)
    newer = item(
        "g2", "Bridge painted green", ("The bridge is green, the painter said.",), at="Sun, 26 Oct 2025 10:18:00 +0530"
    )
    paper.take(newer)
    home = paper.page("/")[1]
    assert home.index("Bridge painted green") < home.index("Second lock opens")
    pin(paper.story("g1").pk, paper.now.replace(hour=8), by=paper.person(), now=paper.now)
    paper.flow()
    home = paper.page("/")[1]
    assert home.index("Second lock opens") < home.index("Bridge painted green")
    paper.now = paper.now.replace(hour=9)
    paper.flow()
    home = paper.page("/")[1]
    assert home.index("Bridge painted green") < home.index("Second lock opens")
