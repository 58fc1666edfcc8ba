"""Any order of what agencies send and a desk does: what must not be seen never is, and nothing is lost in the end.

A small account of its own, made of the issue's words, says what may be public; the paper's pages are compared with it
after every event. Every version says one word that no other version says, so a page shows exactly what it names.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.home_on_disk import Home, write_home
from tests.newspaper import Newspaper, item, rss
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.override import override_headline
from wiredesk.decisions.actions.place import pin, place
from wiredesk.decisions.actions.publish import publish
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.spike import spike
from wiredesk.decisions.models import Standing
from wiredesk.flow.replay import replay
from wiredesk.flow.steps import STEPS, run_steps
from wiredesk.house import pause as house
from wiredesk.publication.models import PublicStory
from wiredesk.settings.options import load
from wiredesk.story.models import Identity
from wiredesk.wire.pause import pause_service, resume_service

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

STORIES = ("harbour", "bridge", "ferry")
WORD = re.compile(r"xq[a-z]+\d+qx")
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
WITHHELD = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>withheld</ext:pubStatus>"
UNREADABLE = "<dcterms:available>after the minister has spoken</dcterms:available>"

Act = Callable[..., object]
stories = st.sampled_from(STORIES)
minutes = st.integers(1, 90)


class Account:
    """What is known of one story: what keeps it down, and what keeps each of its texts back."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.down: set[str] = set()
        self.until: dict[str, datetime] = {}
        self.stopped: set[str] = set()
        """Texts that only a person lets go: a guard stopped them, or an embargo that cannot be read."""
        self.unread: str = ""
        self.path = ""

    def may_show(self, word: str, now: datetime) -> bool:
        return not self.down and word not in self.stopped and self.until.get(word, now) <= now

    def embargo(self, now: datetime) -> datetime | None:
        """The embargo that a version without one inherits: of the newest text, while it stands."""
        until = self.until.get(self.texts[-1]) if self.texts else None
        return until if until is not None and until > now else None


