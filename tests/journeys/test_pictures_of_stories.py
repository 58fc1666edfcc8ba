"""A reader can have the pictures of what is public now, and no other: neither by a page nor by their own address."""

from datetime import timedelta

import pytest

from tests.newspaper import PARAGRAPHS, Newspaper, item
from tests.story.test_pictures import jpeg
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.picture import picture
from wiredesk.flow.steps import backlog
from wiredesk.publication.models import Change
from wiredesk.story.models import Picture, PictureState
from wiredesk.wire import spool
from wiredesk.wire.pause import pause_service, resume_service

PIXELS = jpeg(700, 500)
BRIDGE = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
MORE = (*PARAGRAPHS, "One more line.")


def of(name: str) -> str:
    """A picture as Media RSS has them."""
    return f"<media:content url='https://agency.example/{name}.jpg' medium='image'/>"


def arrive(paper: Newspaper) -> None:
    """Every picture that is wanted comes: these bytes, which are kept in the spool and are not asked for."""
    digest = spool.put(paper.home.path, PIXELS)
    Picture.objects.filter(state=PictureState.WANTED).update(digest=digest)
    picture(paper.now, 10, paper.paper)
    paper.flow()


def reachable(paper: Newspaper) -> bool:
    """Whether any size of a picture can be had; and that pages offer one exactly then."""
    lying = any(path.is_file() for path in (paper.home.path / "media").rglob("*"))
    assert bool(paper.pages_with("/media/")) == lying
    return lying


def end(paper: Newspaper, guid: str = "g1") -> None:
    kill(paper.story(guid).pk, by=paper.person(), reason="Names a minor", now=paper.now)
    paper.flow()
    paper.later(minutes=1)


def again(paper: Newspaper) -> None:
    restore(paper.story("g1").pk, by=paper.person(), reason="A mistake", now=paper.now)
    paper.flow()
    arrive(paper)


def test_a_withdrawn_storys_picture_goes_and_comes_back_with_it(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")))
    arrive(paper)
    assert reachable(paper)
    end(paper)
    assert not reachable(paper)
    again(paper)
    assert reachable(paper)


def test_a_later_version_of_a_killed_story_brings_no_picture_back(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")))
    arrive(paper)
    end(paper)
    paper.take(item("g1", paragraphs=MORE, extra=of("a-with-another-address")))
    arrive(paper)
    assert not reachable(paper)
    again(paper)
    assert reachable(paper)


def test_a_picture_that_comes_after_the_kill_is_kept_inside(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")))
    end(paper)
    arrive(paper)
    assert not reachable(paper)


@pytest.mark.parametrize("stop", ["embargo", "hold"])
def test_a_picture_of_what_is_not_public_yet_waits_inside(paper: Newspaper, stop: str) -> None:
    embargo = f"<dcterms:available>{(paper.now + timedelta(hours=1)).isoformat()}</dcterms:available>"
    words = paper.home.path / "word_lists.toml"
    if stop == "hold":
        words.write_text('[[list]]\nreason = "Court"\nwords = ["Tavi Roan"]\n')
    paper.take(item("g1", extra=of("a") + (embargo if stop == "embargo" else "")))
    arrive(paper)
    assert not reachable(paper)
    kept = Picture.objects.get()
    assert (kept.state, bool(kept.digest), backlog()["picture"]) == ("wanted", True, 0), "it is here, and waits"
    words.unlink(missing_ok=True)
    paper.now += timedelta(hours=1)
    paper.take(item("g1", paragraphs=MORE, extra=of("a")))
    picture(paper.now, 10, paper.paper)
    paper.flow()
    assert reachable(paper)


def test_a_picture_of_two_stories_stays_with_the_one_that_is_public(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")), item("g2", "Bridge painted", BRIDGE, extra=of("b")))
    arrive(paper)
    end(paper)
    assert reachable(paper)
    end(paper, "g2")
    assert not reachable(paper)


def test_a_held_story_keeps_no_killed_picture_reachable(paper: Newspaper) -> None:
    (paper.home.path / "word_lists.toml").write_text('[[list]]\nreason = "Court"\nwords = ["Bridge"]\n')
    paper.take(item("g1", extra=of("a")), item("g2", "Bridge painted", BRIDGE, extra=of("b")))
    arrive(paper)
    assert reachable(paper)
    end(paper)
    assert not reachable(paper)


def test_a_picture_that_comes_too_late_takes_no_other_storys_away(paper: Newspaper) -> None:
    paper.take(item("g2", "Bridge painted", BRIDGE, extra=of("b")))
    arrive(paper)
    paper.take(item("g1", extra=of("a")))
    end(paper)
    arrive(paper)
    assert reachable(paper)


def test_a_picture_that_a_version_dropped_goes_and_comes_back_with_the_next(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")))
    arrive(paper)
    paper.later(minutes=1)
    paper.take(item("g1", paragraphs=MORE))
    assert not reachable(paper)
    paper.later(minutes=1)
    paper.take(item("g1", paragraphs=(*MORE, "And one."), extra=of("a")))
    arrive(paper)
    assert reachable(paper)
    changes = Change.objects.count()
    arrive(paper)
    assert Change.objects.count() == changes


def test_a_picture_at_an_address_that_cannot_be_asked_stops_no_other(paper: Newspaper) -> None:
    odd = "".join(
        f"<media:content url='{url}' medium='image'/>"
        for url in ("https://a.example:99999999/1.jpg", "https://a.example:x/2.jpg", "https://[a.example/3.jpg")
    )
    paper.take(item("g1", extra=odd), item("g2", "Bridge painted", BRIDGE, extra=of("b")))
    Picture.objects.filter(story=paper.story("g2")).update(digest=spool.put(paper.home.path, PIXELS))
    picture(paper.now, 10, paper.paper)
    paper.flow()
    assert reachable(paper)


def test_a_picture_of_a_paused_service_waits_with_its_stories(paper: Newspaper) -> None:
    paper.take(item("g1", extra=of("a")))
    pause_service("wire", by="meera", reason="test copy", now=paper.now)
    arrive(paper)
    assert not paper.pages_with("/media/")
    resume_service("wire")
    paper.flow()
    assert paper.pages_with("/media/")
