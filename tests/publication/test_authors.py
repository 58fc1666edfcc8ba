"""An author's newest stories are found by the index, however many carry the name."""

import pytest
from django.db import connection

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from tests.steps import steps_of
from wiredesk.publication import authors
from wiredesk.publication.authors import AuthorShelf

pytestmark = pytest.mark.django_db

ROAN, SEN = ("ani", "tavi-roan"), ("ani", "mira-sen")


@pytest.fixture
def paper(home: Home, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    monkeypatch.setattr(authors, "SHOWN", 4)
    made = Newspaper(home)
    made.service()
    return made


def told(paper: Newspaper, name: str, first: int, number: int) -> None:
    """So many stories by an author, each a minute after the one before."""
    by = f"<dc:creator>{name}</dc:creator>"
    for n in range(first, first + number):
        paper.later(minutes=1)
        at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
        body = (*PARAGRAPHS, f"It was boat {n} of {name}.")
        paper.receive(rss(item(f"{name} {n}", f"Boat {n} of {name}", body, at=at, extra=by)), name=f"{name}{n}.xml")
    paper.flow()


def test_each_author_has_the_newest_of_their_own_newest_first(paper: Newspaper) -> None:
    told(paper, "Tavi Roan", 0, 6)
    told(paper, "Mira Sen", 50, 2)
    shelf = AuthorShelf(paper.title.pk)
    shelf.read((ROAN, SEN, ("ani", "nobody")))
    assert shelf.stories(ROAN) == tuple(paper.story(f"Tavi Roan {n}").pk for n in (5, 4, 3, 2))
    assert shelf.stories(SEN) == tuple(paper.story(f"Mira Sen {n}").pk for n in (51, 50))
    assert shelf.stories(("ani", "nobody")) == ()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts what SQLite does")
def test_a_name_on_many_stories_costs_no_more_than_one_on_a_few(paper: Newspaper) -> None:
    told(paper, "Tavi Roan", 0, 8)
    AuthorShelf(paper.title.pk).read((ROAN,))
    few = steps_of(lambda: AuthorShelf(paper.title.pk).read((ROAN,)))
    told(paper, "Tavi Roan", 8, 40)
    many = steps_of(lambda: AuthorShelf(paper.title.pk).read((ROAN,)))
    assert few > 0
    assert many <= few * 1.5
