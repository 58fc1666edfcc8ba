"""Any order of copies, takes, withdrawals, joins and parts: one page for one story, and nothing comes back by its copy.

Two families of copies close with the same paragraphs and are different news. Every version says one word that no other
says, so a page shows exactly whose text it is; what is joined is asked of the record, what may be shown is kept here.
"""

import re
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.ferry_copy import CANCELED
from tests.home_on_disk import Home, write_home
from tests.journeys.test_any_order import Act
from tests.newspaper import Newspaper, item, rss
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.join import join
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.part import part
from wiredesk.decisions.actions.publish import publish
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.spike import spike
from wiredesk.decisions.models import Standing
from wiredesk.flow.replay import replay
from wiredesk.publication.models import Address, PublicStory
from wiredesk.settings.options import load
from wiredesk.story.models import Identity, Version, What

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

CLOSING = (
    "The ferries of the Lisk line carry half a million people a year and have sailed since 1931 under three owners.",
    "The state pays for the night service, which has never earned its keep, and takes part of the fares in return.",
)
NEWS = {
    "reef": (
        "A night ferry ran on to a reef off Lisk on Sunday with 214 people on board{word}, its master said.",
        "Tugs pulled it free at noon and nobody was hurt. Divers found a dent of two metres in the hull and no leak.",
    ),
    "pay": (
        "Stokers and deckhands voted on Sunday for a contract that gives them nine percent more{word}, a union said.",
        "Seven in ten were for it. The strike that was called for Easter is off, and Monday's talks are not needed.",
    ),
}
FURTHER = (
    "An inquiry will hear everybody concerned before the end of the week, the ministry of transport said at night.",
)
HEADLINES = {"reef": "Night ferry on reef off Lisk", "pay": "Ferry crews accept pay deal"}
SENDERS = {"ani": ("wire", "ANI"), "again": ("wire", "ANI"), "pti": ("pti", "PTI")}
MEMBERS = tuple(f"{family}-{sender}" for family in NEWS for sender in SENDERS)
WORD = re.compile(r"xq([a-pr-z]+)q([a-j]+)qx")
LETTERS = str.maketrans("0123456789", "abcdefghij")
"""A word with figures in it counts as a number, and copies agree in theirs."""

members = st.sampled_from(MEMBERS)
forms = st.sampled_from(["whole", "cut", "take"])


def service_of(member: str) -> str:
    return SENDERS[member.partition("-")[2]][0]


