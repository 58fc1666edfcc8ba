"""What stands on every page follows its settings by itself, and pressing again changes nothing that is the same."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import count

import pytest

from tests.cli.commanding import command
from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.flow.chores import Chores
from wiredesk.flow.pressing import press_everything
from wiredesk.house.titles import ensure_section, ensure_title
from wiredesk.outlets.website import env

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service(section="World")
    bodies = ((f"The ferry made its crossing number {n}, with every seat taken and the sea calm.",) for n in count())
    made.take(*(item(f"g{n}", f"Crossing {n} is made", next(bodies)) for n in range(20)))
    press_everything(made.now, made.paper)
    made.later(seconds=1)
    return made


def work(paper: Newspaper, chores: Chores, most: int = 1000) -> int:
    """Chores until there are none, as the worker does them between its steps."""
    slices = 0
    while chores.one(paper.now):
        slices += 1
        assert slices < most
    return slices


def etags(paper: Newspaper) -> dict[str, str]:
    found = {path: paper.paper.store.get(paper.title.code, path) for path in paper.paths()}
    return {path: stored.etag for path, stored in found.items() if stored is not None}


def drawn(paper: Newspaper) -> list[str]:
    """Every page with a navigation on it."""
    return [path for path in paper.paths() if path.endswith("/") and "<nav" in paper.page(path)[1]]


def test_a_new_section_reaches_the_navigation_of_every_page(paper: Newspaper) -> None:
    chores = Chores(paper.paper)
    work(paper, chores)
    before = drawn(paper)
    assert len(before) > 25
    ensure_section("Harbours and Locks")
    paper.later(seconds=2)
    work(paper, chores)
    assert [path for path in before if "Harbours and Locks" not in paper.page(path)[1]] == []
    assert paper.page("/harbours-and-locks/")[0] == 200


def test_a_withdrawal_comes_between_two_slices(paper: Newspaper) -> None:
    chores = Chores(paper.paper)
    ensure_section("Harbours and Locks")
    paper.later(seconds=2)
    chores.one(paper.now)
    command("story", "kill", paper.story("g7").pk, "--reason", "as the agency asks")
    paper.flow()
    assert not paper.pages_with("Crossing 7 is made")
    work(paper, chores)
    assert not paper.pages_with("Crossing 7 is made")


def test_what_was_begun_by_a_worker_that_ended_is_finished_by_the_next(paper: Newspaper) -> None:
    ensure_section("Harbours and Locks")
    paper.later(seconds=2)
    first = Chores(paper.paper)
    first.one(paper.now)
    first.one(paper.now)
    paper.later(seconds=2)
    work(paper, Chores(paper.paper))
    assert [path for path in drawn(paper) if "Harbours and Locks" not in paper.page(path)[1]] == []


def test_a_name_a_zone_and_a_language_that_change_reach_every_page(paper: Newspaper) -> None:
    changed = paper.home.changed(name="The Evening Courier", time_zone="UTC", language="hi")
    paper.later(seconds=2)
    ensure_title(changed.options)
    work(paper, Chores(paper.paper))
    old = [path for path in drawn(paper) if "The Evening Courier" not in paper.page(path)[1]]
    assert old == []
    assert 'lang="hi"' in paper.page("/")[1]


@pytest.fixture
def another_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A version whose script before the first paint is another."""
    monkeypatch.setattr(env, "_FIRST", "city.js")
    for known in (env.first_script, env.first_source):
        known.cache_clear()
    yield
    monkeypatch.undo()
    for known in (env.first_script, env.first_source):
        known.cache_clear()


def test_the_script_in_a_page_is_on_every_page_the_one_that_the_policy_names(
    paper: Newspaper, request: pytest.FixtureRequest
) -> None:
    work(paper, Chores(paper.paper))
    before, pages = env.first_source(), drawn(paper)
    request.getfixturevalue("another_first")
    assert env.first_source() != before
    paper.later(seconds=2)
    work(paper, Chores(paper.paper))
    scripts = {re.findall(r"<script>(.*?)</script>", paper.page(path)[1], re.DOTALL)[0] for path in pages}
    assert {f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in scripts} == {env.first_source()}


def test_pressing_everything_again_changes_no_page(paper: Newspaper) -> None:
    before = etags(paper)
    paper.now += timedelta(minutes=3)
    command("press", "--all")
    first = etags(paper)
    command("press", "--all")
    assert etags(paper) == first
    assert first.keys() == before.keys()


def test_press_says_what_it_needs(paper: Newspaper) -> None:
    assert "--all" in command("press", code=2).stderr
