"""A step works in sets, through indexes: what it costs follows neither the number of its items nor the archive's."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item, rss
from tests.steps import assert_same_queries
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.models import Standing
from wiredesk.flow import steps
from wiredesk.flow.editions import make
from wiredesk.flow.steps import FOLLOWING, STEPS
from wiredesk.outlets.stores.store import Page
from wiredesk.publication.models import Amendment, Change, ChangeKind, InEdition, PublicState, PublicStory

pytestmark = pytest.mark.django_db

EVERY = (*STEPS, *FOLLOWING)
NAMES = [name for name, _ in EVERY]
SMALL = frozenset(
    {
        "django_content_type",
        "house_title",
        "house_section",
        "house_contract",
        "house_edition",
        "house_pause",
        "wire_provider",
        "wire_service",
        "wire_servicestate",
        "publication_front",
        "publication_givenslot",
        "publication_keptback",
    }
)
"""Tables that hold a few rows however long the paper lives."""


class Wire:
    """A paper, and an agency that always has one more item to send."""

    def __init__(self, paper: Newspaper) -> None:
        self.paper = paper
        self._number = count()
        paper.service("business", section="Business")
        # Made once, so that no measured step is the first to press what every paper has.
        self.take(2)

    def items(self, number: int) -> list[str]:
        """So many items, each its own story."""
        made = []
        for n in (next(self._number) for _ in range(number)):
            first = f"Port Anjal, October 26 : Barge number {n} passed the second lock at low water on Sunday."
            about = f"<category>Second lock</category><category>Barge {n}</category>"
            words = (first, f"It was passage {n} of the season.")
            made.append(item(f"g{n}", f"Barge {n} passes the lock", words, extra=about))
        return made

    def send(self, number: int) -> None:
        """A document an item arrives, all at one service: a batch asks once for each section that it touches."""
        self.paper.later(minutes=1)
        for one in self.items(number):
            self.paper.receive(rss(one))

    def go_on(self) -> None:
        """Two more, the second of which goes on with the first: whatever the number, there is a running story."""
        number = next(self._number)
        # Hours apart: a live page, once a story came to it, is pressed with the fronts that lead there.
        name, at = f"Palomar{number}", format_datetime(self.paper.now - timedelta(hours=4 * number))
        for did in ("runs aground off", "is towed to"):
            words = f"The ferry {name} of the Brannoch line {did} Lisk{name}, its captain said."
            self.paper.receive(rss(item(f"{name} {did}", f"Ferry {name} {did} Lisk{name}", (words, words), at=at)))

    def take(self, number: int) -> None:
        """So many items go all the way."""
        self.send(number)
        self.paper.flow()

    def before(self, step: str) -> Callable[[int], None]:
        """Arranges items that have come just as far as a step."""

        def arrange(number: int) -> None:
            self.send(number)
            self.go_on()
            for name, other in EVERY:
                if name == step:
                    return
                other(self.paper.now, self.paper.paper)

        return arrange

    def run(self, step: str) -> Callable[[], None]:
        """One step, and after it, unmeasured, whatever follows."""
        own = dict(EVERY)[step]

        def one() -> None:
            own(self.paper.now, self.paper.paper)

        return one


@pytest.fixture
def wire(home: Home) -> Wire:
    paper = Newspaper(home)
    paper.service()
    return Wire(paper)


@pytest.mark.parametrize("step", [name for name in NAMES if name != "deliver_beside"])
def test_a_step_asks_as_often_for_fifty_items_as_for_one(wire: Wire, step: str) -> None:
    arrange = wire.before(step)

    def afresh(number: int) -> None:
        wire.paper.flow()
        arrange(number)

    assert_same_queries(afresh, wire.run(step))


def test_what_stands_beside_stories_is_pressed_with_as_many_questions_for_fifteen_as_for_one(wire: Wire) -> None:
    wire.take(15)
    live = list(PublicStory.objects.filter(state=PublicState.LIVE).order_by("pk"))[-15:]

    def arrange(number: int) -> None:
        rows = [
            Change(title_id=one.title_id, story_id=one.story_id, kind=ChangeKind.BESIDE, beside=True, at=wire.paper.now)
            for one in live[:number]
        ]
        Change.objects.bulk_create(rows)

    assert_same_queries(arrange, wire.run("deliver_beside"), large=15)


def test_a_topics_pages_wait_until_all_of_a_backlog_are_under_it(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.before("deliver_topics")(3)
    step = dict(FOLLOWING)["deliver_topics"]
    monkeypatch.setattr(steps, "LIMIT", 2)
    PublicStory.objects.update(unfiled=True)
    assert step(wire.paper.now, wire.paper.paper).seen == 0
    PublicStory.objects.update(unfiled=False)
    assert step(wire.paper.now, wire.paper.paper).seen > 0


def _unlike(number: int) -> tuple[str, ...]:
    """A text that says the same as no other number's."""
    letters = sha256(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    return tuple(" ".join(letters[at : at + 4] for at in range(start, start + 55)) + "." for start in (0, 4))


@pytest.mark.parametrize("step", ["adopt", "decide", "release"])
def test_a_step_asks_as_often_for_thirty_copies_as_for_one(wire: Wire, step: str) -> None:
    paper, made = wire.paper, count()
    paper.service("pti", provider="PTI", section="International")

    def arrange(number: int) -> None:
        paper.flow()
        numbers = [next(made) for _ in range(number)]
        paper.receive(rss(*(item(f"a{n}", f"The first tells {n}", _unlike(n)) for n in numbers)))
        paper.flow()
        paper.later(minutes=1)
        paper.receive(rss(*(item(f"p{n}", f"The second tells {n}", ("PTI", *_unlike(n))) for n in numbers)), "pti")
        for name, other in STEPS:
            if name == step:
                return
            other(paper.now, paper.paper)

    # Three decisions a copy: those of fifty do not fit into the values that SQLite takes with one INSERT.
    assert_same_queries(arrange, wire.run(step), large=30)
    paper.flow()
    assert Standing.objects.filter(copy_of__isnull=False).count() == next(made)


@pytest.mark.parametrize("step", ["decide", "release", "deliver"])
def test_a_step_asks_as_often_for_twenty_items_of_two_editions_as_for_one(wire: Wire, step: str) -> None:
    paper, made = wire.paper, count()
    make("Pune", ("Pune",), paper.home.path)
    make("Maharashtra", ("Maharashtra",), paper.home.path)

    def arrange(number: int) -> None:
        paper.flow()
        paper.later(minutes=1)
        for n in (next(made) for _ in range(number)):
            text = (f"Pune, October 26 (ANI): Bus {n} was painted on Sunday.", f"It is number {n}.")
            paper.receive(rss(item(f"e{n}", f"Bus {n} is painted", text)))
        for name, other in STEPS:
            if name == step:
                return
            other(paper.now, paper.paper)

    # Three decisions an item and four places in editions: of fifty they do not fit into one INSERT of SQLite's.
    assert_same_queries(arrange, wire.run(step), large=20)
    paper.flow()
    assert InEdition.objects.filter(section="").count() == 2 * next(made)


class Changing:
    """Stories by an author, to be corrected or killed: so many of them, up to a step that is to be measured."""

    def __init__(self, wire: Wire, *, killed: bool) -> None:
        self.wire, self.paper, self.killed, self.made = wire, wire.paper, killed, count()

    def before(self, step: str) -> Callable[[int], None]:
        def arrange(number: int) -> None:
            self.paper.flow()
            numbers = [next(self.made) for _ in range(number)]
            self._send(numbers, "")
            self.paper.flow()
            self.paper.later(minutes=1)
            if self.killed:
                for n in numbers:
                    kill(self.paper.story(f"c{n}").pk, by=self.paper.person(), reason="Wrong", now=self.paper.now)
            else:
                self._send(numbers, "CORRECTED-")
            for name, other in STEPS:
                if name == step:
                    return
                other(self.paper.now, self.paper.paper)

        return arrange

    def _send(self, numbers: list[int], mark: str) -> None:
        at = self.paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
        by = "<dc:creator>Tavi Roan</dc:creator>"
        texts = ((n, (mark, *_unlike(n)) if mark else _unlike(n)) for n in numbers)
        self.paper.receive(rss(*(item(f"c{n}", f"{mark}Told {n}", text, at=at, extra=by) for n, text in texts)))


@pytest.mark.parametrize("killed", [False, True], ids=["corrected", "killed"])
@pytest.mark.parametrize("step", ["release", "deliver"])
def test_a_step_asks_as_often_for_thirty_corrections_or_kills_as_for_two(
    wire: Wire, step: str, *, killed: bool
) -> None:
    # More than a front holds: whoever comes up into it from below is read again, for two as for thirty.
    wire.take(70)
    changing = Changing(wire, killed=killed)
    # Two, for the newest corrections are pressed beside what they are about.
    assert_same_queries(changing.before(step), wire.run(step), small=2, large=30)
    wire.paper.flow()
    assert Amendment.objects.count() == next(changing.made)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
@pytest.mark.parametrize("killed", [False, True], ids=["corrected", "killed"])
def test_what_is_put_right_or_taken_back_walks_through_no_table_that_grows(wire: Wire, *, killed: bool) -> None:
    Changing(wire, killed=killed).before("release")(3)
    with CaptureQueriesContext(connection) as asked:
        wire.run("release")()
        wire.run("deliver")()
    told = re.compile(r"\w+ publication_(pastversion|amendment|byline)\b")
    found = [line for line in _walks([query["sql"] for query in asked.captured_queries]) if told.match(line)]
    assert found == [], "\n".join(found)


def _plan(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return [row[3] for row in cursor.fetchall()]


def _walks(queries: list[str]) -> Iterator[str]:
    """The statements that go through a whole table that grows."""
    for query in queries:
        if not query.startswith(("SELECT", "UPDATE", "DELETE")):
            continue
        for line in _plan(query):
            # A partial index over what no step has handled yet is as long as the backlog, not as the archive.
            walked = re.match(r"SCAN (\w+)\b(?! USING INDEX \w+_un)|SEARCH (\w+) .*\(title_id=\?\)$", line)
            if walked and (walked[1] or walked[2]) not in SMALL and "LIMIT" not in query:
                yield f"{line}: {query[:300]}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses its plans by what the tables hold")
@pytest.mark.parametrize("step", NAMES)
def test_a_step_walks_through_no_table_that_grows(wire: Wire, step: str) -> None:
    wire.before(step)(3)
    with CaptureQueriesContext(connection) as asked:
        wire.run(step)()
    found = list(_walks([query["sql"] for query in asked.captured_queries]))
    assert found == [], "\n".join(found)


class Counting:
    """Counts the pages of every swap."""

    def __init__(self, paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: set[str] = set()
        store = paper.paper.store
        swap = store.swap

        def counted(pages: list[Page], removed: list[tuple[str, str]] = []) -> int:  # noqa: B006
            self.paths |= {page.path for page in pages}
            return swap(pages, removed)

        monkeypatch.setattr(store, "swap", counted)


def test_an_item_presses_as_many_pages_in_an_archive_of_any_size(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(wire.paper, monkeypatch)
    pressed = []
    for archive in (10, 200):
        wire.take(archive)
        wire.paper.later(hours=1)
        counting.paths.clear()
        wire.take(1)
        pressed.append(len(counting.paths))
    # One more where the item is the first of a page of the archive: the page before it gets its way on.
    assert pressed[1] <= pressed[0] + 1
    assert pressed[0] < 40
