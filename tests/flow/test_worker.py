"""The worker: none of its threads is missed in silence, and news goes before whatever else there is to do."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from wiredesk.common.wake import WakeSocket, wake
from wiredesk.flow.steps import run_steps
from wiredesk.flow.worker import Worker, _never_alone
from wiredesk.publication.models import Change
from wiredesk.story.models import Related


@pytest.fixture
def own_hook() -> Iterator[None]:
    """The hook for faults of threads, put back after the test."""
    before = threading.excepthook
    yield
    threading.excepthook = before


@pytest.mark.usefixtures("own_hook")
def test_a_thread_that_ends_by_an_unexpected_fault_ends_the_worker() -> None:
    stop = threading.Event()
    _never_alone(stop)

    def fails() -> None:
        raise KeyError("nobody expected this")

    thread = threading.Thread(target=fails, name="collect")
    thread.start()
    thread.join()
    assert stop.is_set()


@pytest.fixture
def worker(home: Home) -> Iterator[tuple[Worker, Newspaper]]:
    """A worker at a paper that six alike stories have just come to."""
    paper = Newspaper(home)
    paper.service()
    for number in range(6):
        body = (*PARAGRAPHS, f"It was the {number + 2}th gate to jam in the harbour since the winter.")
        paper.receive(rss(item(f"g{number}", f"Gate {number + 2} jams in the second lock", body)), name=f"{number}.xml")
    with WakeSocket(home.path) as socket:
        yield Worker(paper.clock, paper.paper, threading.Event(), socket), paper


def left() -> tuple[int, int]:
    """How many stories are not compared yet, and how many pages are not pressed."""
    return Related.objects.filter(due=True).count(), Change.objects.filter(delivered_at__isnull=True).count()


@pytest.mark.django_db
def test_what_is_not_news_gives_way_to_news_that_comes_between_two_pieces(
    worker: tuple[Worker, Newspaper], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, paper = worker
    run_steps(paper.clock, paper.paper)
    assert left() == (6, 0)
    waits = iter((False, False, True))
    monkeypatch.setattr(at_work.socket, "waits", lambda: next(waits))
    wake(paper.home.path)
    at_work.step()
    assert left()[0] == 5, "two pieces were done, and then somebody had news"


@pytest.mark.django_db
def test_without_news_the_worker_goes_on_until_everything_is_followed(worker: tuple[Worker, Newspaper]) -> None:
    at_work, _ = worker
    while at_work.step():
        pass
    assert left() == (0, 0)
    assert Related.objects.filter(stale=True).count() == 0


@pytest.mark.django_db
def test_while_news_never_pauses_the_rest_still_gets_its_turn(worker: tuple[Worker, Newspaper]) -> None:
    at_work, paper = worker
    at_work.step()
    assert left()[0] == 6, "the first step took all news, and entered it in the search index"
    for number in range(12):
        paper.receive(rss(item(f"n{number}", f"Buoy {number} is lit again", PARAGRAPHS)), name=f"n{number}.xml")
        at_work._follow_at = 0.0
        at_work.step()
    assert not Change.objects.filter(delivered_at__isnull=True, beside=False).exists(), "all news went out"
    assert left()[0] < 18, "stories were compared"
    assert Change.objects.filter(beside=True, delivered_at__isnull=False).exists(), "pages beside them were pressed"


@pytest.mark.django_db
def test_stories_that_come_close_together_share_a_commit_of_the_search_index(
    worker: tuple[Worker, Newspaper], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, paper = worker
    monkeypatch.setattr("wiredesk.flow.worker.SEARCH_EVERY", 0.0)
    while at_work.step():
        pass
    commits: list[int] = []
    follow = paper.paper.search.follow

    def counted(limit: int) -> int:
        commits.append(done := follow(limit))
        return done

    vars(paper.paper.search)["follow"] = counted
    monkeypatch.setattr("wiredesk.flow.worker.SEARCH_EVERY", 3600.0)
    for number in range(3):
        paper.receive(rss(item(f"h{number}", f"Weir {number} is lowered", PARAGRAPHS)), name=f"h{number}.xml")
        while at_work.step():
            pass
    assert len([done for done in commits if done]) <= 1, "a commit a story"
    monkeypatch.setattr(at_work, "_search_at", 0.0)
    while at_work.step():
        pass
    assert left() == (0, 0)
    assert sum(commits) >= 3
    assert not paper.paper.search.follow(50), "nothing is left out"


def test_it_loads_nothing_that_sets_or_reads_printed_pages(home: Home) -> None:
    program = (
        "import sys; from pathlib import Path; from wiredesk.cli.frame import start_django\n"
        f"start_django(Path({str(home.path)!r}))\nimport wiredesk.flow.worker\n"
        "print([name for name in ('numpy', 'typst', 'uharfbuzz', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