class AnyOrderOfCopies(RuleBasedStateMachine):
    """Events of two agencies and acts of the desk, each followed by the steps."""

    @initialize()
    def found(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="wiredesk-copies-"))
        self.undo = transaction.atomic()
        self.undo.__enter__()
        made = write_home(self.root / "home")
        self.paper = Newspaper(Home(made, load(made)))
        self.paper.service()
        self.paper.service("pti", provider="PTI", section="Business")
        self.count = 0
        self.began = self.paper.now
        self.latest: dict[str, str] = {}
        self.down: dict[str, set[str]] = {member: set() for member in MEMBERS}
        self.comparable: set[str] = set()
        """Those that began with a text: of what was withdrawn unseen nobody knows what it said."""
        self.by_hand: set[str] = set()
        """Families that the desk joined or parted: what is in one group is its word from then on."""

    def teardown(self) -> None:
        if hasattr(self, "paper"):
            try:
                self.everything_comes_out_in_the_end()
            finally:
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)
                shutil.rmtree(self.root)

    # What the agencies send.

    def send(self, member: str, form: str) -> str:
        self.count += 1
        family, _, sender = member.partition("-")
        word = f"xq{family}{sender}q{str(self.count).translate(LETTERS)}qx"
        self.latest[member] = word
        if self.story(member) is None:
            self.comparable.add(member)
        lead, middle = NEWS[family]
        mark = "" if sender == "ani" else f" ({sender.upper()})"
        body = [f"Lisk, October 26{mark} : {lead.format(word=f' ({word})')}", middle]
        body += {"whole": CLOSING, "cut": (), "take": (*FURTHER, *CLOSING)}[form]
        stamp = (self.began + timedelta(seconds=self.count)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        return item(member, f"{HEADLINES[family]}{', says ' + sender if mark else ''}", tuple(body), at=stamp)

    def arrive(self, *sent: tuple[str, str]) -> None:
        for member, text in sent:
            self.paper.receive(rss(text), service_of(member))
        self.paper.flow()

    @rule(member=members, form=forms)
    def one_arrives(self, member: str, form: str) -> None:
        self.arrive((member, self.send(member, form)))

    @rule(two=st.lists(members, min_size=2, max_size=3, unique=True), form=forms)
    def some_arrive_together(self, two: list[str], form: str) -> None:
        self.arrive(*((member, self.send(member, form)) for member in two))

    @rule(member=members)
    def an_agency_kills_its_own(self, member: str) -> None:
        again = self.is_killed(member)
        self.arrive((member, item(member, "Withdrawn", (), extra=CANCELED)))
        self.took_down(member, "kill", again=again)

    @rule(member=members, other=members, form=forms)
    def a_kill_and_a_copy_at_once(self, member: str, other: str, form: str) -> None:
        if member != other:
            again = self.is_killed(member)
            sent = [(other, self.send(other, form)), (member, item(member, "Withdrawn", (), extra=CANCELED))]
            self.arrive(*sent)
            self.took_down(member, "kill", again=again)

    # What the desk does.

    def story(self, member: str) -> str | None:
        known = Identity.objects.filter(guid=member).first()
        return known.story_id if known is not None else None

    def act(self, member: str, verb: Act, *more: str, **named: object) -> bool:
        story = self.story(member)
        if story is None:
            return False
        try:
            verb(story, *more, by=self.paper.person(), reason="Decided", now=self.paper.now, **named)
        except ActionRefused:
            return False
        finally:
            self.paper.flow()
        return True

    @rule(member=members, verb=st.sampled_from([hold, kill, spike]))
    def the_desk_takes_down(self, member: str, verb: Act) -> None:
        if self.act(member, verb):
            if verb is spike:
                self.down[member].add("spike")
            else:
                self.took_down(member, verb.__name__)

    @rule(member=members, verb=st.sampled_from([restore, publish, release]))
    def the_desk_lets_go(self, member: str, verb: Act) -> None:
        if self.act(member, verb):
            self.down[member].clear()

    @rule(member=members, other=members)
    def the_desk_joins(self, member: str, other: str) -> None:
        story = self.story(other)
        if member != other and story is not None and self.act(member, join, story):
            self.by_hand |= {member.partition("-")[0], other.partition("-")[0]}

    @rule(member=members)
    def the_desk_parts(self, member: str) -> None:
        if self.act(member, part):
            self.by_hand.add(member.partition("-")[0])

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.paper.later(minutes=minutes)
        self.paper.flow()

    @rule()
    def it_is_all_read_again(self) -> None:
        pages = {path: self.paper.page(path) for path in self.paper.paths()}
        replay(self.began, self.paper.now)
        self.paper.flow()
        assert {path: self.paper.page(path) for path in self.paper.paths()} == pages

    # What must be so at any moment.

    def groups(self) -> dict[str, set[str]]:
        """The members of each group, by the story under whose id they are joined."""
        stories = {self.story(member): member for member in MEMBERS}
        found: dict[str, set[str]] = {}
        for row in Standing.objects.all():
            if row.story_id in stories:
                found.setdefault(row.copy_of_id or row.story_id, set()).add(stories[row.story_id])
        return found

    def shown(self) -> set[str]:
        """Whose texts stand on any page, feed or list."""
        names = {f"{family}{sender}": f"{family}-{sender}" for family in NEWS for sender in SENDERS}
        return {names[found[0]] for path in self.paper.paths() for found in WORD.findall(self.paper.page(path)[1])}

    def is_killed(self, member: str) -> bool:
        """It is, or the agency's last word on it is its kill: a feed that carries this on says nothing new."""
        story = self.story(member)
        newest = Version.objects.filter(story=story).order_by("-number").first()
        is_kill_newest = newest is not None and newest.what == What.KILL
        return is_kill_newest or Standing.objects.filter(story=story, state="killed").exists()

    def took_down(self, member: str, why: str, *, again: bool = False) -> None:
        """What takes one copy down holds the rest: nobody sees any of them before a person has looked.

        A kill that comes `again` changes nothing: what a person let go after the first stays.
        """
        self.down[member].add(why)
        if again:
            return
        group = next((group for group in self.groups().values() if member in group), {member})
        assert not group & self.shown(), f"{member} is down, and {group & self.shown()} is shown"

    @invariant()
    def nothing_is_shown_that_was_taken_down(self) -> None:
        if hasattr(self, "paper"):
            for member in self.shown():
                assert not self.down[member], f"{member} is public"
                assert Standing.objects.get(story=self.story(member)).state == "live"

    @invariant()
    def copies_are_one_group_and_other_news_is_not(self) -> None:
        for group in self.groups().values() if hasattr(self, "paper") else ():
            families = {member.partition("-")[0] for member in group}
            assert len(families) == 1 or families <= self.by_hand, f"{group} are one page"
            [*alone] = families - self.by_hand
            for family in alone:
                sent = {member for member in self.comparable if member.startswith(family)}
                assert group >= sent or not group & sent, f"{sent - group} is not joined"

    @invariant()
    def a_group_has_one_page_and_every_address_leads_there(self) -> None:
        for group in self.groups().values() if hasattr(self, "paper") else ():
            stories = [self.story(member) for member in group]
            pages = [row.path for row in PublicStory.objects.filter(story__in=stories, state="live")]
            live = Standing.objects.filter(story__in=stories, state="live").count()
            assert len(pages) == min(1, live), f"{group} has {pages}"
            for path in pages:
                status, text = self.paper.page(path)
                said = {found[0] for found in WORD.finditer(text)} & {self.latest.get(one, "") for one in group}
                assert (status, len(said)) == (200, 1), f"{path} says {said}"
                # What is kept back leads nowhere: a copy that a person let go says nothing about it.
                shut = PublicStory.objects.filter(story__in=stories).exclude(state__in=("live", "copy"))
                for row in Address.objects.filter(story__in=stories).exclude(path=path):
                    wanted = (404, 410) if row.story_id in {one.story_id for one in shut} else (301,)
                    assert self.paper.page(row.path)[0] in wanted, f"{row.path} does not lead to {path}"

    def everything_comes_out_in_the_end(self) -> None:
        """A person lets everything go: then each group shows a newest text of one of its stories, and none is lost."""
        for member in MEMBERS:
            for verb in (restore, release, publish):
                self.act(member, verb)
            self.down[member].clear()
        self.paper.flow()
        self.a_group_has_one_page_and_every_address_leads_there()
        for group in self.groups().values():
            if any(member in self.latest for member in group):
                assert group & self.shown(), f"{group} is lost"


TestAnyOrderOfCopies = AnyOrderOfCopies.TestCase
TestAnyOrderOfCopies.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
