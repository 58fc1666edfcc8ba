"""What waits for a quiet moment gets its turn in dense news too."""

from datetime import timedelta

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item, rss
from wiredesk.flow.chores import Chores
from wiredesk.flow.steps import run_steps

pytestmark = pytest.mark.django_db


def test_sitemaps_that_are_always_behind_do_not_keep_the_home_page_from_being_compressed(home: Home) -> None:
    paper = Newspaper(home)
    paper.service()
    paper.flow()
    chores = Chores(paper.paper)
    while chores.one(paper.now):
        pass
    for number in range(6):
        paper.now += timedelta(seconds=0.1)
        body = (
            f"Nasirkot, October 26 : Lock {number} at Port Anjal opened to barges on Sunday, the harbour office said.",
        )
        paper.receive(rss(item(f"g{number}", f"Lock {number} opens at Port Anjal", body)), name=f"{number}.xml")
        for _ in range(2):
            run_steps(paper.clock, paper.paper)
        chores.one(paper.now)
    home_page = paper.paper.store.get(paper.title.code, "/")
    assert home_page is not None
    assert home_page.brotli is not None


def test_a_page_that_cannot_be_pressed_does_not_keep_the_worker_busy(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Newspaper(home)
    paper.service()
    paper.flow()

    def broken(*_: object) -> None:
        raise ValueError("this page cannot be made")

    monkeypatch.setattr("wiredesk.outlets.website.press.corrections.press", broken)
    chores, done = Chores(paper.paper), 0
    paper.paper.store.swap((), [(paper.title.code, "/corrections/")])
    while chores.one(paper.now):
        done += 1
        assert done < 100, "it is tried for ever"