class AnyOrder(RuleBasedStateMachine):
    """Events of the wire and acts of the desk, each followed by the steps."""

    @initialize()
    def found(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="wiredesk-order-"))
        self.undo = transaction.atomic()
        self.undo.__enter__()
        made = write_home(self.root / "home")
        self.paper = Newspaper(Home(made, load(made)))
        self.paper.service()
        self.paper.service("second", section="Business")
        self.accounts = {story: Account() for story in STORIES}
        self.count = 0
        self.began = self.paper.now
        self.paused = False
        self.public_before: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "paper"):
            try:
                self.everything_comes_out_in_the_end()
            finally:
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)
                shutil.rmtree(self.root)

    # What the agency sends.

    def text(self, story: str) -> tuple[str, tuple[str, ...]]:
        self.count += 1
        word = f"xq{story}{self.count}qx"
        said = f"The {story} office said {word} on Sunday, and said so at some length to everybody who asked it. "
        return word, (said * 3,)

    def send(self, story: str, body: tuple[str, ...], extra: str = "", headline: str = "", **more: str) -> str:
        self.count += 1
        stamp = (self.began + timedelta(seconds=self.count)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        return item(more.get("guid", story), headline or f"News of the {story}", body, extra=extra, at=stamp)

    def arrive(self, *items: str, service: str = "wire") -> None:
        self.paper.receive(rss(*items), service)
        self.paper.flow()

    def told(self, story: str, word: str, until: datetime | None = None, stopped: str = "") -> None:
        """A version with a text came: it keeps the embargo of the one before it where it names none."""
        account, now = self.accounts[story], self.paper.now
        inherited = account.embargo(now)
        account.texts.append(word)
        if until is not None or inherited is not None:
            account.until[word] = until if until is not None else inherited or now
        if until is not None:
            account.unread = ""
        if stopped == "unread":
            account.unread = word
        if stopped or account.unread:
            account.stopped.add(word)

    @rule(story=stories, service=st.sampled_from(["wire", "second"]))
    def a_version(self, story: str, service: str) -> None:
        word, body = self.text(story)
        self.told(story, word)
        self.arrive(self.send(story, body), service=service)

    @rule(story=stories)
    def two_versions_at_once(self, story: str) -> None:
        (one, first), (two, second) = self.text(story), self.text(story)
        self.told(story, one)
        self.told(story, two)
        self.arrive(self.send(story, first), self.send(story, second))

    @rule(story=stories, minutes=st.integers(-30, 120))
    def an_embargoed_version(self, story: str, minutes: int) -> None:
        until = self.paper.now + timedelta(minutes=minutes)
        word, body = self.text(story)
        self.told(story, word, until)
        self.arrive(self.send(story, body, f"<dcterms:available>{until.isoformat()}</dcterms:available>"))

    @rule(story=stories)
    def a_version_whose_embargo_cannot_be_read(self, story: str) -> None:
        word, body = self.text(story)
        self.told(story, word, stopped="unread")
        self.arrive(self.send(story, body, UNREADABLE))

    @rule(story=stories)
    def a_version_that_breaks_off(self, story: str) -> None:
        word, body = self.text(story)
        self.told(story, word, stopped="guard")
        self.arrive(self.send(story, (*body, "And then ...")))

    @rule(story=stories)
    def a_kill(self, story: str) -> None:
        self.accounts[story].down.add("kill")
        self.arrive(self.send(story, (), CANCELED))

    @rule(story=stories)
    def a_kill_and_a_version_at_once(self, story: str) -> None:
        word, body = self.text(story)
        self.told(story, word)
        self.accounts[story].down.add("kill")
        self.arrive(self.send(story, body), self.send(story, (), CANCELED))

    @rule(story=stories)
    def a_kill_in_words(self, story: str) -> None:
        self.accounts[story].down.add("suspend")
        self.arrive(self.send(story, ("Kill this.",), headline=f"KILL KILL KILL: News of the {story}"))

    @rule(story=stories)
    def a_text_is_withheld(self, story: str) -> None:
        if self.accounts[story].texts:
            self.accounts[story].down.add("withheld")
            self.arrive(self.send(story, (), WITHHELD))

    # What the desk does.

    def act(self, story: str, verb: Act, clears: tuple[str, ...], **more: object) -> bool:
        known = Identity.objects.filter(guid=story).first()
        if known is None:
            return False
        try:
            verb(known.story_id, by=self.paper.person(), reason="Decided", now=self.paper.now, **more)
        except ActionRefused:
            return False
        self.accounts[story].down -= set(clears)
        return True

    def let_go(self, story: str, *, unread: bool) -> None:
        """What a person lets go: everything, or (not `unread`) all but what came since an embargo nobody can read."""
        account = self.accounts[story]
        since = account.texts.index(account.unread) if account.unread else len(account.texts)
        account.stopped = set() if unread else account.stopped & set(account.texts[since:])
        if unread:
            account.unread = ""

    @rule(story=stories, verb=st.sampled_from([hold, kill, spike]))
    def the_desk_takes_down(self, story: str, verb: Act) -> None:
        if self.act(story, verb, ()):
            self.accounts[story].down.add(verb.__name__)
        self.paper.flow()

    @rule(story=stories)
    def the_desk_restores(self, story: str) -> None:
        if self.act(story, restore, ("kill", "suspend", "spike", "hold", "withheld")):
            self.let_go(story, unread=False)
        self.paper.flow()

    @rule(story=stories)
    def the_desk_publishes(self, story: str) -> None:
        if self.act(story, publish, ("hold", "withheld")):
            self.let_go(story, unread=True)
        self.paper.flow()

    @rule(story=stories, lift=st.booleans())
    def the_desk_releases(self, story: str, lift: bool) -> None:
        if self.act(story, release, ("hold", "suspend", "withheld"), lift_embargo=lift):
            self.let_go(story, unread=True)
            if lift:
                self.accounts[story].until.clear()
        self.paper.flow()

    @rule(story=stories, section=st.sampled_from(["international", "business"]))
    def the_desk_places_and_pins(self, story: str, section: str) -> None:
        known = Identity.objects.filter(guid=story).first()
        if known is not None:
            by, now = self.paper.person(), self.paper.now
            place(known.story_id, section, by=by, now=now)
            pin(known.story_id, now + timedelta(hours=1), by=by, now=now)
            override_headline(known.story_id, f"Ours on the {story}", by=by, now=now)
        self.paper.flow()

    @rule(what=st.sampled_from(["house", "service"]))
    def the_desk_pauses(self, what: str) -> None:
        if what == "house":
            house.pause(by="meera", reason="Odd copy", now=self.paper.now)
        else:
            for service in ("wire", "second"):
                pause_service(service, by="meera", reason="Odd copy", now=self.paper.now)
        if not self.paused:
            self.public_before = self.words_shown()
        self.paused = True

    @rule()
    def the_desk_resumes(self) -> None:
        house.resume(self.paper.now)
        for service in ("wire", "second"):
            resume_service(service)
        self.paused = False
        self.paper.flow()

    # What time and machines do.

    @rule(minutes=minutes)
    def time_passes(self, minutes: int) -> None:
        self.paper.later(minutes=minutes)
        self.paper.flow()

    @rule(story=stories, steps=st.integers(1, 4))
    def a_kill_overtakes_a_version_on_its_way(self, story: str, steps: int) -> None:
        word, body = self.text(story)
        self.told(story, word)
        self.paper.receive(rss(self.send(story, body)))
        run_steps(self.paper.clock, self.paper.paper, STEPS[:steps])
        self.accounts[story].down.add("kill")
        self.paper.receive(rss(self.send(story, (), CANCELED)))
        run_steps(self.paper.clock, self.paper.paper)
        self.paper.flow()

    @rule()
    def it_is_all_read_again(self) -> None:
        pages = {path: self.paper.page(path) for path in self.paper.paths()}
        replay(self.began, self.paper.now)
        self.paper.flow()
        assert {path: self.paper.page(path) for path in self.paper.paths()} == pages

    # What must be so at any moment.

    def words_shown(self) -> set[str]:
        """Every version's word that stands on any page, feed or list."""
        return self._words_on(self.paper.paths())

    def _words_on(self, paths: Iterable[str]) -> set[str]:
        return {word for path in paths for word in WORD.findall(self.paper.page(path)[1])}

    @invariant()
    def nothing_is_shown_that_must_not_be(self) -> None:
        if hasattr(self, "paper"):
            for word in self.words_shown():
                story = word[2:].rstrip("qx").rstrip("0123456789")
                assert self.accounts[story].may_show(word, self.paper.now), f"{word} is public"

    @invariant()
    def a_pause_lets_nothing_new_out(self) -> None:
        if hasattr(self, "paper") and self.paused:
            assert self.words_shown() <= self.public_before

    @invariant()
    def each_story_stands_once_at_one_address_and_says_one_version(self) -> None:
        pages = {path: self.paper.page(path) for path in self.paper.paths()} if hasattr(self, "paper") else {}
        for row in PublicStory.objects.all() if pages else ():
            account = self.accounts[Identity.objects.get(story=row.story_id, guid__in=STORIES).guid]
            account.path = account.path or row.path
            assert row.path == account.path, "its address changed"
            status, text = pages[row.path]
            if row.state == "live":
                assert (status, len(set(WORD.findall(text)) & set(account.texts))) == (200, 1)
                assert Standing.objects.get(story=row.story_id).state == "live"
            else:
                assert status in (404, 410)
                assert not [path for path, (_, page) in pages.items() if f'href="{row.path}"' in page]
            for path, (_, page) in pages.items():
                if page.lstrip().lower().startswith("<!doctype") and path != row.path:
                    assert page.count(f'<a class="h" href="{row.path}"') <= 1, f"twice on {path}"

    def everything_comes_out_in_the_end(self) -> None:
        """A person lets everything go: then each story's newest text is public, so none was lost on the way."""
        self.the_desk_resumes()
        for story, account in self.accounts.items():
            if account.texts:
                self.act(story, restore, ())
                self.act(story, release, (), lift_embargo=True)
                self.act(story, release, (), lift_embargo=True)
                account.down, account.stopped = set(), set()
                account.until.clear()
        self.paper.flow()
        # A story's history says what was public before, as it should.
        shown = self._words_on(path for path in self.paper.paths() if "/versions/" not in path)
        for account in self.accounts.values():
            assert set(account.texts) & shown == set(account.texts[-1:])


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
