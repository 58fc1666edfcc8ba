"""Breaking news from a flash to the strip above every front, and out of it: by time, by the desk, by a kill."""

from datetime import timedelta

import pytest

from tests.newspaper import Newspaper, item
from tests.outlets.reading import html, links
from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.breaking import breaking
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.house.editions import add_edition

pytestmark = pytest.mark.django_db
FRONTS = ("/", "/international/", "/sport/", "/latest/", "/provider/ani/", "/edition/pune/")


@pytest.fixture
def strip(paper: Newspaper) -> Newspaper:
    """A paper with fronts of every kind, and a story on each but the strip."""
    paper.service("sport", section="Sport")
    add_edition("Pune", ["Pune"])
    paper.take(item("plain", "Lock repaired", at="Sun, 26 Oct 2025 09:00:00 +0530"))
    paper.take(item("race", "Rowers race", at="Sun, 26 Oct 2025 09:00:00 +0530"), service="sport")
    return paper


def flash(paper: Newspaper, guid: str = "flash", headline: str = "FLASH: Lock gives way", minutes: int = 0) -> None:
    """The agency sends it now."""
    at = (paper.now - timedelta(minutes=minutes)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item(guid, headline, (f"The lock gave way, said {guid}.", "More follows."), at=at))


def shown(paper: Newspaper, fronts: tuple[str, ...] = FRONTS) -> set[str]:
    """Where the strips of these fronts lead."""
    return {link for front in fronts for link in links(html(paper.page(front)[1]), ".flash a") or [""]}


def test_a_flash_stands_above_every_front_and_on_no_article(strip: Newspaper) -> None:
    assert shown(strip) == {""}
    flash(strip)
    assert shown(strip) == {strip.path_of("flash")}
    assert "flash" not in strip.page(strip.path_of("plain"))[1].partition("<main")[2].partition("</main>")[0]


def test_it_ends_by_itself_two_hours_after_its_own_time(strip: Newspaper) -> None:
    flash(strip, minutes=30)
    strip.later(minutes=89)
    strip.flow()
    assert shown(strip) == {strip.path_of("flash")}
    strip.later(minutes=2)
    strip.flow()
    assert shown(strip) == {""}


def test_a_kill_takes_it_off_every_front_in_its_batch_and_the_earlier_flash_comes_back(strip: Newspaper) -> None:
    flash(strip, "first", "FLASH: Lock shakes")
    strip.later(minutes=5)
    flash(strip)
    assert shown(strip) == {strip.path_of("flash")}
    kill(strip.story("flash").pk, by=strip.person(), reason="Not so", now=strip.now)
    strip.flow()
    assert strip.pages_with("Lock gives way") == []
    assert shown(strip) == {strip.path_of("first")}
    restore(strip.story("flash").pk, by=strip.person(), reason="It did", now=strip.now)
    strip.flow()
    assert shown(strip) == {strip.path_of("flash")}


def test_the_desk_puts_any_story_there_and_takes_it_out(strip: Newspaper) -> None:
    story, by = strip.story("plain").pk, strip.person()
    breaking(story, strip.now + timedelta(hours=1), by=by, now=strip.now)
    strip.flow()
    assert shown(strip) == {strip.path_of("plain")}
    breaking(story, None, by=by, now=strip.now)
    strip.flow()
    assert shown(strip) == {""}
    with pytest.raises(UsageError):
        breaking(story, strip.now + timedelta(hours=13), by=by, now=strip.now)


def test_what_the_desk_took_out_no_later_version_puts_back(strip: Newspaper) -> None:
    flash(strip)
    breaking(strip.story("flash").pk, None, by=strip.person(), now=strip.now)
    strip.flow()
    strip.later(minutes=5)
    changed = f"<dcterms:modified>{strip.now.isoformat()}</dcterms:modified>"
    at = (strip.now - timedelta(minutes=5)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    strip.take(item("flash", "FLASH: Lock gives way", ("The lock gave way at noon.",), at=at, extra=changed))
    assert "at noon" in strip.page(strip.path_of("flash"))[1]
    assert shown(strip) == {""}


def test_paid_copy_is_never_breaking(strip: Newspaper) -> None:
    strip.take(item("paid", "FLASH: Soap is new", ("The soap is new. (ANI/NewsVoir)", "It is said to clean.")))
    breaking(strip.story("paid").pk, strip.now + timedelta(hours=1), by=strip.person(), now=strip.now)
    strip.flow()
    assert shown(strip) == {""}
